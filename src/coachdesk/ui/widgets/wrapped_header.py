"""The headings of a table, on as many lines as narrow columns ask for."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QWidget

from coachdesk.ui.theme import tokens

_PADDING = 18
"""Left and right together, as in the style sheet."""
_ENDLESS = 10_000


class WrappedHeader(QHeaderView):
    """Qt wraps the words when it draws them, but measures one line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def sectionSizeFromContents(self, number: int) -> QSize:
        """The heading in the width that its column has."""
        size = super().sectionSizeFromContents(number)
        width = self.sectionSize(number)
        if not 0 < width < size.width():
            return size
        arrow = tokens().arrow if number == self.sortIndicatorSection() else 0
        words = self.model().headerData(number, self.orientation())
        metrics = QFontMetrics(_bold(self.font()))
        room = QRect(0, 0, max(width - _PADDING - arrow, 1), _ENDLESS)
        tall = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(words or "")).height()
        return QSize(size.width(), size.height() + max(tall - metrics.height(), 0))


def _bold(font: QFont) -> QFont:
    """What the style sheet writes them in."""
    made = QFont(font)
    made.setBold(True)
    made.setPixelSize(tokens().small)
    return made
