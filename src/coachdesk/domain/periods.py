"""Months and years as closed periods of days. Nothing here knows the time: see ``core.clock``."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_OF_A_YEAR = 12
_IN_EVERY_MONTH = 28
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """All days from ``first`` to ``last``, both included."""

    first: date
    last: date


def iso_day(kept: object) -> date | None:
    """The day that a text keeps, « 2024-01-18 »; None when it keeps none."""
    try:
        return date.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> Period:
    """The calendar month that holds ``day``."""
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def year_of(year: int) -> Period:
    """The calendar year."""
    return Period(date(year, 1, 1), date(year, MONTHS_OF_A_YEAR, 31))


def year_until(year: int, day: date) -> Period:
    """The calendar year as far as it has gone by on ``day``; whole once it is over."""
    whole = year_of(year)
    return Period(whole.first, min(whole.last, day))


def months_of(year: int) -> tuple[Period, ...]:
    """The twelve months of the year, in order."""
    return tuple(month_of(date(year, month, 1)) for month in range(1, MONTHS_OF_A_YEAR + 1))


def next_month(day: date) -> date:
    """The first day of the month after that of ``day``."""
    return month_of(day).last + _DAY


def previous_month(day: date) -> date:
    """The first day of the month before that of ``day``."""
    return (day.replace(day=1) - _DAY).replace(day=1)


def months_later(day: date, months: int) -> date:
    """The same day ``months`` later, or the last of a month too short for it."""
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    if day.day <= _IN_EVERY_MONTH:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def coming_to(period: Period, months: int) -> Period:
    """The days that come to one of the period ``months`` later; ends before it begins for none."""
    first = months_later(period.first, -months)
    if months_later(first, months) < period.first:  # the 30th has no day before it in February
        first += _DAY
    last = months_later(period.last, -months)
    ends_a_month = period.last == month_of(period.last).last
    return Period(first, month_of(last).last if ends_a_month else last)


def weeks_in(period: Period) -> tuple[Period, ...]:
    """The weeks that it holds whole, Monday to Sunday, in order."""
    monday, found = monday_of(period.first + 6 * _DAY), []
    while monday + 6 * _DAY <= period.last:
        found.append(Period(monday, monday + 6 * _DAY))
        monday += 7 * _DAY
    return tuple(found)


def months_in(period: Period) -> tuple[Period, ...]:
    """Its calendar months in order, the first and the last as far as they are in it."""
    found, month = [], month_of(period.first)
    while month.first <= period.last:
        found.append(Period(max(month.first, period.first), min(month.last, period.last)))
        month = month_of(next_month(month.first))
    return tuple(found)
