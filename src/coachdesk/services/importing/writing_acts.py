"""New acts, events outside and people to call back, as the rows that the store keeps."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from coachdesk.core.ids import new_id
from coachdesk.models import Base, OutreachContact, OutreachEvent, Service, ServicePerson
from coachdesk.services.importing.forms import CONTACTS, OUTREACH, SERVICES
from coachdesk.services.importing.known import Known
from coachdesk.services.importing.known_acts import event_key
from coachdesk.services.importing.planning import Plan
from coachdesk.services.importing.records import Record

Rows = tuple[type[Base], list[dict[str, Any]]]


def with_places(plan: Plan) -> tuple[Record, ...]:
    """The rows that name a place."""
    return (*plan.new.get(SERVICES.title, ()), *plan.new.get(OUTREACH.title, ()))


def acts_of(
    plan: Plan, action_id: UUID, dossiers: Mapping[str, UUID], places: Mapping[str, UUID]
) -> tuple[Rows, Rows]:
    """The acts, and for whom each was done."""
    made = [(record.values, new_id()) for record in plan.new.get(SERVICES.title, ())]
    acts = [
        {
            "id": key,
            "action_id": action_id,
            "kind": values["kind"],
            "done_on": values["done_on"],
            "people": values.get("unnamed"),
            "quantity": values.get("quantity"),
            "minutes": values.get("minutes"),
            "place_id": places.get(values.get("place") or ""),
            "result": values.get("result"),
            "note": values.get("note"),
            "cut_over": True,
        }
        for values, key in made
    ]
    people = [
        {"id": new_id(), "service_id": key, "prescription_id": dossiers[number]}
        for values, key in made
        for number in values.get("number", ())
    ]
    return (Service, acts), (ServicePerson, people)


def outreach_of(
    plan: Plan,
    action_id: UUID,
    known: Known,
    dossiers: Mapping[str, UUID],
    places: Mapping[str, UUID],
) -> tuple[Rows, Rows]:
    """The events, and the people met at each of them or at those there were."""
    keys = {key: event_id for key, (event_id, _) in known.events.items()}
    events = []
    for record in plan.new.get(OUTREACH.title, ()):
        values = record.values
        key = keys[event_key(values["held_on"], values["title"])] = new_id()
        events.append(
            {
                "id": key,
                "action_id": action_id,
                "kind": values["kind"],
                "title": values["title"],
                "held_on": values["held_on"],
                "start_minute": values.get("start_minute"),
                "end_minute": values.get("end_minute"),
                "place_id": places.get(values.get("place") or ""),
                "people_met": values.get("people_met"),
                "note": values.get("note"),
                "cut_over": True,
            }
        )
    people = [
        {
            "id": new_id(),
            "event_id": keys[event_key(record.values["event_on"], record.values["event_title"])],
            "last_name": record.values["last_name"],
            "first_name": record.values.get("first_name") or "",
            "phone": record.values.get("phone"),
            "commune": record.values.get("commune"),
            "outcome": record.values["outcome"],
            "call_back_on": record.values.get("call_back_on"),
            "called_on": record.values.get("called_on"),
            "note": record.values.get("note"),
            "prescription_id": dossiers.get(record.values.get("dossier") or ""),
        }
        for record in plan.new.get(CONTACTS.title, ())
    ]
    return (OutreachEvent, events), (OutreachContact, people)
