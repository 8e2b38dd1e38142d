"""Days counted by the database as ``domain.periods`` counts them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    SQLColumnExpression,
    Subquery,
    cast,
    false,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)

from coachdesk.domain.periods import Period


def months_after(day: SQLColumnExpression[Any], months: int) -> ColumnElement[date]:
    """``domain.periods.months_later``: the same day, or the last of a month too short for it."""
    same = func.date(day, f"+{months} months")  # 31 January and a month: 3 March
    last = func.date(day, "start of month", f"+{months + 1} months", "-1 day")
    return type_coerce(func.min(same, last), Date)


def days_between(
    first: SQLColumnExpression[Any], last: SQLColumnExpression[Any]
) -> ColumnElement[int]:
    """How many days from one to the other."""
    return cast(func.julianday(last) - func.julianday(first), Integer)


def each_of(periods: Sequence[Period]) -> Subquery:
    """The ``first`` and the ``last`` day of each of these periods."""
    none = _bounds(Period(date.min, date.min)).where(false())
    return union_all(*(_bounds(period) for period in periods), none).subquery()


def _bounds(period: Period) -> Select[date, date]:
    return select(
        literal(period.first, Date).label("first"), literal(period.last, Date).label("last")
    )
