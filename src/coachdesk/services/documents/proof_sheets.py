"""The fiche de preuve of a sealed file, made from the file alone."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from coachdesk import __version__
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, NNBSP, decimal, plural, printable
from coachdesk.core.paper_marks import CREATOR
from coachdesk.documents.proof_facts import ProofSheetData, ProvenAnswer
from coachdesk.documents.proof_sheet import proof_sheet
from coachdesk.domain.signing_words import OUTCOME_WORDS
from coachdesk.services.leaving import explained, write_private
from coachdesk.signing.evidence import Evidence, SigningClock
from coachdesk.signing.proof_words import DRAWN, explained_words, role_words, text_shown
from coachdesk.signing.proofs import CheckedProof
from coachdesk.signing.verify_pdf import PdfCheck, check_pdf, title_of
from coachdesk.signing.verify_revisions import is_of_several_signers
from coachdesk.sync.received import read_received

_UNTITLED = "untitled"
"""What ReportLab writes for a paper without a title."""


def write_proof_sheet(path: Path, target: Path, *, now: datetime) -> None:
    """Write in ``target`` the fiche of the sealed PDF at ``path``.

    Raises:
        UserError: as :func:`proof_sheet_of`, or a file can't be read or written.
    """
    fiche = proof_sheet_of(path.name, read_received(path), now=now)
    with explained(str(target)):
        write_private(target, fiche)


def proof_sheet_beside(name: str, pdf: bytes, *, now: datetime) -> bytes | None:
    """The fiche that goes with ``pdf`` when it leaves; None of a paper that nobody has signed.

    Raises:
        UserError: it was altered.
    """
    if not is_of_several_signers(pdf) and b"/EmbeddedFiles" not in pdf:
        return None
    return proof_sheet_of(name, pdf, now=now)


def proof_sheet_of(name: str, pdf: bytes, *, now: datetime) -> bytes:
    """The fiche de preuve of the sealed file ``pdf`` called ``name``, checked at ``now``: a PDF.

    It needs nothing but the file, so that whoever receives it can make the same.

    Raises:
        UserError: it is no sealed document of CoachDesk, it was altered, or nobody answered in it.
    """
    return fiche_of(name, pdf, check_pdf(pdf), now=now)


def fiche_of(name: str, pdf: bytes, check: PdfCheck, *, now: datetime) -> bytes:
    """The same, where ``pdf`` was checked already.

    Raises:
        UserError: as :func:`proof_sheet_of`.
    """
    if check.faults or check.certificate is None or check.value_at is None:
        fault = check.faults[0] if check.faults else "il ne porte pas de cachet"
        raise UserError(
            f"Pas de fiche de preuve pour {printable(name)}{NBSP}: {fault}.",
            "Demandez au coach le fichier tel qu’il l’a remis.",
        )
    if not check.proofs:
        raise UserError(
            f"{printable(name)} est scellé, mais personne n’y a signé{NBSP}: il n’a pas de fiche "
            "de preuve.",
            "Son cachet se vérifie par la commande verify, ou dans un lecteur de PDF.",
        )
    sealed = check.sealed_at
    return proof_sheet(
        ProofSheetData(
            file=printable(name),
            title=_title(pdf) or printable(name),
            sha256=hashlib.sha256(pdf).hexdigest(),
            size=len(pdf),
            seals=check.seals,
            sealed_at=sealed.astimezone(now.tzinfo) if sealed else None,
            value_at=check.value_at,
            finished=not check.unfinished,
            missing=check.missing,
            holder=check.certificate.holder,
            organisation=check.certificate.organisation,
            certificate=check.certificate.fingerprint,
            machine=_machine(check.proofs),
            answers=tuple(answer for proof in check.proofs for answer in _answers(proof)),
            checked_at=now,
            creator=f"{CREATOR} {__version__}",
        )
    )


def _title(pdf: bytes) -> str:
    title = printable(title_of(pdf))
    return "" if title == _UNTITLED else title


def _answers(proof: CheckedProof) -> Iterator[ProvenAnswer]:
    evidence = proof.evidence
    if evidence is None:  # of a file without faults, each can be read
        return
    signer = evidence.signer
    yield ProvenAnswer(
        who=f"{printable(signer.name)}, {role_words(signer.role)}",
        did=OUTCOME_WORDS[evidence.outcome].capitalize(),
        when=proof.wall,
        entry=proof.entry,
        code=proof.code,
        text=text_shown(evidence),
        recognised=printable(signer.identity_check),
        seen=_seen(evidence),
        gesture=_gesture(evidence),
        notes=tuple(_notes(evidence)),
        drawing=proof.drawing,
    )


def _seen(evidence: Evidence) -> str:
    """« 2 pages vues sur 2, pendant 21 s. »; empty when it is not known."""
    shown = evidence.document
    if not shown.view_ms or not shown.pages:
        return ""
    pages = plural(len(shown.viewed), "page vue", "pages vues")
    return f"{pages} sur {shown.pages}, pendant {_seconds(shown.view_ms)}."


def _gesture(evidence: Evidence) -> str:
    kept = evidence.capture
    if kept is None:
        return ""
    again = f", recommencé {plural(kept.redo, 'fois', 'fois')}" if kept.redo else ""
    drawn = DRAWN[kept.input].removeprefix("dessinée ").removeprefix("tracé ")
    strokes, taken = plural(kept.strokes, "trait"), _seconds(kept.duration_ms)
    return f"Tracé {drawn}, {strokes}, en {taken}{again}."


def _notes(evidence: Evidence) -> Iterator[str]:
    for label, text in (
        ("Réserve", evidence.remark),
        ("Motif", evidence.reason),
        ("Régularisation", evidence.regularisation),
        ("Témoin", evidence.witness),
        ("Horloge", evidence.clock.note),
        ("Montré aussi en mots simples", explained_words(evidence)),
    ):
        if text:
            yield f"{label}{NBSP}: {printable(text)}"


def _machine(proofs: tuple[CheckedProof, ...]) -> str:
    """The systems and the time zones of the device; empty when they are not known."""
    known = [proof.evidence for proof in proofs if proof.evidence and proof.evidence.device.os]
    systems = dict.fromkeys(printable(each.device.os) for each in known)
    zones = dict.fromkeys(_zone(each.clock) for each in known)
    if not known:
        return ""
    return f"{', '.join(systems)}{NNBSP}; fuseau {', '.join(zones)}"


def _zone(clock: SigningClock) -> str:
    """« CEST (UTC+02:00) »."""
    offset, name = f"UTC{printable(clock.offset)}", printable(clock.timezone)
    return offset if name.startswith("UTC") else f"{name} ({offset})"


def _seconds(milliseconds: int) -> str:
    if milliseconds >= 60_000:  # noqa: PLR2004  (a minute)
        return f"{milliseconds // 60_000}{NBSP}min{NBSP}{milliseconds // 1000 % 60:02d}"
    places = 1 if milliseconds < 10_000 else 0  # noqa: PLR2004  (ten seconds)
    return f"{decimal(milliseconds / 1000, places)}{NBSP}s"
