"""Hours of one day that overlap, or leave too little time between them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar


class Timed(Protocol):
    """Something that takes some hours of a day; minutes since midnight."""

    @property
    def held_on(self) -> date:
        """The day."""
        ...

    @property
    def start_minute(self) -> int:
        """From."""
        ...

    @property
    def end_minute(self) -> int:
        """To; the next may begin then."""
        ...


class Located(Timed, Protocol):
    """The same, somewhere."""

    @property
    def place(self) -> str | None:
        """Where; None where there is no place to go."""
        ...


T = TypeVar("T", bound=Timed)
L = TypeVar("L", bound=Located)
I = TypeVar("I")  # noqa: E741  (an item)


def overlapping(items: Iterable[T]) -> Iterator[tuple[T, T]]:
    """Every pair of which one begins before the other is over, the earlier first."""
    going_on: list[T] = []
    for item in in_order(items):
        going_on = [
            before
            for before in going_on
            if before.held_on == item.held_on and before.end_minute > item.start_minute
        ]
        for before in going_on:
            yield before, item
        going_on.append(item)


def too_close(
    items: Iterable[L], minutes_between: Callable[[str | None, str | None], int]
) -> Iterator[tuple[L, L, int]]:
    """Where she comes from, and each item elsewhere for which too little time is left.

    The minutes given with them are the longest stretch free between the two: what has no place
    (a call) takes its own time out of it. Of items that overlap (told by ``overlapping``) she
    comes from the one that ends last.
    """
    day: date | None = None
    placed: L | None = None
    busy = longest = 0
    for item in in_order(items):
        if item.held_on != day:
            day, placed, busy = item.held_on, None, 0
        if placed is not None:
            longest = max(longest, item.start_minute - busy)
            apart = item.place is not None and item.start_minute >= placed.end_minute
            if apart and longest < minutes_between(placed.place, item.place):
                yield placed, item, longest
        if item.place is not None and (placed is None or item.end_minute > placed.end_minute):
            placed, longest = item, 0
        busy = max(busy, item.end_minute)


def in_order(items: Iterable[T]) -> list[T]:
    """By day, then hour."""
    return sorted(items, key=lambda item: (item.held_on, item.start_minute, item.end_minute))


def series(items: Iterable[I], moment: Callable[[I], datetime], within: timedelta) -> list[list[I]]:
    """The items in runs of which each comes at most ``within`` after the one before."""
    runs: list[list[I]] = []
    for item in sorted(items, key=moment):
        if runs and moment(item) - moment(runs[-1][-1]) <= within:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs
