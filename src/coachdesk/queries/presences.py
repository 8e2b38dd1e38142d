"""The rows of an attendance sheet: a presence or an absence, and what proves it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import aliased

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.papers import SigningOutcome
from coachdesk.models import (
    Appointment,
    JournalEntry,
    Place,
    Signature,
    SignatureRefusal,
    Workshop,
)
from coachdesk.queries.answers import latest_refusal
from coachdesk.queries.listing import Listing

_COACH = aliased(Signature)


@dataclass(frozen=True, slots=True)
class AttendanceProof:
    """A drawing, the person's or the coach's, and its evidence record in the journal."""

    drawing: bytes
    drawing_salt: bytes
    signed_at: datetime
    entry_seq: int
    regularisation: str | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class AttendanceAnswer:
    """What she answered last instead of signing."""

    outcome: SigningOutcome
    reason: str
    witness: str
    answered_at: datetime
    entry_seq: int


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One presence or absence. Times are minutes since midnight."""

    appointment_id: UUID
    held_on: date
    start_minute: int
    end_minute: int
    place: str | None
    mode: Mode
    presence: Presence
    cut_over: bool
    attested_seq: int | None
    attested_at: datetime | None
    """When the coach recorded the presence, by the journal."""
    workshop: str | None
    """Title of the atelier collectif it is part of."""
    proof: AttendanceProof | None
    declined: AttendanceAnswer | None
    """Shown until she signs."""
    coach_proof: AttendanceProof | None
    """The coach's own drawing on the row, where the profile wants one."""

    @property
    def entries(self) -> tuple[int, ...]:
        """The evidence records behind what the row shows."""
        told = (self.proof or self.declined, self.coach_proof)
        return tuple(item.entry_seq for item in told if item is not None)


_DRAWING = ("drawing", "drawing_salt", "signed_at", "entry_seq", "regularisation", "remark")
"""The columns of a drawing, in the order of ``AttendanceProof``."""


def _drawn(of: type[Signature], prefix: str) -> tuple[Any, ...]:
    return tuple(getattr(of, name).label(prefix + name) for name in _DRAWING)


ROW: tuple[Any, ...] = (
    Appointment.id.label("appointment_id"),
    Appointment.held_on,
    Appointment.start_minute,
    Appointment.end_minute,
    Place.name.label("place"),
    Appointment.mode,
    Appointment.presence,
    Appointment.cut_over,
    Appointment.attested_seq,
    JournalEntry.wall.label("attested_at"),
    Workshop.title.label("workshop"),
    *_drawn(Signature, ""),
    SignatureRefusal.outcome,
    SignatureRefusal.reason,
    SignatureRefusal.witness,
    SignatureRefusal.answered_at,
    SignatureRefusal.entry_seq.label("answer_seq"),
    *_drawn(_COACH, "coach_"),
)
"""The columns of a row, to be joined by ``with_proofs`` and read by ``presence_row``."""


def with_proofs(of_appointments: Listing) -> Listing:
    """Join to a SELECT that holds rendez-vous what ``ROW`` names of each."""
    return (
        of_appointments.outerjoin(Place, Place.id == Appointment.place_id)
        .outerjoin(JournalEntry, JournalEntry.seq == Appointment.attested_seq)
        .outerjoin(Workshop, Workshop.id == Appointment.workshop_id)
        .outerjoin(Signature, Signature.appointment_id == Appointment.id)
        .outerjoin(SignatureRefusal, latest_refusal())
        .outerjoin(_COACH, _COACH.countersigned_id == Appointment.id)
    )


def presence_row(row: Row[*tuple[Any, ...]]) -> AttendanceRow:
    """The row that these columns tell."""
    declined = None
    if row.outcome is not None:
        declined = AttendanceAnswer(
            row.outcome, row.reason, row.witness, row.answered_at, row.answer_seq
        )
    return AttendanceRow(
        row.appointment_id,
        row.held_on,
        row.start_minute,
        row.end_minute,
        row.place,
        row.mode,
        row.presence,
        row.cut_over,
        row.attested_seq,
        datetime.fromisoformat(row.attested_at) if row.attested_at else None,
        row.workshop,
        _proof(row, ""),
        declined,
        _proof(row, "coach_"),
    )


def _proof(row: Row[*tuple[Any, ...]], prefix: str) -> AttendanceProof | None:
    drawing, *rest = (getattr(row, prefix + name) for name in _DRAWING)
    return AttendanceProof(drawing, *rest) if drawing is not None else None
