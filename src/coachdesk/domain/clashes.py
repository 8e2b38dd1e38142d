"""Hours of one day that overlap, or leave no time between them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
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


T = TypeVar("T", bound=Timed)
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


def touching(items: Iterable[T]) -> Iterator[tuple[T, T]]:
    """Each item with the one that begins at the very minute at which it ends."""
    for before, item in pairwise(in_order(items)):
        if before.held_on == item.held_on and before.end_minute == item.start_minute:
            yield before, item


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
