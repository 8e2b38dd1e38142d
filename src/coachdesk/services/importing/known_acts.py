"""Acts, events outside and people to call back of the store, as the rows of a file are."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.french import fold
from coachdesk.models import OutreachContact, OutreachEvent, Place, Prescription
from coachdesk.queries.services import Narrowed, service_rows
from coachdesk.queries.services import services as acts
from coachdesk.services.importing.forms import Values
from coachdesk.services.importing.matching import ServiceKey, service_key

EventKey = tuple[object, str]
"""Day and title, whatever its case and accents."""
ContactKey = tuple[EventKey, str]
"""Event, name and first name."""


def event_key(day: date, title: str) -> EventKey:
    """What an event is known by."""
    return day, fold(title)


def contact_key(values: Values) -> ContactKey:
    """What someone to call back is known by."""
    who = fold(f"{values['last_name']} {values.get('first_name') or ''}")
    return event_key(values["event_on"], values["event_title"]), who


def services(connection: Connection, action_id: UUID) -> dict[ServiceKey, list[Values]]:
    """The acts, in the order in which they were noted."""
    found: dict[ServiceKey, list[Values]] = {}
    for row in reversed(service_rows(connection, acts(action_id, Narrowed()))):
        values: Values = {
            "number": tuple(sorted(person.number for person in row.persons)),
            "kind": row.kind,
            "done_on": row.done_on,
            "unnamed": row.unnamed or None,
            "quantity": row.quantity,
            "minutes": row.minutes,
            "place": row.place,
            "result": row.result,
            "note": row.note,
        }
        found.setdefault(service_key(values), []).append(values)
    return found


def events(connection: Connection, action_id: UUID) -> dict[EventKey, tuple[UUID, Values]]:
    """The events."""
    query = (
        select(
            OutreachEvent.id,
            OutreachEvent.held_on,
            OutreachEvent.title,
            OutreachEvent.kind,
            OutreachEvent.start_minute,
            OutreachEvent.end_minute,
            Place.name.label("place"),
            OutreachEvent.people_met,
            OutreachEvent.note,
        )
        .outerjoin(Place, Place.id == OutreachEvent.place_id)
        .where(OutreachEvent.action_id == action_id)
    )
    return {
        event_key(row.held_on, row.title): (row.id, row._asdict())
        for row in connection.execute(query)
    }


def contacts(connection: Connection, action_id: UUID) -> dict[ContactKey, Values]:
    """The people met there, but those who were erased."""
    query = (
        select(
            OutreachEvent.held_on.label("event_on"),
            OutreachEvent.title.label("event_title"),
            OutreachContact.last_name,
            OutreachContact.first_name,
            OutreachContact.phone,
            OutreachContact.commune,
            OutreachContact.outcome,
            OutreachContact.called_on,
            OutreachContact.call_back_on,
            Prescription.number.label("dossier"),
            OutreachContact.note,
        )
        .join(OutreachEvent, OutreachEvent.id == OutreachContact.event_id)
        .outerjoin(Prescription, Prescription.id == OutreachContact.prescription_id)
        .where(OutreachEvent.action_id == action_id, OutreachContact.last_name != "")
    )
    rows = [row._asdict() for row in connection.execute(query)]
    return {contact_key(row): {**row, "first_name": row["first_name"] or None} for row in rows}
