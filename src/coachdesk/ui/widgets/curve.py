"""The file-active curve of a year, month by month, with the line of its target."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.core.french import MONTHS, SHORT_MONTHS
from coachdesk.ui.theme import tokens

_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 26.0, 18.0, 24.0
_STEP = 10
_LAST_MONTHS = 8
"""From September on the curve runs beside the words of its target."""


@dataclass(frozen=True)
class Curve:
    """One value per month of a year, from January; the target; the month looked at (1 to 12)."""

    values: tuple[int, ...] = ()
    target: int | None = None
    month: int = 0


class CurveView(QWidget):
    """Draws a ``Curve``; its figures are also read to a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self._curve = Curve()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(460, 190)

    def minimumSizeHint(self) -> QSize:
        """Below this the months' names touch."""
        return QSize(360, 150)

    def show_curve(self, curve: Curve) -> None:
        """Draw ``curve``."""
        self._curve = curve
        told = ", ".join(
            f"{month} {value}" for month, value in zip(MONTHS, curve.values, strict=False)
        )
        self.setAccessibleName(self.tr("Courbe de la file active"))
        self.setAccessibleDescription(told)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid, target, curve, points, and the value of each month above it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPixelSize(tokens().small - 1)
        painter.setFont(small)
        top = self._top()
        for level in range(0, top + 1, _STEP):
            self._grid_line(painter, level)
        for month in range(12):
            painter.setPen(QColor(tokens().accent_deep if month + 1 == self._curve.month else
                                  tokens().ink_soft))  # fmt: skip
            box = QRectF(self._x(month) - 30, self.height() - _BOTTOM + 6, 60, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, SHORT_MONTHS[month])
        self._target(painter)
        self._line(painter)
        painter.end()

    def _grid_line(self, painter: QPainter, level: int) -> None:
        y = self._y(level)
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
        painter.setPen(QColor(tokens().ink_faint))
        painter.drawText(
            QRectF(0, y - 8, _LEFT - 8, 16),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            str(level),
        )

    def _target(self, painter: QPainter) -> None:
        target = self._curve.target
        if target is None:
            return
        y = self._y(target)
        painter.setPen(QPen(QColor(tokens().mend), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
        crowded = any(value >= target for value in self._curve.values[_LAST_MONTHS:])
        painter.drawText(
            QRectF(self.width() - _RIGHT - 120, y + 1 if crowded else y - 17, 120, 16),
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
            looked_at = month + 1 == self._curve.month
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.setBrush(QColor(tokens().accent if looked_at else tokens().paper))
            painter.drawEllipse(point, 4.5 if looked_at else 3.5, 4.5 if looked_at else 3.5)
            painter.setPen(QColor(tokens().accent_deep if looked_at else tokens().ink_soft))
            box = _above(point)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(value))

    def _top(self) -> int:
        highest = max((*self._curve.values, self._curve.target or 0, _STEP))
        return -(-highest // _STEP) * _STEP

    def _x(self, month: int) -> float:
        return _LEFT + 12 + month * (self.width() - _LEFT - _RIGHT - 24) / 11

    def _y(self, value: int) -> float:
        height = self.height() - _TOP - _BOTTOM
        return _TOP + height * (1 - value / self._top())


def _above(point: QPointF) -> QRectF:
    """Where the value of a point is written."""
    return QRectF(point.x() - 10, point.y() - 22, 20, 14)
