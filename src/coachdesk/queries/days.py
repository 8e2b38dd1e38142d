"""Days counted by the database as ``domain.periods`` counts them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, SQLColumnExpression, cast, func, type_coerce


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
