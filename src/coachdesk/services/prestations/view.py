"""What the page of the acts shows: the rows of a list, what they come to by kind, the choices."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.domain.periods import next_month
from coachdesk.queries.card import card_identity
from coachdesk.queries.outreach import EventRow, event_rows, events
from coachdesk.queries.people import by_name
from coachdesk.queries.places import place_names
from coachdesk.queries.planned import OpenDossier
from coachdesk.queries.services import (
    ActPerson,
    KindTotal,
    Narrowed,
    ServiceRow,
    StepRow,
    months_of,
    one_service,
    people_of,
    service_rows,
    services,
    step_rows,
    steps,
    totals,
)
from coachdesk.services.appointment_view import people_to_meet
from coachdesk.services.desk import ActionInfo
from coachdesk.services.prestations.words import stages_of

SHOWN = 1000
"""Rows listed at once: the figures are those of all of them, and a month or a name narrows them."""


@dataclass(frozen=True)
class ServicesView:
    """A list of acts, or of démarches, and what can be chosen beside it."""

    rows: tuple[ServiceRow, ...] | tuple[StepRow, ...]
    totals: dict[str, KindTotal]
    people: tuple[ActPerson, ...]
    months: tuple[date, ...]
    """The first days of the months from the first act to this one, the latest first."""

    @property
    def number(self) -> int:
        """How many rows there are, shown or not."""
        return sum(total.number for total in self.totals.values())


@dataclass(frozen=True)
class EventsView:
    """The actions d'aller-vers of a stretch of time."""

    rows: tuple[EventRow, ...]
    months: tuple[date, ...]


@dataclass(frozen=True)
class ServiceForm:
    """What the form of an act begins with."""

    people: tuple[ActPerson, ...]
    """Who may be ticked: those who may be met, and those who are already."""
    places: tuple[str, ...]
    row: ServiceRow | None
    """The act to change; None for a new one."""


def services_view(
    connection: Connection, action: ActionInfo, narrowed: Narrowed, day: date
) -> ServicesView:
    """The acts."""
    listing = services(action.id, narrowed)
    return ServicesView(
        service_rows(connection, listing, SHOWN),
        totals(connection, listing),
        people_of(connection, action.id, of_steps=False),
        _months(connection, action.id, day),
    )


def steps_view(
    connection: Connection, action: ActionInfo, narrowed: Narrowed, day: date
) -> ServicesView:
    """The démarches, which their own forms note."""
    listing = steps(action.id, narrowed)
    return ServicesView(
        step_rows(connection, listing, SHOWN),
        totals(connection, listing),
        people_of(connection, action.id, of_steps=True),
        _months(connection, action.id, day),
    )


def events_view(
    connection: Connection, action: ActionInfo, month: date | None, day: date
) -> EventsView:
    """The actions d'aller-vers."""
    every = event_rows(connection, events(action.id, stages_of(action.profile)))
    known = sorted({event.held_on.replace(day=1) for event in every} | {day.replace(day=1)})
    shown = [event for event in every if month in {None, event.held_on.replace(day=1)}]
    return EventsView(tuple(shown), tuple(reversed(known)))


def service_form(
    connection: Connection,
    action: ActionInfo,
    day: date,
    service_id: UUID | None,
    prescription_id: UUID | None,
) -> ServiceForm:
    """What is needed to type an act, for someone in particular when she is named.

    Raises:
        UserError: the act, or the dossier, is gone.
    """
    people = [_person(each) for each in people_to_meet(connection, action, day)]
    found = None
    if service_id is not None:
        found = one_service(connection, action.id, service_id)
        if found is None:
            raise UserError("Cet acte n’existe plus.", "Revenez à la liste des actes.")
        people += found.persons
    if prescription_id is not None:
        who = card_identity(connection, prescription_id)
        people.append(ActPerson(who.last_name, who.first_name, who.number, prescription_id))
    return ServiceForm(by_name(set(people)), place_names(connection), found)


def _person(dossier: OpenDossier) -> ActPerson:
    return ActPerson(dossier.last_name, dossier.first_name, dossier.number, dossier.prescription_id)


def _months(connection: Connection, action_id: UUID, day: date) -> tuple[date, ...]:
    known = months_of(connection, action_id) or (day, day)
    month, last = known[0].replace(day=1), max(known[1], day).replace(day=1)
    found = [month]
    while found[-1] < last:
        found.append(next_month(found[-1]))
    return tuple(reversed(found))
