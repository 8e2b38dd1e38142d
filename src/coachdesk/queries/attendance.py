"""What the attendance sheets of a month hold, for everyone in one SELECT."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, func, or_, select

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.models import (
    Appointment,
    Exit,
    JournalEntry,
    Participant,
    Pathway,
    Place,
    Prescription,
    Signature,
)
from coachdesk.queries.pathways import active_between
from coachdesk.queries.people import WHO, with_person


@dataclass(frozen=True, slots=True)
class AttendanceProof:
    """The person's drawing and its evidence record in the journal."""

    drawing: bytes
    drawing_salt: bytes
    signed_at: datetime
    entry_seq: int
    regularisation: str | None


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
    proof: AttendanceProof | None


@dataclass(frozen=True, slots=True)
class PersonAttendance:
    """One attendance sheet: a person followed in the month, or met in it all the same."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    pathway_id: UUID
    beneficiary_number: str | None
    case_manager: str | None
    entered_on: date
    cumulative_minutes: int
    """Minutes attended from the first rendez-vous to the end of the month."""
    rows: tuple[AttendanceRow, ...]

    @property
    def month_minutes(self) -> int:
        """Minutes attended in the month."""
        return sum(
            row.end_minute - row.start_minute
            for row in self.rows
            if row.presence is Presence.ATTENDED
        )


def attendance_rows(
    connection: Connection, action_id: UUID, first: date, last: date
) -> tuple[PersonAttendance, ...]:
    """The sheets of the period, by number; rendez-vous still to be marked are not on them."""
    until = (
        select(
            Appointment.pathway_id,
            func.sum(Appointment.end_minute - Appointment.start_minute).label("minutes"),
        )
        .where(Appointment.presence == Presence.ATTENDED, Appointment.held_on <= last)
        .group_by(Appointment.pathway_id)
        .subquery()
    )
    sheets = (
        with_person(
            select(
                *WHO,
                Pathway.id.label("pathway_id"),
                Participant.beneficiary_number,
                Prescription.case_manager,
                Pathway.entered_on,
                func.coalesce(until.c.minutes, 0).label("cumulative_minutes"),
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
                Signature.drawing,
                Signature.drawing_salt,
                Signature.signed_at,
                Signature.entry_seq,
                Signature.regularisation,
            ).select_from(Pathway)
        )
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .outerjoin(until, until.c.pathway_id == Pathway.id)
        .outerjoin(
            Appointment,
            and_(
                Appointment.pathway_id == Pathway.id,
                Appointment.held_on.between(first, last),
                Appointment.presence != Presence.PLANNED,
            ),
        )
        .outerjoin(Place, Place.id == Appointment.place_id)
        .outerjoin(JournalEntry, JournalEntry.seq == Appointment.attested_seq)
        .outerjoin(Signature, Signature.appointment_id == Appointment.id)
        .where(
            Pathway.action_id == action_id,
            or_(active_between(first, last), Appointment.id.is_not(None)),
        )
        .order_by(Prescription.number, Appointment.held_on, Appointment.start_minute)
    )
    by_person = groupby(connection.execute(sheets), key=lambda row: row.pathway_id)
    return tuple(_person(tuple(rows)) for _, rows in by_person)


def _person(rows: Sequence[Row[*tuple[Any, ...]]]) -> PersonAttendance:
    someone = rows[0]
    return PersonAttendance(
        someone.prescription_id,
        someone.number,
        someone.last_name,
        someone.first_name,
        someone.pathway_id,
        someone.beneficiary_number,
        someone.case_manager,
        someone.entered_on,
        someone.cumulative_minutes,
        tuple(_row(row) for row in rows if row.appointment_id is not None),
    )


def _row(row: Row[*tuple[Any, ...]]) -> AttendanceRow:
    proof = None
    if row.drawing is not None:
        proof = AttendanceProof(
            row.drawing, row.drawing_salt, row.signed_at, row.entry_seq, row.regularisation
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
        proof,
    )
