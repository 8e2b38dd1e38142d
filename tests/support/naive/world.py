"""What happened in an action, as plain values, and how days and words are read of it."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from coachdesk.domain.periods import Period
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import NOT_TOLD
from support.cases import Case, Gone
from support.naive.work import Work

DAY = timedelta(days=1)


@dataclass(frozen=True)
class World:
    """All the facts of one action."""

    profile: ActionProfile
    cases: Sequence[Case] = ()
    work: Work = field(default_factory=Work)

    def active(self, period: Period) -> list[tuple[Case, date]]:
        """Those with a day in the period, with the day of their entry."""
        return [
            (case, case.entered)
            for case in self.cases
            if case.entered and max(case.entered, period.first) <= min(last_day(case), period.last)
        ]

    def left(self, period: Period) -> list[tuple[Case, Gone]]:
        """Those who left in it, with their exit."""
        return [
            (case, case.gone)
            for case in self.cases
            if case.entered and case.gone and inside(case.gone.day, period)
        ]


def last_day(case: Case) -> date:
    """Of her pathway; the end of time while she is there."""
    return case.gone.day if case.gone else date.max


def inside(day: date | None, period: Period) -> bool:
    """Whether a day, if any, is of the period."""
    return day is not None and period.first <= day <= period.last


def later(day: date, months: int) -> date:
    """The same day so many months later, walked month by month; the last of a short month."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def label(words: Iterable[Any], key: str | None) -> str:
    """How a word of the profile is read."""
    return NOT_TOLD if key is None else next(word.label for word in words if word.key == key)


def months_of(period: Period) -> list[Period]:
    """The months that the period touches, cut to it."""
    found: dict[tuple[int, int], list[date]] = {}
    day = period.first
    while day <= period.last:
        found.setdefault((day.year, day.month), []).append(day)
        day += DAY
    return [Period(days[0], days[-1]) for days in found.values()]
