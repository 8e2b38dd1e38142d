"""An entry of the agenda put elsewhere by one act, whatever it is; or why it stays where it is."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, long_date
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.models import Appointment
from coachdesk.services.agenda.times import change_time, time_facts
from coachdesk.services.agenda.view import AgendaEntry, EntryKind
from coachdesk.services.appointments import move_appointment
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.prestations.outreach import EventFacts, event_view, record_event
from coachdesk.services.workshops.planning import WorkshopFacts, change_workshop


def refuse_move(entry: AgendaEntry, to: date, today: date) -> None:
    """Let pass only what can still be moved, to a day that can still hold it.

    What the store alone knows (a closed month, hours taken) is refused by ``move_entry``.

    Raises:
        UserError: otherwise.
    """
    if entry.kind is EntryKind.VISIT:
        raise UserError(
            "Une visite d’immersion se corrige dans son immersion.", "Ouvrez-la d’un clic."
        )
    if entry.signed:
        raise UserError(
            f"{_named(entry)} a signé{NBSP}: l’heure signée ne change plus.",
            "Planifiez un autre rendez-vous.",
        )
    if entry.presence is Presence.CANCELLED:
        raise UserError("Ce rendez-vous est annulé.", "Planifiez-en un nouveau.")
    if entry.presence not in {None, Presence.PLANNED}:
        raise UserError(
            f"Ce rendez-vous n’est plus à venir{NBSP}: sa présence est déjà notée.",
            "Corrigez ses heures réelles sur sa fiche.",
        )
    to_come = entry.kind in {EntryKind.APPOINTMENT, EntryKind.WORKSHOP}
    if to_come and to < today and to != entry.held_on:
        raise UserError(
            f"Le {long_date(to)} est passé{NBSP}: on n’y attend plus personne.",
            "Déposez-le sur aujourd’hui ou plus tard.",
        )


def move_entry(desk: Desk, action: ActionInfo, entry: AgendaEntry, slot: Slot) -> None:
    """Put an entry at another time or place, as one act that Ctrl+Z undoes.

    Raises:
        UserError: it can't be moved, or not there.
    """
    refuse_move(entry, slot.held_on, desk.clock.now().date())
    if entry.kind is EntryKind.APPOINTMENT:
        move_appointment(desk, entry.id, slot)
    elif entry.kind is EntryKind.WORKSHOP:
        desk.read(lambda link: _refuse_noted(Session(link), entry))
        change_workshop(
            desk, entry.id, WorkshopFacts(entry.title, replace(slot, mode=Mode.COLLECTIVE))
        )
    elif entry.kind is EntryKind.TIME:
        before = desk.read(lambda link: time_facts(Session(link), entry.id))
        length = slot.end_minute - slot.start_minute
        facts = replace(
            before, held_on=slot.held_on, start_minute=slot.start_minute, minutes=length
        )
        change_time(desk, action, entry.id, facts)
    else:
        _move_outreach(desk, action, entry, slot)


def _move_outreach(desk: Desk, action: ActionInfo, entry: AgendaEntry, slot: Slot) -> None:
    event = desk.read(lambda link: event_view(link, action, entry.id)).event
    assert event is not None, "it was refused if it is gone"
    facts = EventFacts(
        event.kind, event.title, slot.held_on, slot.start_minute, slot.end_minute,
        slot.place or "", event.people_met, event.note or "",
    )  # fmt: skip
    record_event(desk, action, facts, entry.id)


def _refuse_noted(session: Session, entry: AgendaEntry) -> None:
    noted = select(Appointment.id).where(
        Appointment.workshop_id == entry.id, Appointment.presence != Presence.PLANNED
    )
    if session.scalar(noted.limit(1)) is not None:
        raise UserError(
            "Des présences à cet atelier sont déjà notées.",
            "Corrigez ses heures sur sa page, si elles étaient fausses.",
        )


def _named(entry: AgendaEntry) -> str:
    return entry.who or "Quelqu’un"
