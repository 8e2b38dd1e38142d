"""What a bench script prints: a figure, the floor beside it, the ratio or the value allowed."""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from math import ceil, inf
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import Literal

HEADING = f"{'what':<46} {'value':>11} {'floor':>11} {'ratio':>7} {'limit':>9}"
KEPT = "COACHDESK_BENCH_ROWS"
"""Environment variable: a file to which the rows are added as JSON, for ``speed_table``."""
PROCESSOR_CLOCK = os.environ.get("COACHDESK_BENCH_CLOCK") == "processor"


def now() -> float:
    """The clock of the benches, in seconds.

    That of the wall; or, on a machine that others keep busy, the time that processors spent on this
    process and its children (``COACHDESK_BENCH_CLOCK=processor``). That compares two versions; it
    does not show that a limit of waiting is kept, which only the wall can.
    """
    if not PROCESSOR_CLOCK:
        return time.perf_counter()
    children = getrusage(RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def durations(runs: int, work: Callable[[], object]) -> list[float]:
    """How long each of ``runs`` runs of ``work`` took, in seconds."""
    taken = []
    for _ in range(runs):
        began = now()
        work()
        taken.append(now() - began)
    return taken


def best_of(runs: int, work: Callable[[], object]) -> float:
    """The shortest of ``runs`` runs of ``work``, in seconds: the one least disturbed."""
    return min(durations(runs, work))


def typical_of(runs: int, work: Callable[[], object]) -> float:
    """The median of ``runs`` runs of ``work``, in seconds: what a user meets most often."""
    return median(durations(runs, work))


def percentile_95(taken: list[float]) -> float:
    """The value that 95 of 100 stay below, or reach."""
    return sorted(taken)[ceil(0.95 * len(taken)) - 1]


@dataclass(frozen=True)
class Row:
    """One measure against its floor: the cheapest that the same job could ever cost.

    Attributes:
        value: in the unit.
        floor: in the unit.
        limit: the highest ratio of the two that is accepted.
        at_most: the highest value that is accepted, whatever the floor.
        unit: seconds, megabytes, or percent of one processor.
    """

    what: str
    value: float
    floor: float
    limit: float = inf
    at_most: float = inf
    unit: Literal["s", "MB", "%"] = "s"

    @property
    def ratio(self) -> float:
        """How many times the floor; a floor of nothing tells nothing."""
        return self.value / self.floor if self.floor else inf

    @property
    def passed(self) -> bool:
        """Whether it keeps both limits."""
        return self.ratio <= self.limit and self.value <= self.at_most

    def __str__(self) -> str:
        value, floor = (amount(part, self.unit) for part in (self.value, self.floor))
        mark = "" if self.passed else "  TOO MUCH"
        return f"{self.what:<46} {value:>11} {floor:>11} {self.ratio:>7.2f} {self.allowed:>9}{mark}"

    @property
    def allowed(self) -> str:
        """The limit, as it is printed."""
        if self.at_most < inf:
            return amount(self.at_most, self.unit)
        return "" if self.limit == inf else f"x {self.limit:.2f}"


def show(rows: list[Row]) -> None:
    """Print ``rows`` under a heading; leave with code 1 when one is over its limit."""
    print(HEADING)
    for row in rows:
        print(row)
    if KEPT in os.environ:
        with Path(os.environ[KEPT]).open("a", encoding="utf-8") as kept:
            kept.writelines(f"{json.dumps(asdict(row))}\n" for row in rows)
    if not all(row.passed for row in rows):
        sys.exit(1)


def amount(value: float, unit: str) -> str:
    """A value with its unit, in few digits."""
    if unit == "MB":
        return f"{value:.0f} MB"
    if unit == "%":
        return f"{value:.2f} %"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1000:.2f} ms" if value < 0.01 else f"{value * 1000:.0f} ms"
