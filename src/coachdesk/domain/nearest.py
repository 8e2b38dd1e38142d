"""How near two writings are, and the known one nearest to what was typed: only ever proposed."""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher

from coachdesk.core.french import fold

_CUTOFF = 0.6
"""Below this likeness (difflib's ratio) nothing is proposed: a wild guess helps no one."""

SLIP = 0.86
"""Likeness (difflib's ratio) of two names from which a slip of the fingers is supposed."""


def likeness_to(one: str, least: float = SLIP) -> Callable[[str], float]:
    """How like ``one`` another writing is, as they are folded; 0 below ``least``."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(one)

    def likeness(other: str) -> float:
        matcher.set_seq1(other)
        # Upper bounds first: they rule out nearly every name for a tenth of the price.
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            return 0
        ratio = matcher.ratio()
        return ratio if ratio >= least else 0

    return likeness


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """The value of ``known`` most like ``typed``, case and accents aside; None when none is."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(fold(typed))
    best, best_ratio = None, _CUTOFF
    for value in known:
        matcher.set_seq1(fold(value))
        if matcher.real_quick_ratio() > best_ratio and (ratio := matcher.ratio()) > best_ratio:
            best, best_ratio = value, ratio
    return best
