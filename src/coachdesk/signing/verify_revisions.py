"""The check of a document that several people sign: each seal, what each saw, who is missing.

Every seal stands to the byte inside the next one, by the same certificate; between two seals
nothing changed but a box; each proof fits its seal and the bytes its signer saw; the last seal is
the closing one and counts the others. A file cut back to an earlier revision is whole in all else:
it lacks the closing seal, and that is what is said.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from coachdesk.core.french import NBSP, plural, printable
from coachdesk.domain.ink import curves
from coachdesk.signing.byte_ranges import Seal
from coachdesk.signing.certificate import Certificate
from coachdesk.signing.evidence import Evidence
from coachdesk.signing.later_changes import appended
from coachdesk.signing.loading import PYHANKO
from coachdesk.signing.proof_words import who
from coachdesk.signing.proofs import CheckedProof, check_proofs, with_fault, without_copies
from coachdesk.signing.revisions import CLOSING_FIELD, CLOSING_KEY, PROOF_KEY, closing_record

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_UNREADABLE = "ses cadres de signature sont illisibles"
_STROKE = b" l S"
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_LONGEST_END = 64


@dataclass(frozen=True)
class RevisionsCheck:
    """What the check of such a document found.

    Attributes:
        faults: in what it is not as it was sealed; nothing when it is.
        proofs: of those who answered, in the order of their seals.
        missing: the labels of the boxes that are empty.
        closed: the closing seal is there.
    """

    faults: tuple[str, ...]
    proofs: tuple[CheckedProof, ...]
    missing: tuple[str, ...]
    closed: bool

    @property
    def unfinished(self) -> str:
        """Why it is whole and yet not finished, in two sentences; empty when it is."""
        if self.faults or self.closed:
            return ""
        there = ", ".join(f"{who(proof.evidence)}, {proof.number}" for proof in self.proofs
                          if proof.evidence)  # fmt: skip
        lacking = f" Il manque{NBSP}: {', '.join(self.missing)}." if self.missing else ""
        return (
            "il manque le cachet de clôture, il n’est donc pas achevé, ou il a été ramené à un "
            f"état antérieur. Il porte{NBSP}: {there}.{lacking}"
        )


def is_of_several_signers(data: bytes) -> bool:
    """Whether ``data`` speaks of a document of this kind."""
    return PROOF_KEY.encode() in data or CLOSING_KEY.encode() in data


def check_revisions(data: bytes, seals: Sequence[Seal]) -> RevisionsCheck:
    """Check ``data``, whose ``seals`` were found and judged, in the order of what they cover."""
    fault = _nesting(data, seals)
    if fault:
        return RevisionsCheck((fault,), (), (), closed=False)
    try:
        return _parsed(data, seals)
    except Exception:  # noqa: BLE001  (a parser fed by strangers raises anything)
        return RevisionsCheck((_UNREADABLE,), (), (), closed=False)


def _nesting(data: bytes, seals: Sequence[Seal]) -> str:
    """What is wrong with the seals among themselves; nothing when each holds the one before."""
    for number, seal in enumerate(seals, 1):
        place = f" (cachet {number} sur {len(seals)})" if len(seals) > 1 else ""
        if seal.fault:
            return seal.fault + place
        assert seal.certificate is not None, "a seal without fault names its certificate"
        if seal.certificate != seals[0].certificate:
            return f"le cachet {number} est d’un autre signataire, {seal.certificate.holder}"
        if seal.sealed_at is None or not seal.certificate.covers(seal.sealed_at):
            return f"son cachet est daté hors de la validité du certificat{place}"
        if number > 1 and seals[number - 2].end > seal.start:
            return f"le cachet {number} ne contient pas le précédent"
    if seals[-1].end < len(data):
        return appended(data, seals[-1].end)
    return ""


def _parsed(data: bytes, seals: Sequence[Seal]) -> RevisionsCheck:
    # pyHanko takes 0.3 s to import: only such a document waits for it.
    with PYHANKO:
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.fields import MDPPerm

    reader = PdfFileReader(BytesIO(data))
    found = list(reader.embedded_signatures)
    fields = [each.get_object() for each in reader.root["/AcroForm"]["/Fields"]]
    faults = []
    if [int(each.byte_range[2]) for each in found] != [seal.resume for seal in seals]:
        faults.append("une signature a été retirée ou ajoutée hors de son cadre")
    elif found[0].docmdp_level is not MDPPerm.FILL_FORMS:
        faults.append("son premier cachet permet d’autres changements que de signer")
    else:
        faults += _steps(found)
    answers = [each for each in found if each.field_name != CLOSING_FIELD]
    certificate = seals[0].certificate
    assert certificate is not None, "a seal without fault names its certificate"
    proofs = without_copies(
        [_proof(data, each, found[0].signed_revision - 1, certificate) for each in answers]
    )
    faults += _same_document(proofs)
    faults += [
        f"{who(proof.evidence) if proof.evidence else 'Enregistrement'}, {proof.number}"
        f"{NBSP}: {fault}"
        for proof in proofs
        for fault in proof.faults
    ]
    closed = len(answers) < len(found)
    if closed:
        faults += _closing(found, answers)
    missing = tuple(
        printable(str(field.get("/TU", field["/T"])))
        for field in fields
        if "/V" not in field and field["/T"] != CLOSING_FIELD
    )
    return RevisionsCheck(tuple(faults), proofs, missing, closed=closed)


def _steps(found: "Sequence[EmbeddedPdfSignature]") -> list[str]:
    """What changed between the seals beside a box filled; nothing when nothing did."""
    with PYHANKO:
        from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel

    faults = []
    for number, seal in enumerate(found, 1):
        if seal.signed_revision != found[0].signed_revision + number - 1:
            faults.append(f"une modification sans cachet précède le cachet {number}")
        if number == len(found):
            break
        changed = DEFAULT_DIFF_POLICY.review_file(
            seal.reader,
            seal.signed_revision,
            field_mdp_spec=seal.fieldmdp,
            doc_mdp=seal.docmdp_level,
        )
        level = (
            changed.modification_level
            if isinstance(changed, DiffResult)
            else ModificationLevel.OTHER
        )
        if level.value > ModificationLevel.FORM_FILLING.value:
            faults.append(f"autre chose qu’un cadre a changé après le cachet {number}")
    return faults


def _proof(
    data: bytes, seal: "EmbeddedPdfSignature", first: int, certificate: Certificate
) -> CheckedProof:
    """The proof in a seal, with what is wrong between it, its box and the bytes seen.

    Raises:
        ValueError: when there is none.
    """
    (proof,) = check_proofs(seal.sig_object[PROOF_KEY].original_bytes, certificate)
    if proof.evidence is None:
        return proof
    if fault := _unlike(data, seal, first, proof.evidence):
        proof = with_fault(proof, fault)
    box = bytes(seal.sig_field["/AP"]["/N"].data)
    if proof.drawing is None and _STROKE in box:
        return with_fault(proof, "son cadre montre un tracé que la preuve n’a pas")
    if proof.drawing is not None and curves(proof.drawing).encode() not in box:
        return with_fault(proof, "le tracé que montre son cadre n’est pas celui de la preuve")
    return proof


def _unlike(data: bytes, seal: "EmbeddedPdfSignature", first: int, evidence: Evidence) -> str:
    """How what was shown differs from what the seal follows; nothing when it does not.

    Who signs saw the revision before her own, and who does not sign, whose answer is added last,
    one of those since the paper was made, which is number ``first``.
    """
    shown = evidence.document
    seen = data[: shown.size]
    if shown.size > seal.byte_range[1] or hashlib.sha256(seen).hexdigest() != shown.sha256:
        return "ce qui lui a été montré n’est pas ce document"
    end = _END.search(seen[-_LONGEST_END:])
    if end is None:
        return "ce qui lui a été montré n’était pas un document entier"
    earliest = seal.signed_revision - 1 if evidence.capture else first
    known = {
        seal.reader.xrefs.get_startxref_for_revision(number)
        for number in range(earliest, seal.signed_revision)
    }
    if int(end[1]) not in known:
        return "le document a changé entre ce qui lui a été montré et son cachet"
    return ""


def _same_document(proofs: Sequence[CheckedProof]) -> list[str]:
    named = {
        (each.evidence.document.id, each.evidence.document.kind, each.evidence.document.revision)
        for each in proofs
        if each.evidence
    }
    return [] if len(named) <= 1 else ["ses signatures nomment des documents différents"]


def _closing(
    found: "Sequence[EmbeddedPdfSignature]", answers: "Sequence[EmbeddedPdfSignature]"
) -> list[str]:
    """What is wrong with the closing seal."""
    if len(found) - len(answers) != 1 or found[-1].field_name != CLOSING_FIELD:
        return ["une signature suit son cachet de clôture"]
    names = [str(each.field_name) for each in answers]
    if found[-1].sig_object[CLOSING_KEY].original_bytes != closing_record(names):
        there = plural(len(names), "signature")
        return [f"son cachet de clôture compte d’autres signatures que les {there} qu’il porte"]
    return []
