"""The table of a list that is searched: the row she is on stays, whatever is typed or sorted."""

from collections.abc import Collection
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal

from coachdesk.ui.item_models.found_list import FoundListModel
from coachdesk.ui.widgets.row_delegate import RowDelegate
from coachdesk.ui.widgets.table import RowTable

Row = TypeVar("Row")
F = TypeVar("F")


class FoundTable(RowTable[Row], Generic[Row, F]):
    """``arranged`` says that the coach chose another order."""

    arranged = Signal()

    def __init__(self, model: FoundListModel[Row, F], name: str) -> None:
        super().__init__(model.columns, name, model)
        self._model = model
        self._painted = RowDelegate(model)
        self.setItemDelegate(self._painted)
        self.selectionModel().selectionChanged.connect(lambda *_: self._mark())
        self._kept: Row | None = None
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._come_back)
        self.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self.arranged.emit())

    def arrange(self, column: str, *, descending: bool, columns: Collection[str] | None) -> None:
        """That order and those columns (the usual ones for None); ``arranged`` is not said."""
        keys = self._model.keys
        wanted = self._model.usual if columns is None else columns
        self.show_columns(
            [number for number, key in enumerate(keys) if key in wanted], spared=columns is None
        )
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        number = keys.index(column) if column in keys else keys.index("name")
        blocker = QSignalBlocker(self.horizontalHeader())
        self.horizontalHeader().setSortIndicator(number, order)
        blocker.unblock()
        self._model.sort(number, order)

    def order(self) -> tuple[str, bool]:
        """The key of the column it is sorted by, and whether the greatest come first."""
        number, descending = self._model.order()
        return (self._model.keys[number] if number >= 0 else "name"), descending

    def keys_shown(self) -> tuple[str, ...]:
        """The keys of the columns on screen."""
        return tuple(self._model.keys[number] for number in self.columns_shown())

    def several(self) -> tuple[Row, ...]:
        """Those chosen with Ctrl or Shift, in their order; none when there is one alone."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(map(self._model.row_at, numbers)) if len(numbers) > 1 else ()

    def _remember(self) -> None:
        self._kept = self.current()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._painted.forget_widths()

    def _mark(self) -> None:
        chosen = self.selectionModel().selectedRows()
        self._painted.selected = frozenset(index.row() for index in chosen)

    def _come_back(self) -> None:
        self._painted.selected = frozenset()
        number = -1 if self._kept is None else self._model.row_of(self._kept)
        if number >= 0:
            self.selectRow(number)
        else:
            self.scrollToTop()
