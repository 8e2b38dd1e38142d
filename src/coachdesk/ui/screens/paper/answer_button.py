"""An answer as large as a hand: pressed by a finger, a mouse or its digit, its words never cut."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from coachdesk.ui.theme import em, tokens

_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_HEIGHT, _CLOSE, _PAD, _MARK = 4, 3.2, 1.2, 1.5
"""Least height, or that of one among many, space beside the words, the tick; in ems."""
_LEAST = 12
_NOTE = 5
"""Side of a note."""


class AnswerButton(QPushButton):
    """Ticked when it is the answer; ``round_mark`` for one of several, square for any number."""

    def __init__(self, text: str, digit: str, *, round_mark: bool, close: bool) -> None:
        """``close`` is less high, where there are many."""
        super().__init__(text)
        self._round = round_mark
        self._least = _CLOSE if close else _HEIGHT
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setProperty("kind", "answer")
        self.setProperty("choice", True)
        self.setAccessibleName(text)
        if digit:
            self.setToolTip(self.tr("Touche {}").format(digit))
        font = QFont(self.font())
        font.setPixelSize(tokens().brand)
        self._font = font
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as it is given, as tall as its words ask for."""
        width = max(self.width(), em(_LEAST))
        return QSize(em(_LEAST), self._height(width))

    def minimumSizeHint(self) -> QSize:
        """The same: it is narrowed, never flattened."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claim the height of the new width."""
        super().resizeEvent(event)
        self.setFixedHeight(self._height(event.size().width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The button of the style sheet, its mark and its words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(tokens().on_fill if self.isChecked() else tokens().ink)
        self._draw_mark(painter, colour)
        painter.setFont(self._font)
        painter.setPen(colour)
        painter.drawText(self._inside(self.rect()), _FLAGS, self.text())
        painter.end()

    def _draw_mark(self, painter: QPainter, colour: QColor) -> None:
        side = em(_MARK)
        box = QRectF(em(_PAD), (self.height() - side) / 2, side, side)
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._round:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            pen = QPen(colour, 2.4)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(
                [
                    QPointF(box.left() + side * 0.27, box.top() + side * 0.52),
                    QPointF(box.left() + side * 0.44, box.top() + side * 0.69),
                    QPointF(box.left() + side * 0.74, box.top() + side * 0.34),
                ]
            )

    def _height(self, width: int) -> int:
        inside = self._inside(QRect(0, 0, width, 1))
        room = QRect(0, 0, max(inside.width(), 1), 10_000)
        words = QFontMetrics(self._font).boundingRect(room, _FLAGS, self.text()).height()
        return max(words + em(1.2), em(self._least))

    @staticmethod
    def _inside(rect: QRect) -> QRect:
        return rect.adjusted(em(_PAD * 1.6 + _MARK), 0, -em(_PAD), 0)


class NoteButton(QPushButton):
    """A note of a scale: its number alone, square."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setProperty("kind", "answer")
        self.setProperty("choice", True)
        self.setProperty("note", True)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """A square that a thumb hits."""
        return QSize(em(_NOTE), em(_NOTE))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()
