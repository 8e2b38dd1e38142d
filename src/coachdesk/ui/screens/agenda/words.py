"""The agenda in words: what is read of an entry, what a screen reader hears, what is told after."""

import re

from coachdesk.core.french import (
    NBSP,
    capital,
    clock_time,
    full_date,
    plural,
    quoted,
    short_weekday,
)
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.agenda.view import AgendaEntry, EntryKind, Off
from coachdesk.services.presence_words import PresenceWords, presence_words
from coachdesk.ui.screens.agenda.lanes import Free, Lane

_KINDS = {
    EntryKind.TIME: "Autre temps",
    EntryKind.VISIT: "Visite d’immersion",
}
_TOWN_HALL = re.compile(r"^Mairie (de l[’']|de la |des |du |de |d[’'])", re.IGNORECASE)
_JOINED = "\u2060"
"""A line may break after a dash, even before a no-break space: not with this between them."""
GLYPHS = {
    EntryKind.WORKSHOP: "users",
    EntryKind.OUTREACH: "megaphone",
    EntryKind.TIME: "clock",
    EntryKind.VISIT: "briefcase",
}
"""Of what is not met one by one."""


def short_hour(minute: int) -> str:
    """« 9h30 », « 9h »: in a block there is little room."""
    hour, rest = divmod(minute, 60)
    return f"{hour}h{rest:02}" if rest else f"{hour}h"


def short_place(place: str) -> str:
    """« Airaines » for « Mairie d’Airaines »: nearly all of them are town halls."""
    return _TOWN_HALL.sub("", place) or place


def span_words(start: int | None, end: int | None) -> str:
    """« 9 h 30 – 10 h 00 »; nothing when the hours are not known."""
    if start is None or end is None:
        return ""
    return f"{clock_time(start)}{NBSP}–{_JOINED}{NBSP}{clock_time(end)}"


def entry_name(entry: AgendaEntry, profile: ActionProfile) -> str:
    """Whom or what the block names."""
    if entry.kind is EntryKind.WORKSHOP:
        return f"{entry.title} ({entry.people or 0})"
    return entry_head(entry, profile)


def short_name(entry: AgendaEntry) -> str:
    """« DURAND L. » where her first name does not fit; empty for what is nobody’s."""
    last, _, first = entry.who.rpartition(" ")
    return f"{last} {first[:1]}." if last and first else ""


def entry_head(entry: AgendaEntry, profile: ActionProfile) -> str:
    """« DURAND Léa », « Atelier « Son CV » », « Réunion »: as a sentence begins."""
    match entry.kind:
        case EntryKind.WORKSHOP:
            return f"Atelier {quoted(entry.title)}"
        case EntryKind.TIME:
            word = profile.time_kinds.label(entry.word or "")
            return f"{word}{NBSP}: {entry.title}" if entry.title else word
        case EntryKind.OUTREACH:
            return entry.title or profile.outreach_kinds.label(entry.word or "")
        case _:
            return entry.who or entry.title


def where_words(entry: AgendaEntry, profile: ActionProfile) -> str:
    """The place, or how it is held without one."""
    if entry.mode in REMOTE:
        return profile.modes.label(entry.mode)
    return entry.place or ""


def state_of(entry: AgendaEntry, profile: ActionProfile) -> PresenceWords | None:
    """What became of it; None for what nobody attends."""
    if entry.presence is None or (entry.kind is EntryKind.WORKSHOP and not entry.signed):
        return None
    return presence_words(profile, entry.presence, signed=entry.signed)


def entry_lines(entry: AgendaEntry, profile: ActionProfile) -> tuple[str, ...]:
    """All that is known of an entry, a line each: on hovering, in the side."""
    state = state_of(entry, profile)
    when = span_words(entry.start_minute, entry.end_minute) or "sans heure"
    lines = (
        entry_head(entry, profile),
        f"{capital(full_date(entry.held_on))}, {when}",
        " · ".join(part for part in (*_what(entry, profile), where_words(entry, profile)) if part),
        state.words if state else "",
        *entry.conflict.splitlines(),
    )
    return tuple(line for line in lines if line)


def _what(entry: AgendaEntry, profile: ActionProfile) -> tuple[str, ...]:
    """Beside its name: what it is, with how many people."""
    people = plural(entry.people, "personne") if entry.people is not None else ""
    match entry.kind:
        case EntryKind.APPOINTMENT:
            return ()
        case EntryKind.WORKSHOP:
            return (people,)
        case EntryKind.OUTREACH:
            return (profile.outreach_kinds.label(entry.word or ""), people)
        case EntryKind.VISIT:
            return (_KINDS[entry.kind], entry.title)
        case _:
            return (_KINDS[entry.kind],)


def spoken(entry: AgendaEntry, profile: ActionProfile) -> str:
    """An entry as a screen reader says it, in one breath."""
    return ", ".join(entry_lines(entry, profile))


def spoken_free(free: Free, lane: Lane) -> str:
    """« Libre, mardi 16 janvier, 10 h 30 – 12 h 00, Airaines »."""
    parts = ("Libre", full_date(lane.held_on), span_words(free.start, free.end), free.place or "")
    return ", ".join(part for part in parts if part)


def ghost_words(lane: Lane, start: int, end: int, place: str | None) -> str:
    """« mar. 16 janv., 10 h 15 – 10 h 45 · Airaines »: where what is held would be."""
    said = f"{short_weekday(lane.held_on)}, {span_words(start, end)}"
    return f"{said} · {place}" if place else said


def off_words(off: Off, lane: Lane) -> str:
    """« Mairie fermée (Airaines), 9h–12h »; in its own column a place needs no name."""
    where = f" ({short_place(off.place)})" if off.place and lane.whole else ""
    if off.start_minute is None or off.end_minute is None:
        return f"{off.label}{where}"
    return f"{off.label}{where}, {short_hour(off.start_minute)}–{short_hour(off.end_minute)}"


def lane_notes(lane: Lane) -> tuple[str, ...]:
    """What stands under the name of a column: the public holiday, who or what is off all day.

    A place that is closed is told in its own column, or in that of the whole day.
    """
    day = lane.day
    told = [
        off_words(off, lane)
        for off in day.off
        if off.whole_day and (lane.whole or off.place in {None, lane.place})
    ]
    return (*((day.holiday,) if day.holiday else ()), *told)


def is_done(entry: AgendaEntry) -> bool:
    """What became of it is noted."""
    return entry.presence not in {None, Presence.PLANNED}
