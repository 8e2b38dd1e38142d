"""The coach's time that is no rendez-vous: administration, meetings, what stands beside people."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, going_within, long_date
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import refuse_hours
from coachdesk.models import TimeEntry
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.rows import row


@dataclass(frozen=True)
class TimeFacts:
    """What it was, when, for how long; ``start_minute`` None when only the length is known."""

    kind: str
    held_on: date
    start_minute: int | None
    minutes: int
    note: str = ""


def note_time(desk: Desk, action: ActionInfo, facts: TimeFacts) -> UUID:
    """Note some time of the coach, in the agenda when its hour is known; returns its id.

    Raises:
        UserError: no length, a kind that the action does not know, an end after midnight.
    """
    entry = TimeEntry(id=new_id(), action_id=action.id)
    with act(desk, time_words(action, facts)) as uow:
        describe(action, entry, facts)
        uow.session.add(entry)
        uow.commit()
    return entry.id


def change_time(desk: Desk, action: ActionInfo, time_id: UUID, facts: TimeFacts) -> None:
    """Give noted time another kind, hour or length.

    Raises:
        UserError: as ``note_time``; or it is gone.
    """
    with act(desk, time_words(action, facts)) as uow:
        describe(action, row(uow.session, TimeEntry, time_id), facts)
        uow.commit()


def drop_time(desk: Desk, action: ActionInfo, time_id: UUID) -> None:
    """Have noted time no longer; Ctrl+Z brings it back.

    Raises:
        UserError: it is gone already.
    """
    facts = desk.read(lambda link: time_facts(Session(link), time_id))
    with act(desk, f"suppression{NBSP}: {time_words(action, facts)}") as uow:
        uow.session.delete(row(uow.session, TimeEntry, time_id))
        uow.commit()


def time_facts(session: Session, time_id: UUID) -> TimeFacts:
    """What was noted.

    Raises:
        UserError: it is gone.
    """
    entry = row(session, TimeEntry, time_id)
    return TimeFacts(entry.kind, entry.held_on, entry.start_minute, entry.minutes, entry.note or "")


def describe(action: ActionInfo, entry: TimeEntry, facts: TimeFacts) -> None:
    """Give ``entry`` those facts.

    Raises:
        UserError: no length, a kind that the action does not know, an end after midnight.
    """
    start = facts.start_minute or 0
    refuse_hours(start, start + facts.minutes)
    if facts.kind not in action.profile.time_kinds:
        raise UserError("Le genre de ce temps manque.", "Choisissez-le dans la liste.")
    entry.kind, entry.held_on = facts.kind, facts.held_on
    entry.start_minute, entry.minutes = facts.start_minute, facts.minutes
    entry.note = facts.note.strip() or None


def time_words(action: ActionInfo, facts: TimeFacts) -> str:
    """« réunion du 3 mai 2023 », as Ctrl+Z says it."""
    kind = action.profile.time_kinds.label(facts.kind)
    return f"{going_within(kind)} du {long_date(facts.held_on)}"
