"""The file-active curve of a year, month by month, with the line of its target.

Hovering or the arrow keys tell a month; a click or Enter opens it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)

from coachdesk.core.french import MONTHS, SHORT_MONTHS
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.plot import Plot, above

_LAST_MONTHS = 8
"""From September on the curve runs beside the words of its target."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -12, Qt.Key.Key_End: 12}


@dataclass(frozen=True)
class Curve:
    """One value per month of a year, from January; the target; the month looked at (1 to 12)."""

    values: tuple[int, ...] = ()
    target: int | None = None
    month: int = 0


class CurveView(Plot):
    """Draws a ``Curve``; ``opened`` carries the month that is asked for, 1 to 12."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._curve = Curve()
        self._told: int | None = None
        """The month under the hand or the keyboard, from 0."""
        self.setAccessibleName(self.tr("Courbe de la file active"))

    def drawn_values(self) -> tuple[int, ...]:
        """Those of the months, and the target."""
        return (*self._curve.values, self._curve.target or 0)

    def slots(self) -> int:
        """A year."""
        return len(SHORT_MONTHS)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(em(33), em(14))

    def minimumSizeHint(self) -> QSize:
        """Below this the months' names touch."""
        return QSize(em(23), em(11))

    def show_curve(self, curve: Curve) -> None:
        """Draw ``curve``."""
        self._curve = curve
        self._told = None
        told = ", ".join(
            f"{month} {value}" for month, value in zip(MONTHS, curve.values, strict=False)
        )
        self.setAccessibleDescription(told)
        self.update()

    @property
    def told(self) -> str:
        """What is said of the month under the hand or the keyboard."""
        if self._told is None or self._told >= len(self._curve.values):
            return ""
        value = self._curve.values[self._told]
        words = self.tr("{} : {}").replace(" :", "\u00a0:").format(MONTHS[self._told], value)
        return words.capitalize()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the month under the hand."""
        self._tell(self._month_at(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the month under the hand."""
        month = self._month_at(event.position().x())
        if event.button() is Qt.MouseButton.LeftButton and month is not None:
            self.opened.emit(month + 1)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell nothing any more."""
        super().leaveEvent(event)
        self._tell(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins on the month looked at."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._tell(self._curve.month - 1 if self._curve.values else None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell nothing any more."""
        super().focusOutEvent(event)
        self._tell(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows tell the months, Enter and Space open the one told."""
        last = len(self._curve.values) - 1
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and last >= 0:
            at = self._curve.month - 1 if self._told is None else self._told
            self._tell(min(max(at + step, 0), last))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if self._told is not None:
                self.opened.emit(self._told + 1)
        else:
            super().keyPressEvent(event)

    def _tell(self, month: int | None) -> None:
        if month == self._told:
            return
        self._told = month
        self.setCursor(
            Qt.CursorShape.ArrowCursor if month is None else Qt.CursorShape.PointingHandCursor
        )
        if month is not None and self.hasFocus():  # read to who does not see it
            self.setAccessibleName(self.told)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    def _month_at(self, x: float) -> int | None:
        """The month nearest to ``x`` of those that have a value."""
        number = len(self._curve.values)
        if not number:
            return None
        nearest = min(range(number), key=lambda month: abs(self.x_of(month) - x))
        reach = (self.x_of(1) - self.x_of(0)) / 2 + 1
        return nearest if abs(self.x_of(nearest) - x) <= reach else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid, target, curve, points, and the value of each month above it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw_grid(painter)
        if self._told is not None:
            self._told_line(painter, self._told)
        for month, name in enumerate(SHORT_MONTHS):
            self.draw_month(painter, month, name, seen=month in {self._curve.month - 1, self._told})
        if (target := self._curve.target) is not None:
            late = self._curve.values[_LAST_MONTHS:]
            self.draw_target(painter, target, below=any(value >= target for value in late))
        self._line(painter)
        self.draw_focus(painter)
        painter.end()

    def _told_line(self, painter: QPainter, month: int) -> None:
        painter.setPen(QPen(QColor(tokens().accent_line), 1))
        x = self.x_of(month)
        painter.drawLine(QPointF(x, em(1.3)), QPointF(x, self.height() - em(1.7)))

    def _line(self, painter: QPainter) -> None:
        points = [QPointF(self.x_of(i), self.y_of(v)) for i, v in enumerate(self._curve.values)]
        if not points:
            return
        for point in points:  # the values stand on the paper, over the lines of the grid
            painter.fillRect(above(point), QColor(tokens().paper))
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.setPen(QPen(QColor(tokens().series), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        for month, (point, value) in enumerate(zip(points, self._curve.values, strict=True)):
            seen = month in {self._curve.month - 1, self._told}
            size = em(0.32) if seen else em(0.25)
            painter.setPen(QPen(QColor(tokens().series), 2))
            painter.setBrush(QColor(tokens().series if seen else tokens().paper))
            painter.drawEllipse(point, size, size)
            painter.setFont(self.small(bold=month == self._told))
            painter.setPen(QColor(tokens().accent_deep if seen else tokens().ink_soft))
            painter.drawText(above(point), Qt.AlignmentFlag.AlignCenter, str(value))
