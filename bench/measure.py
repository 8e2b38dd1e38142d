"""What a bench script prints: a figure, the floor beside it, and the ratio allowed."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

HEADING = f"{'what':<44} {'value':>12} {'floor':>12} {'ratio':>7} {'limit':>7}"


def best_of(runs: int, work: Callable[[], object]) -> float:
    """The shortest of ``runs`` runs of ``work``, in seconds: the one least disturbed."""
    durations = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        durations.append(time.perf_counter() - began)
    return min(durations)


@dataclass(frozen=True)
class Row:
    """One measure against its floor: the cheapest that the same job could ever cost.

    Attributes:
        value: seconds.
        floor: seconds.
        limit: the highest ratio of the two that is accepted.
    """

    what: str
    value: float
    floor: float
    limit: float

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.value / self.floor

    def __str__(self) -> str:
        mark = "" if self.ratio <= self.limit else "  TOO SLOW"
        return (
            f"{self.what:<44} {_duration(self.value):>12} {_duration(self.floor):>12}"
            f" {self.ratio:>7.2f} {self.limit:>7.2f}{mark}"
        )


def show(rows: list[Row]) -> None:
    """Print ``rows`` under a heading; leave with code 1 when one is over its limit."""
    print(HEADING)
    for row in rows:
        print(row)
    if any(row.ratio > row.limit for row in rows):
        sys.exit(1)


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.3f} s"
