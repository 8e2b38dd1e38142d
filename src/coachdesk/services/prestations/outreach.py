"""Aller-vers: an event, the people met who may be called back, the calls and what came of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, fold, of, quoted, short_date
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import refuse_hours
from coachdesk.domain.cells import as_text
from coachdesk.domain.identity import cleaned_name, cleaned_phone
from coachdesk.domain.profile import ActionProfile, ContactStage
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
from coachdesk.services.prestations.words import first_of, stage_of, stages_of
from coachdesk.services.rows import row

NEXT_CALL = timedelta(days=7)
"""After a call that nobody answered."""
_AGAIN = frozenset({ContactStage.TO_CALL, ContactStage.UNREACHABLE})


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
class ContactFacts:
    """Someone met, as typed on the spot."""

    last_name: str
    first_name: str = ""
    phone: str = ""
    commune: str = ""
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """What came of a call."""

    outcome: str
    called_on: date
    call_back_on: date | None = None
    """When to call again; None for a week later where another call is called for."""
    give_up: bool = False
    """Nobody answered, and she is called no more."""


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


def add_contact(desk: Desk, action: ActionInfo, event_id: UUID, facts: ContactFacts) -> UUID:
    """Note someone met, to be called back; gives the id.

    Raises:
        UserError: no name, a phone that is none, the same person twice, the event is gone.
    """
    cleaned = _cleaned(facts)
    with act(desk, f"contact {of(_name(cleaned))}") as uow:
        session = uow.session
        row(session, OutreachEvent, event_id)
        _refuse_twice(session, event_id, cleaned)
        made = OutreachContact(
            id=new_id(),
            event_id=event_id,
            last_name=cleaned.last_name,
            first_name=cleaned.first_name,
            phone=cleaned.phone or None,
            commune=cleaned.commune or None,
            note=cleaned.note or None,
            outcome=first_of(action.profile, ContactStage.TO_CALL),
        )
        session.add(made)
        uow.commit()
    return made.id


def correct_contact(desk: Desk, contact_id: UUID, facts: ContactFacts) -> None:
    """Put right who someone met is.

    Raises:
        UserError: as ``add_contact``.
    """
    cleaned = _cleaned(facts)
    with act(desk, f"correction du contact {of(_name(cleaned))}") as uow:
        found = row(uow.session, OutreachContact, contact_id)
        _refuse_twice(uow.session, found.event_id, cleaned, besides=contact_id)
        found.last_name, found.first_name = cleaned.last_name, cleaned.first_name
        found.phone, found.commune = cleaned.phone or None, cleaned.commune or None
        found.note = cleaned.note or None
        uow.commit()


def remove_contact(desk: Desk, contact_id: UUID) -> None:
    """Take someone typed by mistake off the list; Ctrl+Z gives her back.

    Raises:
        UserError: she has a dossier, or is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"retrait du contact {of(told[0])}") as uow:
        found = row(uow.session, OutreachContact, contact_id)
        if found.prescription_id is not None:
            raise UserError(
                "Cette personne a un dossier.", "Son passage par l’aller-vers se garde avec lui."
            )
        told.append(f"{found.first_name} {found.last_name}".strip())
        uow.session.delete(found)
        uow.commit()


def note_call(desk: Desk, action: ActionInfo, contact_id: UUID, answer: Answer) -> None:
    """Note what came of a call, and when to call again where that is what comes next.

    Raises:
        UserError: a call to come, another call before it, she is gone.
    """
    told: list[str] = []
    label = quoted(action.profile.outreach_outcomes.label(answer.outcome))
    with act(desk, lambda: f"appel {label} {of(told[0])}") as uow:
        found = row(uow.session, OutreachContact, contact_id)
        told.append(f"{found.first_name} {found.last_name}".strip())
        if answer.called_on > today(desk.clock):
            raise UserError("Cet appel est à venir.", "Notez-le une fois passé.")
        found.outcome, found.called_on = answer.outcome, answer.called_on
        found.call_back_on = _next_call(action.profile, answer)
        uow.commit()


def link_dossier(
    session: Session, profile: ActionProfile, contact_id: UUID, prescription_id: UUID, day: date
) -> None:
    """She met outside has a dossier now: no call is due any more, and the event counts her."""
    found = row(session, OutreachContact, contact_id)
    found.prescription_id = prescription_id
    found.outcome = first_of(profile, ContactStage.APPOINTMENT)
    found.called_on = found.called_on or day
    found.call_back_on = None


def is_to_call(profile: ActionProfile, person: ContactRow) -> bool:
    """Whether a call is still due, as the things to do and the figures count it."""
    if person.erased or person.prescription_id is not None:
        return False
    stage = stage_of(profile, person.outcome)
    return stage is ContactStage.TO_CALL or (
        stage is ContactStage.UNREACHABLE and person.call_back_on is not None
    )


def _next_call(profile: ActionProfile, answer: Answer) -> date | None:
    if stage_of(profile, answer.outcome) not in _AGAIN or answer.give_up:
        return None
    again = answer.call_back_on or answer.called_on + NEXT_CALL
    if again < answer.called_on:
        raise UserError("Le prochain appel précède celui-ci.", "Corrigez sa date.")
    return again


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


def _cleaned(facts: ContactFacts) -> ContactFacts:
    first = as_text(facts.first_name)
    return ContactFacts(
        cleaned_name(facts.last_name),
        cleaned_name(first) if first else "",
        cleaned_phone(facts.phone) or "",
        as_text(facts.commune),
        as_text(facts.note),
    )


def _refuse_twice(
    session: Session, event_id: UUID, facts: ContactFacts, besides: UUID | None = None
) -> None:
    listed = session.execute(
        select(OutreachContact.id, OutreachContact.last_name, OutreachContact.first_name).where(
            OutreachContact.event_id == event_id, OutreachContact.last_name != ""
        )
    )
    typed = fold(f"{facts.last_name} {facts.first_name}")
    if any(key != besides and fold(f"{last} {first}") == typed for key, last, first in listed):
        raise UserError(
            f"{quoted(_name(facts))} est déjà sur la liste.",
            "Si c’est une autre personne, distinguez-les par le prénom.",
        )


def _name(facts: ContactFacts) -> str:
    return f"{facts.first_name} {facts.last_name}".strip()
