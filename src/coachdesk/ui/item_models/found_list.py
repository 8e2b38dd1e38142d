"""A list that is searched, filtered and sorted in Python lists, one reset per letter."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt

from coachdesk.core import search
from coachdesk.core.french import fold
from coachdesk.domain import facets
from coachdesk.services.found_list import FoundList
from coachdesk.services.list_columns import ListColumn, Value
from coachdesk.ui.item_models.table import Column, Index, TableModel

Row = TypeVar("Row")
F = TypeVar("F")


class FoundListModel(TableModel[Row], Generic[Row, F]):
    """The rows that answer a search and filters, in the order of a column.

    It keeps places in the list instead of rows. Letters that are added seek among those found so
    far; the order is made when it changes, and a search keeps it.
    """

    def __init__(
        self,
        shown: Sequence[Column[Row]],
        values: Sequence[ListColumn[Row]],
        key: Callable[[Row], UUID],
    ) -> None:
        """``shown`` and ``values`` are the same columns; ``key`` tells a row from the others.

        The column « name » sorts by the names of the list.
        """
        super().__init__(shown)
        self._values = tuple(values)
        self._key = key
        self.keys = tuple(column.key for column in self._values)
        self.usual = tuple(column.key for column in self._values if column.usual)
        """The columns shown as long as nothing else is chosen."""
        self._list: FoundList[Row, F] | None = None
        self._sort: tuple[int, bool] = (-1, False)
        self._order: list[int] = []
        """Every place, sorted."""
        self._words: tuple[str, ...] = ()
        self._chosen: Mapping[F, frozenset[str]] = {}
        self._sought: list[int] = []
        """Those that hold every word."""
        self._places: list[int] = []
        """Those shown."""
        self._sort_keys: dict[int, list[str | int | None]] = {}

    @property
    def whole(self) -> FoundList[Row, F] | None:
        """The whole list; None until it was read."""
        return self._list

    def rows(self) -> tuple[Row, ...]:
        """Those shown, in their order."""
        every = self._list.rows if self._list else ()
        return tuple(map(every.__getitem__, self._places))

    def row_at(self, number: int) -> Row:
        """The row that stands there."""
        assert self._list is not None
        return self._list.rows[self._places[number]]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """As many as are shown."""
        return 0 if parent.isValid() else len(self._places)

    def show_rows(self, rows: FoundList[Row, F]) -> None:
        """Search in ``rows`` from now on, for what was sought so far."""
        self._list = rows
        self._sort_keys.clear()
        self._order = self._sorted()
        self._seek(self._order, self._words, self._chosen)

    def narrow(self, typed: str, chosen: Mapping[F, frozenset[str]]) -> None:
        """Show those that hold every word typed and pass every filter."""
        words = search.words(typed)
        if words == self._words and chosen == self._chosen:
            return
        among = self._sought if search.narrows(self._words, words) else self._order
        self._seek(among, words, chosen)

    def counts(self) -> dict[F, dict[str, int]]:
        """How many each value of each filter would show, given the search and the other filters."""
        if self._list is None:
            return {}
        return facets.counts(self._list.columns, self._chosen, self._sought)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal ones stay by name, those without a value come last."""
        wanted = (column, order == Qt.SortOrder.DescendingOrder)
        if wanted == self._sort:
            return
        self._sort = wanted
        self._order = self._sorted()
        found = set(self._sought)
        self._show([place for place in self._order if place in found], self._chosen)

    def order(self) -> tuple[int, bool]:
        """The column it is sorted by (-1 by none), and whether the greatest come first."""
        return self._sort

    def row_of(self, row: Row) -> int:
        """Where it stands among those shown; -1 when it is not."""
        place = self._list.places.get(self._key(row)) if self._list else None
        return -1 if place is None or place not in self._places else self._places.index(place)

    def _seek(
        self, among: Sequence[int], words: tuple[str, ...], chosen: Mapping[F, frozenset[str]]
    ) -> None:
        self._words = words
        texts = self._list.texts if self._list else ()
        self._show(search.matching(among, texts, words), chosen)

    def _show(self, sought: list[int], chosen: Mapping[F, frozenset[str]]) -> None:
        self._sought, self._chosen = sought, chosen
        if self._list is not None:
            self.beginResetModel()
            self._places = facets.passing(self._list.columns, chosen, sought)
            self.endResetModel()

    def _sorted(self) -> list[int]:
        whole = self._list
        if whole is None:
            return []
        places = list(range(len(whole.rows)))
        column, descending = self._sort
        if column < 0:
            return places
        keys = self._keys(column, whole)
        known = [place for place in places if keys[place] is not None]
        known.sort(key=keys.__getitem__, reverse=descending)  # type: ignore[arg-type]  # one type in a column
        return known + [place for place in places if keys[place] is None]

    def _keys(self, column: int, whole: FoundList[Row, F]) -> list[str | int | None]:
        """What each row is sorted by; folded, so that accents send none to the end."""
        kept = self._sort_keys.get(column)
        if kept is None:
            told = self._values[column]
            if told.key == "name":
                kept = list(whole.names)
            else:
                folded: dict[str, str | None] = {}
                kept = [_sort_key(told.value(row), folded) for row in whole.rows]
            self._sort_keys[column] = kept
        return kept


def _sort_key(value: Value, folded: dict[str, str | None]) -> str | int | None:
    if isinstance(value, str):
        if value not in folded:
            folded[value] = fold(value) or None
        return folded[value]
    return value.toordinal() if isinstance(value, date) else value
