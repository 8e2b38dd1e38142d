"""Names of one person written several ways, to be proposed as the same and never taken for it."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from coachdesk.core.french import fold

_TITLES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
_LIKE = 0.86
"""Likeness (difflib's ratio) of two names from which a slip of the fingers is supposed."""
_LEAST = 5
"""Letters below which two names differ by too little to be supposed the same."""


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
    mine, hers = first.split(), second.split()
    shared = set(mine) & set(hers)
    if any(len(word) >= _LEAST for word in shared) and _initials(mine, hers, shared):
        return True
    if min(len(first), len(second)) < _LEAST or len(mine) != len(hers):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _LIKE


def variants(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The names that may be one, each group with the fullest writing first; no lone name."""
    left = sorted(set(names), key=lambda name: (-len(bare_name(name)), name))
    groups: list[tuple[str, ...]] = []
    while left:
        first, *others = left
        same = [name for name in others if alike(first, name)]
        left = [name for name in others if name not in same]
        if same:
            groups.append((first, *same))
    return tuple(groups)


def _initials(mine: list[str], hers: list[str], shared: set[str]) -> bool:
    """Whether what is not shared is nothing, or an initial, on one side at least."""
    my_rest = [word for word in mine if word not in shared]
    her_rest = [word for word in hers if word not in shared]
    if not my_rest or not her_rest:
        return True
    return all(
        any(word.startswith(letter) for word in longer)
        for shorter, longer in ((my_rest, her_rest), (her_rest, my_rest))
        for letter in shorter
        if len(letter) == 1
    ) and any(len(word) == 1 for word in (*my_rest, *her_rest))
