"""The road of a day: from the base through its places in order, and back; never supposed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from coachdesk.domain.travels import Travels


@dataclass(frozen=True, slots=True)
class Road:
    """Where the coach went; ``metres`` None while a pair of places is not known."""

    places: tuple[str, ...] = ()
    metres: int | None = 0
    unknown: tuple[tuple[str, str], ...] = ()
    """The pairs whose length nobody typed, each once."""

    @property
    def route(self) -> str:
        """« Amiens – Doullens – Amiens »."""
        return " – ".join(self.places)


def road(base: str | None, places: Iterable[str], travels: Travels) -> Road:
    """The road of a day; without a base it goes from the first place to the last."""
    ends = (base,) if base is not None else ()
    stops = tuple(place for place, _ in groupby((*ends, *places, *ends)))
    legs = Counter(pairwise(stops))
    """How often each is driven; a day without any goes nowhere."""
    if not legs:
        return Road()
    metres = {leg: travels.metres_between(*leg) for leg in legs}
    unknown: dict[frozenset[str], tuple[str, str]] = {}
    for leg in legs:
        if metres[leg] is None:
            unknown.setdefault(frozenset(leg), leg)
    driven = sum(times * (metres[leg] or 0) for leg, times in legs.items())
    return Road(stops, None if unknown else driven, tuple(unknown.values()))
