"""Pages one below the other: where each stands, and how much of each has been seen."""

from collections.abc import Sequence
from dataclasses import dataclass

_WHOLE = 0.97
"""Of a page: its foot is a margin that nobody scrolls to the last line of."""


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page stands among the others, from the top of the first one's margin."""

    top: int
    width: int
    height: int


def laid_out(
    sizes: Sequence[tuple[float, float]], width: int, gap: int
) -> tuple[tuple[PagePlace, ...], int]:
    """Pages of those ``sizes``, the widest ``width`` wide; with the height of all of them.

    ``gap`` stands before, between and after them.
    """
    widest = max((wide for wide, _ in sizes), default=1.0)
    places, top = [], gap
    for wide, high in sizes:
        place = PagePlace(top, round(width * wide / widest), round(width * high / widest))
        places.append(place)
        top += place.height + gap
    return tuple(places), top


class Seen:
    """What has been in sight of each page, as shares of its height."""

    def __init__(self) -> None:
        self._spans: dict[int, list[tuple[float, float]]] = {}

    def note(self, page: int, first: float, last: float) -> None:
        """``page`` was in sight from ``first`` to ``last``, shares of its height."""
        merged: list[tuple[float, float]] = []
        for low, high in sorted([*self._spans.get(page, []), (first, last)]):
            if merged and low <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(high, merged[-1][1])
            else:
                merged.append((low, high))
        self._spans[page] = merged

    def numbers(self) -> tuple[int, ...]:
        """The pages seen from top to foot, at once or bit by bit, the first one being 1."""
        shares = {
            page: sum(high - low for low, high in spans) for page, spans in self._spans.items()
        }
        return tuple(sorted(page + 1 for page, share in shares.items() if share >= _WHOLE))

    def pages(self) -> int:
        """How many they are."""
        return len(self.numbers())
