"""The people met outside: noted on the spot, called back, and what came of the calls."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import fold, of, quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.cells import as_text
from coachdesk.domain.identity import cleaned_name, cleaned_phone
from coachdesk.domain.profile import ActionProfile, ContactStage
from coachdesk.models import OutreachContact, OutreachEvent
from coachdesk.queries.outreach import ContactRow
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.prestations.words import first_of, stage_of
from coachdesk.services.rows import row

NEXT_CALL = timedelta(days=7)
"""After a call that nobody answered."""
_AGAIN = frozenset({ContactStage.TO_CALL, ContactStage.UNREACHABLE})


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
            outcome=first_of(action.profile, ContactStage.TO_CALL),
        )
        _write(made, cleaned)
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
        _write(found, cleaned)
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
        told.append(_name(found))
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
        told.append(_name(found))
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


def _write(contact: OutreachContact, facts: ContactFacts) -> None:
    contact.last_name, contact.first_name = facts.last_name, facts.first_name
    contact.phone, contact.commune = facts.phone or None, facts.commune or None
    contact.note = facts.note or None


def _name(who: ContactFacts | OutreachContact) -> str:
    return f"{who.first_name} {who.last_name}".strip()
