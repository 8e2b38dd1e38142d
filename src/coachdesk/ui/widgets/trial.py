"""Something asked of a server: it may be slow, and is given up at once when she says so."""

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from coachdesk.core.errors import UserError
from coachdesk.ui.gui_thread import Errand
from coachdesk.ui.runner import Refused, Runner
from coachdesk.ui.widgets.layout import button, label, reveal, row

T = TypeVar("T")


class TrialLine(QWidget):
    """Says what is asked, with the way to give up; hidden when nothing is.

    A thread of its own: a server that keeps silent for half a minute would hold up the store's
    reads. What is given up ends by itself, and its answer is for nobody.
    """

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._asked = 0
        self._asked_at: QWidget | None = None
        """Where the keyboard was then."""
        self._text = label("", role="caption", wrap=True)
        self.stop = button(self.tr("Interrompre"), kind="link")
        self.stop.clicked.connect(self.give_up)
        line = row(self._text, self.stop, spacing=12)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether an answer is waited for."""
        return not self.isHidden()

    @property
    def awaited(self) -> bool:
        """Whether the keyboard is still where it was: else she goes on elsewhere meanwhile."""
        return QApplication.focusWidget() is self._asked_at

    def reveal(self, *parts: QWidget) -> None:
        """See to it that what was just said is seen, if she waits for it."""
        if self.awaited:
            for part in parts:
                reveal(part)

    def ask(
        self, said: str, work: Callable[[], T], done: Callable[[T], None], failed: Refused
    ) -> None:
        """Run ``work``; ``said`` is shown meanwhile. What was asked before is given up."""
        self._asked += 1
        number = self._asked
        self._asked_at = QApplication.focusWidget()
        self._text.setText(said)
        self.show()
        self.reveal(self)

        def awaited() -> bool:
            if not isValid(self) or number != self._asked:  # the pages may be made anew meanwhile
                return False
            self.hide()
            return True

        def end(result: T) -> None:
            if awaited():
                done(result)

        def refuse(error: Exception) -> None:
            if awaited():
                if isinstance(error, UserError):
                    failed(error)
                else:
                    self._crash(error, failed)  # told by the runner, which keeps it

        threading.Thread(target=Errand(work, end, refuse).run, name="trial", daemon=True).start()

    def give_up(self) -> None:
        """Wait for no answer any more."""
        self._asked += 1
        self.hide()

    def _crash(self, error: Exception, failed: Refused) -> None:
        def again() -> None:
            raise error

        self._runner.read(self, again, lambda _: None, failed)
