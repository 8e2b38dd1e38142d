"""How long it is from one place to another, typed or supposed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations

from coachdesk.core.french import fold

SUPPOSED_MINUTES = 30
"""Between two communes, until the coach says how long it is."""


@dataclass(frozen=True)
class Travels:
    """How long and how far each road is that the coach typed; one serves both ways."""

    minutes: Mapping[frozenset[str], int] = field(default_factory=dict)
    metres: Mapping[frozenset[str], int] = field(default_factory=dict)

    def between(self, first: str | None, second: str | None) -> int:
        """The minutes from one place to the other; none where there is no place to go."""
        if first is None or second is None or first == second:
            return 0
        typed = self.minutes.get(frozenset((first, second)))
        if typed is not None:
            return typed
        return 0 if commune_of(first) == commune_of(second) else SUPPOSED_MINUTES

    def metres_of(self, legs: Iterable[tuple[str, str]]) -> list[int | None]:
        """How far each way is, from one place to another; None when nobody said it yet."""
        return list(map(self._both_ways.get, legs))

    @cached_property
    def _both_ways(self) -> Mapping[tuple[str, str], int]:
        """A year asks for thousands: a set made for each way would be most of its time."""
        return {way: far for road, far in self.metres.items() for way in permutations(road, 2)}

    def is_typed(self, first: str, second: str) -> bool:
        """Whether the coach said how long it is."""
        return frozenset((first, second)) in self.minutes


def commune_of(place: str | None) -> str:
    """The last word of a place: « Mairie d’Airaines » and « Salle d’Airaines » are near."""
    words = fold(place or "").replace("’", " ").replace("'", " ").split()
    return words[-1] if words else ""


_SMALL = frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "l", "la", "le", "les"})


def place_key(place: str) -> frozenset[str]:
    """What two ways to write one place have in common: « Mairie Ailly », « Mairie d’Ailly »."""
    letters = "".join(char if char.isalnum() else " " for char in fold(place))
    return frozenset(letters.split()) - _SMALL
