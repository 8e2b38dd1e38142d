"""The rendez-vous still to come: who comes on one day, and each open dossier with its next one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import Appointment, Exit, Participant, Pathway, Place, Prescription
from coachdesk.queries.listing import Listing, records
from coachdesk.queries.people import WHO, by_name, with_met

_WHEN = (
    Appointment.id.label("appointment_id"),
    Appointment.held_on,
    Appointment.start_minute,
    Appointment.end_minute,
    Place.name.label("place"),
    Appointment.mode,
)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A planned rendez-vous and whose it is; times in minutes since midnight."""

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


def planned_on(connection: Connection, action_id: UUID, day: date) -> tuple[PlannedRow, ...]:
    """Who is planned on ``day``, by hour."""
    return planned_between(connection, action_id, day, day)


def planned_between(
    connection: Connection, action_id: UUID, first: date, last: date
) -> tuple[PlannedRow, ...]:
    """Who is planned on these days, by day and hour."""
    planned = (
        _of_people(select(*WHO, Participant.phone, *_WHEN).select_from(Appointment))
        .where(
            Prescription.action_id == action_id,
            Appointment.held_on.between(first, last),
            Appointment.presence == Presence.PLANNED,
        )
        .order_by(Appointment.held_on, Appointment.start_minute, Participant.last_name)
    )
    return records(connection, PlannedRow, planned)


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
        _of_people(select(*who, *_WHEN).select_from(Appointment))
        .join(hers, and_(hers.participant_id == Participant.id, hers.action_id == action_id))
        .where(
            Appointment.held_on.between(first, last),
            Appointment.presence == Presence.PLANNED,
        )
        .order_by(Appointment.held_on, Appointment.start_minute, Participant.last_name)
    )
    return records(connection, PlannedRow, planned)


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
        _of_people(select(*_WHEN, Prescription.id, order.label("rank")).select_from(Appointment))
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


def _of_people(of_appointments: Listing) -> Listing:
    """Join to a SELECT of rendez-vous the dossier, the person and the place of each."""
    return with_met(of_appointments).outerjoin(Place, Place.id == Appointment.place_id)
