"""What the charts of the window share: a grid of numbers, months below, values over points."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.spoken import speaks_as

_STEP = 10
_LINES = 8


class Plot(QWidget):
    """A chart of whole numbers by month; a subclass says which and draws them.

    Nothing is told by colour alone: lines differ by their stroke and their points by their shape.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        speaks_as(self, QAccessible.Role.Chart)

    def drawn_values(self) -> tuple[int, ...]:
        """Every number that must fit in."""
        raise NotImplementedError

    def slots(self) -> int:
        """How many months stand side by side."""
        raise NotImplementedError

    def draw_grid(self, painter: QPainter) -> None:
        """The lines of the grid with their numbers."""
        painter.setFont(self.small())
        for level in range(0, self._highest() + 1, self._step()):
            y = self.y_of(level)
            painter.setPen(QPen(QColor(tokens().rule), 1))
            painter.drawLine(QPointF(self.left(), y), QPointF(self.right(), y))
            painter.setPen(QColor(tokens().ink_faint))
            painter.drawText(
                QRectF(0, y - em(0.6), self.left() - em(0.5), em(1.2)),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                str(level),
            )

    def draw_month(self, painter: QPainter, slot: int, name: str, *, seen: bool) -> None:
        """The name of a month below the grid."""
        painter.setPen(QColor(tokens().accent_deep if seen else tokens().ink_soft))
        box = QRectF(self.x_of(slot) - em(2), self.height() - em(1.35), em(4), em(1.2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def draw_target(self, painter: QPainter, target: int, *, below: bool) -> None:
        """The line of the target, its words over or below it."""
        y = self.y_of(target)
        painter.setPen(QPen(QColor(tokens().agreed), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(self.left(), y), QPointF(self.right(), y))
        painter.drawText(
            QRectF(self.right() - em(9), y + 1 if below else y - em(1.2), em(9), em(1.15)),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            self.tr("objectif {}").format(target),
        )

    def draw_focus(self, painter: QPainter) -> None:
        """Where the keyboard is."""
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens().focus), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def small(self, *, bold: bool = False) -> QFont:
        """The letters of a chart."""
        font = QFont(self.font())
        font.setPixelSize(tokens().axis)
        font.setBold(bold)
        return font

    def left(self) -> float:
        """Where the grid begins."""
        return em(2.4)

    def right(self) -> float:
        """Where it ends."""
        return self.width() - em(1.2)

    def x_of(self, slot: int) -> float:
        """Where the month ``slot`` stands, from 0."""
        inside = self.right() - self.left() - em(1.7)
        return self.left() + em(0.85) + slot * inside / (self.slots() - 1)

    def y_of(self, value: int) -> float:
        """How high ``value`` stands."""
        top, bottom = em(1.3), em(1.7)
        return top + (self.height() - top - bottom) * (1 - value / self._highest())

    def _highest(self) -> int:
        return -(-self._most() // self._step()) * self._step()

    def _most(self) -> int:
        return max((*self.drawn_values(), _STEP))

    def _step(self) -> int:
        """Between two lines of the grid: ten, or more when there would be too many."""
        most, step = self._most(), _STEP
        while most / step > _LINES:
            step = step * 5 // 2 if str(step)[0] == "2" else step * 2
        return step


def above(point: QPointF) -> QRectF:
    """Where the value of a point is written."""
    return QRectF(point.x() - em(0.9), point.y() - em(1.55), em(1.8), em(1))
