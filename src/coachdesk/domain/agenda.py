"""When the coach sits where: openings week after week, absences, closures, holidays.

Times are minutes since local midnight.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from coachdesk.domain.holidays import SATURDAY, holiday
from coachdesk.domain.week_hours import DAY_MINUTES, WEEK, Span

FIRST_MINUTE, LAST_MINUTE = 8 * 60, 18 * 60
"""Between them someone is met where no opening says otherwise."""


class Weeks(StrEnum):
    """In which weeks of the calendar (ISO 8601) an opening is kept."""

    EVERY = "every"
    EVEN = "even"
    ODD = "odd"

    def holds(self, day: date) -> bool:
        """Whether the week of ``day`` is one of them."""
        if self is Weeks.EVERY:
            return True
        even = day.isocalendar().week % 2 == 0
        return (self is Weeks.EVEN) == even


@dataclass(frozen=True, slots=True)
class WeeklyOpening:
    """A permanence: hours of one day of the week in which she sits in a place."""

    place: str
    weekday: int
    """0 is Monday."""
    start_minute: int
    end_minute: int
    weeks: Weeks = Weeks.EVERY


@dataclass(frozen=True, slots=True)
class Opening:
    """A permanence of one day."""

    place: str
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class Off:
    """An absence of the coach on one day, or the closure of a place."""

    start_minute: int | None
    """None, as the end, when it is the whole day."""
    end_minute: int | None
    place: str | None
    """The place that is closed; None when it is the coach who is away."""
    label: str

    @property
    def span(self) -> Span:
        """From when to when."""
        if self.start_minute is None or self.end_minute is None:
            return (0, DAY_MINUTES)
        return (self.start_minute, self.end_minute)

    @property
    def whole_day(self) -> bool:
        """Whether nothing is left of the day."""
        return self.start_minute is None


@dataclass(frozen=True, slots=True)
class OffPeriod:
    """The same over some days, each alike."""

    starts_on: date
    ends_on: date
    off: Off


@dataclass(frozen=True)
class Calendar:
    """What is known of any day before somebody is planned in it."""

    openings: tuple[WeeklyOpening, ...] = ()
    periods: tuple[OffPeriod, ...] = ()
    retired: Mapping[str, date] = field(default_factory=dict)
    """Places where nobody is met any more, and since when."""

    @cached_property
    def opened(self) -> frozenset[str]:
        """The places whose openings were typed: nobody is met there at another time."""
        return frozenset(opening.place for opening in self.openings)

    @cached_property
    def _of_weekday(self) -> dict[int, list[WeeklyOpening]]:
        found: dict[int, list[WeeklyOpening]] = {weekday: [] for weekday in range(WEEK)}
        for one in sorted(self.openings, key=_by_hour):
            found[one.weekday].append(one)
        return found

    def openings_on(self, day: date) -> tuple[Opening, ...]:
        """The permanences of ``day`` by hour, whoever is away; none on a public holiday."""
        if holiday(day) is not None:
            return ()
        return tuple(
            Opening(one.place, one.start_minute, one.end_minute)
            for one in self._of_weekday[day.weekday()]
            if one.weeks.holds(day) and not self.is_retired(one.place, day)
        )

    def offs_on(self, day: date) -> tuple[Off, ...]:
        """Who is away on ``day``, and which places are closed."""
        return tuple(one.off for one in self.periods if one.starts_on <= day <= one.ends_on)

    def away_on(self, day: date) -> Off | None:
        """What keeps her away all of ``day``; some hours of it leave the rest to be worked."""
        whole = (off for off in self.offs_on(day) if off.place is None and off.start_minute is None)
        return next(whole, None)

    def is_retired(self, place: str, day: date) -> bool:
        """Whether nobody is met there any more on ``day``."""
        since = self.retired.get(place)
        return since is not None and since <= day

    def hours(self, day: date, place: str | None) -> tuple[Span, ...]:
        """When someone may be met on ``day`` in ``place``; None: from a distance.

        Where no opening was typed, the hours of any workday.
        """
        if holiday(day) is not None or (place is not None and self.is_retired(place, day)):
            return ()
        away = [off.span for off in self.offs_on(day) if off.place in {None, place}]
        if place in self.opened:
            known = [
                (one.start_minute, one.end_minute)
                for one in self._of_weekday[day.weekday()]
                if one.place == place and one.weeks.holds(day)
            ]
        else:
            known = [(FIRST_MINUTE, LAST_MINUTE)] if day.weekday() < SATURDAY else []
        return without(merged(known), away)


def _by_hour(one: WeeklyOpening) -> tuple[int, int, str]:
    return (one.start_minute, one.end_minute, one.place)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same minutes in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of ``spans`` once the minutes of ``taken`` are gone."""
    away = merged(taken)
    left: list[Span] = []
    for start, end in spans:
        begin = start
        for taken_start, taken_end in away:
            if taken_end <= begin or taken_start >= end:
                continue
            if taken_start > begin:
                left.append((begin, taken_start))
            begin = taken_end
        if begin < end:
            left.append((begin, end))
    return tuple(left)
