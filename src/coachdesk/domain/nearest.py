"""The known value nearest to what was typed, to be proposed and never taken by itself."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from coachdesk.core.french import fold

_CUTOFF = 0.6
"""Below this likeness (difflib's ratio) nothing is proposed: a wild guess helps no one."""


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
