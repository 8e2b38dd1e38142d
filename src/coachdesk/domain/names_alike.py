"""Names of one person written several ways, to be proposed as the same and never taken for it."""

from collections.abc import Iterable
from functools import lru_cache

from coachdesk.core.french import fold
from coachdesk.domain.nearest import likeness_to

_TITLES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
_BEGIN = 3
"""Letters by which a word is looked for among the others."""
_LEAST = 5
"""Letters below which two names differ by too little to be supposed the same."""


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """The words of a name in order, without title, accents or case: what makes it the same."""
    words = fold(name).replace(".", " ").replace("-", " ").replace(",", " ").split()
    return " ".join(sorted(word for word in words if word not in _TITLES))


def alike(one: str, other: str) -> bool:
    """Whether two names may be one written otherwise: title, order, accents, a slip, an initial."""
    first, second = bare_name(one), bare_name(other)
    if not first or not second:
        return False
    if first == second:
        return True
    mine, hers = set(first.split()), set(second.split())
    shared = mine & hers
    my_rest, her_rest = sorted(mine - shared), sorted(hers - shared)
    if any(len(word) >= _LEAST for word in shared) and _initials(my_rest, her_rest):
        return True
    if len(my_rest) != len(her_rest):
        return False
    return all(map(_slip, my_rest, her_rest))


def _slip(one: str, other: str) -> bool:
    """Whether two words differ by a slip of the fingers, beyond their first letter."""
    if one[0] != other[0] or min(len(one), len(other)) < _LEAST:
        return False
    return bool(likeness_to(other)(one))


def variants(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The names that may be one, each group with the fullest writing first; no lone name."""
    left = sorted(set(names), key=lambda name: (-len(bare_name(name)), name))
    near: dict[str, list[str]] = {}
    for name in left:
        for begin in _begins(name):
            near.setdefault(begin, []).append(name)
    taken: set[str] = set()
    groups: list[tuple[str, ...]] = []
    for first in left:
        if first in taken:
            continue
        beside = dict.fromkeys(name for begin in _begins(first) for name in near[begin])
        same = [
            name for name in beside if name not in taken and name != first and alike(first, name)
        ]
        if same:
            taken |= {first, *same}
            order = sorted(same, key=lambda name: (-len(bare_name(name)), name))
            groups.append((first, *order))
    return tuple(groups)


def _begins(name: str) -> set[str]:
    """What two writings of a name have in common: a word that begins the same.

    Comparing all of them with each other would take seconds where a store names hundreds.
    """
    return {word[:_BEGIN] for word in bare_name(name).split()}


def _initials(my_rest: list[str], her_rest: list[str]) -> bool:
    """Whether what is not shared is nothing, or an initial, on one side at least."""
    if not my_rest or not her_rest:
        return True
    letters = [word for word in (*my_rest, *her_rest) if len(word) == 1]
    return bool(letters) and all(
        any(word.startswith(letter) for word in longer)
        for shorter, longer in ((my_rest, her_rest), (her_rest, my_rest))
        for letter in shorter
        if len(letter) == 1
    )
