"""The days on which a count turns, to draw facts from: the last one that counts, the first not.

They are the bounds of the period and of a month in it, the entry and the exit of the person, and
the same days some months later; each with its eve and its morrow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st

from coachdesk.domain.periods import Period
from support.cases import Case
from support.drawn_cases import some_day
from support.naive.world import DAY, later

MONTHS = (1, 6)
"""After which a window ends, often enough for a fact to fall on its last day."""


@dataclass(frozen=True)
class Hinges:
    """Those of a period, and of the cases that have any of their own."""

    period: Period
    month: Period
    cases: Mapping[str, Case] = field(default_factory=dict)

    def of_cases(self, cases: Sequence[Case]) -> "Hinges":
        """With those of ``cases``."""
        return Hinges(self.period, self.month, {case.number: case for case in cases})

    @property
    def day(self) -> Any:
        """A day of anything: on a bound more often than not."""
        first, last = self.period.first, self.period.last
        bounds = [first, last, self.month.first, self.month.last]
        return st.sampled_from([first, last]) | st.sampled_from(_around(bounds)) | some_day

    def near(self, *days: date | None) -> Any:
        """A day of something that hangs on those ``days``: an entry, an exit."""
        told = [day for day in days if day is not None]
        turns = [*told, *(later(day, months) for day in told for months in MONTHS)]
        if not turns:
            return self.day
        return st.sampled_from(turns) | st.sampled_from(_around(turns)) | self.day

    def of(self, number: str) -> Any:
        """A day of a fact of hers."""
        case = self.cases[number]
        return self.near(case.entered, case.gone.day if case.gone else None)


def _around(days: Sequence[date]) -> list[date]:
    return [day + DAY * shift for day in days for shift in (-1, 0, 1)]
