"""The drawing as a picture that each point adds to: showing it costs the same to the end."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from coachdesk.core.tokens import LIGHT, Tokens

Point: TypeAlias = tuple[int, int]

WIDTH = 16_000
"""160 mm: the paper, in 1/100 mm."""
HEIGHT = 6_000
"""60 mm."""
INK = 70
"""Width of the line: 0.7 mm."""
MARGIN = 2
_BASELINE = 0.76
"""Height of the line to sign on, as a share of the paper's."""
_CURVED = 3
"""Points from which a stroke bends: the first segment is straight."""


def paper_view(size: QSize) -> QTransform:
    """From the paper to a widget of that size: as large as it fits, centred."""
    scale = min((size.width() - 2 * MARGIN) / WIDTH, (size.height() - 2 * MARGIN) / HEIGHT)
    scale = max(scale, 1e-4)
    left = (size.width() - WIDTH * scale) / 2
    top = (size.height() - HEIGHT * scale) / 2
    return QTransform(scale, 0, 0, scale, left, top)


def on_paper(view: QTransform, position: QPointF) -> Point:
    """Where a position of the widget falls on the paper; what is beside it, on its edge."""
    inverse, _ = view.inverted()
    point = inverse.map(position)
    return min(max(round(point.x()), 0), WIDTH), min(max(round(point.y()), 0), HEIGHT)


class Ink:
    """Paper and ink for one size, one scale and one theme; made anew for another."""

    def __init__(self) -> None:
        self._made_for: tuple[QSize, float, Tokens] | None = None
        self.picture = QPixmap()
        self.view = QTransform()

    def fit(
        self, size: QSize, scale: float, theme: Tokens, strokes: Sequence[Sequence[Point]]
    ) -> None:
        """Draw all of it again, if it was made for something else."""
        made_for = self._made_for
        if made_for is not None and made_for[:2] == (size, scale) and made_for[2] is theme:
            return
        self._made_for = size, scale, theme
        self.view = paper_view(size)
        self.picture = QPixmap(size * scale)
        self.picture.setDevicePixelRatio(scale)
        self.picture.fill(QColor(theme.ground))
        painter = QPainter(self.picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper = self.view.mapRect(QRectF(0, 0, WIDTH, HEIGHT))
        # White in every theme, and its edge seen on it: what is to be signed on must be found.
        edge = QColor(theme.edge if theme.paper == LIGHT.paper else LIGHT.edge)
        painter.setPen(QPen(edge, 2))
        painter.setBrush(QColor(LIGHT.paper))
        painter.drawRoundedRect(paper, 8, 8)
        line = self.baseline()
        painter.setPen(QPen(edge, 1, Qt.PenStyle.DashLine))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # it would pale
        painter.drawLine(line.topLeft(), line.topRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._hold(painter)
        for stroke in strokes:
            painter.drawPath(_whole(stroke))
        painter.end()

    def forget(self) -> None:
        """The next ``fit`` begins with a blank paper."""
        self._made_for = None

    def baseline(self) -> QRectF:
        """The line to sign on; below it there is room for a word."""
        paper = self.view.mapRect(QRectF(0, 0, WIDTH, HEIGHT))
        top = paper.top() + paper.height() * _BASELINE
        aside = paper.width() * 0.06
        return QRectF(paper.left() + aside, top, paper.width() - 2 * aside, paper.bottom() - top)

    def add(self, stroke: Sequence[Point]) -> QRectF:
        """Draw what the last point of ``stroke`` adds; gives what is to be shown again."""
        painter = QPainter(self.picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._hold(painter)
        painter.drawPath(_last(stroke))
        painter.end()
        return self._around(stroke[-_CURVED:])

    def finish(self, stroke: Sequence[Point]) -> QRectF:
        """Draw the end of ``stroke``, from the last middle to its last point."""
        painter = QPainter(self.picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.tail(painter, stroke)
        painter.end()
        return self._around(stroke[-2:])

    def tail(self, painter: QPainter, stroke: Sequence[Point]) -> None:
        """The way from the last middle to the hand, which the next point will bend."""
        self._hold(painter)
        path = QPainterPath(_middle(stroke[-2:]))
        path.lineTo(QPointF(*stroke[-1]))
        painter.drawPath(path)

    def _hold(self, painter: QPainter) -> None:
        pen = QPen(QColor(LIGHT.pen), INK)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setTransform(self.view, combine=True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _around(self, points: Sequence[Point]) -> QRectF:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
        return self.view.mapRect(box.adjusted(-2 * INK, -2 * INK, 2 * INK, 2 * INK))


def _middle(points: Sequence[Point]) -> QPointF:
    (x, y), (p, q) = points[0], points[-1]
    return QPointF((x + p) / 2, (y + q) / 2)


def _last(stroke: Sequence[Point]) -> QPainterPath:
    """Through the middles, bent towards the points: smooth whatever the rate of the device."""
    if len(stroke) == 1:
        path = QPainterPath(QPointF(*stroke[0]))
        path.lineTo(QPointF(*stroke[0]) + QPointF(1, 0))  # a dot; no length leaves no ink
        return path
    if len(stroke) < _CURVED:
        path = QPainterPath(QPointF(*stroke[0]))
        path.lineTo(_middle(stroke))
        return path
    path = QPainterPath(_middle(stroke[-3:-1]))
    path.quadTo(QPointF(*stroke[-2]), _middle(stroke[-2:]))
    return path


def _whole(stroke: Sequence[Point]) -> QPainterPath:
    path = QPainterPath()
    for end in range(1, len(stroke) + 1):
        path.addPath(_last(stroke[max(end - _CURVED, 0) : end]))
    path.moveTo(_middle(stroke[-2:]))
    path.lineTo(QPointF(*stroke[-1]))
    return path
