"""Dates of entries that go back from one to the next: said wherever entries are shown."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from coachdesk.core.french import NBSP, moment
from coachdesk.domain.clock_check import Reading, set_back


def dates_set_back(entries: Iterable[tuple[int, Reading]]) -> Iterator[str]:
    """Each entry dated before one that was made earlier; ``entries`` are by number, in order."""
    for (first, earlier), (second, later) in pairwise(entries):
        if doubt := set_back(later, earlier):
            yield (
                f"l’enregistrement n°{NBSP}{second}, daté du {moment(later.wall)}, a été fait "
                f"après le n°{NBSP}{first}, daté du {moment(earlier.wall)}{NBSP}: l’horloge {doubt}"
            )
