"""What stands over the window during the visite: a veil with a hole, and the card that speaks."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from coachdesk.ui.theme import em, tokens
from coachdesk.ui.tour.steps import TourStep
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.spoken import announce

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
    """What is said of a step, and the way on. ``left`` ends the visite."""

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
        head = row(self.count, None, self.end)
        acts = row(self.before, None, self.next)
        layout = column(head, self.title, self.words, 6, acts, spacing=6)
        layout.setContentsMargins(em(1.2), em(0.5), em(1.2), em(1.1))
        self.setLayout(layout)
        self.setFixedWidth(em(_WIDE))

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
        self.adjustSize()

    def stand_by(self, hole: QRect, room: QSize) -> None:
        """Beside ``hole``, where it hides it least; in the middle when there is none."""
        self.adjustSize()
        self.move(beside(hole, self.size(), room))


def beside(hole: QRect, card: QSize, room: QSize) -> QPoint:
    """Where a card stands: right of ``hole``, below, left or above it, else in a far corner."""
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
    return QPoint(max(room.width() - wide - gap, 0), max(room.height() - high - gap, 0))


def hole_around(control: QWidget, over: QWidget) -> QRect:
    """The place of ``control`` in ``over``, with some air, cut to what is in sight."""
    shown = control.visibleRegion().boundingRect()
    if shown.isEmpty():
        return QRect()
    placed = QRect(control.mapTo(over, shown.topLeft()), shown.size())
    return placed.adjusted(-_AIR, -_AIR, _AIR, _AIR).intersected(over.rect())
