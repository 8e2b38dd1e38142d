"""The table of a relecture: the remarks below the title of their kind and its source."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from coachdesk.services.audit import Verified
from coachdesk.ui.item_models.remarks import LONGEST, Heading, Line, act, said
from coachdesk.ui.item_models.table import OBJECT_ROLE, Column, Index
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.act_table import ActTable, RoomyDelegate

_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_SIDE = 9
"""As the text of the lines."""


class LinesTable(ActTable[Line]):
    """Remarks to open; the keyboard and the mouse pass over the titles."""

    def __init__(self, name: str) -> None:
        words = Column("", said, colour=_tone)
        super().__init__((words,), act, name, LONGEST)
        self.horizontalHeader().hide()
        self.setSortingEnabled(False)
        self.setItemDelegateForColumn(0, TitlesDelegate(self))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show ``lines`` instead of those before."""
        self.show_rows(lines)
        self.clearSpans()
        for at, line in enumerate(lines):
            if isinstance(line, Heading):
                self.setSpan(at, 0, 1, 2)

    def leads(self, line: Line) -> bool:
        """A title leads nowhere."""
        return not isinstance(line, Heading)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A title is not chosen."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.leads(index.data(OBJECT_ROLE)):
            super().mousePressEvent(event)

    def moveCursor(
        self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """To the next line that leads somewhere, further in the same direction."""
        found = super().moveCursor(action, modifiers)
        step = 1 if found.row() > self.currentIndex().row() else -1
        while found.isValid() and not self.leads(found.data(OBJECT_ROLE)):
            found = found.sibling(found.row() + step, found.column())
        return found if found.isValid() else self.currentIndex()


class TitlesDelegate(RoomyDelegate):
    """Titles over the whole width; the other lines as everywhere."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Both texts, and air above a title."""
        heading = index.data(OBJECT_ROLE)
        if not isinstance(heading, Heading):
            return super().sizeHint(option, index)
        table = cast("QTableView", option.widget)
        whole = QRect(0, 0, table.viewport().width() - 2 * _SIDE, 1000)
        title, source = self._boxes(option, heading, whole)
        return QSize(title.width(), title.height() + source.height() + em(1.3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The title in the accent, its source softer, a line below."""
        heading = index.data(OBJECT_ROLE)
        if not isinstance(heading, Heading):
            super().paint(painter, option, index)
            return
        inside = option.rect.adjusted(_SIDE, em(0.7), -_SIDE, 0)
        title, source = self._boxes(option, heading, inside)
        painter.save()
        painter.fillRect(option.rect, QColor(tokens().ground))
        painter.setFont(_bold(option))
        painter.setPen(QColor(tokens().accent_deep))
        painter.drawText(title, _FLAGS, heading.title)
        painter.setFont(_small(option))
        painter.setPen(QColor(tokens().ink_soft))
        painter.drawText(source, _FLAGS, heading.source)
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _boxes(
        self, option: QStyleOptionViewItem, heading: Heading, inside: QRect
    ) -> tuple[QRect, QRect]:
        wide = QRect(inside.left(), inside.top(), inside.width(), 1000)
        title = QFontMetrics(_bold(option)).boundingRect(wide, _FLAGS, heading.title)
        below = wide.translated(0, title.height() + em(0.15))
        source = QFontMetrics(_small(option)).boundingRect(below, _FLAGS, heading.source)
        return title, source


def _tone(line: Line) -> str | None:
    """What is verified steps back."""
    return "ink_soft" if isinstance(line, Verified) else None


def _bold(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)
    font.setBold(True)
    return font


def _small(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)
    font.setPixelSize(tokens().small)
    return font
