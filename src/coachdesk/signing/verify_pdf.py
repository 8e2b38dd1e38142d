"""The check of one sealed PDF, alone: whole or not, and in what it changed.

Its seals are found in the bytes themselves (:mod:`signing.byte_ranges`). A parser is used only on
what such a seal vouches for, or to name what happened.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural
from coachdesk.core.paper_marks import CREATOR, UNSEALED
from coachdesk.signing.byte_ranges import SAVED_AGAIN, Seal, find_seals
from coachdesk.signing.certificate import Certificate
from coachdesk.signing.later_changes import appended
from coachdesk.signing.loading import PYHANKO
from coachdesk.signing.proof_words import sentence
from coachdesk.signing.proofs import ATTACHMENT, CheckedProof, check_proofs
from coachdesk.signing.revisions import CLOSING_FIELD
from coachdesk.signing.verify_revisions import check_revisions, is_of_several_signers

_CUT = "il est coupé, et son cachet manque"
_EARLIER = "il a été ramené à une version d’avant son cachet, ou refait sans lui"
_NOBODY = (
    "il ne porte aucun cachet, personne ne l’a encore signé, ou il a été ramené à l’état d’avant"
)
_CREATOR = re.compile(rb"/Creator\s*\(" + CREATOR.encode("ascii"))


@dataclass(frozen=True)
class PdfCheck:
    """What the check of a PDF found.

    Attributes:
        certificate: the sealing certificate, as far as the file says; None without a seal.
        seals: how many seals the file holds.
        sealed_at: the time the seal states (the clock of the coach's machine, UTC), or None.
        faults: in what the file is not as it was sealed, French; nothing when it is.
        proofs: the answers proved inside, rechecked.
        unfinished: of a document of several signers, whole but without its closing seal: who
            answered and who is missing, in two sentences; empty of any other.
        missing: who has not answered, of a document of several signers.
        value_at: where the value of the last seal begins and ends, which it does not sign; None
            without a seal.
    """

    certificate: Certificate | None
    seals: int
    sealed_at: datetime | None
    faults: tuple[str, ...]
    proofs: tuple[CheckedProof, ...]
    unfinished: str = ""
    missing: tuple[str, ...] = ()
    value_at: tuple[int, int] | None = None


def check_pdf(data: bytes) -> PdfCheck:
    """Check the seals of ``data``, and the proofs they vouch for.

    Raises:
        UserError: when it is no PDF of CoachDesk, or a paper that never carries a seal.
    """
    seals = find_seals(data)
    if not seals:
        return _without_seal(data)
    if is_of_several_signers(data):
        return _several(data, seals)
    seal = min(seals, key=lambda tried: bool(tried.fault))
    faults = [seal.fault] if seal.fault else []
    if not faults and seal.end < len(data):
        faults.append(appended(data, seal.end))
    elif not faults and len(seals) != 1:
        faults.append(f"il porte {plural(len(seals), 'cachet')} au lieu d’un seul")
    certificate, sealed_at = seal.certificate, seal.sealed_at
    if not faults and certificate and sealed_at and not certificate.covers(sealed_at):
        faults.append("son cachet est daté hors de la validité du certificat")
    proofs: tuple[CheckedProof, ...] = ()
    if not faults and certificate:
        proofs, faults = _proofs(data, certificate)
    return PdfCheck(
        certificate,
        len(seals),
        sealed_at,
        tuple(faults),
        proofs,
        value_at=(seal.start, seal.resume),
    )


def _several(data: bytes, seals: list[Seal]) -> PdfCheck:
    check = check_revisions(data, seals)
    last = seals[-1]
    return PdfCheck(
        certificate=next((each.certificate for each in seals if each.certificate), None),
        seals=len(seals),
        sealed_at=last.sealed_at,
        faults=check.faults,
        proofs=check.proofs,
        unfinished=check.unfinished,
        missing=check.missing,
        value_at=(last.start, last.resume),
    )


def title_of(data: bytes) -> str:
    """What a whole PDF says it is; empty when it says nothing."""
    # pyHanko takes 0.3 s to import: only who makes a fiche waits for it.
    with PYHANKO:
        from pyhanko.pdf_utils.reader import PdfFileReader

    return str(PdfFileReader(BytesIO(data)).trailer["/Info"].get("/Title", ""))


def _proofs(data: bytes, certificate: Certificate) -> tuple[tuple[CheckedProof, ...], list[str]]:
    """The proofs attached to a whole file, and what is wrong with them."""
    try:
        attached = _attached(data)
        proofs = check_proofs(attached, certificate) if attached is not None else ()
    except ValueError:
        return (), ["ses preuves de signature sont illisibles"]
    return proofs, [
        f"{sentence(proof)}{NBSP}: {fault}" for proof in proofs for fault in proof.faults
    ]


def _attached(data: bytes) -> bytes | None:
    """The proofs inside a sealed PDF, or None when it has none (a table).

    Raises:
        ValueError: when the file says it has some and they can't be read.
    """
    if b"/EmbeddedFiles" not in data:  # never compressed: the seal's own revision holds it
        return None
    # pyHanko takes 0.3 s to import: only a file with proofs waits for it.
    with PYHANKO:
        from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        names = PdfFileReader(BytesIO(data)).root["/Names"]["/EmbeddedFiles"]["/Names"]
        for at in range(0, len(names), 2):
            if names[at] == ATTACHMENT:
                return bytes(names[at + 1]["/EF"]["/F"].data)
    except Exception as error:  # a parser fed by strangers raises anything
        raise ValueError("unreadable attachments") from error
    raise ValueError("attachments without proofs")


def _without_seal(data: bytes) -> PdfCheck:
    """A file without any seal: refused when it should have one.

    Raises:
        UserError: when it should not.
    """
    creator, keywords, fault = _remains(data)
    if not creator.startswith(CREATOR):
        raise UserError(
            "Ce fichier n’est pas un document de CoachDesk, ou n’en porte plus aucune trace.",
            "Demandez au coach l’envoi d’origine (.zip) ou le PDF tel qu’il l’a remis.",
        )
    if UNSEALED in keywords:
        raise UserError(
            "Ce document ne porte pas de cachet par lui-même.",
            "Vérifiez l’envoi (.zip) dont il fait partie.",
        )
    return PdfCheck(None, 0, None, (fault,), ())


def _remains(data: bytes) -> tuple[str, str, str]:
    """The /Creator and the /Keywords of a file without seal, and how it may have lost it."""
    # pyHanko takes 0.3 s to import: only a file without its seal waits for it.
    with PYHANKO:
        from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(data))
        information = reader.trailer["/Info"]
        creator, keywords = (str(information.get(key, "")) for key in ("/Creator", "/Keywords"))
        fields = reader.root["/AcroForm"]["/Fields"] if "/AcroForm" in reader.root else ()
        boxes = [str(each.get_object()["/T"]) for each in fields]
    except Exception:  # noqa: BLE001  (a parser fed by strangers raises anything)
        # Cut short: its first part, where ReportLab writes the information, may still be there.
        return (CREATOR if _CREATOR.search(data) else ""), "", _CUT
    if CLOSING_FIELD in boxes and b"/ByteRange" not in data:
        return creator, keywords, _NOBODY
    if boxes:
        return creator, keywords, SAVED_AGAIN
    return creator, keywords, _EARLIER if data.rstrip().endswith(b"%%EOF") else _CUT
