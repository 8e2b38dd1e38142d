"""The road of a day: from the base through its places in order, and back; never supposed."""

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
    legs = tuple(pairwise(stops))
    if not legs:
        return Road()  # nowhere to go
    metres = travels.metres_of(legs)
    known = [each for each in metres if each is not None]
    if len(known) == len(legs):
        return Road(stops, sum(known))
    unknown: dict[frozenset[str], tuple[str, str]] = {}
    for leg, far in zip(legs, metres, strict=True):
        if far is None:
            unknown.setdefault(frozenset(leg), leg)
    return Road(stops, None, tuple(unknown.values()))
