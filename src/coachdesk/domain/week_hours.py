"""The hours of a week: typed as people say them, added up, counted over a period.

Times are minutes since midnight. A public holiday is a day off.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from coachdesk.core.french import NBSP, clock_time
from coachdesk.domain.holidays import holiday

Span: TypeAlias = tuple[int, int]
DAY_MINUTES = 24 * 60
WEEK = 7

_TIME = re.compile(r"(\d{1,2})(?:\s*[h:](?:\s*(\d{2})(?!\d|\s*[h:]))?)?", re.IGNORECASE)
"""« 9h », « 9 h 30 »; in « 9h 12h » the 12 are no minutes."""
_TIMES_OF_A_SPAN = 2


@dataclass(frozen=True)
class WeekHours:
    """When someone is there, Monday first; a day off has no span."""

    days: tuple[tuple[Span, ...], ...]

    @cached_property
    def minutes(self) -> int:
        """Of a whole week."""
        return sum(minutes_of(spans) for spans in self.days)

    @property
    def days_worked(self) -> int:
        """Days of the week with hours."""
        return sum(bool(spans) for spans in self.days)

    def presences(self, first: date, last: date) -> Iterator[tuple[date, int]]:
        """Each day of presence of a period with its minutes; none on a public holiday."""
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if self.days[day.weekday()] and holiday(day) is None:
                yield day, minutes_of(self.days[day.weekday()])

    def days_off(self, first: date, last: date) -> tuple[date, ...]:
        """The public holidays on which there would have been hours."""
        every = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return tuple(day for day in every if self.days[day.weekday()] and holiday(day))


NO_HOURS = WeekHours(((),) * WEEK)


def minutes_of(spans: tuple[Span, ...]) -> int:
    """How long a day is."""
    return sum(end - start for start, end in spans)


def read_day(typed: str) -> tuple[Span, ...] | None:
    """« 9h-12h30 14h-17h », « 8:30 à 12, 13 à 17 »; nothing typed is a day off, None no hours.

    Times go by two, each later than the one before.
    """
    times: list[int] = []
    for found in _TIME.finditer(typed):
        minute = int(found[1]) * 60 + int(found[2] or 0)
        if int(found[2] or 0) >= 60 or minute > DAY_MINUTES:  # noqa: PLR2004  (minutes of an hour)
            return None
        times.append(minute)
    if re.search(r"[^\s\d:;,.h/àaet\u00a0\u202f–—-]", typed, re.IGNORECASE):
        return None
    if len(times) % _TIMES_OF_A_SPAN or any(later <= earlier for earlier, later in pairwise(times)):
        return None
    if typed.strip() and not times:
        return None
    return tuple(zip(times[::2], times[1::2], strict=True))


def day_words(spans: tuple[Span, ...]) -> str:
    """« 9 h 00 – 12 h 30, 14 h 00 – 17 h 00 »; empty for a day off."""
    return ", ".join(f"{clock_time(start)}{NBSP}–{NBSP}{clock_time(end)}" for start, end in spans)


def short_words(spans: tuple[Span, ...]) -> str:
    """« 9h-12h30 14h-17h », as it is typed: ``read_day`` reads it back."""
    return " ".join(f"{_short(start)}-{_short(end)}" for start, end in spans)


def written(week: WeekHours) -> str:
    """As the store keeps it."""
    return json.dumps([[list(span) for span in spans] for spans in week.days])


def read_week(kept: str) -> WeekHours:
    """What ``written`` wrote."""
    return WeekHours(
        tuple(tuple((start, end) for start, end in spans) for spans in json.loads(kept))
    )


def _short(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour}h{rest:02}" if rest else f"{hour}h"
