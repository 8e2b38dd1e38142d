"""Days of someone who is anonymised: each stays in its month, none is what it was.

What happened before stays before within a month. The days by which a parcours is counted (entry,
exit, birth…) are moved alike in every month, so that so many months after one of them, or an age,
is counted as it was.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date

_LAST = 28
"""A day that every month has."""


def coarse_days(counted: Iterable[date], others: Iterable[date]) -> Mapping[date, date]:
    """What becomes of each day.

    Args:
        counted: those by which a parcours is counted.
        others: those that only have their place among the days of their month.
    """
    kept = frozenset(counted)
    marks = sorted({day.day for day in kept})
    places = [_place(rank, len(marks)) for rank in range(len(marks))]
    found = {day: day.replace(day=places[bisect_left(marks, day.day)]) for day in kept}
    gaps: dict[tuple[int, int, int], list[date]] = {}
    for day in sorted(set(others) - kept):
        rank = bisect_left(marks, day.day)
        if rank < len(marks) and marks[rank] == day.day:
            found[day] = day.replace(day=places[rank])
        else:
            gaps.setdefault((day.year, day.month, rank), []).append(day)
    for (_, _, rank), days in gaps.items():
        low = places[rank - 1] if rank else 0
        high = places[rank] if rank < len(places) else _LAST + 1
        for number, day in enumerate(days):
            found[day] = day.replace(day=_between(low, high, number, len(days)))
    return found


def _place(rank: int, number: int) -> int:
    """The day of the month of the ``rank``-th of so many marks, spread over the month."""
    if number > _LAST:
        return min(rank + 1, _LAST)
    return (2 * rank + 1) * _LAST // (2 * number) + 1


def _between(low: int, high: int, number: int, among: int) -> int:
    """The day of the ``number``-th of so many between two marks; on one of them without room."""
    room = high - low - 1
    if room <= 0:
        return max(low, 1)
    return low + 1 + number * room // among
