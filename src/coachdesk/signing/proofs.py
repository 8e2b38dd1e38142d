"""The proofs that travel inside a sealed sheet (« preuves.json »): made, and rechecked."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coachdesk.core.canonical import Json, canonical_json
from coachdesk.core.french import NBSP, NNBSP, moment, plural, printable
from coachdesk.core.journal_form import EVIDENCE, HEADER
from coachdesk.domain.drawing import normalised
from coachdesk.signing.certificate import Certificate
from coachdesk.signing.evidence import Evidence, read_evidence, verify_bytes
from coachdesk.signing.strict_json import Fields, read_canonical
from coachdesk.signing.strokes import decode_drawing, drawing_digest

ATTACHMENT = "preuves.json"
"""Name of the file attached to a sealed sheet."""
_FORMAT = "cdk-preuves/1"
_DRAWN = {
    "mouse": "dessinée à la souris",
    "touch": "dessinée au doigt",
    "pen": "dessinée au stylet",
    "simulated": "tracé simulé pour un exemple",
}


@dataclass(frozen=True)
class Proof:
    """One signature with all that proves it, as the journal and its tables hold it.

    Attributes:
        header: header of the journal entry (the fields its hash covers).
        payload, salt: the evidence, and the salt of its digest in the header.
        signature: of the canonical header by the device key, DER.
        drawing, drawing_salt: cdk-stroke/1 bytes, and the salt of their digest in the evidence.
    """

    header: Mapping[str, Json]
    payload: Mapping[str, Json]
    salt: bytes
    signature: bytes
    drawing: bytes
    drawing_salt: bytes


@dataclass(frozen=True)
class CheckedProof:
    """What a proof says, as one French sentence, and what is wrong with it (nothing: coherent)."""

    sentence: str
    faults: tuple[str, ...]


def build_proofs(proofs: Sequence[Proof]) -> bytes:
    """The bytes of ``preuves.json``: canonical JSON, bytes in hexadecimal."""
    return canonical_json(
        {
            "format": _FORMAT,
            "signatures": [
                {
                    "header": proof.header,
                    "hash": hashlib.sha256(canonical_json(proof.header)).hexdigest(),
                    "payload": proof.payload,
                    "salt": proof.salt.hex(),
                    "signature": proof.signature.hex(),
                    "drawing": proof.drawing.hex(),
                    "drawing_salt": proof.drawing_salt.hex(),
                }
                for proof in proofs
            ],
        }
    )


def check_proofs(data: bytes, certificate: Certificate) -> tuple[CheckedProof, ...]:
    """Each proof of a ``preuves.json``, rechecked against the certificate that sealed the sheet.

    Raises:
        ValueError: when ``data`` is not such a file.
    """
    bundle = Fields(read_canonical(data), "format signatures")
    if bundle.text("format") != _FORMAT:
        raise ValueError("another format of proofs")
    checked = []
    seen: dict[bytes, str] = {}
    for item in bundle.items("signatures"):
        fields = Fields(item, "header hash payload salt signature drawing drawing_salt")
        header = Fields(fields.value("header"), " ".join(HEADER))
        number = _number(header)
        evidence, faults = _check(fields, header, certificate)
        shape = _shape(fields.hexadecimal("drawing"))
        if shape in seen:
            faults.append(f"son tracé est la copie de celui de l’enregistrement {seen[shape]}")
        seen[shape] = number
        checked.append(CheckedProof(_sentence(evidence, header, number), tuple(faults)))
    return tuple(checked)


def _check(
    fields: Fields, header: Fields, certificate: Certificate
) -> tuple[Evidence | None, list[str]]:
    faults = []
    signed = canonical_json(fields.value("header"))
    payload = canonical_json(fields.value("payload"))
    if hashlib.sha256(signed).hexdigest() != fields.text("hash"):
        faults.append("l’empreinte de l’enregistrement n’est pas la sienne")
    if header.text("kind") != EVIDENCE or not verify_bytes(
        certificate, signed, fields.hexadecimal("signature")
    ):
        faults.append("l’enregistrement n’est pas signé par le certificat du cachet")
    digest = hashlib.sha256(fields.hexadecimal("salt") + payload).hexdigest()
    if digest != header.text("payload_digest"):
        faults.append("son contenu n’est pas celui qui a été enregistré")
    try:
        evidence = read_evidence(fields.value("payload"))
    except ValueError:
        return None, [*faults, "son contenu n’a pas la forme attendue"]
    drawing, kept = fields.hexadecimal("drawing"), evidence.capture
    if drawing_digest(fields.hexadecimal("drawing_salt"), drawing) != kept.drawing_sha256:
        faults.append("le tracé n’est pas celui qui a été enregistré")
    else:
        drawn = decode_drawing(drawing)
        if (drawn.points, len(drawn.strokes)) != (kept.points, kept.strokes):
            faults.append("le tracé n’a pas le nombre de traits enregistré")
    return evidence, faults


def _shape(drawing: bytes) -> bytes:
    """The shape of a drawing, or its bytes when they are no drawing."""
    try:
        return normalised(decode_drawing(drawing))
    except ValueError:
        return drawing


def _number(header: Fields) -> str:
    return f"n°{NBSP}{header.number('seq')}"


def _sentence(evidence: Evidence | None, header: Fields, number: str) -> str:
    when = moment(datetime.fromisoformat(header.text("wall")))
    if evidence is None:
        return f"Enregistrement {number}, {when}"
    colon = f"{NBSP}: "
    parts = [
        f"{_signer(evidence)} le {when}",
        _DRAWN[evidence.capture.input],
        plural(evidence.capture.strokes, "trait"),
        f"identité vérifiée{colon}{printable(evidence.identity_check)}",
    ]
    if evidence.witness:
        parts.append(f"témoin{colon}{printable(evidence.witness)}")
    if evidence.regularisation:
        parts.append(f"régularisation{colon}{printable(evidence.regularisation)}")
    parts.append(f"enregistrement {number}")
    text = f"«{NBSP}{printable(' '.join(evidence.text.splitlines()))}{NBSP}»"
    return f"{', '.join(parts)}{NNBSP}; texte signé{colon}{text}"


def _signer(evidence: Evidence) -> str:
    return f"Signature de {printable(evidence.signer_name)} ({printable(evidence.signer_role)})"
