"""Every function of the catalogue counted by hand, and compared with what the program counts."""

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from inspect import getmembers, isfunction
from types import ModuleType
from typing import Any

from sqlalchemy import Connection

from coachdesk.domain.indicators import Measured, Shape, Share
from coachdesk.queries.indicators.counting import Counting, Curve, Mean, Rate, Rows, Shares, Total
from support.naive import (
    acts,
    companies,
    exits,
    follow_ups,
    immersions,
    means,
    meetings,
    outreach,
    papers,
    people,
    support,
)

SUBJECTS = (
    people, meetings, immersions, exits, follow_ups, support, acts, outreach, companies, papers,
    means,
)  # fmt: skip


def _public(module: ModuleType) -> dict[str, Callable[..., Any]]:
    return {
        name: function
        for name, function in getmembers(module, isfunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    }


NAIVE: Mapping[str, Callable[..., Any]] = {
    name: function for subject in SUBJECTS for name, function in _public(subject).items()
}
"""By the name of the function: the world, the period, its parameters. What it gives hangs on the
shape: a number; a part and a whole of a rate; the values of a mean; the label of each row of
shares; the number of each month of a curve."""


def plain(shape: Shape, measured: Measured) -> Any:
    """What the program counted, in the form of ``expected``."""
    match shape:
        case Shape.SHARES:
            return {share.label: share.number for share in measured.shares}
        case Shape.RATE:
            return measured.number, measured.part, measured.whole
        case Shape.CURVE:
            return measured.number, measured.months
        case _:
            return measured.number


def expected(shape: Shape, found: Any) -> Any:
    """What the count by hand gives."""
    match shape:
        case Shape.SHARES:
            return found if isinstance(found, dict) else dict(Counter(found))
        case Shape.RATE:
            part, whole = found
            return (int(Fraction(100 * part, whole) + Fraction(1, 2)) if whole else None), *found
        case Shape.CURVE:
            return _mean(found), tuple(found)
        case Shape.MEAN:
            return _mean(*found) if isinstance(found, tuple) else _mean(found)
        case _:
            return found


def _mean(values: list[int], parts: int = 1) -> Decimal | None:
    """With two decimals; ``parts`` make one of what is told."""
    if not values:
        return None
    hundredths = Fraction(100 * sum(values), len(values) * parts) + Fraction(1, 2)
    return Decimal(hundredths.numerator // hundredths.denominator) / 100


def rows_agree(
    connection: Connection, shape: Shape, counting: Counting, measured: Measured
) -> bool:
    """Whether as many rows stand behind the number, and behind each of its shares, as it says."""

    added = isinstance(counting, Total) or bool(getattr(counting, "weight", ""))
    if added or bool(getattr(counting, "of", "")) or not isinstance(counting, _PLAIN):
        return _add_up(connection, shape, counting, measured)

    def behind(share: Share | None = None) -> int:
        return len(counting.rows(connection, share))

    match shape:
        case Shape.NUMBER:
            return behind() == measured.number
        case Shape.RATE:
            return (behind(Share("", "", 0)), behind()) == (measured.part, measured.whole)
        case Shape.SHARES:
            return all(behind(share) == share.number for share in measured.shares)
        case _:
            return True


_PLAIN = (Rows, Mean, Shares, Rate, Curve)


def _add_up(connection: Connection, shape: Shape, counting: Counting, measured: Measured) -> bool:
    """Whether a column of the rows adds up to the number, where each counts for more than one."""

    def behind(column: str, share: Share | None = None) -> int:
        return sum(getattr(row, column) or 0 for row in counting.rows(connection, share))

    match counting:
        case Total(column=column):
            return behind(column) == measured.number
        case Shares(weight=weight):
            return all(behind(weight, share) == share.number for share in measured.shares)
        case Rate(column=column, of=of):
            return (behind(column), behind(of)) == (measured.part, measured.whole)
        case _:
            return True  # the coach's days are no rows of a table; answers stay together
