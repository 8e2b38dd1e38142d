"""A sortable table over a ``TableModel``: whole rows, opened by Enter or two clicks."""

from collections.abc import Collection, Sequence
from math import ceil
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from coachdesk.core.tokens import LIGHT
from coachdesk.ui.item_models.table import OBJECT_ROLE, SORT_ROLE, Column, TableModel
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.wrapped_header import WrappedHeader

Row = TypeVar("Row")
_ROW_HEIGHT = 2.7
"""In heights of the font, like the widths below."""
_HIGH = 3.6
"""Of a line with texts to wrap, where lines are too many to be measured."""
_MEASURED = 60
"""Lines whose texts are measured when they are shown: a third of a millisecond each."""
_PADDING = 12
"""Of a cell, left and right together, as in the style sheet."""
_LEAST_WIDTH = 23
_LEAST = 10.7
"""Least width of a column that takes what is left."""


class WrappingDelegate(QStyledItemDelegate):
    """Counts the lines of a text within the padding of the style sheet, which Qt leaves out."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The size of the text at the width that it is painted in."""
        inside = QStyleOptionViewItem(option)
        inside.rect = option.rect.adjusted(0, 0, -_PADDING, 0)
        return super().sizeHint(inside, index)


class RowTable(QTableView, Generic[Row]):
    """``opened`` carries the row that the user opens, ``chosen`` the one she is on (or None)."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        name: str,
        model: TableModel[Row] | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        """``model`` sorts by itself; ``wrap`` gives long texts as many lines as they need."""
        super().__init__()
        self.rows = model or TableModel(columns)
        self.shown: QAbstractItemModel = self.rows if model else _sorting(self.rows)
        self.shown.setParent(self)
        self.setModel(self.shown)
        self.setAccessibleName(name)
        self.setHorizontalHeader(WrappedHeader(self))
        self.setMinimumSize(em(_LEAST_WIDTH), 4 * em(_ROW_HEIGHT))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)  # two lines fit in a row of the usual height
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(em(_ROW_HEIGHT))
        if wrap:
            self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            self.verticalHeader().setMinimumSectionSize(em(_ROW_HEIGHT))
            self.setItemDelegate(WrappingDelegate(self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # the rows' own order at first
        header.setMinimumSectionSize(em(3.4))
        self._spare = [number for number, column in enumerate(columns) if column.spare]
        self._widths = [_wide(column) for column in columns]
        self._given = list(self._widths)
        """The widths last given to them."""
        self._least = [_narrow(column) for column in columns]
        self._wanted = frozenset(range(len(columns)))
        self._spared = True
        self._elastic = [number for number, column in enumerate(columns) if column.width is None]
        for number, column in enumerate(columns):
            if column.width is not None:
                header.resizeSection(number, self._widths[number])
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.shown.modelReset.connect(lambda: self.chosen.emit(None))

    def current(self) -> Row | None:
        """The row the user is on."""
        row: Row | None = self.currentIndex().data(OBJECT_ROLE)
        return row

    def visible_rows(self) -> tuple[Row, ...]:
        """The rows as shown: filtered, in their order."""
        return tuple(
            self.shown.index(number, 0).data(OBJECT_ROLE) for number in range(self.shown.rowCount())
        )

    def measure(self, number: int) -> None:
        """Make each of so many lines as high as its texts need; all alike where they are many."""
        header = self.verticalHeader()
        few = number <= _MEASURED
        header.setSectionResizeMode(
            header.ResizeMode.ResizeToContents if few else header.ResizeMode.Fixed
        )
        if not few:
            header.setDefaultSectionSize(em(_HIGH))

    def show_columns(self, wanted: Collection[int], *, spared: bool) -> None:
        """Show these columns; ``spared`` leaves the spare ones out where they do not fit."""
        self._wanted, self._spared = frozenset(wanted), spared
        self._fit()

    def columns_shown(self) -> tuple[int, ...]:
        """The columns that are not hidden."""
        everything = range(len(self._widths))
        return tuple(number for number in everything if not self.isColumnHidden(number))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold other columns."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Leave out the spare columns, the last ones first, until the others fit, or scroll."""
        everything = range(len(self._widths))
        shown = set(self._wanted)
        room = self.viewport().width() - 2
        for number in reversed(self._spare) if self._spared else ():
            if sum(self._widths[each] for each in shown) > room:
                shown.discard(number)
        widths = self._narrowed(shown, room)
        missing = sum(widths.values()) - room
        modes, header = QHeaderView.ResizeMode, self.horizontalHeader()
        # A column hidden while another one stretches leaves its width behind, as a hole.
        for number in self._elastic:
            header.setSectionResizeMode(number, modes.Interactive)
        for number in everything:
            self.setColumnHidden(number, number not in shown)
        for number, width in widths.items():
            if number not in self._elastic and self._given[number] != width:
                header.resizeSection(number, width)  # else a width that she chose stays
            self._given[number] = width
        for number in self._elastic:
            if missing > 0 and number in shown:
                header.resizeSection(number, widths[number])
            else:
                header.setSectionResizeMode(number, modes.Stretch)

    def _narrowed(self, shown: Collection[int], room: int) -> dict[int, int]:
        """The widths of those shown: each gives what it can spare until all fit, or has no more."""
        widths = {number: self._widths[number] for number in shown}
        spared = {number: widths[number] - self._least[number] for number in shown}
        missing, able = sum(widths.values()) - room, sum(spared.values())
        if missing <= 0 or able <= 0:
            return widths
        share = min(missing / able, 1)
        return {number: width - ceil(spared[number] * share) for number, width in widths.items()}

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The row that has the keyboard is seen to have it: no act falls on a hidden one."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.show_current()

    def show_current(self) -> None:
        """Choose the row the keyboard is on, the first one to begin with."""
        if self.shown.rowCount() and not self.selectionModel().hasSelection():
            self.selectRow(max(self.currentIndex().row(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(OBJECT_ROLE))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(OBJECT_ROLE) if index.isValid() else None)


def _sorting(rows: TableModel[Row]) -> QSortFilterProxyModel:
    """What sorts a few hundred rows by the columns' own keys."""
    made = QSortFilterProxyModel()
    made.setSortRole(SORT_ROLE)
    made.setSourceModel(rows)
    return made


def _wide(column: Column[Row]) -> int:
    """The width of a column at the size of the text."""
    return em(_LEAST if column.width is None else column.width / LIGHT.base)


def _narrow(column: Column[Row]) -> int:
    """The width that a column may be narrowed to."""
    return _wide(column) if column.least is None else em(column.least / LIGHT.base)
