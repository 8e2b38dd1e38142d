"""A button as tall as its words: on several lines where one is too short, never cut."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from coachdesk.ui.theme import em, tokens

_FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class WordsButton(QPushButton):
    """Pressed like any other; Qt's own would draw its words on one line and cut them."""

    least_ems = 8
    """Its least width."""
    side = Qt.AlignmentFlag.AlignLeft
    """Where its words begin."""

    def __init__(self, text: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._measured: tuple[tuple[int, str, str], int] | None = None
        """The height last measured, and of what."""
        self.setProperty("kind", kind)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """As wide as it likes, as tall as the words ask for at the width it has."""
        least = em(self.least_ems)
        return QSize(least, self._height(max(self.width(), least)))

    def minimumSizeHint(self) -> QSize:
        """The same: it is narrowed, never flattened."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claim the height of the new width, which Qt's nested layouts would forget."""
        super().resizeEvent(event)
        self.setFixedHeight(self._height(event.size().width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The button of the style sheet, its words on as many lines as they need."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        colour = self.ink()
        self.draw_beside(painter, colour)
        painter.setFont(self.words_font())
        painter.setPen(colour)
        painter.drawText(self.inside(self.rect()), _FLAGS | self.side, self.text())
        painter.end()

    def words_font(self) -> QFont:
        """What its words are drawn in."""
        return self.font()

    def ink(self) -> QColor:
        """The colour of its words."""
        return QColor(tokens().accent if self.isEnabled() else tokens().ink_faint)

    def inside(self, rect: QRect) -> QRect:
        """Where its words stand."""
        return rect.adjusted(em(0.6), 0, -em(0.4), 0)

    def height_for(self, words: int) -> int:
        """How tall it is around words of that height."""
        return max(words + em(0.9), tokens().control)

    def draw_beside(self, painter: QStylePainter, colour: QColor) -> None:
        """Draw what stands beside the words: nothing."""

    def _height(self, width: int) -> int:
        font = self.words_font()
        asked = (width, self.text(), font.key())
        if self._measured is None or self._measured[0] != asked:  # layouts ask again and again
            inside = self.inside(QRect(0, 0, width, 1))
            room = QRect(0, 0, max(inside.width(), 1), 10_000)
            words = QFontMetrics(font).boundingRect(room, _FLAGS | self.side, self.text()).height()
            self._measured = asked, self.height_for(words)
        return self._measured[1]


class ActButton(WordsButton):
    """The main act of a page, filled, in words that are another person's each time."""

    side = Qt.AlignmentFlag.AlignHCenter

    def __init__(self) -> None:
        super().__init__("", "primary")

    def setText(self, text: str) -> None:
        """Say ``text``, on as many lines as it needs."""
        super().setText(text)
        self.setAccessibleName(text)
        self.setFixedHeight(self._height(self.width()))

    def ink(self) -> QColor:
        """That of what is filled."""
        return QColor(tokens().on_fill)


class WrappedButton(WordsButton):
    """A link as long as its words."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "line", parent)
        self.setProperty("role", "line")
        self.setToolTip(text)
