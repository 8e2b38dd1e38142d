"""A month of the coach as it is read: its days, its weeks, what it amounts to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from coachdesk.domain.periods import monday_of
from coachdesk.domain.travels import Travels
from coachdesk.queries.timesheet import TimeRow
from coachdesk.queries.worked_days import WorkedDay


@dataclass(frozen=True, slots=True)
class WorkedWeek:
    """What the month has of a week."""

    days: tuple[WorkedDay, ...]

    @property
    def number(self) -> int:
        """Of the year, as calendars print it."""
        return self.days[0].day.isocalendar().week

    @property
    def own(self) -> int:
        """Minutes on the operation."""
        return sum(day.own for day in self.days)


def of_kinds(days: Iterable[WorkedDay], kinds: Iterable[str]) -> int:
    """Minutes of some kinds in some days."""
    wanted = frozenset(kinds)
    return sum(minutes for day in days for kind, minutes in day.kinds.items() if kind in wanted)


@dataclass(frozen=True, slots=True)
class WorkedMonth:
    """A month."""

    month: date
    days: tuple[WorkedDay, ...]
    names: dict[str, str]
    """The kinds that were found, in order, with their words."""
    times: tuple[TimeRow, ...]
    base: str | None
    rate: int | None
    travels: Travels
    several: bool
    """Other actions, or shared time, take some of it."""

    def of_kind(self, kind: str) -> int:
        """Minutes of the month."""
        return of_kinds(self.days, (kind,))

    @property
    def own(self) -> int:
        """Minutes on the operation."""
        return sum(day.own for day in self.days)

    @property
    def total(self) -> int:
        """All that was worked."""
        return sum(day.total for day in self.days)

    @property
    def metres(self) -> int:
        """The roads that are known."""
        return sum(day.metres or 0 for day in self.days)

    @property
    def unknown(self) -> tuple[tuple[str, str], ...]:
        """The pairs of places whose length is to be typed, each once."""
        pairs = {
            frozenset(pair): pair
            for day in self.days
            if day.typed is None
            for pair in day.road.unknown
        }
        return tuple(pairs.values())

    @property
    def empty_days(self) -> tuple[date, ...]:
        """The days of work that have nothing."""
        return tuple(day.day for day in self.days if day.empty)

    @property
    def weeks(self) -> tuple["WorkedWeek", ...]:
        """The weeks in which something was done for the action, cut at the ends of the month."""
        cut = (
            WorkedWeek(tuple(days))
            for _, days in groupby(self.days, lambda day: monday_of(day.day))
        )
        return tuple(week for week in cut if week.own)

    def supposed(self, pair: tuple[str, str]) -> int | None:
        """The minutes that are supposed between these places; None where they are known."""
        if self.travels.is_typed(*pair):
            return None
        return self.travels.between(*pair) or None
