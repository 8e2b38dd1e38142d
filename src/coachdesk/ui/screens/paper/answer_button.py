"""An answer as large as a hand: pressed by a finger, a mouse or its digit, its words never cut."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QStylePainter

from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.spoken import speaks_as
from coachdesk.ui.widgets.wrapped_button import WordsButton

_HEIGHT, _CLOSE, _PAD, _MARK = 4, 3.2, 1.2, 1.5
"""Least height, or that of one among many, space beside the words, the tick; in ems."""
_NOTE = 5
"""Side of a note."""


class AnswerButton(WordsButton):
    """Ticked when it is the answer; ``round_mark`` for one of several, square for any number."""

    least_ems = 12

    def __init__(self, text: str, digit: str, *, round_mark: bool, close: bool) -> None:
        """``close`` is less high, where there are many."""
        super().__init__(text, "answer")
        self._round = round_mark
        self._least = _CLOSE if close else _HEIGHT
        self.setCheckable(True)
        if round_mark:
            speaks_as(self, QAccessible.Role.RadioButton)
        self.setProperty("choice", True)
        if digit:
            self.setToolTip(self.tr("Touche {}").format(digit))
        font = QFont(self.font())
        font.setPixelSize(tokens().brand)
        self._font = font

    def words_font(self) -> QFont:
        """Larger than that of the desk."""
        return self._font

    def ink(self) -> QColor:
        """That of the text, or what is read on the fill once it is ticked."""
        return QColor(tokens().on_fill if self.isChecked() else tokens().ink)

    def inside(self, rect: QRect) -> QRect:
        """To the right of its mark."""
        return rect.adjusted(em(_PAD * 1.6 + _MARK), 0, -em(_PAD), 0)

    def height_for(self, words: int) -> int:
        """As large as a hand."""
        return max(words + em(1.2), em(self._least))

    def draw_beside(self, painter: QStylePainter, colour: QColor) -> None:
        """Draw its mark, ticked when it is the answer."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
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


class NoteButton(QPushButton):
    """A note of a scale: its number alone, square."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        speaks_as(self, QAccessible.Role.RadioButton)
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
