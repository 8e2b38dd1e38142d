"""The new rows of a plan put in the store, as rows taken over from before CoachDesk (reprise)."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import (
    Appointment,
    Base,
    Company,
    EngagementContract,
    Exit,
    Immersion,
    Participant,
    Pathway,
    Place,
    Prescription,
)
from coachdesk.services.importing.forms import APPOINTMENTS, EXITS, IMMERSIONS, PRESCRIPTIONS
from coachdesk.services.importing.known import Known, KnownParticipant, person_key
from coachdesk.services.importing.planning import Plan
from coachdesk.services.importing.records import Record
from coachdesk.services.importing.writing_acts import acts_of, outreach_of, with_places
from coachdesk.store import UnitOfWork

Values = dict[str, Any]
"""A row by column."""


def write_plan(
    uow: UnitOfWork, action_id: UUID, plan: Plan, known: Known, pause: Callable[[], None]
) -> None:
    """Add every new row of ``plan``; nothing is committed here.

    ``pause`` is called between the tables, and may raise to stop.
    """
    places, companies = _places(plan, known), _companies(plan, known)
    participants = _Participants(known)
    people = [
        (record, participants.key_of(record.values), new_id())
        for record in plan.new[PRESCRIPTIONS.title]
    ]  # with the keys of participant and prescription
    dossiers = {number: person.prescription_id for number, person in known.people.items()}
    dossiers |= {record.values["number"]: key for record, _, key in people}
    entered = [line for line in people if line[0].person.pathway_id is not None]
    tables: tuple[tuple[type[Base], list[Values]], ...] = (
        (Place, [{"id": key, "name": name} for name, key in places.items()
                 if name not in known.places]),
        (Company, [{"id": key, "siret": siret, "name": name, "cut_over": True}
                   for siret, (key, name) in companies.items() if siret not in known.companies]),
        (Participant, [_participant(record, key) for record, key, _ in people
                       if participants.takes(key)]),
        (Prescription, [_prescription(*line, action_id) for line in people]),
        (Pathway, [_pathway(*line, action_id) for line in entered]),
        (EngagementContract, [_contract(record) for record, _, _ in entered
                              if record.values.get("contract_on")]),
        (Appointment, [_appointment(record, places) for record in plan.new[APPOINTMENTS.title]]),
        (Immersion, [_immersion(record, companies) for record in plan.new[IMMERSIONS.title]]),
        (Exit, [_exit(record) for record in plan.new[EXITS.title]]),
        *acts_of(plan, action_id, dossiers, places),
        *outreach_of(plan, action_id, known, dossiers, places),
    )  # fmt: skip
    for table, rows in tables:
        pause()
        uow.insert_all(table, rows)


class _Participants:
    """One participant for a person, however many dossiers she has in the file and the store."""

    def __init__(self, known: Known) -> None:
        self._known = dict(known.participants)
        self._new: set[UUID] = set()

    def key_of(self, values: Mapping[str, Any]) -> UUID:
        """The participant of that name and birth, unless her n° allocataire is another one."""
        who, number = person_key(values), values.get("beneficiary_number")
        for person in self._known.get(who, ()):
            if not number or person.beneficiary_number in {None, number}:
                return person.id
        made = KnownParticipant(new_id(), number)
        self._known[who] = (*self._known.get(who, ()), made)
        self._new.add(made.id)
        return made.id

    def takes(self, key: UUID) -> bool:
        """Whether that participant is to be written, once."""
        first = key in self._new
        self._new.discard(key)
        return first


def _participant(record: Record, key: UUID) -> Values:
    values = record.values
    return {
        "id": key,
        "last_name": values["last_name"],
        "first_name": values["first_name"],
        "gender": values["gender"],
        "birth_date": values["birth_date"],
        "commune": values.get("commune"),
        "phone": values.get("phone"),
        "beneficiary_number": values.get("beneficiary_number"),
        "cut_over": True,
    }


def _prescription(record: Record, participant: UUID, key: UUID, action_id: UUID) -> Values:
    values = record.values
    return {
        "id": key,
        "action_id": action_id,
        "participant_id": participant,
        "number": values["number"],
        "received_on": values["received_on"],
        "prescriber": values["prescriber"],
        "case_manager": values.get("case_manager"),
        "outcome": values["outcome"],
        "first_appointment_on": values.get("first_appointment_on"),
        "cut_over": True,
    }


def _pathway(record: Record, participant: UUID, prescription: UUID, action_id: UUID) -> Values:
    values = record.values
    return {
        "id": record.person.pathway_id,
        "action_id": action_id,
        "participant_id": participant,
        "prescription_id": prescription,
        "entered_on": values["entered_on"],
        "planned_end_on": values.get("planned_end_on"),
        "status": values.get("status"),
        "training_level": values.get("training_level"),
        "household": values.get("household"),
        "main_obstacle": values.get("main_obstacle"),
        "employment": values.get("employment"),
        "driving_licence": values.get("driving_licence"),
        "cut_over": True,
    }


def _contract(record: Record) -> Values:
    return {
        "id": new_id(),
        "pathway_id": record.person.pathway_id,
        "revision": 1,
        "signed_on": record.values["contract_on"],
        "cut_over": True,
    }


def _places(plan: Plan, known: Known) -> dict[str, UUID]:
    places = dict(known.places)
    for record in (*plan.new[APPOINTMENTS.title], *with_places(plan)):
        name = record.values.get("place")
        if name is not None and name not in places:
            places[name] = new_id()
    return places


def _companies(plan: Plan, known: Known) -> dict[str, tuple[UUID, str]]:
    companies = dict(known.companies)
    for record in plan.new[IMMERSIONS.title]:
        siret = record.values["siret"]
        if siret not in companies:
            companies[siret] = (new_id(), record.values["company"])
    return companies


def _appointment(record: Record, places: dict[str, UUID]) -> Values:
    values, place = record.values, record.values.get("place")
    return {
        "id": new_id(),
        "pathway_id": record.person.pathway_id,
        "held_on": values["held_on"],
        "start_minute": values["start_minute"],
        "end_minute": values["end_minute"],
        "place_id": None if place is None else places[place],
        "mode": Mode(values["mode"]),
        "presence": Presence(values["presence"]),
        "attested_seq": None,
        "cut_over": True,
    }


def _immersion(record: Record, companies: dict[str, tuple[UUID, str]]) -> Values:
    values = record.values
    return {
        "id": new_id(),
        "pathway_id": record.person.pathway_id,
        "company_id": companies[values["siret"]][0],
        "trade": values.get("trade"),
        "purpose": values.get("purpose"),
        "starts_on": values["starts_on"],
        "ends_on": values["ends_on"],
        "weekly_minutes": values.get("weekly_minutes"),
        "review": values.get("review"),
        "outcome": None if (told := values.get("outcome")) is None else ImmersionOutcome(told),
        "ended_on": values.get("ended_on"),
        "missed_minutes": values.get("missed_minutes"),
        "cause": values.get("cause"),
        "cause_note": values.get("cause_note"),
        "cut_over": True,
    }


def _exit(record: Record) -> Values:
    values = record.values
    return {
        "id": new_id(),
        "pathway_id": record.person.pathway_id,
        "left_on": values["left_on"],
        "kind": values["kind"],
        "detail": values.get("detail"),
        "cut_over": True,
    }
