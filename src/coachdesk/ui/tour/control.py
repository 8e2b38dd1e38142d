"""The visite as it goes: opens the screen of a step, points at its control, follows what moves."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from coachdesk.services.targets import Screen
from coachdesk.services.tour.store import Tour
from coachdesk.ui.shell import Shell
from coachdesk.ui.tour.band import TourBand
from coachdesk.ui.tour.card import TourCard, Veil, hole_around
from coachdesk.ui.tour.steps import TourStep, tour_steps
from coachdesk.ui.widgets.layout import reveal

_LOOK_MS = 120
"""Pages are read beside the window: what is pointed at comes, and moves, a little later."""
_TABS = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}


class TourControl(QObject):
    """Over ``shell``; begins once its desk is open, which ``there`` tells.

    Its ``band`` stays after the last step: the window would be taken for that of her own people.
    """

    there = Signal()

    def __init__(self, shell: Shell, tour: Tour) -> None:
        super().__init__(shell)
        self._shell = shell
        self.steps: tuple[TourStep, ...] = tour_steps(tour)
        self.at = 0
        self.band = TourBand(shell)
        self.veil, self.card = Veil(shell), TourCard(shell)
        self.pointed: QWidget | None = None
        self._begun = self._there = False
        self._left_card = False
        """The Tab of whoever reads took the keyboard from the card."""
        self.card.following.connect(self.follow)
        self.card.preceding.connect(lambda: self.show_step(max(self.at - 1, 0)))
        self.card.left.connect(self.end)
        self._keys = [
            QShortcut(QKeySequence("Alt+Right"), shell, self.follow),
            QShortcut(QKeySequence("Alt+Left"), shell, self.card.before.click),
        ]
        for part in (self.veil, self.card):
            part.hide()
        shell.installEventFilter(self)
        for each in (self.card.before, self.card.next, self.card.end):
            each.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_keyboard)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()

    @property
    def on(self) -> bool:
        """Whether the visite goes on."""
        return self._look.isActive()

    def follow(self) -> None:
        """The next step; after the last one she is on her own."""
        if self.at + 1 < len(self.steps):
            self.show_step(self.at + 1)
        else:
            self.end()

    def show_step(self, number: int) -> None:
        """Open the screen of that step, and say what is there."""
        workspace = self._shell.workspace
        if workspace is None:
            return
        self.at, self.pointed, self._left_card = number, None, False
        step = self.steps[number]
        target = step.target or next(
            (each.target for each in reversed(self.steps[:number]) if each.target), None
        )
        if target is not None and workspace.shown != target:
            workspace.go(target)
        self.card.tell(step, number + 1, len(self.steps))
        for part in (self.veil, self.card):
            part.show()
            part.raise_()
        self.card.next.setFocus()
        self.look()

    def end(self) -> None:
        """Nothing is shown over the window any more."""
        self._look.stop()
        for part in (self.veil, self.card):
            part.hide()
        for key in self._keys:
            key.setEnabled(False)
        if self._shell.workspace is not None:
            self._shell.workspace.refresh()

    def look(self) -> None:
        """Find what is pointed at where it is now.

        Nothing stands over the pad, the cover or the guide, which F1 opens here as elsewhere.
        """
        shell, workspace = self._shell, self._shell.workspace
        if workspace is None:
            return
        if not self._there:
            self._there = True
            self.there.emit()
        if not self._begun:
            if not workspace.today.stops:
                return  # the day is still being read
            self._begun = True
            self.show_step(0)
        reading = workspace.shown.screen is Screen.GUIDE
        shown = shell.handed is None and not shell.guard.covering.on and not reading
        for part in (self.veil, self.card):
            part.setVisible(shown)
        if not shown:
            return
        find = self.steps[self.at].control
        control = find(workspace, shell) if find is not None else None
        if control is not None and isValid(control) and control.isVisible():
            if control is not self.pointed:
                self.pointed = control
                reveal(control)
            self._place(control)
        else:
            self._place(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window was resized: so is what stands over it. Tab leaves the card for the page."""
        if event.type() == QEvent.Type.Resize and watched is self._shell and self.on:
            QTimer.singleShot(0, self, self.look)
        elif isinstance(event, QKeyEvent) and event.key() in _TABS:
            self._left_card = True
        return False

    def _keep_keyboard(self, before: QWidget | None, now: QWidget | None) -> None:
        """A page that takes the keyboard once it is read gives it back to « Suivant ».

        Enter would do there what nobody asked for: open the dialog of the sauvegarde.
        """
        workspace = self._shell.workspace
        if not self.on or workspace is None or before is None or now is None or self._left_card:
            return
        taken = self.card.isAncestorOf(before) and workspace.pages.isAncestorOf(now)
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if taken and not clicked and workspace.shown.screen is not Screen.GUIDE:
            QTimer.singleShot(0, self.card.next, self.card.next.setFocus)

    def _place(self, control: QWidget | None) -> None:
        shell = self._shell
        under = self.band.mapTo(shell, self.band.rect().bottomLeft()).y() + 1
        self.veil.setGeometry(shell.rect().adjusted(0, under, 0, 0))
        hole = hole_around(control, shell) if control is not None else QRect()
        self.veil.point_at(hole.translated(0, -under))
        self.card.stand_by(hole, shell.size())
