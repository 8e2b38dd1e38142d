"""What the store already holds of an action, keyed as the rows of a workbook are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.core.french import fold
from coachdesk.domain.erased_marks import NO_MARKS, ErasedMarks
from coachdesk.models import (
    Appointment,
    Company,
    EngagementContract,
    Exit,
    Immersion,
    Participant,
    Pathway,
    Place,
    Prescription,
)
from coachdesk.queries.closings import closed_months
from coachdesk.queries.erased_marks import erased_marks
from coachdesk.services.importing.forms import (
    APPOINTMENTS,
    CONTACTS,
    EXITS,
    IMMERSIONS,
    OUTREACH,
    PRESCRIPTIONS,
    Form,
    Values,
)
from coachdesk.services.importing.known_acts import (
    ContactKey,
    EventKey,
    contact_key,
    contacts,
    event_key,
    events,
    services,
)
from coachdesk.services.importing.matching import ServiceKey

AppointmentKey = tuple[UUID, date, int]
"""Pathway, day, minute of the start."""
PersonKey = tuple[str, str, date]
"""Folded names and birth: another dossier of hers is another time that she came."""
ImmersionKey = tuple[UUID, str, date]
"""Pathway, SIRET, first day."""


@dataclass(frozen=True)
class KnownPerson:
    """A prescription of the store; no pathway for a person who did not enter."""

    values: Values
    pathway_id: UUID | None
    prescription_id: UUID


@dataclass(frozen=True)
class KnownParticipant:
    """Someone of the store, whatever brought her."""

    id: UUID
    beneficiary_number: str | None


def person_key(values: Mapping[str, Any]) -> PersonKey:
    """Who someone is, as far as a workbook tells."""
    return fold(values["last_name"]), fold(values["first_name"]), values["birth_date"]


@dataclass(frozen=True)
class Known:
    """One state of the store. The values are under the keys of the forms' columns."""

    people: Mapping[str, KnownPerson]
    participants: Mapping[PersonKey, tuple[KnownParticipant, ...]]
    """Everyone of the store, of every action; more than one where a n° allocataire parts them."""
    appointments: Mapping[AppointmentKey, Values]
    immersions: Mapping[ImmersionKey, Values]
    exits: Mapping[UUID, Values]
    services: Mapping[ServiceKey, Sequence[Values]]
    events: Mapping[EventKey, tuple[UUID, Values]]
    contacts: Mapping[ContactKey, Values]
    companies: Mapping[str, tuple[UUID, str]]
    """Key and name by SIRET."""
    places: Mapping[str, UUID]
    """Key by name."""
    closed: frozenset[date]
    """First days of the months that are closed, hence read-only."""
    erased: ErasedMarks = NO_MARKS

    def is_erased(self, values: Values) -> bool:
        """Whether a prescription is of someone who was erased, and did not come again since."""
        return self.erased.has_person(values) and person_key(values) not in self.participants

    def stored(self, form: Form, values: Values, pathway_id: UUID | None) -> Values | None:
        """The row that the store holds in place of this one; None when it is new."""
        if form is PRESCRIPTIONS:
            person = self.people.get(values["number"])
            return person.values if person else None
        if form in {OUTREACH, CONTACTS}:
            return self._met(form, values)
        if pathway_id is None:
            return None  # of acts, see ``matching``
        if form is APPOINTMENTS:
            return self.appointments.get((pathway_id, values["held_on"], values["start_minute"]))
        if form is IMMERSIONS:
            return self.immersions.get((pathway_id, values["siret"], values["starts_on"]))
        return self.exits.get(pathway_id) if form is EXITS else None

    def _met(self, form: Form, values: Values) -> Values | None:
        if form is CONTACTS:
            return self.contacts.get(contact_key(values))
        event = self.events.get(event_key(values["held_on"], values["title"]))
        return event[1] if event else None


def read_known(connection: Connection, action_id: UUID) -> Known:
    """What the store holds of that action, and its companies and places."""
    return Known(
        people=_people(connection, action_id),
        participants=_participants(connection),
        appointments=_appointments(connection, action_id),
        immersions=_immersions(connection, action_id),
        exits=_exits(connection, action_id),
        services=services(connection, action_id),
        events=events(connection, action_id),
        contacts=contacts(connection, action_id),
        companies={
            row.siret: (row.id, row.name)
            for row in connection.execute(select(Company.siret, Company.id, Company.name))
        },
        places={row.name: row.id for row in connection.execute(select(Place.name, Place.id))},
        closed=closed_months(connection, action_id, date.min),
        erased=erased_marks(connection),
    )


def _participants(connection: Connection) -> dict[PersonKey, tuple[KnownParticipant, ...]]:
    found: dict[PersonKey, tuple[KnownParticipant, ...]] = {}
    columns = (
        Participant.id, Participant.last_name, Participant.first_name, Participant.birth_date,
        Participant.beneficiary_number,
    )  # fmt: skip
    for row in connection.execute(select(*columns).order_by(Participant.id)):
        key = person_key(row._asdict())
        found[key] = (*found.get(key, ()), KnownParticipant(row.id, row.beneficiary_number))
    return found


def _people(connection: Connection, action_id: UUID) -> dict[str, KnownPerson]:
    query = (
        select(
            Prescription.number,
            Prescription.received_on,
            Prescription.prescriber,
            Prescription.case_manager,
            Participant.last_name,
            Participant.first_name,
            Participant.gender,
            Participant.birth_date,
            Participant.commune,
            Participant.phone,
            Prescription.outcome,
            Prescription.first_appointment_on,
            Pathway.entered_on,
            Pathway.planned_end_on,
            Pathway.status,
            Pathway.training_level,
            Pathway.household,
            Pathway.main_obstacle,
            Pathway.employment,
            Pathway.driving_licence,
            Participant.beneficiary_number,
            EngagementContract.signed_on.label("contract_on"),
            Pathway.id.label("pathway_id"),
            Prescription.id.label("prescription_id"),
        )
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .outerjoin(
            EngagementContract,
            (EngagementContract.pathway_id == Pathway.id) & (EngagementContract.revision == 1),
        )
        .where(Prescription.action_id == action_id)
    )
    return {
        row.number: KnownPerson(row._asdict(), row.pathway_id, row.prescription_id)
        for row in connection.execute(query)
    }


def _appointments(connection: Connection, action_id: UUID) -> dict[AppointmentKey, Values]:
    query = (
        select(
            Appointment.pathway_id,
            Appointment.held_on,
            Appointment.start_minute,
            Appointment.end_minute,
            Place.name.label("place"),
            Appointment.mode,
            Appointment.presence,
        )
        .join(Pathway, Pathway.id == Appointment.pathway_id)
        .outerjoin(Place, Place.id == Appointment.place_id)
        .where(Pathway.action_id == action_id)
    )
    return {
        (row.pathway_id, row.held_on, row.start_minute): row._asdict()
        for row in connection.execute(query)
    }


def _immersions(connection: Connection, action_id: UUID) -> dict[ImmersionKey, Values]:
    query = (
        select(
            Immersion.pathway_id,
            Company.siret,
            Company.name.label("company"),
            Immersion.trade,
            Immersion.purpose,
            Immersion.starts_on,
            Immersion.ends_on,
            Immersion.weekly_minutes,
            Immersion.review,
            Immersion.outcome,
            Immersion.ended_on,
            func.nullif(Immersion.missed_minutes, 0).label("missed_minutes"),
            Immersion.cause,
            Immersion.cause_note,
        )
        .join(Company, Company.id == Immersion.company_id)
        .join(Pathway, Pathway.id == Immersion.pathway_id)
        .where(Pathway.action_id == action_id)
    )
    return {
        (row.pathway_id, row.siret, row.starts_on): row._asdict()
        for row in connection.execute(query)
    }


def _exits(connection: Connection, action_id: UUID) -> dict[UUID, Values]:
    query = (
        select(Exit.pathway_id, Exit.left_on, Exit.kind, Exit.detail)
        .join(Pathway, Pathway.id == Exit.pathway_id)
        .where(Pathway.action_id == action_id)
    )
    return {row.pathway_id: row._asdict() for row in connection.execute(query)}
