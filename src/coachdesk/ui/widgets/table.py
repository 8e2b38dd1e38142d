"""A sortable table over a ``TableModel``: whole rows, opened by Enter or two clicks."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
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

from coachdesk.ui.item_models.table import OBJECT_ROLE, SORT_ROLE, Column, TableModel
from coachdesk.ui.theme import LIGHT, em

Row = TypeVar("Row")
_ROW_HEIGHT = 2.7
"""In heights of the font, like the widths below."""
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
        proxy: QSortFilterProxyModel | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        """``wrap`` gives long texts as many lines as they need, beyond two."""
        super().__init__()
        self.rows = TableModel(columns)
        self.shown = proxy or QSortFilterProxyModel()
        self.shown.setParent(self)
        self.shown.setSortRole(SORT_ROLE)
        self.shown.setSourceModel(self.rows)
        self.setModel(self.shown)
        self.setAccessibleName(name)
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
        self._needed = sum(self._widths) + 2
        for number, column in enumerate(columns):
            if column.width is None:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the spare columns, the last ones first, until the others fit."""
        missing = self._needed - self.viewport().width()
        for number in reversed(self._spare):
            self.setColumnHidden(number, missing > 0)
            if missing > 0:
                missing -= self._widths[number]
        super().resizeEvent(event)

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


def _wide(column: Column[Row]) -> int:
    """The width of a column at the size of the text."""
    return em(_LEAST if column.width is None else column.width / LIGHT.base)
