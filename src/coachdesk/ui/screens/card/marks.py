"""How much a frein weighed each time it was judged: a row of dots, fuller as it weighs more."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.core.french import short_date
from coachdesk.domain.support import Impact
from coachdesk.queries.card_work import CardObstacle
from coachdesk.services.timeline import IMPACT_WORDS
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.spoken import speaks_as

_MOST = 5
"""Dots shown: the first judgement and the latest ones."""
_STEP = 5.4
"""Between two dots, in heights of the font."""


class EvolutionMarks(QWidget):
    """Dates stand below the dots; a screen reader hears them in words."""

    def __init__(self, judged: Sequence[CardObstacle]) -> None:
        super().__init__()
        found = tuple(judged)
        self._judged = found if len(found) <= _MOST else (found[0], *found[-_MOST + 1 :])
        self._skipped = len(found) > _MOST
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        told = ", ".join(
            f"{IMPACT_WORDS[item.impact]} le {short_date(item.assessed_on)}" for item in found
        )
        self.setAccessibleName(self.tr("Évolution"))
        speaks_as(self, QAccessible.Role.Chart)
        self.setAccessibleDescription(told)
        self.setToolTip(told)

    def sizeHint(self) -> QSize:
        """A dot and a date for each judgement."""
        return QSize(
            em(_STEP) * max(len(self._judged), 1),
            em(1.1) + QFontMetrics(self._small()).height(),
        )

    def minimumSizeHint(self) -> QSize:
        """The first date and the last: those between are left out where room is short."""
        return QSize(em(_STEP) * min(max(len(self._judged), 1), 2), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line through the dots, then the dots, then the dates."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worn, y, radius = tokens(), em(0.5), em(0.34)
        number = max(len(self._judged), 1)
        first, step = em(_STEP) / 2, 0.0
        if number > 1:
            step = min(em(_STEP), (self.width() - em(_STEP)) / (number - 1))
        points = [QPointF(first + step * place, y) for place in range(len(self._judged))]
        ends, crowded = (0, number - 1), step < em(_STEP)
        for place, (left, right) in enumerate(pairwise(points)):
            broken = self._skipped and place == 0
            style = Qt.PenStyle.DotLine if broken else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(worn.line_strong), 1.5, style))
            painter.drawLine(left, right)
        painter.setFont(self._small())
        for place, (item, point) in enumerate(zip(self._judged, points, strict=True)):
            self._dot(painter, item.impact, point, radius)
            if crowded and place not in ends:
                continue
            painter.setPen(QColor(worn.ink_soft))
            box = QRectF(point.x() - em(_STEP) / 2, em(1.1), em(_STEP), self.height() - em(1.1))
            said = f"{item.assessed_on:%d/%m/%y}"
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), said)
        painter.end()

    def _dot(self, painter: QPainter, impact: Impact, at: QPointF, radius: int) -> None:
        """Empty, half full, full."""
        worn = tokens()
        painter.setPen(QPen(QColor(worn.accent), 1.8))
        painter.setBrush(QColor(worn.accent if impact is Impact.STRONG else worn.paper))
        painter.drawEllipse(at, radius, radius)
        if impact is Impact.MODERATE:
            box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
            painter.setBrush(QColor(worn.accent))
            painter.drawPie(box, 180 * 16, 180 * 16)

    def _small(self) -> QFont:
        made = QFont(self.font())
        made.setPixelSize(tokens().small)
        return made
