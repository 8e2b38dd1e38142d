"""A drawn figure of a bilan on screen: the marks that the paper draws, in the colours worn now.

Its letters are those of the window, whatever its width: it is drawn anew for each width, and never
stretched.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.core.tokens import POINTS
from coachdesk.domain.picture import (
    TOKENS,
    Anchor,
    BoxMark,
    DotMark,
    LineMark,
    Picture,
    PictureMark,
    TextMark,
)
from coachdesk.ui.theme import em, tokens

_LETTERS = POINTS.dense
"""Points of the letters of a picture that are as large as a caption of the window."""


def scale() -> float:
    """Pixels to a point, at the size of the text worn now."""
    return tokens().small / _LETTERS


def draw_picture(painter: QPainter, picture: Picture, at: QPointF) -> None:
    """Draw it, its top left corner at ``at``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    foot = QPointF(at.x(), at.y() + picture.height * scale())
    for mark in picture.marks:
        _draw(painter, mark, foot)
    painter.restore()


class PictureView(QWidget):
    """As wide as its place and as high as its picture; the words of it are read to who asks."""

    def __init__(self, draw: Callable[[float], Picture | None]) -> None:
        """``draw`` gives the picture over so many points."""
        super().__init__()
        self._draw = draw
        self._picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(em(14))
        self._lay()

    @property
    def picture(self) -> Picture | None:
        """What is drawn."""
        return self._picture

    def sizeHint(self) -> QSize:
        """Wide; as high as it is drawn."""
        return QSize(em(40), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another picture."""
        super().resizeEvent(event)
        self._lay()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the marks."""
        if self._picture is None:
            return
        painter = QPainter(self)
        draw_picture(painter, self._picture, QPointF(0, 0))
        painter.end()

    def _lay(self) -> None:
        self._picture = self._draw(max(self.width(), em(14)) / scale())
        high = round(self._picture.height * scale()) + 1 if self._picture else 0
        if high != self.minimumHeight():
            self.setFixedHeight(high)
        said = self._picture.said if self._picture else ""
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
        self.update()


def _draw(painter: QPainter, mark: PictureMark, foot: QPointF) -> None:
    """One mark; ``foot`` is the bottom left corner of the picture."""
    size = scale()
    colour = QColor(getattr(tokens(), TOKENS[mark.tone]))

    def place(x: float, y: float) -> QPointF:
        return QPointF(foot.x() + x * size, foot.y() - y * size)

    match mark:
        case BoxMark():
            corner = place(mark.x, mark.y + mark.height)
            painter.fillRect(
                QRectF(corner.x(), corner.y(), mark.width * size, mark.height * size), colour
            )
        case LineMark():
            stroke = Qt.PenStyle.DashLine if mark.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, max(mark.weight * size, 1), stroke))
            painter.drawPolyline([place(x, y) for x, y in mark.points])
        case DotMark():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(place(mark.x, mark.y), mark.radius * size, mark.radius * size)
        case TextMark():
            _write(painter, mark, place(mark.x, mark.y), colour)


def _write(painter: QPainter, mark: TextMark, at: QPointF, colour: QColor) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(round(mark.size * scale()), 1))
    font.setBold(mark.bold)
    wide = QFontMetricsF(font).horizontalAdvance(mark.text)
    before = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[mark.anchor]
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QPointF(at.x() - before, at.y()), mark.text)
