"""When the window is covered, and when the store is to be locked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from coachdesk.core.clock import Clock
from coachdesk.ui.clipboard import ClipboardKeeper
from coachdesk.ui.commands import commands
from coachdesk.ui.locking.covering import Covering
from coachdesk.ui.locking.idle import Idle
from coachdesk.ui.locking.touches import Touches
from coachdesk.ui.locking.why import Why
from coachdesk.ui.messages import Messages

if TYPE_CHECKING:
    from coachdesk.ui.widgets.progress import ProgressLine


class Guard(QObject):
    """``lock_asked`` carries why."""

    lock_asked = Signal(object)

    def __init__(
        self, window: QMainWindow, content: QWidget, clock: Clock, messages: Messages
    ) -> None:
        """``content`` is what the cover stands in place of, in ``window``."""
        super().__init__(window)
        self._window = window
        self._messages = messages
        self.opened = False
        """Whether there is a desk to lock."""
        self.covering = Covering(window, content, clock)
        self.clipboard = ClipboardKeeper(self)
        self.idle = Idle(self, clock)
        self.idle.passed.connect(lambda: self.lock_asked.emit(Why.IDLE))
        self.idle.woken.connect(lambda: self.lock_asked.emit(Why.SLEEP))
        self.idle.soon.connect(self._warn)
        touches = Touches(self)
        touches.touched.connect(self.idle.touch)
        touches.discreet_asked.connect(self.turn_discreet)
        touches.lock_asked.connect(lambda: self.lock_asked.emit(Why.ASKED))
        self._waits = False
        """The store is to be locked when an act ends."""
        self.due: Why | None = None
        """A store that is being opened is to be locked at once."""

    def turn_discreet(self) -> None:
        """The discreet screen, or what is behind it: the same key goes and comes back."""
        if self._waits:
            return
        if self.covering.on:
            self.covering.uncover()
        else:
            self.hide_all()

    def hide_all(self) -> None:
        """The discreet screen: a click or its key brings all of it back as it was."""
        keys = commands()["discreet"].shortcut
        self.covering.cover(self.tr("{} ou un clic pour revenir").format(keys))

    def listen(self) -> None:
        """Hear from now on what the system tells of its session: loaded beside the window."""
        from coachdesk.ui.locking.session import session_of

        session_of(self._window).connect(self.lock_asked)

    @property
    def may_close(self) -> bool:
        """Whether the window may close now; what it asks first is asked in sight."""
        if not self._waits:
            self.covering.uncover()
        return not self._waits

    def catch_up(self) -> None:
        """The store is open: lock it if that was asked while it was being opened."""
        due, self.due = self.due, None
        if due is not None:
            self.lock_asked.emit(due)

    def lock_after(self, act: "ProgressLine", why: Why) -> None:
        """Nothing is in sight any more; the store is locked once ``act``, left to end, is done."""
        self.covering.cover(
            self.tr("Un travail se termine\u00a0; la phrase de passe sera demandée ensuite."),
            lasting=True,
        )
        if not self._waits:
            self._waits = True
            act.ended.connect(lambda: QTimer.singleShot(0, self, lambda: self._end(why)))

    def locked(self) -> None:
        """The store is closed: what asks for the passphrase is seen, and nothing else is left."""
        self._waits = self.opened = False
        self.clipboard.clear()
        self.covering.close_dialogs()
        self.covering.open_anew()
        self.idle.touch()

    def _warn(self) -> None:
        if self.opened and not self.covering.on:
            self._messages.inform(
                self.tr("Sans un geste de votre part, CoachDesk se verrouille dans 30 secondes.")
            )

    def _end(self, why: Why) -> None:
        if self._waits:
            self._waits = False
            self.lock_asked.emit(why)
