"""The file-active curve of a year, month by month, with the line of its target.

Hovering or the arrow keys tell a month; a click or Enter opens it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.core.french import MONTHS, SHORT_MONTHS
from coachdesk.ui.theme import em, tokens

_STEP = 10
_LAST_MONTHS = 8
"""From September on the curve runs beside the words of its target."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -12, Qt.Key.Key_End: 12}


@dataclass(frozen=True)
class Curve:
    """One value per month of a year, from January; the target; the month looked at (1 to 12)."""

    values: tuple[int, ...] = ()
    target: int | None = None
    month: int = 0


class CurveView(QWidget):
    """Draws a ``Curve``; ``opened`` carries the month that is asked for, 1 to 12."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._curve = Curve()
        self._told: int | None = None
        """The month under the hand or the keyboard, from 0."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Courbe de la file active"))

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
        nearest = min(range(number), key=lambda month: abs(self._x(month) - x))
        reach = (self._x(1) - self._x(0)) / 2 + 1
        return nearest if abs(self._x(nearest) - x) <= reach else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid, target, curve, points, and the value of each month above it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small())
        for level in range(0, self._highest() + 1, self._step()):
            self._grid_line(painter, level)
        if self._told is not None:
            self._told_line(painter, self._told)
        for month in range(12):
            seen = month in {self._curve.month - 1, self._told}
            painter.setPen(QColor(tokens().accent_deep if seen else tokens().ink_soft))
            box = QRectF(self._x(month) - em(2), self.height() - em(1.35), em(4), em(1.2))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, SHORT_MONTHS[month])
        self._target(painter)
        self._line(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens().focus), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _told_line(self, painter: QPainter, month: int) -> None:
        painter.setPen(QPen(QColor(tokens().accent_line), 1))
        x = self._x(month)
        painter.drawLine(QPointF(x, em(1.3)), QPointF(x, self.height() - em(1.7)))

    def _grid_line(self, painter: QPainter, level: int) -> None:
        y = self._y(level)
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.drawLine(QPointF(self._left(), y), QPointF(self._right(), y))
        painter.setPen(QColor(tokens().ink_faint))
        painter.drawText(
            QRectF(0, y - em(0.6), self._left() - em(0.5), em(1.2)),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            str(level),
        )

    def _target(self, painter: QPainter) -> None:
        target = self._curve.target
        if target is None:
            return
        y = self._y(target)
        painter.setPen(QPen(QColor(tokens().mend), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(self._left(), y), QPointF(self._right(), y))
        crowded = any(value >= target for value in self._curve.values[_LAST_MONTHS:])
        painter.drawText(
            QRectF(self._right() - em(9), y + 1 if crowded else y - em(1.2), em(9), em(1.15)),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            self.tr("objectif {}").format(target),
        )

    def _line(self, painter: QPainter) -> None:
        points = [QPointF(self._x(i), self._y(v)) for i, v in enumerate(self._curve.values)]
        if not points:
            return
        for point in points:  # the values stand on the paper, over the lines of the grid
            painter.fillRect(_above(point), QColor(tokens().paper))
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.setPen(QPen(QColor(tokens().accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        for month, (point, value) in enumerate(zip(points, self._curve.values, strict=True)):
            seen = month in {self._curve.month - 1, self._told}
            size = em(0.32) if seen else em(0.25)
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.setBrush(QColor(tokens().accent if seen else tokens().paper))
            painter.drawEllipse(point, size, size)
            painter.setFont(self._small(bold=month == self._told))
            painter.setPen(QColor(tokens().accent_deep if seen else tokens().ink_soft))
            painter.drawText(_above(point), Qt.AlignmentFlag.AlignCenter, str(value))

    def _small(self, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(tokens().small - 1)
        font.setBold(bold)
        return font

    def _highest(self) -> int:
        highest = max((*self._curve.values, self._curve.target or 0, _STEP))
        return -(-highest // self._step()) * self._step()

    def _step(self) -> int:
        """Between two lines of the grid: ten, or more when there would be too many."""
        highest = max((*self._curve.values, self._curve.target or 0, _STEP))
        step = _STEP
        while highest / step > 8:  # noqa: PLR2004  (lines)
            step = step * 5 // 2 if str(step)[0] == "2" else step * 2
        return step

    def _left(self) -> float:
        return em(2.4)

    def _right(self) -> float:
        return self.width() - em(1.2)

    def _x(self, month: int) -> float:
        inside = self._right() - self._left() - em(1.7)
        return self._left() + em(0.85) + month * inside / 11

    def _y(self, value: int) -> float:
        top, bottom = em(1.3), em(1.7)
        return top + (self.height() - top - bottom) * (1 - value / self._highest())


def _above(point: QPointF) -> QRectF:
    """Where the value of a point is written."""
    return QRectF(point.x() - em(0.9), point.y() - em(1.55), em(1.8), em(1))
