"""Who is meant by a few letters: those whose last name begins so, then a word, then inside.

At each rank: those opened of late first, then those who are followed or awaited, then by name.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from coachdesk.core import search
from coachdesk.core.french import fold
from coachdesk.services.people_list import Facet, PeopleList, Situation

_PRESENT = frozenset({(Situation.FOLLOWED.value,), (Situation.PENDING.value,)})


def ranked(
    people: PeopleList, typed: str, recent: Sequence[UUID], limit: int
) -> dict[int, list[int]]:
    """The places of the people meant, by rank 0, 1, 2; no more than ``limit`` in all."""
    words = search.words(typed)
    if not words:
        return {0: _opened(people, recent)[:limit], 1: [], 2: []}
    everyone = range(len(people.rows))
    last_name = [
        place for place, name in zip(everyone, people.names, strict=True)
        if name.startswith(fold(typed))
    ]  # fmt: skip
    ranks = {0: _in_order(people, last_name, recent)[:limit], 1: [], 2: []}
    seen = set(ranks[0])
    left = limit - len(seen)
    for rank, sought in ((1, [f" {word}" for word in words]), (2, list(words))):
        if left > 0:
            found = search.matching(everyone, people.texts, sought)
            fresh = [place for place in found if place not in seen]
            ranks[rank] = _in_order(people, fresh, recent)[:left]
            seen.update(ranks[rank])
            left = limit - len(seen)
    return ranks


def _opened(people: PeopleList, recent: Sequence[UUID]) -> list[int]:
    return [people.places[one] for one in recent if one in people.places]


def _in_order(people: PeopleList, found: Collection[int], recent: Sequence[UUID]) -> list[int]:
    known = set(found)
    opened = [place for place in _opened(people, recent) if place in known]
    first = set(opened)
    where = people.columns[Facet.SITUATION]
    others = [place for place in found if place not in first]
    return [
        *opened,
        *(place for place in others if where[place] in _PRESENT),
        *(place for place in others if where[place] not in _PRESENT),
    ]
