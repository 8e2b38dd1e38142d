"""The file active of twelve months and of the six to come, with its target.

What is known is a whole line with discs; what is foreseen a broken one with squares, and the
planned ends alone a dotted one with triangles: read without colours as well as with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import NBSP, SHORT_MONTHS, month_name
from coachdesk.domain.forecast import ForecastMonth
from coachdesk.services.dashboard import CurvePoint
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.plot import Plot, above
from coachdesk.ui.widgets.spoken import speaks_as

_KNOWN, _EXPECTED, _STAYING = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine


@dataclass(frozen=True)
class FileActive:
    """What the chart shows."""

    known: tuple[CurvePoint, ...] = ()
    ahead: tuple[ForecastMonth, ...] = ()
    target: int = 0


class ForecastView(Plot):
    """Draws a ``FileActive``; the table beside it says the same to whoever does not see it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Courbe de la file active et de sa prévision"))
        self._shown = FileActive()

    def show_file_active(self, shown: FileActive) -> None:
        """Draw it."""
        self._shown = shown
        told = [f"{month_name(point.month)}{NBSP}: {point.active}" for point in shown.known]
        told += [
            self.tr("{}\u00a0: {} prévus").format(month_name(each.month), each.expected)
            for each in shown.ahead
        ]
        self.setAccessibleDescription(", ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(em(46), em(18))

    def minimumSizeHint(self) -> QSize:
        """Below this the numbers touch."""
        return QSize(em(33), em(13))

    def drawn_values(self) -> tuple[int, ...]:
        """Those known, those foreseen, the target."""
        known = (point.active for point in self._shown.known)
        return (*known, *(each.expected for each in self._shown.ahead), self._shown.target)

    def slots(self) -> int:
        """As many months as are shown."""
        return max(len(self._shown.known) + len(self._shown.ahead), 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Grid, target, the three lines and their numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw_grid(painter)
        known, ahead = self._shown.known, self._shown.ahead
        months = (*(point.month for point in known), *(each.month for each in ahead))
        for slot, month in enumerate(months):
            today = slot == len(known) - 1
            self.draw_month(painter, slot, SHORT_MONTHS[month.month - 1], seen=today)
        if known:
            self._draw_today(painter, len(known) - 1)
            self.draw_target(painter, self._shown.target, below=False)
        now = [point.active for point in known]
        if ahead:
            begun = len(known) - 1
            staying = [*now[-1:], *(each.staying for each in ahead)]
            expected = [*now[-1:], *(each.expected for each in ahead)]
            if staying != expected:
                self._draw_line(painter, begun, staying, _STAYING)
            self._draw_line(painter, begun, expected, _EXPECTED)
        self._draw_line(painter, 0, now, _KNOWN)
        painter.end()

    def _draw_today(self, painter: QPainter, slot: int) -> None:
        painter.setPen(QPen(QColor(tokens().accent_line), 1))
        x = self.x_of(slot)
        painter.drawLine(QPointF(x, em(1.3)), QPointF(x, self.height() - em(1.7)))

    def _draw_line(
        self, painter: QPainter, first: int, values: Sequence[int], stroke: Qt.PenStyle
    ) -> None:
        """A line with a mark and a number for each month; one of the future has its first known."""
        points = [
            QPointF(self.x_of(first + slot), self.y_of(value)) for slot, value in enumerate(values)
        ]
        colour = QColor(tokens().series_beside if stroke is _STAYING else tokens().series)
        painter.setPen(QPen(colour, 2 if stroke is _KNOWN else 1.6, stroke))
        painter.drawPolyline(QPolygonF(points))
        for at, (point, value) in enumerate(zip(points, values, strict=True)):
            if stroke is not _KNOWN and at == 0:
                continue
            painter.setPen(QPen(colour, 1.6))
            painter.setBrush(QColor(tokens().paper))
            _draw_mark(painter, point, stroke)
            painter.setFont(self.small())
            painter.setPen(QColor(tokens().ink_soft))
            box = self._below(point) if stroke is _STAYING else above(point)
            painter.fillRect(box.adjusted(em(0.3), 0, -em(0.3), 0), QColor(tokens().paper))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(value))

    def _below(self, point: QPointF) -> QRectF:
        """Where the value of a point is written under it; beside it where months stand there."""
        box = above(point).translated(0, em(2.1))
        if box.bottom() <= self.y_of(0):
            return box
        return above(point).translated(-em(1.3), em(1.05))


class Legend(QWidget):
    """The three strokes with their words, on one line or several."""

    def __init__(self, words: str, stroke: Qt.PenStyle) -> None:
        super().__init__()
        self._words, self._stroke = words, stroke
        self.setAccessibleName(words)
        speaks_as(self, QAccessible.Role.Graphic)

    def sizeHint(self) -> QSize:
        """The stroke, then the words."""
        return QSize(em(3.4) + self.fontMetrics().horizontalAdvance(self._words), em(1.5))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As the chart draws it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        staying = self._stroke is _STAYING
        colour = QColor(tokens().series_beside if staying else tokens().series)
        middle = self.height() / 2
        painter.setPen(QPen(colour, 2 if self._stroke is _KNOWN else 1.6, self._stroke))
        painter.drawLine(QPointF(0, middle), QPointF(em(2.4), middle))
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(QColor(tokens().paper))
        _draw_mark(painter, QPointF(em(1.2), middle), self._stroke)
        painter.setPen(QColor(tokens().ink_soft))
        room = QRectF(em(3), 0, self.width() - em(3), self.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self._words)
        painter.end()


def known_legend(words: str) -> Legend:
    """Of the months gone by."""
    return Legend(words, _KNOWN)


def expected_legend(words: str) -> Legend:
    """Of what is foreseen."""
    return Legend(words, _EXPECTED)


def staying_legend(words: str) -> Legend:
    """Of the planned ends alone."""
    return Legend(words, _STAYING)


def _draw_mark(painter: QPainter, point: QPointF, stroke: Qt.PenStyle) -> None:
    size = em(0.26)
    if stroke is _KNOWN:
        painter.drawEllipse(point, size, size)
    elif stroke is _EXPECTED:
        painter.drawRect(QRectF(point.x() - size, point.y() - size, 2 * size, 2 * size))
    else:
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(point.x() - size, point.y() - size),
                    QPointF(point.x() + size, point.y() - size),
                    QPointF(point.x(), point.y() + size),
                ]
            )
        )
