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
from coachdesk.queries.indicators.counting import Counting
from support.naive import exits, follow_ups, immersions, meetings, people

SUBJECTS = (people, meetings, immersions, exits, follow_ups)


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
            return dict(Counter(found))
        case Shape.RATE:
            part, whole = found
            return (int(Fraction(100 * part, whole) + Fraction(1, 2)) if whole else None), *found
        case Shape.CURVE:
            return _mean(found), tuple(found)
        case Shape.MEAN:
            return _mean(found)
        case _:
            return found


def _mean(values: list[int]) -> Decimal | None:
    if not values:
        return None
    hundredths = Fraction(100 * sum(values), len(values)) + Fraction(1, 2)
    return Decimal(hundredths.numerator // hundredths.denominator) / 100


def rows_agree(
    connection: Connection, shape: Shape, counting: Counting, measured: Measured
) -> bool:
    """Whether as many rows stand behind the number, and behind each of its shares, as it says."""

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
