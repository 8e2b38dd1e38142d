"""The paper on which a person draws: pen, finger or mouse in, strokes in 1/100 mm out.

Only the shape is kept, never pressure nor the timing of points. The paper has one fixed size; the
window shows it as large as it can, so a half-drawn signature survives any change of size.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QEventPoint,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPointingDevice,
    QSinglePointEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.tokens import LIGHT
from coachdesk.domain.drawing import Drawing, Stroke
from coachdesk.ui.screens.pad.ink import HEIGHT, WIDTH, Ink, on_paper, paper_view
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.spoken import speaks_as

_ECHO_MS = 500
"""A mouse event this soon after the pen or a finger is its echo (Windows Ink sends both)."""
_LEAST = QSize(400, 150)
"""Still large enough for a hand."""
_LEAST_EMS = 6.7
"""Its height with large text, for who reads and writes large."""

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
        self._ink = Ink()
        self._drawing_with: Input | None = None
        self._finger = 0
        """Which of the fingers draws."""
        self._gesture = _Gesture()
        self._redo = 0
        self._hand_at = -_ECHO_MS
        """When a pen or a finger was last there."""
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Cadre de signature"))
        speaks_as(self, QAccessible.Role.Canvas)

    def sizeHint(self) -> QSize:
        """The paper at 96 dots per inch."""
        return QSize(605, 227)

    def minimumSizeHint(self) -> QSize:
        """Still large enough for a hand."""
        high = max(_LEAST.height(), em(_LEAST_EMS))
        return QSize(max(_LEAST.width(), high * WIDTH // HEIGHT), high)

    def drawing(self) -> Drawing:
        """What is drawn now, in 1/100 mm from the top left of the paper."""
        strokes: tuple[Stroke, ...] = tuple(tuple(stroke) for stroke in self._strokes)
        return Drawing(WIDTH, HEIGHT, strokes)

    @property
    def blank(self) -> bool:
        """Whether nothing is drawn."""
        return not self._strokes

    @property
    def input(self) -> Input:
        """What the drawing was begun with."""
        return self._gesture.input or "mouse"

    @property
    def began_ms(self) -> int | None:
        """When its first point was drawn, by the clock that nobody sets back."""
        return self._gesture.began_ms

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
        self._blank()

    def renew(self) -> None:
        """A blank paper for someone else."""
        self._redo = 0
        self._blank()

    def _blank(self) -> None:
        self._strokes.clear()
        self._drawing_with = None
        self._gesture = _Gesture()
        self._ink.forget()
        self.update()
        self.changed.emit()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen: accepted, so that Qt makes no mouse event of it."""
        event.accept()
        self._hand_at = self._clock.monotonic_ms()
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
        if event.button() == Qt.MouseButton.LeftButton:
            self._end("mouse")

    def event(self, event: QEvent) -> bool:
        """Fingers: the first one draws; a hand resting while a pen draws does not."""
        if isinstance(event, QTouchEvent):
            self._hand_at = self._clock.monotonic_ms()
            self._touch(event)
            event.accept()
            return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Locked or minimised in the middle of a stroke: it ends there, and stays."""
        super().hideEvent(event)
        if self._drawing_with is not None:
            self._end(self._drawing_with)

    def _touch(self, event: QTouchEvent) -> None:
        if self._gesture.input == "pen":
            return
        if event.type() == QEvent.Type.TouchCancel:
            self._end("touch")
            return
        for point in event.points():
            if point.state() == QEventPoint.State.Pressed and self._drawing_with is None:
                self._finger = point.id()
                self._begin("touch", point.position())
            elif point.id() != self._finger:
                continue
            elif point.state() == QEventPoint.State.Released:
                self._extend("touch", point.position())
                self._end("touch")
            else:
                self._extend("touch", point.position())

    def _is_echo(self, event: QSinglePointEvent) -> bool:
        """Whether a mouse event was made of a pen or a finger, by Qt or by the system."""
        return (
            self._drawing_with in {"pen", "touch"}
            or event.pointingDevice().pointerType() != QPointingDevice.PointerType.Generic
            or self._clock.monotonic_ms() - self._hand_at < _ECHO_MS
        )

    def _begin(self, tool: Input, position: QPointF) -> None:
        if self._drawing_with == tool:
            self._end(tool)  # its release was lost: in another window, or with the screen
        if self._drawing_with is not None:
            return
        self._drawing_with = tool
        now = self._clock.monotonic_ms()
        if self._gesture.began_ms is None:
            self._gesture = _Gesture(tool, now, now)
        self._fit()
        first = not self._strokes
        self._strokes.append([self._on_paper(position)])
        shown = self._ink.add(self._strokes[-1]).toAlignedRect()
        self.update(shown.united(self._ink.baseline().toAlignedRect()) if first else shown)

    def _extend(self, tool: Input, position: QPointF) -> None:
        if self._drawing_with != tool:
            return
        stroke, point = self._strokes[-1], self._on_paper(position)
        if point == stroke[-1]:
            return
        self._fit()
        stroke.append(point)
        self.update(self._ink.add(stroke).toAlignedRect())

    def _end(self, tool: Input) -> None:
        if self._drawing_with != tool:
            return
        self._drawing_with = None
        self._gesture.ended_ms = self._clock.monotonic_ms()
        self._fit()
        self.update(self._ink.finish(self._strokes[-1]).toAlignedRect())
        self.changed.emit()

    def _on_paper(self, position: QPointF) -> tuple[int, int]:
        return on_paper(paper_view(self.size()), position)

    def _fit(self) -> None:
        self._ink.fit(self.size(), self.devicePixelRatioF(), tokens(), self._strokes)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper and its ink; under the hand, what the next point will bend."""
        self._fit()
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.drawPixmap(0, 0, self._ink.picture)
        if not self._strokes:
            painter.setPen(QColor(LIGHT.accent_deep))
            painter.drawText(
                self._ink.baseline(), Qt.AlignmentFlag.AlignCenter, self.tr("Signez ici")
            )
        elif self._drawing_with is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._ink.tail(painter, self._strokes[-1])
        painter.end()
