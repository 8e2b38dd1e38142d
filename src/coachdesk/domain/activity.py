"""Hours of activity of one week beside those of the contract: a help to talk, never a sanction.

What counts (loi du 18 décembre 2023): rendez-vous held, collective ones, immersions, démarches.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coachdesk.domain.periods import Period, monday_of

WORKDAYS = 5
"""A convention's weekly hours are those of Monday to Friday: it begins and ends as it likes."""


class ActivityKind(StrEnum):
    """Where hours of activity come from."""

    APPOINTMENT = "appointment"
    COLLECTIVE = "collective"
    IMMERSION = "immersion"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """Something that took time in the week; ``day`` is its first day in it."""

    kind: ActivityKind
    day: date
    minutes: int
    words: str


@dataclass(frozen=True, slots=True)
class Activity:
    """The hours of one week, with the rows behind them."""

    week: Period
    rows: tuple[ActivityRow, ...]
    wanted: int | None
    """Minutes that the contract asks for; None when it says nothing."""
    exemption: str | None
    """Why the contract asks for fewer hours, or none: a key of the profile."""

    @property
    def minutes(self) -> int:
        """All the rows together."""
        return sum(row.minutes for row in self.rows)

    @property
    def share(self) -> float:
        """How much of what is asked for was done, from 0 to 1."""
        return min(self.minutes / self.wanted, 1.0) if self.wanted else 0.0


def week_of(day: date) -> Period:
    """The week of ``day``, from Monday to Sunday."""
    monday = monday_of(day)
    return Period(monday, monday + timedelta(days=6))


def immersion_minutes(convention: Period, weekly_minutes: int | None, week: Period) -> int:
    """The hours of a convention that fall in a week: its workdays in it, of five."""
    first = max(convention.first, week.first)
    last = min(convention.last, week.first + timedelta(days=WORKDAYS - 1))
    days = max((last - first).days + 1, 0)
    return round((weekly_minutes or 0) * days / WORKDAYS)


def activity_of(
    week: Period, rows: Iterable[ActivityRow], wanted: int | None, exemption: str | None
) -> Activity:
    """The activity of a week: rows of other weeks and rows without any time are left out."""
    kept = (row for row in rows if week.first <= row.day <= week.last and row.minutes > 0)
    in_order = sorted(kept, key=lambda row: (row.day, row.kind, row.words))
    return Activity(week, tuple(in_order), wanted, exemption)
