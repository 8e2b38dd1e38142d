"""The road of a day: from the base through its places in order, and back; never supposed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

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
    stops: list[str] = []
    for place in (*ends, *places, *ends):
        if not stops or stops[-1] != place:
            stops.append(place)
    if len(stops) < 2:  # noqa: PLR2004  (nowhere to go)
        return Road()
    legs = [(one, other, travels.metres_between(one, other)) for one, other in pairwise(stops)]
    unknown: dict[frozenset[str], tuple[str, str]] = {}
    for one, other, metres in legs:
        if metres is None:
            unknown.setdefault(frozenset((one, other)), (one, other))
    known = [metres for _, _, metres in legs if metres is not None]
    return Road(tuple(stops), None if unknown else sum(known), tuple(unknown.values()))
