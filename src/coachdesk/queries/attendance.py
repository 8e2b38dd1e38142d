"""What the attendance sheets of a month hold, for everyone in one SELECT."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, func, or_, select

from coachdesk.domain.attendance import Presence
from coachdesk.models import Appointment, Exit, Participant, Pathway, Prescription
from coachdesk.queries.listing import records
from coachdesk.queries.pathways import active_between
from coachdesk.queries.people import WHO, by_name, with_person
from coachdesk.queries.presences import ROW, AttendanceRow, presence_row, with_proofs


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
    connection: Connection,
    action_id: UUID,
    first: date,
    last: date,
    prescription_id: UUID | None = None,
) -> tuple[PersonAttendance, ...]:
    """The sheets of the period, by number; rendez-vous still to be marked are not on them.

    Only that of ``prescription_id`` when it is given.
    """
    attended = (
        select(
            Appointment.pathway_id,
            func.sum(Appointment.end_minute - Appointment.start_minute).label("minutes"),
        )
        .where(Appointment.presence == Presence.ATTENDED, Appointment.held_on <= last)
        .group_by(Appointment.pathway_id)
    )
    if prescription_id is not None:
        hers = select(Pathway.id).where(Pathway.prescription_id == prescription_id)
        attended = attended.where(Appointment.pathway_id.in_(hers))
    until = attended.subquery()
    sheets = (
        with_person(
            select(
                *WHO,
                Pathway.id.label("pathway_id"),
                Participant.beneficiary_number,
                Prescription.case_manager,
                Pathway.entered_on,
                func.coalesce(until.c.minutes, 0).label("cumulative_minutes"),
                *ROW,
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
        .where(
            Pathway.action_id == action_id,
            or_(active_between(first, last), Appointment.id.is_not(None)),
        )
        .order_by(Prescription.number, Appointment.held_on, Appointment.start_minute)
    )
    if prescription_id is not None:
        sheets = sheets.where(Pathway.prescription_id == prescription_id)
    found = connection.execute(with_proofs(sheets))
    by_person = groupby(found, key=lambda row: row.pathway_id)
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
        tuple(presence_row(row) for row in rows if row.appointment_id is not None),
    )


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """Someone who has an attendance sheet in a month."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str

    @property
    def name(self) -> str:
        """« DURAND Yvette »."""
        return f"{self.last_name} {self.first_name}"


def sheet_people(
    connection: Connection, action_id: UUID, first: date, last: date
) -> tuple[SheetPerson, ...]:
    """Who has a sheet in the period, by name."""
    met = (
        select(Appointment.id)
        .where(
            Appointment.pathway_id == Pathway.id,
            Appointment.held_on.between(first, last),
            Appointment.presence != Presence.PLANNED,
        )
        .exists()
    )
    people = (
        with_person(select(*WHO).select_from(Pathway))
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Pathway.action_id == action_id, or_(active_between(first, last), met))
    )
    return by_name(records(connection, SheetPerson, people))
