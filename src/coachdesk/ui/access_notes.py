"""What the coach looks at, noted without making her wait: written a few at a time, later."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from coachdesk.services.accesses import AccessDeed
from coachdesk.services.desk import Desk
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.runner import Runner, Task

if TYPE_CHECKING:
    from coachdesk.core.errors import UserError

_AFTER_MS = 15_000
LISTS = frozenset(
    {
        Screen.PARTICIPANTS, Screen.MONTH, Screen.AUDIT, Screen.FSE, Screen.FOLLOW_UPS,
        Screen.IMMERSIONS, Screen.SERVICES,
    }
)  # fmt: skip
"""The screens that show people by name, one line each, beside those of the day."""


class AccessNotes(QObject):
    """The journal of accesses of a desk, as its window is used."""

    _heard = Signal()

    def __init__(self, runner: Runner, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._log = runner, desk.accesses
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._write)
        self._heard.connect(self._wait)  # in the thread of the window, whoever notes
        self._log.heard = self._hear

    def look(self, target: Target) -> None:
        """Note that a screen is opened on someone, or on the list of everyone."""
        about = target.appointment_id or target.document_id
        if target.prescription_id is not None or about is not None:
            self._log.note(AccessDeed.READ, target.screen, about, dossier=target.prescription_id)
        elif target.screen in LISTS:
            self._log.note(AccessDeed.READ, target.screen)

    def look_behind(self, people: int) -> None:
        """Note that the rows behind a figure are shown, if they are of someone."""
        if people:
            self._log.note(AccessDeed.READ, "rows", people=people)

    def _hear(self) -> None:
        if isValid(self):
            self._heard.emit()

    def _wait(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _write(self) -> None:
        def write(_task: Task) -> int:
            return self._log.flush()

        # A disk that refuses is told by what she does herself; the accesses wait on.
        self._runner.write(self, write, _nothing, _not_now)


def _nothing(_written: int) -> None:
    """Nobody waits for it."""


def _not_now(_error: "UserError") -> None:
    """They are written with the next ones."""
