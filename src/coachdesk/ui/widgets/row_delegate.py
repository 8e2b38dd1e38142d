"""Paints a cell of a long list straight from its row.

A letter typed paints a hundred cells. Through the style sheet, which asks the model eight questions
for each, that takes thirty milliseconds; so, four.
"""

from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from coachdesk.ui.item_models.table import TableModel
from coachdesk.ui.theme import tokens

Row = TypeVar("Row")
_INSIDE = 9
"""Between the edge of a cell and its text, as in the headings."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class RowDelegate(QStyledItemDelegate, Generic[Row]):
    """Two lines where a text needs them, a fine rule below, the colours of the theme worn."""

    def __init__(self, model: TableModel[Row]) -> None:
        super().__init__()
        self._model = model
        self._colours: dict[str, QColor] = {}
        self._widths: dict[str, int] = {}
        self.selected: frozenset[int] = frozenset()
        """The rows that are chosen: asking each cell's option costs more than painting it."""

    def forget_widths(self) -> None:
        """The text has another size, or other rows are shown."""
        self._widths.clear()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell."""
        model, worn, number = self._model, tokens(), index.row()
        column, row = model.columns[index.column()], model.row_at(number)
        area: QRect = option.rect
        left, top, width, height = area.left(), area.top(), area.width(), area.height()
        if number in self.selected:
            painter.fillRect(left, top, width, height, self._colour(worn.accent_soft))
        painter.fillRect(left, top + height - 1, width, 1, self._colour(worn.line))
        text = column.text(row)
        if not text:
            return
        tone = column.colour(row) if column.colour is not None else None
        if tone is None:
            tone = "accent_deep" if number in self.selected else "ink"
        painter.setPen(self._colour(getattr(worn, tone)))
        taken = self._widths.get(text)
        if taken is None:
            taken = self._widths[text] = painter.fontMetrics().horizontalAdvance(text)
        room = width - 2 * _INSIDE
        flags = _RIGHT if column.right else _LEFT
        if taken > room:
            flags |= _WRAPPED
        painter.drawText(left + _INSIDE, top, room, height - 1, flags, text)

    def _colour(self, name: str) -> QColor:
        made = self._colours.get(name)
        if made is None:
            made = self._colours[name] = QColor(name)
        return made
