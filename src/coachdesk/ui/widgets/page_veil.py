"""What lies over a page while what it shows is read, or could not be.

Over the whole of it when the page was opened on something else: what it showed before is not told
as if it were this. Thin when the same is read once more: what is below may be a moment old.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import typeset
from coachdesk.ui.theme import tokens
from coachdesk.ui.widgets.announced import announce
from coachdesk.ui.widgets.layout import button, chip, column, row
from coachdesk.ui.widgets.nothing_here import NothingHere

_THIN = 150
"""Of 255: the words below are still read, and seen to be of before."""


class PageVeil(QWidget):
    """Still: nothing turns or slides. ``again`` asks for the same once more, ``left`` goes back."""

    again = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._thin = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Lecture…"))
        self.leave = button(self.tr("Revenir"), glyph="arrow-left")
        self.leave.setToolTip(self.tr("Ne pas attendre"))
        self.leave.clicked.connect(self.left)
        self.waiting = NothingHere(self.leave, heading=self.tr("Lecture…"), glyph="clock")
        self.retry = button(self.tr("Réessayer"), kind="primary", glyph="repeat")
        self.retry.clicked.connect(self.again)
        self.back = button(self.tr("Revenir"), glyph="arrow-left")
        self.back.clicked.connect(self.left)
        self.refusal = NothingHere(self.retry, self.back, glyph="triangle-alert")
        self.sign = chip(self.tr("Lecture…"), "quiet")
        top = row(None, self.sign, spacing=0)
        layout = column(top, self.waiting, self.refusal, spacing=0)
        layout.setAlignment(top, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        layout.setContentsMargins(24, 8, 24, 16)
        self.setLayout(layout)
        self.hide()

    def wait(self, *, thin: bool, takes_keyboard: bool) -> None:
        """It is being read; she need not wait. Thin, it leaves the keyboard where it is."""
        self._lay(thin=thin, shown=self.sign if thin else self.waiting)
        self.waiting.say(self.tr("Lecture…"))
        announce(self, self.tr("Lecture…"))
        if takes_keyboard and not thin:
            self.setFocus()  # no key falls on what is under it, nor gives up what was asked for

    def explain(self) -> None:
        """It takes very long."""
        self.waiting.say(
            self.tr("Lecture…"),
            self.tr("Le disque répond lentement. Rien n’est perdu\u00a0: la lecture continue."),
        )

    def refuse(self, error: UserError) -> None:
        """It could not be read: why, and what may be done."""
        self._lay(thin=False, shown=self.refusal)
        self.refusal.say(typeset(error.sentence), typeset(error.remedy))
        announce(self, self.refusal.text(), at_once=True)
        self.retry.setFocus()

    def lift(self) -> None:
        """What is below is what was asked for."""
        self.hide()

    def _lay(self, *, thin: bool, shown: QWidget) -> None:
        self._thin = thin
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, thin)
        for part in (self.waiting, self.refusal, self.sign):
            part.setVisible(part is shown)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of a page, or a breath of it."""
        ground = QColor(tokens().ground)
        if self._thin:
            ground.setAlpha(_THIN)
        painter = QPainter(self)
        painter.fillRect(self.rect(), ground)
        painter.end()
