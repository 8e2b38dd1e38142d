"""A table whose lines each end with what is done about them: one click, or Enter.

A click on the words « Faire signer » does that; a click on the rest of the line opens the place
where it is. At the keyboard Enter does the former, Space the latter.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coachdesk.core.tokens import LIGHT
from coachdesk.ui.item_models.table import OBJECT_ROLE, Column
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.table import RowTable, WrappingDelegate

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_MEASURED = 250
"""Lines whose texts are measured when they are shown: a third of a millisecond each."""
_LINE_HEIGHT = 2.7
_LINES = 3
"""Lines of text that a line of many is given."""
_ROOM = 0.6
"""Above and below a text together, in heights of the font."""
_AIR = 4
"""Above and below a button, within its line."""
_INSIDE = 0.7
"""Before and after its words, in heights of the font."""


class ActTable(RowTable[Row]):
    """``opened`` carries the line whose place is asked for, ``acted`` the one to act on."""

    acted = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        act: Callable[[Row], str],
        name: str,
        longest: str,
    ) -> None:
        """``act`` says what is done about a line, ``longest`` is the longest that it says."""
        room = QFontMetrics(QApplication.font()).horizontalAdvance(longest) * LIGHT.base / em(1)
        wide = round(room + 2 * _INSIDE * LIGHT.base + 2 * LIGHT.gap)
        spoken = QCoreApplication.translate("ActTable", "Que faire")
        acts = Column("", act, width=wide, spoken=spoken)
        super().__init__((*columns, acts), name, wrap=True)
        self.doubleClicked.disconnect()
        self._act_column = len(columns)
        self._longest = longest
        self._buttons = ButtonDelegate(self)
        self.setItemDelegate(RoomyDelegate(self))
        self.setItemDelegateForColumn(self._act_column, self._buttons)
        self.setMouseTracking(True)
        self.clicked.connect(self._clicked)
        self._fit_acts()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of the text, other widths."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_acts()

    def _fit_acts(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(self._act_column, header.ResizeMode.Fixed)
        header.resizeSection(self._act_column, self._buttons.width(self, self._longest))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows``, each as high as its text while they are few enough to be measured."""
        header = self.verticalHeader()
        few = len(rows) <= _MEASURED
        header.setSectionResizeMode(
            header.ResizeMode.ResizeToContents if few else header.ResizeMode.Fixed
        )
        lines = _LINES * self.fontMetrics().height() + em(_ROOM)
        header.setDefaultSectionSize(em(_LINE_HEIGHT) if few else lines)
        self.rows.set_rows(rows)

    def leads(self, line: Row) -> bool:
        """Whether a line leads anywhere; all do, unless a table says otherwise."""
        del line
        return True

    def over_act(self, position: QPoint) -> bool:
        """Whether the words of an act are under ``position``."""
        index = self.indexAt(position)
        return index.column() == self._act_column and bool(index.data())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand over what can be clicked, and the button under it lit."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        live = index.isValid() and self.leads(index.data(OBJECT_ROLE))
        shape = Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self._buttons.light(index if self.over_act(event.position().toPoint()) else None)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is lit any more."""
        super().leaveEvent(event)
        self._buttons.light(None)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts, Space opens the place."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._emit(self.acted, self.currentIndex())
        elif event.key() == Qt.Key.Key_Space:
            self._emit(self.opened, self.currentIndex())
        else:
            super().keyPressEvent(event)

    def choose_line(self, number: int) -> None:
        """Stand on the line at that place, or the last one."""
        if self.shown.rowCount():
            self.selectRow(min(max(number, 0), self.shown.rowCount() - 1))

    def _clicked(self, index: QModelIndex) -> None:
        acts = index.column() == self._act_column and index.data()
        self._emit(self.acted if acts else self.opened, index)

    def _emit(self, signal: SignalInstance, index: QModelIndex) -> None:
        if index.isValid() and self.leads(index.data(OBJECT_ROLE)):
            signal.emit(index.data(OBJECT_ROLE))


class RoomyDelegate(WrappingDelegate):
    """Texts with some air above and below, however many lines they have."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The text and its air."""
        return super().sizeHint(option, index) + QSize(0, em(_ROOM))


class ButtonDelegate(QStyledItemDelegate):
    """Paints the words of a cell as a small button."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lit: QPersistentModelIndex | None = None

    def light(self, index: QModelIndex | None) -> None:
        """Show the button of ``index`` as under the hand."""
        self._lit = QPersistentModelIndex(index) if index is not None else None

    def width(self, table: "ActTable[Row]", words: str) -> int:
        """What a column of such buttons needs."""
        advance = table.fontMetrics().horizontalAdvance(words)
        return advance + 2 * em(_INSIDE) + 2 * LIGHT.gap

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line of text and its frame."""
        del index
        return QSize(em(4), option.fontMetrics.height() + 2 * em(0.3) + 2 * _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground of the line, then the button."""
        words = index.data()
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, option.widget)
        if not words:
            return
        look = tokens()
        lit = self._lit is not None and self._lit == QPersistentModelIndex(index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent if chosen else look.line_strong), 1))
        painter.setBrush(QColor(look.accent_soft if lit and not chosen else look.paper))
        box = _box(option.rect, option.fontMetrics.height())
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(QColor(look.accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


def _box(line: QRect, text_height: int) -> QRect:
    """The button in the middle of its line."""
    height = min(text_height + 2 * em(0.3), line.height() - 2 * _AIR)
    top = line.top() + (line.height() - height) // 2
    return QRect(line.left() + LIGHT.gap, top, line.width() - 2 * LIGHT.gap, height)
