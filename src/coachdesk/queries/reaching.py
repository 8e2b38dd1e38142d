"""Who is to be reached by phone: for a rendez-vous to come, or for nothing in particular."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select

from coachdesk.domain.attendance import Presence
from coachdesk.models import (
    Appointment,
    Company,
    CompanyContact,
    Participant,
    Place,
    Prescription,
    Workshop,
)
from coachdesk.queries.listing import records
from coachdesk.queries.people import WHO, with_met
from coachdesk.queries.planned import PLANNED, PlannedRow, by_hour, with_place


@dataclass(frozen=True, slots=True)
class PersonToReach:
    """Someone's number."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class AppointmentToCome(PlannedRow):
    """A rendez-vous to come, and how whoever comes is reached and told."""

    address: str | None
    workshop: str | None
    """Title of the atelier."""
    contact_attempts: str | None


@dataclass(frozen=True, slots=True)
class CompanyToReach:
    """Someone of a company, or the company itself when nobody in it is named."""

    id: UUID
    name: str
    function: str | None
    phone: str | None
    email: str | None
    company: str
    address: str | None


def person_to_reach(connection: Connection, prescription_id: UUID) -> PersonToReach | None:
    """Whose dossier that is; None when it is gone."""
    found = records(
        connection,
        PersonToReach,
        select(*WHO, Participant.phone)
        .select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(Prescription.id == prescription_id),
    )
    return found[0] if found else None


def coming_of_person(
    connection: Connection, prescription_id: UUID, day: date
) -> tuple[AppointmentToCome, ...]:
    """Her rendez-vous that are planned from ``day`` on, the next one first."""
    return _coming(connection, Prescription.id == prescription_id, Appointment.held_on >= day)


def coming_of_workshop(connection: Connection, workshop_id: UUID) -> tuple[AppointmentToCome, ...]:
    """Who is planned for an atelier, by name."""
    return _coming(connection, Appointment.workshop_id == workshop_id)


def coming_on(connection: Connection, action_id: UUID, day: date) -> tuple[AppointmentToCome, ...]:
    """Who is planned on ``day``, by hour."""
    return _coming(connection, Prescription.action_id == action_id, Appointment.held_on == day)


def next_day_to_tell(connection: Connection, action_id: UUID, day: date) -> date | None:
    """The next day after ``day`` on which someone of the action is awaited."""
    found: date | None = connection.execute(
        with_met(select(func.min(Appointment.held_on)).select_from(Appointment)).where(
            Prescription.action_id == action_id,
            Appointment.held_on > day,
            Appointment.presence == Presence.PLANNED,
        )
    ).scalar()
    return found


def company_to_reach(connection: Connection, subject_id: UUID) -> CompanyToReach | None:
    """The contact of a company, or the company, of that id; None when it is neither."""
    contact = (
        select(
            CompanyContact.id,
            CompanyContact.name,
            CompanyContact.function,
            CompanyContact.phone,
            CompanyContact.email,
            Company.name.label("company"),
            Company.address,
        )
        .join(Company, Company.id == CompanyContact.company_id)
        .where(CompanyContact.id == subject_id)
    )
    whole = select(
        Company.id,
        Company.name,
        Company.contact.label("function"),
        Company.phone,
        Company.email,
        Company.name.label("company"),
        Company.address,
    ).where(Company.id == subject_id)
    found = records(connection, CompanyToReach, contact) or records(
        connection, CompanyToReach, whole
    )
    return found[0] if found else None


def _coming(
    connection: Connection, *conditions: ColumnElement[Any]
) -> tuple[AppointmentToCome, ...]:
    meetings = (
        with_place(
            select(
                *PLANNED,
                Place.address,
                Workshop.title.label("workshop"),
                Appointment.contact_attempts,
            ).select_from(Appointment)
        )
        .outerjoin(Workshop, Workshop.id == Appointment.workshop_id)
        .where(Appointment.presence == Presence.PLANNED, *conditions)
    )
    return by_hour(records(connection, AppointmentToCome, meetings))
