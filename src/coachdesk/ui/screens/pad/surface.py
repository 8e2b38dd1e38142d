"""The paper on which a person draws: pen, finger or mouse in, strokes in 1/100 mm out.

Only the shape is kept, never pressure nor the timing of points. The paper has one fixed size; the
window shows it as large as it can, so a half-drawn signature survives any change of size.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QSinglePointEvent,
    QTabletEvent,
    QTouchEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.core.clock import Clock
from coachdesk.domain.drawing import Drawing, Stroke
from coachdesk.ui.theme import LIGHT, tokens

WIDTH = 16_000
"""160 mm: the paper, in 1/100 mm."""
HEIGHT = 6_000
"""60 mm."""
_INK = 70
"""Width of the line: 0.7 mm."""
_MARGIN = 2
_BASELINE = 0.76
"""Height of the line to sign on, as a share of the paper's."""
_ECHO_MS = 500
"""A mouse event this soon after the pen is its echo (Windows Ink sends both)."""


Input: TypeAlias = Literal["pen", "touch", "mouse"]
"""What the person draws with."""


@dataclass
class _Gesture:
    """How the drawing was made, beside its shape."""

    input: Input | None = None
    began_ms: int | None = None
    ended_ms: int = 0


class PadSurface(QWidget):
    """The drawing under the person's hand; ``changed`` follows each stroke."""

    changed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._strokes: list[list[tuple[int, int]]] = []
        self._paths: list[QPainterPath] = []
        self._drawing_with: Input | None = None
        self._gesture = _Gesture()
        self._redo = 0
        self._pen_at = -_ECHO_MS
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Cadre de signature"))

    def sizeHint(self) -> QSize:
        """The paper at 96 dots per inch."""
        return QSize(605, 227)

    def minimumSizeHint(self) -> QSize:
        """Still large enough for a hand."""
        return QSize(400, 150)

    def drawing(self) -> Drawing:
        """What is drawn now, in 1/100 mm from the top left of the paper."""
        strokes: tuple[Stroke, ...] = tuple(tuple(stroke) for stroke in self._strokes)
        return Drawing(WIDTH, HEIGHT, strokes)

    @property
    def input(self) -> Input:
        """What the drawing was begun with."""
        return self._gesture.input or "mouse"

    @property
    def duration_ms(self) -> int:
        """From the first point to the last."""
        began = self._gesture.began_ms
        return 0 if began is None else self._gesture.ended_ms - began

    @property
    def redo(self) -> int:
        """How many times the person began again."""
        return self._redo

    def clear(self) -> None:
        """Take the drawing away; the person begins again."""
        if self._strokes:
            self._redo += 1
        self._strokes.clear()
        self._paths.clear()
        self._drawing_with = None
        self._gesture = _Gesture()
        self.update()
        self.changed.emit()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen: accepted, so that Qt makes no mouse event of it."""
        event.accept()
        self._pen_at = self._clock.monotonic_ms()
        if event.type() == QEvent.Type.TabletPress and event.buttons() & Qt.MouseButton.LeftButton:
            self._begin("pen", event.position())
        elif event.type() == QEvent.Type.TabletMove:
            self._extend("pen", event.position())
        elif event.type() == QEvent.Type.TabletRelease:
            self._end("pen")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button of a real mouse begins a stroke."""
        if event.button() == Qt.MouseButton.LeftButton and not self._is_echo(event):
            self._begin("mouse", event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The mouse draws."""
        if not self._is_echo(event):
            self._extend("mouse", event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke ends."""
        del event
        self._end("mouse")

    def event(self, event: QEvent) -> bool:
        """Fingers: the first one draws; a hand resting while a pen draws does not."""
        if isinstance(event, QTouchEvent):
            self._touch(event)
            event.accept()
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        if self._gesture.input == "pen" or not event.points():
            return
        position = event.points()[0].position()
        if event.type() == QEvent.Type.TouchBegin:
            self._begin("touch", position)
        elif event.type() == QEvent.Type.TouchUpdate:
            self._extend("touch", position)
        else:
            self._end("touch")

    def _is_echo(self, event: QSinglePointEvent) -> bool:
        """Whether a mouse event was made of a pen or a finger, by Qt or by the system."""
        return (
            self._drawing_with in {"pen", "touch"}
            or event.pointingDevice().pointerType() != QPointingDevice.PointerType.Generic
            or self._clock.monotonic_ms() - self._pen_at < _ECHO_MS
        )

    def _begin(self, tool: Input, position: QPointF) -> None:
        if self._drawing_with is not None:
            return
        self._drawing_with = tool
        now = self._clock.monotonic_ms()
        if self._gesture.began_ms is None:
            self._gesture = _Gesture(tool, now, now)
        point = self._on_paper(position)
        self._strokes.append([point])
        self._paths.append(QPainterPath(QPointF(*point)))
        self._refresh(point, point)

    def _extend(self, tool: Input, position: QPointF) -> None:
        if self._drawing_with != tool:
            return
        stroke = self._strokes[-1]
        point, last = self._on_paper(position), stroke[-1]
        if point == last:
            return
        stroke.append(point)
        middle = QPointF((last[0] + point[0]) / 2, (last[1] + point[1]) / 2)
        if len(stroke) == 2:  # noqa: PLR2004  the first segment is straight
            self._paths[-1].lineTo(middle)
        else:  # through the middles, bent towards the points: smooth whatever the device's rate
            self._paths[-1].quadTo(QPointF(*last), middle)
        self._refresh(stroke[-3] if len(stroke) > 2 else last, point)  # noqa: PLR2004

    def _end(self, tool: Input) -> None:
        if self._drawing_with != tool:
            return
        self._drawing_with = None
        self._gesture.ended_ms = self._clock.monotonic_ms()
        self._paths[-1].lineTo(QPointF(*self._strokes[-1][-1]))
        self.update()
        self.changed.emit()

    def _on_paper(self, position: QPointF) -> tuple[int, int]:
        inverse, _ = self._view().inverted()
        point = inverse.map(position)
        return (
            min(max(round(point.x()), 0), WIDTH),
            min(max(round(point.y()), 0), HEIGHT),
        )

    def _view(self) -> QTransform:
        """From the paper to the widget: as large as it fits, centred."""
        scale = min((self.width() - 2 * _MARGIN) / WIDTH, (self.height() - 2 * _MARGIN) / HEIGHT)
        scale = max(scale, 1e-4)
        left = (self.width() - WIDTH * scale) / 2
        top = (self.height() - HEIGHT * scale) / 2
        return QTransform(scale, 0, 0, scale, left, top)

    def _refresh(self, *points: tuple[int, int]) -> None:
        """Repaint only what the last points touch: the line follows the hand."""
        box = QRectF(QPointF(*points[0]), QPointF(*points[-1])).normalized()
        box.adjust(-3 * _INK, -3 * _INK, 3 * _INK, 3 * _INK)
        self.update(self._view().mapRect(box).toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper, white in every theme; the line to sign on, the drawing."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens().ground))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = self._view()
        paper = view.mapRect(QRectF(0, 0, WIDTH, HEIGHT))
        painter.setPen(QPen(QColor(LIGHT.accent_line), 1.5))
        painter.setBrush(QColor(LIGHT.paper))
        painter.drawRoundedRect(paper, 8, 8)
        line_y = paper.top() + paper.height() * _BASELINE
        painter.setPen(QPen(QColor(LIGHT.line_strong), 1, Qt.PenStyle.DashLine))
        painter.drawLine(
            QPointF(paper.left() + paper.width() * 0.06, line_y),
            QPointF(paper.right() - paper.width() * 0.06, line_y),
        )
        if not self._strokes:
            painter.setPen(QColor(LIGHT.ink_faint))
            below = QRectF(paper.left(), line_y + 4, paper.width(), paper.bottom() - line_y - 4)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.tr("Signez ici"))
        painter.setTransform(view, combine=True)
        ink = QPen(QColor("#10203A"), _INK)
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke, path in zip(self._strokes, self._paths, strict=True):
            if len(stroke) == 1:
                painter.drawPoint(QPointF(*stroke[0]))
            else:
                painter.drawPath(path)
        painter.end()
