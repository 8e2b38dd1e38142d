"""A table as high as its lines: it stands in a page that scrolls, and never scrolls itself."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QResizeEvent

from coachdesk.ui.item_models.table import Column, TableModel
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.table import RowTable

Row = TypeVar("Row")
_ROW = 2.3
"""Least height of a line, in heights of the font."""
_AIR = 0.9
"""Above and below the words of a line that has several, likewise."""
_PADDING = 18
"""Of a cell, left and right together."""
_ENDLESS = 10_000


class FlatTable(RowTable[Row]):
    """Its lines in the order in which they are read."""

    def __init__(
        self, columns: Sequence[Column[Row]], name: str, model: TableModel[Row] | None = None
    ) -> None:
        super().__init__(columns, name, model or TableModel(columns))
        self._fitted: object = None
        """What the heights of the lines were measured for."""
        self.rows.setParent(self)
        self.setSortingEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setMinimumSectionSize(em(_ROW))
        self.horizontalHeader().setSectionsClickable(False)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fit_height)
        # Qt says that a column is another width before it is.
        self.horizontalHeader().sectionResized.connect(lambda *_: self._later.start(0))

    def set_lines(self, lines: Sequence[Row]) -> None:
        """Show those lines, all of them."""
        self.rows.set_rows(lines)
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines of words."""
        super().resizeEvent(event)
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, another height."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_height()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Of many tables, only the one that has the keyboard shows a chosen line."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.clearSelection()

    def _fit_height(self) -> None:
        """Each line as high as its words: Qt would ask eight things of every cell for that."""
        widths = tuple(self.columnWidth(number) for number in self.columns_shown())
        asked = (self.rows.rows(), widths, self.font().pixelSize())
        if asked != self._fitted:
            self._fitted = asked
            for number, line in enumerate(self.rows.rows()):
                self.setRowHeight(number, self._high(line))
        high = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        bar = self.horizontalScrollBar()
        if bar.maximum():
            high += bar.sizeHint().height()
        high += 2 * self.frameWidth()
        if high != self.minimumHeight() or high != self.maximumHeight():
            self.setFixedHeight(high)

    def _high(self, line: Row) -> int:
        metrics, high = QFontMetrics(self._bold()), em(_ROW)
        for number in self.columns_shown():
            words = self.rows.columns[number].text(line)
            room = self.columnWidth(number) - _PADDING
            if words and metrics.horizontalAdvance(words) > room > 0:
                box = metrics.boundingRect(0, 0, room, _ENDLESS, Qt.TextFlag.TextWordWrap, words)
                high = max(high, box.height() + em(_AIR))
        return high

    def _bold(self) -> QFont:
        """The widest that a line may be written in."""
        font = QFont(self.font())
        font.setBold(True)
        return font
