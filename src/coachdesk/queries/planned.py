"""The rendez-vous as they are planned: who comes when, and each open dossier with its next one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import Appointment, Exit, Participant, Pathway, Place, Prescription
from coachdesk.queries.listing import Listing, records
from coachdesk.queries.people import WHO, by_name, with_met

_WHEN: tuple[Any, ...] = (
    Appointment.id.label("appointment_id"),
    Appointment.held_on,
    Appointment.start_minute,
    Appointment.end_minute,
    Place.name.label("place"),
    Appointment.mode,
)
PLANNED: tuple[Any, ...] = (*WHO, Participant.phone, *_WHEN)
"""The columns of ``PlannedRow``, to be joined by ``with_place``."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """When and where a rendez-vous is planned, and whose it is; times in minutes since midnight."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    phone: str | None
    appointment_id: UUID
    held_on: date
    start_minute: int
    end_minute: int
    place: str | None
    mode: Mode

    @property
    def slot(self) -> Slot:
        """When and where it is."""
        return Slot(self.held_on, self.start_minute, self.end_minute, self.place, self.mode)


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """Someone who may be met: not decided yet, or in the action; with her next rendez-vous."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    phone: str | None
    commune: str | None
    beneficiary_number: str | None
    case_manager: str | None
    appointment_id: UUID | None
    held_on: date | None
    start_minute: int | None
    place: str | None
    mode: Mode | None


P = TypeVar("P", bound=PlannedRow)


def by_hour(rows: Iterable[P]) -> tuple[P, ...]:
    """By day and hour; those of one hour by name."""
    return tuple(sorted(by_name(rows), key=lambda row: (row.held_on, row.start_minute)))


def with_place(of_appointments: Listing) -> Listing:
    """Join to a SELECT of rendez-vous the dossier, the person and the place of each."""
    return with_met(of_appointments).outerjoin(Place, Place.id == Appointment.place_id)


def planned_between(
    connection: Connection, action_id: UUID, first: date, last: date
) -> tuple[PlannedRow, ...]:
    """Who is planned on these days, by day and hour."""
    planned = with_place(select(*PLANNED).select_from(Appointment)).where(
        Prescription.action_id == action_id,
        Appointment.held_on.between(first, last),
        Appointment.presence == Presence.PLANNED,
    )
    return by_hour(records(connection, PlannedRow, planned))


def planned_anywhere(
    connection: Connection, action_id: UUID, first: date, last: date
) -> tuple[PlannedRow, ...]:
    """Who of the action is planned on these days for whatever action, by day and hour.

    ``prescription_id`` is that of her dossier in the action.
    """
    hers = aliased(Prescription)
    who = (hers.id.label("prescription_id"), hers.number, Participant.last_name,
           Participant.first_name, Participant.phone)  # fmt: skip
    planned = (
        with_place(select(*who, *_WHEN).select_from(Appointment))
        .join(hers, and_(hers.participant_id == Participant.id, hers.action_id == action_id))
        .where(
            Appointment.held_on.between(first, last),
            Appointment.presence == Presence.PLANNED,
        )
    )
    return by_hour(records(connection, PlannedRow, planned))


def open_dossiers(
    connection: Connection, action_id: UUID, pending: Collection[str], day: date
) -> tuple[OpenDossier, ...]:
    """Everyone who may be met, by name, with the next rendez-vous planned from ``day`` on.

    Args:
        connection: a read transaction.
        action_id: the action.
        pending: the outcomes of a prescription that is not decided yet.
        day: today.
    """
    order = func.row_number().over(
        partition_by=Prescription.id, order_by=(Appointment.held_on, Appointment.start_minute)
    )
    coming = (
        with_place(select(*_WHEN, Prescription.id, order.label("rank")).select_from(Appointment))
        .where(Appointment.held_on >= day, Appointment.presence == Presence.PLANNED)
        .subquery()
    )
    dossiers = (
        select(
            *WHO,
            Participant.phone,
            Participant.commune,
            Participant.beneficiary_number,
            Prescription.case_manager,
            coming.c.appointment_id,
            coming.c.held_on,
            coming.c.start_minute,
            coming.c.place,
            coming.c.mode,
        )
        .select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .outerjoin(coming, and_(coming.c.id == Prescription.id, coming.c.rank == 1))
        .where(
            Prescription.action_id == action_id,
            or_(
                and_(Pathway.id.is_not(None), Exit.id.is_(None)),
                and_(Pathway.id.is_(None), Prescription.outcome.in_(pending)),
            ),
        )
    )
    return by_name(records(connection, OpenDossier, dossiers))
