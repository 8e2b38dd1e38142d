"""What the agenda shows: each day with its holiday, absences, permanences and entries.

The entries are those of the action; what the coach does for another one takes her time all the
same, and is named where it stands against them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import fold
from coachdesk.domain.agenda import Calendar, Off, Opening
from coachdesk.domain.attendance import REMOTE, Mode, Presence, Slot
from coachdesk.domain.conflicts import Engagement, conflicts_of
from coachdesk.domain.holidays import holiday
from coachdesk.domain.travels import Travels
from coachdesk.queries.agenda import EntryKind, EntryRow, entries_between
from coachdesk.queries.places import calendar, travels
from coachdesk.services.agenda.conflict_words import conflict_words

__all__ = [
    "AgendaDay",
    "AgendaEntry",
    "EntryKind",
    "Off",
    "Opening",
    "against",
    "against_each",
    "agenda",
]
_THOUGHT = UUID(int=0)
"""The key of a rendez-vous that is only thought of."""


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """Something of a day; minutes since midnight."""

    kind: EntryKind
    id: UUID
    """Of the rendez-vous, the atelier, the outreach event, the time or the visit."""
    prescription_id: UUID | None
    who: str
    """« DURAND Yvette »; empty for what is no one person’s."""
    title: str
    """Of an atelier or an outreach event; the note of a time; the company of a visit."""
    word: str | None
    """Its kind in the words of the profile (``outreach_kinds``, ``time_kinds``)."""
    held_on: date
    start_minute: int | None
    """None, as the end, when only the day is known: a visit, some outreach events."""
    end_minute: int | None
    place: str | None
    mode: Mode | None
    presence: Presence | None
    signed: bool
    """Signed by the person; of an atelier, its sheet is sealed."""
    people: int | None
    """How many come to an atelier, or were met outside."""
    cut_over: bool
    conflict: str
    """What stands against it, a sentence a line; empty when nothing does."""


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day with all that is in it."""

    day: date
    holiday: str | None
    off: tuple[Off, ...]
    openings: tuple[Opening, ...]
    """The permanences of the day, whoever is away."""
    entries: tuple[AgendaEntry, ...]
    """By hour, those without one first."""


def agenda(
    connection: Connection, action_id: UUID, first: date, last: date
) -> tuple[AgendaDay, ...]:
    """Every day from ``first`` to ``last``, both included."""
    known = calendar(connection, first)
    rows = entries_between(connection, first, last)
    told = _conflicts(rows, known, travels(connection))
    of_day: dict[date, list[AgendaEntry]] = defaultdict(list)
    for row in sorted(rows, key=_order):
        if row.action_id in {None, action_id}:
            of_day[row.held_on].append(_entry(row, told.get(row.id, "")))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(
        AgendaDay(day, holiday(day), known.offs_on(day), known.openings_on(day), tuple(of_day[day]))
        for day in days
    )


def against(connection: Connection, slot: Slot, moved: UUID | None = None) -> str:
    """What would stand against a rendez-vous at ``slot``, a sentence a line; empty when nothing.

    Args:
        connection: a read transaction.
        slot: when and where.
        moved: the rendez-vous that is moved there; None for a new one.
    """
    (told,) = against_each(connection, slot, (slot.held_on,), moved)
    return told


def against_each(
    connection: Connection, slot: Slot, days: Sequence[date], moved: UUID | None = None
) -> tuple[str, ...]:
    """The same of ``slot`` on each of ``days``, in their order; everything is read once."""
    first, last = min(days), max(days)
    known, between = calendar(connection, first), travels(connection)
    of_day: dict[date, list[EntryRow]] = defaultdict(list)
    for row in entries_between(connection, first, last):
        if row.id != moved:
            of_day[row.held_on].append(row)
    thoughts = [_thought(slot, day, moved or _THOUGHT) for day in days]
    return tuple(
        _conflicts((*of_day[thought.held_on], thought), known, between).get(thought.id, "")
        for thought in thoughts
    )


def _thought(slot: Slot, day: date, key: UUID) -> EntryRow:
    return EntryRow(
        EntryKind.APPOINTMENT,
        key,
        None,
        day,
        slot.start_minute,
        slot.end_minute,
        None if slot.mode in REMOTE else slot.place,
        mode=slot.mode,
        presence=Presence.PLANNED,
    )


def engagements(rows: Iterable[EntryRow]) -> list[Engagement]:
    """What of the rows takes the coach's time, and what a conflict is told of."""
    return [
        Engagement(
            row.id,
            row.held_on,
            row.start_minute,
            row.end_minute,
            row.place,
            raises=not row.cut_over and row.presence in {None, Presence.PLANNED},
            sits=row.kind in {EntryKind.APPOINTMENT, EntryKind.WORKSHOP},
            away=row.kind is not EntryKind.TIME,
        )
        for row in rows
        if row.presence in {None, Presence.PLANNED, Presence.ATTENDED}
        and row.start_minute is not None
        and row.end_minute is not None
    ]


def _conflicts(rows: tuple[EntryRow, ...], known: Calendar, between: Travels) -> dict[UUID, str]:
    """What is said of each entry that something stands against."""
    engaged = engagements(rows)
    by_id = {row.id: row for row in rows}
    return {
        key: conflict_words(by_id[key], conflicts, by_id, known, between)
        for key, conflicts in conflicts_of(engaged, known, between).items()
        if key is not None
    }


def _order(row: EntryRow) -> tuple[date, int, int, str]:
    return (row.held_on, row.start_minute or 0, row.end_minute or 0, fold(row.last_name))


def _entry(row: EntryRow, conflict: str) -> AgendaEntry:
    return AgendaEntry(
        row.kind,
        row.id,
        row.prescription_id,
        f"{row.last_name} {row.first_name}".strip(),
        row.title,
        row.word,
        row.held_on,
        row.start_minute,
        row.end_minute,
        row.place,
        row.mode,
        row.presence,
        row.signed,
        row.people,
        row.cut_over,
        conflict,
    )
