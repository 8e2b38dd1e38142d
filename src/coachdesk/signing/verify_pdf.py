"""The check of one sealed PDF, alone: whole or not, and in what it changed.

The seal is found in the bytes themselves, without a PDF parser: what counts is that one signature
covers every byte of the file but its own value, and that this value is written as CoachDesk writes
it. A parser is used only on what such a signature vouches for, or to name what happened.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural
from coachdesk.core.paper_marks import CREATOR, UNSEALED
from coachdesk.signing import cms
from coachdesk.signing.certificate import Certificate
from coachdesk.signing.proof_words import sentence
from coachdesk.signing.proofs import ATTACHMENT, CheckedProof, check_proofs

_BYTE_RANGE = re.compile(
    rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]"
)
_SAVED_AGAIN = "il a été réenregistré par un autre logiciel, ce qui défait son cachet"
_CUT = "il est coupé, et son cachet manque"
_EARLIER = "il a été ramené à une version d’avant son cachet, ou refait sans lui"
_MOST_SEALS = 16
"""More are not looked at: each costs a digest of the file, and one too many is already wrong."""
_TIME = re.compile(rb"/M \(D(?::|\\072)(\d{14})Z\)")
_CREATOR = re.compile(rb"/Creator\s*\(" + CREATOR.encode("ascii"))


@dataclass(frozen=True)
class PdfCheck:
    """What the check of a PDF found.

    Attributes:
        certificate: the sealing certificate, as far as the file says; None without a seal.
        seals: how many seals the file holds.
        sealed_at: the time the seal states (the clock of the coach's machine, UTC), or None.
        faults: in what the file is not as it was sealed, French; nothing when it is.
        proofs: the signatures proved inside, rechecked.
    """

    certificate: Certificate | None
    seals: int
    sealed_at: datetime | None
    faults: tuple[str, ...]
    proofs: tuple[CheckedProof, ...]


@dataclass(frozen=True)
class _Range:
    """A /ByteRange: the bytes before ``start`` and from ``resume`` to ``end`` are signed."""

    start: int
    resume: int
    end: int


def check_pdf(data: bytes) -> PdfCheck:
    """Check the seal of ``data``, and the proofs it vouches for.

    Raises:
        UserError: when it is no PDF of CoachDesk, or a paper that never carries a seal.
    """
    ranges = _ranges(data)
    if not ranges:
        return _without_seal(data)
    at, certificate, fault = min(
        ((found, *_check_range(data, found)) for found in ranges), key=lambda tried: bool(tried[2])
    )
    faults = [fault] if fault else []
    if not fault and at.end < len(data):
        faults.append(_appended(len(data) - at.end))
    elif not fault and len(ranges) != 1:
        faults.append(f"il porte {plural(len(ranges), 'cachet')} au lieu d’un seul")
    sealed_at = _sealed_at(data[at.resume : at.end])
    if not faults and certificate and sealed_at and not certificate.covers(sealed_at):
        faults.append("son cachet est daté hors de la validité du certificat")
    proofs: tuple[CheckedProof, ...] = ()
    if not faults and certificate:
        proofs, faults = _proofs(data, certificate)
    return PdfCheck(certificate, len(ranges), sealed_at, tuple(faults), proofs)


def _ranges(data: bytes) -> list[_Range]:
    found = []
    for match in islice(_BYTE_RANGE.finditer(data), _MOST_SEALS):
        first, size, resume, rest = (int(digits) for digits in match.groups())
        if first == 0 and size < resume:
            found.append(_Range(size, resume, resume + rest))
    return found


def _check_range(data: bytes, at: _Range) -> tuple[Certificate | None, str]:
    """The certificate that a seal names, and why it does not stand; nothing when it does."""
    gap = data[at.start : at.resume]
    if gap[:1] != b"<" and gap[-1:] != b">":
        return None, _SAVED_AGAIN
    value = _value(gap)
    certificate = cms.signer(value) if value else None
    if at.end > len(data):
        lost = plural(at.end - len(data), "octet")
        return certificate, f"il est coupé{NBSP}: il manque {lost} à la fin"
    digest = hashlib.sha256(data[: at.start])
    digest.update(data[at.resume : at.end])
    try:
        if value is None:
            raise cms.BadSignatureError  # noqa: TRY301  (one outcome for both)
        return cms.verify(value, digest.digest()).certificate, ""
    except cms.BadSignatureError:
        return certificate, "des octets ont changé depuis son cachet"


def _value(gap: bytes) -> bytes | None:
    """The signature in the gap of a /ByteRange: capitals, then zeros, as pyHanko fills it."""
    try:
        padded = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return None
    # The outer element of a signature says its own length: what follows must be filling only.
    size = 4 + int.from_bytes(padded[2:4], "big")
    value, filling = padded[:size], padded[size:]
    if gap != b"<" + padded.hex().upper().encode("ascii") + b">" or filling.strip(b"\0"):
        return None
    return value


def _appended(count: int) -> str:
    added = plural(count, "octet ajouté", "octets ajoutés")
    return f"il a été modifié après son cachet{NBSP}: {added}"


def _sealed_at(signed: bytes) -> datetime | None:
    found = _TIME.search(signed)
    try:
        return datetime.strptime(f"{found[1].decode()}+0000", "%Y%m%d%H%M%S%z") if found else None
    except ValueError:
        return None


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
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(data))
        information = reader.trailer["/Info"]
        creator, keywords = (str(information.get(key, "")) for key in ("/Creator", "/Keywords"))
        has_form = "/AcroForm" in reader.root
    except Exception:  # noqa: BLE001  (a parser fed by strangers raises anything)
        # Cut short: its first part, where ReportLab writes the information, may still be there.
        return (CREATOR if _CREATOR.search(data) else ""), "", _CUT
    if has_form:
        return creator, keywords, _SAVED_AGAIN
    return creator, keywords, _EARLIER if data.rstrip().endswith(b"%%EOF") else _CUT
