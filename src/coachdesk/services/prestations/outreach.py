"""Aller-vers: an event where people are met, noted, put right or deleted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, fold, quoted, short_date
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import refuse_hours
from coachdesk.domain.cells import as_text
from coachdesk.models import OutreachContact, OutreachEvent
from coachdesk.queries.outreach import (
    ContactRow,
    EventRow,
    contact_rows,
    contacts,
    event_rows,
    events,
)
from coachdesk.queries.places import place_names
from coachdesk.services.acts import act
from coachdesk.services.appointments import place_id
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.prestations.recording import MOST_PEOPLE
from coachdesk.services.prestations.words import stages_of
from coachdesk.services.rows import row


@dataclass(frozen=True)
class EventFacts:
    """An event, as asked for; ``kind`` is a key of the profile."""

    kind: str
    title: str
    held_on: date
    start_minute: int | None = None
    end_minute: int | None = None
    place: str = ""
    people_met: int | None = None
    note: str = ""


@dataclass(frozen=True)
class EventView:
    """An event with its people, or a new one (None)."""

    event: EventRow | None
    contacts: tuple[ContactRow, ...]
    places: tuple[str, ...]


def event_view(connection: Connection, action: ActionInfo, event_id: UUID | None) -> EventView:
    """The event of that key.

    Raises:
        UserError: it is gone.
    """
    places = place_names(connection)
    if event_id is None:
        return EventView(None, (), places)
    listing = events(action.id, stages_of(action.profile)).where(OutreachEvent.id == event_id)
    found = event_rows(connection, listing)
    if not found:
        raise UserError("Cette action n’existe plus.", "Revenez à la liste des aller-vers.")
    return EventView(found[0], contact_rows(connection, contacts(action.id, event_id)), places)


def record_event(
    desk: Desk, action: ActionInfo, facts: EventFacts, event_id: UUID | None = None
) -> UUID:
    """Record an event, or put right the one named; gives its id.

    Raises:
        UserError: a fact that can't be, a closed month, it is gone.
    """
    title = as_text(facts.title) or action.profile.outreach_kinds.label(facts.kind)
    with act(desk, f"aller-vers {quoted(title)}") as uow:
        session = uow.session
        _check(desk, session, action, facts)
        _refuse_same(session, action.id, facts.held_on, title, event_id)
        if event_id is None:
            found = OutreachEvent(id=new_id(), action_id=action.id, cut_over=False)
        else:
            found = row(session, OutreachEvent, event_id)
            refuse_closed(session.connection(), action.id, found.held_on)
        found.kind, found.title, found.held_on = facts.kind, title, facts.held_on
        found.start_minute, found.end_minute = facts.start_minute, facts.end_minute
        found.place_id = place_id(session, facts.place)
        found.people_met, found.note = facts.people_met, as_text(facts.note) or None
        session.add(found)
        uow.commit()
    return found.id


def delete_event(desk: Desk, action: ActionInfo, event_id: UUID) -> None:
    """Delete an event that nobody was noted at; Ctrl+Z gives it back.

    Raises:
        UserError: people are noted there, its month is closed, or it is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"suppression de l’aller-vers {told[0]}") as uow:
        session = uow.session
        found = row(session, OutreachEvent, event_id)
        told.append(quoted(found.title))
        refuse_closed(session.connection(), action.id, found.held_on)
        noted = session.scalar(
            select(OutreachContact.id).where(OutreachContact.event_id == event_id).limit(1)
        )
        if noted is not None:
            raise UserError(
                "Des personnes rencontrées y sont notées.", "Retirez-les d’abord de sa liste."
            )
        session.delete(found)
        uow.commit()


def _check(desk: Desk, session: Session, action: ActionInfo, facts: EventFacts) -> None:
    if facts.kind not in action.profile.outreach_kinds:
        raise UserError("La nature de l’action manque.", "Choisissez-en une.")
    refuse_closed(session.connection(), action.id, facts.held_on)
    start, end = facts.start_minute, facts.end_minute
    if (start is None) != (end is None):
        raise UserError("Il manque une heure.", "Écrivez le début et la fin, ou aucun des deux.")
    refuse_hours(start, end)
    if not 0 <= (facts.people_met or 0) <= MOST_PEOPLE:
        raise UserError("Ce nombre de personnes ne se peut pas.", "Corrigez-le.")
    if facts.people_met and facts.held_on > today(desk.clock):
        raise UserError(
            f"Le {short_date(facts.held_on)} est à venir{NBSP}: personne n’y est encore rencontré.",
            "Videz le nombre de personnes, ou corrigez la date.",
        )


def _refuse_same(
    session: Session, action_id: UUID, day: date, title: str, besides: UUID | None
) -> None:
    """Two events of a day are told apart by their titles, in the files too."""
    others = session.execute(
        select(OutreachEvent.id, OutreachEvent.title).where(
            OutreachEvent.action_id == action_id, OutreachEvent.held_on == day
        )
    )
    if any(key != besides and fold(other) == fold(title) for key, other in others):
        raise UserError(
            f"L’aller-vers {quoted(title)} est déjà noté le {short_date(day)}.",
            "Ouvrez-le dans la liste, ou donnez un autre titre à celui-ci.",
        )
