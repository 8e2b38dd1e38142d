"""Filters that say beforehand how many they would leave: counts of each value given the others.

A facet is one question asked of every row (« quelle commune ? »). A row answers it by a *cell*: the
values that are true of it, most often one. Values chosen in one facet are alternatives; facets
add up. Columns of cells instead of rows, so that ten thousand are counted within a keystroke.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

F = TypeVar("F")
Cell: TypeAlias = tuple[str, ...]
Columns: TypeAlias = Mapping[F, Sequence[Cell]]
"""For each facet, the cell of each row by its position."""
Chosen: TypeAlias = Mapping[F, frozenset[str]]
"""The values chosen in each facet; an absent or empty one lets everything pass."""


def passing(
    columns: "Columns[F]", chosen: "Chosen[F]", positions: Iterable[int], *, but: F | None = None
) -> list[int]:
    """The positions, in their order, of the rows that pass every facet, ``but`` one left out."""
    found = list(positions)
    for facet, values in chosen.items():
        if values and facet != but:
            column = columns[facet]
            allowed = {cell for cell in set(column) if not values.isdisjoint(cell)}
            found = [position for position in found if column[position] in allowed]
    return found


def counts(
    columns: "Columns[F]", chosen: "Chosen[F]", positions: Sequence[int]
) -> dict[F, dict[str, int]]:
    """For each facet, how many rows each of its values would leave, given the other facets.

    Values that would leave nobody are absent.
    """
    everywhere = passing(columns, chosen, positions)
    counted = {}
    for facet, column in columns.items():
        left = passing(columns, chosen, positions, but=facet) if chosen.get(facet) else everywhere
        cells = Counter(map(column.__getitem__, left))
        values: Counter[str] = Counter()
        for cell, number in cells.items():
            for value in cell:
                values[value] += number
        counted[facet] = dict(values)
    return counted
