"""A week of the agenda as it is read at once, and how it is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, long_date, short_day
from coachdesk.domain.attendance import Presence
from coachdesk.queries.places import place_names
from coachdesk.services.agenda.view import AgendaDay, EntryKind, agenda
from coachdesk.services.desk import ActionInfo

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WeekView:
    """The seven days of a week, and the places known, by name."""

    monday: date
    days: tuple[AgendaDay, ...]
    places: tuple[str, ...]

    @property
    def tones(self) -> Mapping[str, int]:
        """Each place's number: its colour is the same every week."""
        return {place: number for number, place in enumerate(self.places)}

    def day(self, day: date) -> AgendaDay:
        """One of the seven."""
        return self.days[(day - self.monday).days]


def week_view(connection: Connection, action: ActionInfo, monday: date) -> WeekView:
    """Everything of a week."""
    days = agenda(connection, action.id, monday, monday + WEEK - timedelta(days=1))
    return WeekView(monday, days, place_names(connection))


def week_words(monday: date) -> str:
    """« 15 – 21 janvier 2024 », « 29 janv. – 4 février 2024 »."""
    last = monday + WEEK - timedelta(days=1)
    first = str(monday.day) if monday.month == last.month else short_day(monday)
    return f"{first}{NBSP}– {long_date(last)}"


def count_of(days: tuple[AgendaDay, ...]) -> tuple[int, int]:
    """How many rendez-vous and ateliers these days hold, cancelled ones aside."""
    kept = [
        entry.kind
        for day in days
        for entry in day.entries
        if entry.presence is not Presence.CANCELLED
    ]
    return kept.count(EntryKind.APPOINTMENT), kept.count(EntryKind.WORKSHOP)
