"""The proofs that travel inside a sealed paper: written, and rechecked.

A sheet of many rows carries them together, attached as « preuves.json »; a document of several
signers carries each in the seal of its signer (:mod:`signing.revisions`).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from coachdesk.core.canonical import (
    Json,
    canonical_json,
    canonical_part,
    parse_json,
)
from coachdesk.core.french import NBSP
from coachdesk.core.journal_form import EVIDENCE, HEADER, short_code
from coachdesk.domain.clock_check import Reading
from coachdesk.domain.drawing import Drawing, normalised
from coachdesk.signing.certificate import Certificate
from coachdesk.signing.device_signature import verify_bytes
from coachdesk.signing.evidence import Evidence
from coachdesk.signing.evidence_reader import read_evidence
from coachdesk.signing.strict_json import Fields
from coachdesk.signing.strokes import (
    Outline,
    count_numbers,
    decode_drawing,
    drawing_digest,
    numbers_of,
    outline,
)

ATTACHMENT = "preuves.json"
"""Name of the file attached to a sealed sheet."""
_FORMAT = "cdk-preuves/1"
_HEADER = " ".join(HEADER)
_FILE = b'{"format":"cdk-preuves/1","signatures":[%s]}'
_ITEM = (
    b'{"drawing":%s,"drawing_salt":%s,"hash":%s,"header":%s,"payload":%s,"salt":%s,"signature":%s}'
)
_PROOF = "header hash payload salt signature drawing drawing_salt"


@dataclass(frozen=True)
class Proof:
    """One answer with all that proves it, as the journal and its tables hold it.

    Attributes:
        header: header of the journal entry (the fields its hash covers).
        payload, salt: the evidence, and the salt of its digest in the header.
        signature: of the canonical header by the device key, DER.
        drawing, drawing_salt: cdk-stroke/1 bytes, and the salt of their digest in the evidence;
            None of someone who did not sign.
    """

    header: Mapping[str, Json]
    payload: Mapping[str, Json]
    salt: bytes
    signature: bytes
    drawing: bytes | None
    drawing_salt: bytes | None

    @property
    def entry(self) -> int:
        """Number of the journal entry."""
        return Fields(self.header, _HEADER).number("seq")

    @property
    def wall(self) -> datetime:
        """When, by the clock of the device, with its offset."""
        return Fields(self.header, _HEADER).moment("wall")

    @property
    def code(self) -> str:
        """The eight characters on the person's slip: the beginning of the entry's hash."""
        return short_code(_hash(self.header))


@dataclass(frozen=True)
class CheckedProof:
    """What a proof says, and what is wrong with it.

    Attributes:
        entry, hash: number and hash of the journal entry.
        reading: of the clock of the device, when it was made.
        evidence: what it says; None when it can't be read.
        strokes: of the drawing, cdk-stroke/1; None of who did not sign.
        numbers: how many write it; 0 when there is none, or it is no drawing.
        faults: ends of sentences; nothing when it is coherent.
    """

    entry: int
    hash: str
    reading: Reading
    evidence: Evidence | None
    strokes: bytes | None
    numbers: int
    faults: tuple[str, ...]

    @property
    def wall(self) -> datetime:
        """When, by the clock of the device, with its offset."""
        return self.reading.wall

    @property
    def number(self) -> str:
        """« n° 413 »."""
        return f"n°{NBSP}{self.entry}"

    @property
    def code(self) -> str:
        """The eight characters on the person's slip."""
        return short_code(self.hash)

    @cached_property
    def drawing(self) -> Drawing | None:
        """What was drawn; None of who did not sign, or when it is no drawing."""
        try:
            return decode_drawing(self.strokes) if self.strokes else None
        except ValueError:
            return None

    @cached_property
    def outline(self) -> Outline | None:
        """Of what was drawn, known sooner than all of it; None as ``drawing``."""
        try:
            return outline(self.strokes) if self.strokes else None
        except ValueError:
            return None


def build_proofs(proofs: Sequence[Proof]) -> bytes:
    """The bytes of ``preuves.json``: canonical JSON, bytes in hexadecimal."""
    return canonical_json({"format": _FORMAT, "signatures": [_written(each) for each in proofs]})


def check_proofs(data: bytes, certificate: Certificate) -> tuple[CheckedProof, ...]:
    """Each proof of a ``preuves.json``, rechecked against the certificate that sealed the paper.

    A drawing that stands twice is a fault of the second one.

    Raises:
        ValueError: when ``data`` is not such a file.
    """
    bundle = Fields(parse_json(data), "format signatures")
    if bundle.text("format") != _FORMAT:
        raise ValueError("another format of proofs")
    read = [_read(item) for item in bundle.items("signatures")]
    # Written again from the parts that are hashed anyway: what differs is no canonical file.
    if _FILE % b",".join(each.written for each in read) != data:
        raise ValueError("not in canonical form")
    return without_copies([_checked(each, certificate) for each in read])


def without_copies(proofs: Sequence[CheckedProof]) -> tuple[CheckedProof, ...]:
    """The same proofs; a copied drawing is a fault of the later one."""
    # A copy has as many points as its model: only drawings alike in that are compared further.
    alike: dict[int, list[CheckedProof]] = {}
    found = []
    for proof in proofs:
        judged = proof
        others = alike.setdefault(proof.numbers, []) if proof.numbers else []
        first = next((other for other in others if _copies(proof, other)), None)
        if first is not None:
            fault = f"son tracé est la copie de celui de l’enregistrement {first.number}"
            judged = with_fault(proof, fault)
        others.append(proof)
        found.append(judged)
    return tuple(found)


def _copies(one: CheckedProof, other: CheckedProof) -> bool:
    if one.outline != other.outline:
        return False
    first, second = one.drawing, other.drawing
    return first is not None and second is not None and normalised(first) == normalised(second)


def with_fault(proof: CheckedProof, fault: str) -> CheckedProof:
    """The same proof, with one more fault."""
    return replace(proof, faults=(*proof.faults, fault))


def _written(proof: Proof) -> Json:
    return {
        "header": proof.header,
        "hash": _hash(proof.header),
        "payload": proof.payload,
        "salt": proof.salt.hex(),
        "signature": proof.signature.hex(),
        "drawing": _hex(proof.drawing),
        "drawing_salt": _hex(proof.drawing_salt),
    }


def _hash(header: Mapping[str, Json]) -> str:
    return hashlib.sha256(canonical_json(header)).hexdigest()


def _hex(data: bytes | None) -> str | None:
    return None if data is None else data.hex()


@dataclass(frozen=True)
class _Read:
    """One item of the file: its fields, and the bytes that are hashed."""

    fields: Fields
    header: bytes
    payload: bytes

    @property
    def written(self) -> bytes:
        """Its canonical JSON."""
        texts = (
            canonical_part(self.fields.value(name)) for name in ("drawing", "drawing_salt", "hash")
        )
        ends = (canonical_part(self.fields.value(name)) for name in ("salt", "signature"))
        return _ITEM % (*texts, self.header, self.payload, *ends)


def _read(item: Json) -> _Read:
    fields = Fields(item, _PROOF)
    header, payload = (canonical_part(fields.value(name)) for name in ("header", "payload"))
    return _Read(fields, header, payload)


def _checked(read: _Read, certificate: Certificate) -> CheckedProof:
    fields, signed = read.fields, read.header
    header = Fields(fields.value("header"), _HEADER)
    faults = []
    digest = hashlib.sha256(signed).hexdigest()
    if digest != fields.text("hash"):
        faults.append("l’empreinte de l’enregistrement n’est pas la sienne")
    if header.text("kind") != EVIDENCE or not verify_bytes(
        certificate, signed, fields.hexadecimal("signature")
    ):
        faults.append("l’enregistrement n’est pas signé par le certificat du cachet")
    recorded = hashlib.sha256(fields.hexadecimal("salt") + read.payload).hexdigest()
    if recorded != header.text("payload_digest"):
        faults.append("son contenu n’est pas celui qui a été enregistré")
    evidence: Evidence | None = None
    strokes: bytes | None = None
    numbers = 0
    try:
        evidence = read_evidence(fields.value("payload"))
    except ValueError:
        faults.append("son contenu n’a pas la forme attendue")
    if evidence is not None:
        named = evidence.device.certificate_sha256
        if not faults and evidence.version > 1 and named != certificate.fingerprint:
            faults.append("il nomme un autre poste que celui du cachet")
        strokes, numbers, fault = _strokes(fields, evidence)
        faults += [fault] if fault else []
    return CheckedProof(
        entry=header.number("seq"),
        hash=digest,
        reading=_reading(header),
        evidence=evidence,
        strokes=strokes,
        numbers=numbers,
        faults=tuple(faults),
    )


def _reading(header: Fields) -> Reading:
    return Reading(header.moment("wall"), header.number("mono_ms"), header.text("boot"))


def _strokes(fields: Fields, evidence: Evidence) -> tuple[bytes | None, int, str]:
    """The drawing, how many numbers write it, and what is wrong with it; nothing when good."""
    kept = evidence.capture
    if kept is None:
        absent = fields.value("drawing") is None and fields.value("drawing_salt") is None
        return None, 0, "" if absent else "un tracé a été ajouté à qui n’a pas signé"
    if fields.value("drawing") is None:
        return None, 0, "son tracé a été retiré"
    blob = fields.hexadecimal("drawing")
    try:
        numbers = count_numbers(blob)
    except ValueError:
        numbers = 0
    if drawing_digest(fields.hexadecimal("drawing_salt"), blob) != kept.drawing_sha256:
        return blob, numbers, "le tracé n’est pas celui qui a été enregistré"
    if numbers != numbers_of(kept.points, kept.strokes):
        return blob, numbers, "le tracé n’a pas le nombre de traits enregistré"
    return blob, numbers, ""
