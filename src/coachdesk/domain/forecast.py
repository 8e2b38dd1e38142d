"""The file active to come: who is there until her planned end, and who may come in.

It never decides anything: it says what the planned ends make of the months ahead if nobody is
renewed, and what the prescriptions that wait would add if they turned out as those of the year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coachdesk.domain.periods import Period, month_of, months_later, next_month


@dataclass(frozen=True, slots=True)
class OpenPathway:
    """A pathway that goes on."""

    entered_on: date
    planned_end_on: date | None


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """The file active of a month to come."""

    month: date
    """Its first day."""
    staying: int
    """Those of today whose end is planned in it or later."""
    arriving: int
    """Those who would have come in from the prescriptions that wait."""

    @property
    def expected(self) -> int:
        """Both."""
        return self.staying + self.arriving


def forecast(
    open_pathways: Iterable[OpenPathway],
    *,
    waiting: int,
    decided: int,
    enrolled: int,
    today: date,
    months: int,
    duration_months: int,
) -> tuple[ForecastMonth, ...]:
    """The file active of each of the ``months`` after that of ``today``.

    A pathway without a planned end is supposed to last ``duration_months``; one whose end is past
    stays to the end of this month: someone has to say what became of her. Of the ``waiting``
    prescriptions, the share that enrolled among those ``decided`` comes in next month, rounded to
    the nearest, and stays ``duration_months``. Without any decision to go by, none comes in.
    """
    ends = [
        each.planned_end_on or months_later(each.entered_on, duration_months)
        for each in open_pathways
    ]
    arriving = (2 * waiting * enrolled + decided) // (2 * decided) if decided else 0
    found: list[ForecastMonth] = []
    first = next_month(today)
    leave = months_later(first, duration_months)
    for _ in range(months):
        month: Period = month_of(first)
        found.append(
            ForecastMonth(
                month.first,
                sum(end >= month.first for end in ends),
                arriving if month.first < leave else 0,
            )
        )
        first = next_month(first)
    return tuple(found)
