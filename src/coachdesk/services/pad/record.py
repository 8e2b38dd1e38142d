"""What every answer of the pad leaves behind: its evidence in the journal, its row, its proof."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from json import loads
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.core.ids import new_id
from coachdesk.core.journal_form import short_code
from coachdesk.domain.drawing import fault
from coachdesk.domain.papers import SigningOutcome
from coachdesk.domain.recognition import known_since
from coachdesk.models import Signature, SignatureRefusal
from coachdesk.queries.signing import last_recognition
from coachdesk.services.desk import Desk
from coachdesk.services.pad.asked import PadAnswer, PadRequest, Signed
from coachdesk.services.pad.evidence_facts import signing_clock, signing_device
from coachdesk.signing.device_signature import sign_bytes
from coachdesk.signing.evidence import Capture, Evidence, Shown, Signer, capture
from coachdesk.signing.proofs import Proof
from coachdesk.signing.strokes import drawing_fingerprint
from coachdesk.store import DRAWING_KEY, UnitOfWork
from coachdesk.store.journal import Evidence as EvidenceEntry
from coachdesk.store.journal import entry_hash

NO_REASON = "motif non donné"
FINAL = "une signature ne s’efface pas"
"""Why an answer of the pad can't be undone."""
_SALT_BYTES = 16


@dataclass(frozen=True)
class Drawn:
    """A drawing that never stood anywhere, ready to be kept."""

    kept: Capture
    blob: bytes
    salt: bytes
    fingerprint: bytes


@dataclass(frozen=True)
class Recorded:
    """An answer in the journal, and what its row holds of it."""

    entry: EvidenceEntry
    drawn: Drawn | None
    regularisation: str | None
    remark: str | None
    """The réserve with which she signed."""
    reason: str
    """Why she did not sign; empty when she did."""

    def signed(self) -> Signed:
        """What the pad shows of it."""
        return Signed(self.entry.seq, short_code(entry_hash(self.entry.header)))

    def proof(self) -> Proof:
        """What proves it to those who have no store."""
        entry, drawn = self.entry, self.drawn
        return Proof(
            header=entry.header,
            payload=loads(entry.payload),
            salt=entry.salt,
            signature=entry.signature,
            drawing=drawn.blob if drawn else None,
            drawing_salt=drawn.salt if drawn else None,
        )


def known_check(connection: Connection, participant_id: UUID) -> str | None:
    """How she is known since she was first recognised; None the first time."""
    last = last_recognition(connection, participant_id)
    return known_since(last.check, last.day) if last else None


def clock_note(desk: Desk, connection: Connection) -> str | None:
    """What is wrong with the clock, for the coach."""
    return signing_clock(desk, connection).note


def overtaken(what: str) -> UserError:
    """Refuse what was changed while it stood on the pad; ``what`` begins the sentence."""
    return UserError(
        f"{what} a changé depuis qu’il a été montré.",
        "Montrez-le de nouveau à la personne, puis faites-la signer.",
    )


def record(
    desk: Desk,
    uow: UnitOfWork,
    request: PadRequest,
    answer: PadAnswer,
    *,
    shown: Shown,
    signer_ref: str,
    **subject: UUID,
) -> Recorded:
    """Write the evidence of ``answer`` and the row that names it; the caller commits.

    Args:
        desk: the open desk.
        uow: the transaction.
        request: what was shown.
        answer: what was answered.
        shown: the paper, or what the pad composed.
        signer_ref: key of the signer in the store; empty for someone it does not know.
        subject: what it is of, by its column: ``document_id``, ``appointment_id``…

    Raises:
        UserError: no signature in the drawing, a drawing used before, a missing reason.
    """
    regularisation = _clean(answer.regularisation) if request.needs_regularisation else None
    if request.needs_regularisation and regularisation is None:
        raise UserError(
            f"Ce jour est passé{NBSP}: signer aujourd’hui est une régularisation.",
            "Indiquez-en le motif ; il figurera sur la feuille.",
        )
    signs = answer.outcome is SigningOutcome.SIGNED
    drawn = _drawn(desk, uow.session, answer) if signs else None
    reason = None if signs else _clean(answer.reason) or NO_REASON
    remark = _clean(answer.remark) if signs else None
    evidence = Evidence(
        document=shown,
        text=request.text_signed(remark),
        signer=Signer(
            ref=signer_ref,
            name=request.who,
            role=request.role,
            identity_check=answer.identity_check,
        ),
        outcome=answer.outcome,
        reason=reason,
        remark=remark,
        witness=None if signs else desk.coach.name,
        regularisation=regularisation,
        device=signing_device(desk),
        clock=signing_clock(desk, uow.session.connection()),
        capture=drawn.kept if drawn else None,
        explained=answer.explained,
    )
    table = Signature if signs else SignatureRefusal
    entry = uow.evidence(
        table.__tablename__,
        request.key,
        evidence.payload(),
        lambda data: sign_bytes(desk.identity, data),
    )
    recorded = Recorded(entry, drawn, regularisation, remark, reason or "")
    uow.session.add(_row(desk, uow, request, answer, recorded, subject))
    uow.session.flush()
    return recorded


def _row(
    desk: Desk,
    uow: UnitOfWork,
    request: PadRequest,
    answer: PadAnswer,
    recorded: Recorded,
    subject: Mapping[str, UUID],
) -> Signature | SignatureRefusal:
    """A signature, or why there is none."""
    drawn, seq = recorded.drawn, recorded.entry.seq
    if drawn is None:
        return SignatureRefusal(
            id=new_id(),
            role=request.role,
            outcome=answer.outcome,
            reason=recorded.reason,
            witness=desk.coach.name,
            entry_seq=seq,
            answered_at=uow.now,
            **subject,
        )
    return Signature(
        id=new_id(),
        role=request.role,
        entry_seq=seq,
        signed_at=uow.now,
        drawing=drawn.blob,
        drawing_salt=drawn.salt,
        fingerprint=drawn.fingerprint,
        regularisation=recorded.regularisation,
        remark=recorded.remark,
        **subject,
    )


def _drawn(desk: Desk, session: Session, answer: PadAnswer) -> Drawn:
    if answer.drawing is None or answer.capture is None:
        raise UserError("Il manque le tracé de la signature.", "Faites signer la personne.")
    if (kind_refusal := fault(answer.drawing)) is not None:
        raise UserError(kind_refusal)
    fingerprint = drawing_fingerprint(desk.store.secret(DRAWING_KEY), answer.drawing)
    if session.scalar(select(Signature.id).where(Signature.fingerprint == fingerprint)):
        raise UserError(
            "Ce tracé est la copie d’une signature déjà donnée.",
            "Une signature se dessine à chaque fois : faites signer la personne de nouveau.",
        )
    salt = secrets.token_bytes(_SALT_BYTES)
    how = answer.capture
    kept, blob = capture(
        answer.drawing,
        salt=salt,
        source=how.input,
        duration_ms=how.duration_ms,
        redo=how.redo,
    )
    return Drawn(kept, blob, salt, fingerprint)


def _clean(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None
