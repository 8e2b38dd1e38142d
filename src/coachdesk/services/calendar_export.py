"""The agenda of a day, a week or a month as a calendar file: initials, unless names are asked for.

What leaves is not encrypted: it is said before, and the journal knows it first.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from coachdesk import __version__
from coachdesk.core.errors import UserError
from coachdesk.core.french import (
    NBSP,
    capital,
    clock_time,
    full_date,
    long_date,
    month_name,
    plural,
)
from coachdesk.core.paper_marks import CREATOR
from coachdesk.documents.calendar_file import CalendarEvent, calendar_file
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.periods import monday_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Action
from coachdesk.queries.calendar_file import place_addresses
from coachdesk.services.agenda.view import AgendaEntry, EntryKind, agenda
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear

_WEEK = timedelta(days=6)


class Stretch(StrEnum):
    """How much of the agenda leaves."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class CalendarWanted:
    """What is to leave: the days around ``day``, one place or all, initials or names."""

    stretch: Stretch
    day: date
    place: str | None = None
    named: bool = False

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last."""
        if self.stretch is Stretch.DAY:
            return self.day, self.day
        if self.stretch is Stretch.WEEK:
            monday = monday_of(self.day)
            return monday, monday + _WEEK
        first = self.day.replace(day=1)
        return first, first.replace(day=monthrange(first.year, first.month)[1])

    @property
    def words(self) -> str:
        """« semaine du 15 janvier 2024 »."""
        first, _ = self.days
        if self.stretch is Stretch.DAY:
            return full_date(first)
        if self.stretch is Stretch.WEEK:
            return f"semaine du {long_date(first)}"
        return month_name(first)


@dataclass(frozen=True, slots=True)
class Leaving:
    """One line as it would leave."""

    event: CalendarEvent
    day: date
    hours: str
    """« 9 h 30 – 10 h 00 »; empty when only the day is known."""


def calendar_leaving(
    link: Connection, action: ActionInfo, wanted: CalendarWanted
) -> tuple[Leaving, ...]:
    """What would leave, line by line."""
    first, last = wanted.days
    addresses = place_addresses(link)
    return tuple(
        Leaving(
            _event(entry, action.profile, addresses, named=wanted.named),
            entry.held_on,
            _hours(entry),
        )
        for day in agenda(link, action.id, first, last)
        for entry in day.entries
        if wanted.place is None or entry.place == wanted.place
    )


def export_calendar(desk: Desk, action: ActionInfo, wanted: CalendarWanted, target: Path) -> int:
    """Write what is wanted in ``target``, in clear, and return how many events are in it.

    Raises:
        UserError: nothing is planned then, or the file can't be written.
    """
    leaving = desk.read(lambda link: calendar_leaving(link, action, wanted))
    if not leaving:
        raise UserError(
            "L’agenda est vide sur cette période.", "Choisissez-en une autre, ou tous les lieux."
        )
    name = f"CoachDesk, {wanted.words}"
    events = tuple(line.event for line in leaving)
    data = calendar_file(name, events, desk.clock.now(), f"{CREATOR} {__version__}")
    first, last = wanted.days
    leave_in_clear(
        desk,
        Action.__tablename__,
        action.id,
        target,
        data,
        {
            "format": "ics",
            "events": len(leaving),
            "names": wanted.named,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "sha256": sha256(data).hexdigest(),
        },
    )
    return len(leaving)


def suggested_name(wanted: CalendarWanted) -> str:
    """« agenda-2024-01-15-au-2024-01-21.ics »."""
    first, last = wanted.days
    return f"agenda-{first}.ics" if first == last else f"agenda-{first}-au-{last}.ics"


def initials(name: str) -> str:
    """« D. Y. » for « DURAND Yvette », « N. M. J.-P. » for « N’GUYEN MARTIN Jean-Paul »."""
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part)
        for word in name.split()
        if word.strip("-")
    )


def _event(
    entry: AgendaEntry,
    profile: ActionProfile,
    addresses: dict[str, str],
    *,
    named: bool,
) -> CalendarEvent:
    place = entry.place or ""
    return CalendarEvent(
        uid=f"{entry.id}@coachdesk",
        title=_title(entry, profile, named=named),
        day=entry.held_on,
        start_minute=entry.start_minute,
        end_minute=entry.end_minute,
        where=", ".join(part for part in (place, addresses.get(place, "")) if part),
        note=_note(entry, profile),
        cancelled=entry.presence is Presence.CANCELLED,
    )


def _title(entry: AgendaEntry, profile: ActionProfile, *, named: bool) -> str:
    """What is typed freely may name someone: it leaves with the names only."""
    who = entry.who if named else initials(entry.who)
    if entry.kind is EntryKind.APPOINTMENT:
        return f"Rendez-vous {who}"
    if entry.kind is EntryKind.WORKSHOP:
        return f"Atelier «{NBSP}{entry.title}{NBSP}»"
    if entry.kind is EntryKind.VISIT:
        return f"Visite d’immersion {who}, {entry.title}" if named else f"Visite d’immersion {who}"
    words = profile.outreach_kinds if entry.kind is EntryKind.OUTREACH else profile.time_kinds
    kind = words.label(entry.word) if entry.word else "Temps de travail"
    free = entry.title if named or entry.kind is EntryKind.OUTREACH else ""
    return f"{kind}{NBSP}: {free}" if free else kind


def _note(entry: AgendaEntry, profile: ActionProfile) -> str:
    told = []
    if entry.people is not None and entry.kind is EntryKind.WORKSHOP:
        told.append(plural(entry.people, "personne"))
    if entry.mode in REMOTE:
        told.append(profile.modes.label(entry.mode))
    if entry.presence is not None and entry.presence is not Presence.PLANNED:
        told.append(profile.presences.label(entry.presence))
    return capital(", ".join(told))


def _hours(entry: AgendaEntry) -> str:
    if entry.start_minute is None or entry.end_minute is None:
        return ""
    return f"{clock_time(entry.start_minute)} – {clock_time(entry.end_minute)}"
