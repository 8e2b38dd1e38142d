"""A list as the window searches and filters it, made once beside the window.

Each row is a haystack, a folded name and one cell for each facet: a letter typed compares strings
and nothing else.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from coachdesk.core import search
from coachdesk.core.french import NBSP, fold, plural, quoted
from coachdesk.domain import facets
from coachdesk.domain.facets import Cell

Row = TypeVar("Row")
F = TypeVar("F")


@dataclass(frozen=True, eq=False)
class FoundList(Generic[Row, F]):
    """Every row, by name; ``texts``, ``names`` and the cells stand at the places of the rows."""

    rows: tuple[Row, ...]
    texts: tuple[str, ...]
    """What the search looks in."""
    names: tuple[str, ...]
    """« durand lea »."""
    columns: Mapping[F, tuple[Cell, ...]]
    labels: Mapping[F, Mapping[str, str]]
    """Of the values whose words are the rows' own."""
    places: Mapping[UUID, int]
    """Where each row stands, by its id."""

    def found(
        self, typed: str, chosen: Mapping[F, frozenset[str]], among: Sequence[int] | None = None
    ) -> list[int]:
        """The places of the rows that hold every word typed and pass every facet."""
        places = range(len(self.rows)) if among is None else among
        sought = search.matching(places, self.texts, search.words(typed))
        return facets.passing(self.columns, chosen, sought)


@dataclass(frozen=True, eq=False)
class FacetWords(Generic[Row, F]):
    """How the filters of a list read."""

    names: Mapping[F, str]
    """Of each facet, in the order in which they are shown."""
    orders: Mapping[F, tuple[str, ...]]
    """The values of the facets that have an order of their own; the others go by alphabet."""
    label: Callable[[F, str, FoundList[Row, F]], str]
    """How one value reads."""

    def shown(
        self, facet: F, chosen: Mapping[F, frozenset[str]], counted: Mapping[str, int]
    ) -> tuple[str, ...]:
        """The values that a filter proposes: those that would leave a row, and those chosen."""
        proposed = {*counted, *chosen.get(facet, ())}
        if facet in self.orders:
            return tuple(value for value in self.orders[facet] if value in proposed)
        return tuple(proposed)

    def briefly(
        self, facet: F, chosen: Mapping[F, frozenset[str]], found: FoundList[Row, F]
    ) -> str:
        """« Commune : Airaines », « Commune : 3 choix », « Commune » when every row passes."""
        values = chosen.get(facet, frozenset())
        if not values:
            return self.names[facet]
        if len(values) == 1:
            return f"{self.names[facet]}{NBSP}: {self.label(facet, next(iter(values)), found)}"
        return f"{self.names[facet]}{NBSP}: {plural(len(values), 'choix', 'choix')}"

    def criteria(
        self, typed: str, chosen: Mapping[F, frozenset[str]], found: FoundList[Row, F]
    ) -> str:
        """What the list shown was narrowed by, in one line; empty when it was not."""
        said = _sought(typed)
        for facet, heading in self.names.items():
            values = sorted(self.label(facet, value, found) for value in chosen.get(facet, ()))
            if values:
                said.append(f"{heading}{NBSP}: {', '.join(values)}")
        return " · ".join(said)

    def criteria_briefly(
        self, typed: str, chosen: Mapping[F, frozenset[str]], found: FoundList[Row, F]
    ) -> str:
        """The same, with the number of values where there are several."""
        said = [self.briefly(facet, chosen, found) for facet in self.names if chosen.get(facet)]
        return " · ".join([*_sought(typed), *said])


def spoken(texts: Sequence[str | None]) -> tuple[tuple[Cell, ...], dict[str, str]]:
    """Cells of free words, one whatever the accents and case, and its most usual spelling."""
    folded: dict[str, str] = {}
    spellings: dict[str, Counter[str]] = {}
    for text, number in Counter(text or "" for text in texts).items():
        folded[text] = fold(text)
        spellings.setdefault(folded[text], Counter())[text] += number
    labels = {key: told.most_common(1)[0][0] for key, told in spellings.items()}
    return same_cells((folded[text or ""],) for text in texts), labels


def same_cells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells, equal ones being one object: they are looked up faster."""
    same: dict[Cell, Cell] = {}
    return tuple(same.setdefault(cell, cell) for cell in cells)


def _sought(typed: str) -> list[str]:
    return [f"recherche {quoted(typed.strip())}"] if typed.strip() else []
