"""What stands against an entry of the agenda, said to the coach."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from coachdesk.core.french import DAYS, NBSP, clock_time, plural
from coachdesk.domain.agenda import Calendar, merged
from coachdesk.domain.conflicts import Conflict, ConflictKind
from coachdesk.domain.travels import Travels
from coachdesk.domain.week_hours import day_words
from coachdesk.queries.agenda import EntryKind, EntryRow


def conflict_words(
    entry: EntryRow,
    conflicts: Sequence[Conflict],
    entries: Mapping[UUID, EntryRow],
    known: Calendar,
    between: Travels,
) -> str:
    """One sentence a line."""
    said = [_words(entry, conflict, entries, known, between) for conflict in conflicts]
    return "\n".join(dict.fromkeys(said))


def _words(
    entry: EntryRow,
    conflict: Conflict,
    entries: Mapping[UUID, EntryRow],
    known: Calendar,
    between: Travels,
) -> str:
    other = conflict.other
    if other is not None and other.id is not None:
        if conflict.kind is ConflictKind.OVERLAP:
            return f"En même temps{NBSP}: {_other(entries[other.id])}."
        return _road(entry, conflict, between)
    if conflict.kind is ConflictKind.HOLIDAY:
        return f"Jour férié{NBSP}: {conflict.label}."
    if conflict.kind is ConflictKind.OFF:
        return f"Absence prévue{NBSP}: {conflict.label}."
    if conflict.kind is ConflictKind.CLOSED:
        return f"Lieu fermé{NBSP}: {entry.place} ({conflict.label})."
    return _outside(entry, known)


def _other(row: EntryRow) -> str:
    when = clock_time(row.start_minute or 0)
    if row.kind is EntryKind.APPOINTMENT:
        return f"{row.last_name} {row.first_name} à {when}"
    return f"{row.title or 'autre temps'} à {when}"


def _road(entry: EntryRow, conflict: Conflict, between: Travels) -> str:
    other = conflict.other
    assert other is not None, "a road leads somewhere"
    assert other.place is not None, "the same"
    assert entry.place is not None, "the same"
    later = other.start_minute >= (entry.end_minute or 0)
    way = f"Route vers {other.place}" if later else f"Route depuis {other.place}"
    supposed = "" if between.is_typed(entry.place, other.place) else " (durée supposée)"
    there_is = plural(conflict.free, "minute") if conflict.free else "aucune minute"
    return f"{way}{NBSP}: {there_is}, il en faut {conflict.needed}{supposed}."


def _outside(entry: EntryRow, known: Calendar) -> str:
    day = DAYS[entry.held_on.weekday()]
    hours = merged(
        (one.start_minute, one.end_minute)
        for one in known.openings_on(entry.held_on)
        if one.place == entry.place
    )
    if not hours:
        return f"Hors permanence{NBSP}: {entry.place}, aucune ce {day}."
    return f"Hors permanence{NBSP}: {entry.place}, {day} {day_words(hours)}."
