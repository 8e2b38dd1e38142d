"""What stands over the window during the visite: a veil with a hole, and the card that speaks."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from coachdesk.ui.theme import em, tokens
from coachdesk.ui.tour.steps import TourStep
from coachdesk.ui.widgets.announced import announce
from coachdesk.ui.widgets.layout import button, label

_SHADE = 90
"""Of 255: what is around stays readable."""
_AIR = 6
_WIDE = 26
"""Of the card, in heights of the font."""


class Veil(QWidget):
    """Darkens all but the control pointed at; neither mouse nor keyboard sees it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hole = QRect()

    def point_at(self, hole: QRect) -> None:
        """Leave ``hole`` in the light; an empty one leaves all of it."""
        if hole != self.hole:
            self.hole = hole
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The shade, the hole and its edge."""
        if self.hole.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = QPainterPath()
        lit.addRoundedRect(QRectF(self.hole), tokens().radius, tokens().radius)
        all_of_it = QPainterPath()
        all_of_it.addRect(QRectF(self.rect()))
        shade = QColor(tokens().menu)
        shade.setAlpha(_SHADE)
        painter.fillPath(all_of_it.subtracted(lit), shade)
        painter.setPen(QPen(QColor(tokens().focus), 3))
        painter.drawPath(lit)
        painter.end()


class TourCard(QFrame):
    """What is said of a step, and the way on. ``left`` ends the visite.

    Beside what it speaks of; across the window, and flat, where large text leaves no such place.
    """

    following = Signal()
    preceding = Signal()
    left = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("panel")
        self.setAccessibleName(self.tr("Visite guidée"))
        self.count = label("", role="caption")
        self.title = label("", role="heading", wrap=True, gives_back=True)
        self.words = label("", wrap=True, gives_back=True)
        self.before = button(self.tr("Précédent"))
        self.before.setToolTip(self.tr("Précédent (Alt+Gauche)"))
        self.next = button("", kind="primary")
        self.next.setToolTip(self.tr("Suivant (Alt+Droite)"))
        self.end = button("", kind="icon", glyph="x", name=self.tr("Finir la visite"))
        self.before.clicked.connect(self.preceding)
        self.next.clicked.connect(self.following)
        self.end.clicked.connect(self.left)
        self._grid = QGridLayout(self)
        self._grid.setVerticalSpacing(6)
        self._tall = QSize()
        """Of the card beside what it speaks of."""

    def tell(self, step: TourStep, number: int, steps: int) -> None:
        """Say that step, the ``number``-th of ``steps``."""
        self.count.setText(self.tr("Visite guidée · {} sur {}").format(number, steps))
        self.title.setText(step.title)
        self.words.setText(step.words)
        self.setAccessibleDescription(f"{step.title}. {step.words}")
        announce(self, f"{self.count.text()}. {self.accessibleDescription()}")
        self.before.setVisible(number > 1)
        last = number == steps
        self.next.setText(self.tr("Essayer") if last else self.tr("Suivant"))
        self._lay_out(em(_WIDE), flat=False)
        self._tall = self.size()

    def stand_by(self, hole: QRect, room: QSize) -> None:
        """Beside ``hole``, or across the window; in the middle when there is none."""
        place = beside(hole, self._tall, room)
        wide = self._tall.width() if place is not None else room.width() - 4 * _AIR
        if self.width() != wide:
            self._lay_out(wide, flat=place is None)
        self.move(place if place is not None else across(hole, self.size(), room))

    def _lay_out(self, wide: int, *, flat: bool) -> None:
        grid, left = self._grid, Qt.AlignmentFlag.AlignLeft
        parts: tuple[tuple[QWidget, tuple[int, int, int, int], Qt.AlignmentFlag], ...] = (
            (self.count, (0, 0, 1, 1), left),
            (self.end, (0, 2, 1, 1), Qt.AlignmentFlag.AlignRight),
            (self.title, (1, 0, 1, 3), Qt.AlignmentFlag(0)),
            (self.words, (2, 0, 1, 3), Qt.AlignmentFlag(0)),
            (self.before, (3, 0, 1, 1), left),
            (self.next, (3, 2, 1, 1), Qt.AlignmentFlag.AlignRight),
        )
        if flat:
            parts = (
                (self.title, (0, 0, 1, 1), Qt.AlignmentFlag(0)),
                (self.count, (0, 1, 1, 1), Qt.AlignmentFlag(0)),
                (self.before, (0, 2, 1, 1), Qt.AlignmentFlag(0)),
                (self.next, (0, 3, 1, 1), Qt.AlignmentFlag(0)),
                (self.end, (0, 4, 1, 1), Qt.AlignmentFlag(0)),
                (self.words, (1, 0, 1, 5), Qt.AlignmentFlag(0)),
            )
        for part, cell, side in parts:
            grid.addWidget(part, *cell, side)
        for at in (0, 1):
            grid.setColumnStretch(at, 1 if flat is (at == 0) else 0)
        air = (0.5, 0.2, 0.5, 0.3) if flat else (1.2, 0.5, 1.2, 1.1)
        grid.setContentsMargins(*(em(side) for side in air))
        self.setFixedWidth(wide)
        grid.activate()
        self.adjustSize()


def beside(hole: QRect, card: QSize, room: QSize) -> QPoint | None:
    """Where a card stands: right of ``hole``, below, left or above it; None when it hides it."""
    wide, high = card.width(), card.height()
    if hole.isEmpty():
        return QPoint((room.width() - wide) // 2, (room.height() - high) // 2)
    gap = 2 * _AIR
    along_x = min(max(hole.left(), gap), max(room.width() - wide - gap, gap))
    along_y = min(max(hole.top(), gap), max(room.height() - high - gap, gap))
    for place in (
        QPoint(hole.right() + gap, along_y),
        QPoint(along_x, hole.bottom() + gap),
        QPoint(hole.left() - gap - wide, along_y),
        QPoint(along_x, hole.top() - gap - high),
    ):
        inside = QRect(QPoint(0, 0), room).contains(QRect(place, card))
        if inside:
            return place
    return None


def across(hole: QRect, card: QSize, room: QSize) -> QPoint:
    """Where a card as wide as the window stands: above ``hole`` or below, where it hides least."""
    gap = 2 * _AIR
    above = QPoint(gap, max(hole.top() - gap - card.height(), 0))
    below = QPoint(gap, max(min(hole.bottom() + gap, room.height() - card.height()), 0))
    return min((above, below), key=lambda at: QRect(at, card).intersected(hole).height())


def hole_around(control: QWidget, over: QWidget) -> QRect:
    """The place of ``control`` in ``over``, with some air, cut to what is in sight."""
    shown = control.visibleRegion().boundingRect()
    if shown.isEmpty():
        return QRect()
    placed = QRect(control.mapTo(over, shown.topLeft()), shown.size())
    return placed.adjusted(-_AIR, -_AIR, _AIR, _AIR).intersected(over.rect())
