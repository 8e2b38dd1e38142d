"""The whole store examined once a week by itself, while nothing is being recorded."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from coachdesk.core.errors import DamagedError
from coachdesk.services.health import CheckStoppedError, LastCheck, check_up, is_due
from coachdesk.ui.context import Context

if TYPE_CHECKING:
    from coachdesk.ui.runner import Task

_LOOK_MS = 10 * 60 * 1000


class WeeklyCheck(QObject):
    """Looks every ten minutes: when nothing was recorded since the look before, it is a calm time.

    A sound store is not spoken of.
    """

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._seen = -1
        self._task: Task | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_MS)

    def look(self) -> None:
        """Examine, if it is due and nothing goes on."""
        desk = self._context.desk
        self._context.runner.read(
            self, lambda: (desk.store.head().seq, is_due(desk)), self._decide, lambda _: None
        )

    def _decide(self, known: tuple[int, bool]) -> None:
        seq, due = known
        calm, self._seen = seq == self._seen, seq
        if not calm or not due or self._busy:
            return
        desk, self._busy = self._context.desk, True
        self._task = self._context.runner.last(
            self, lambda task: check_up(desk, cancelled=task.cancelled), self._done, self._refused
        )

    def _done(self, made: LastCheck) -> None:
        self._busy = False
        if made.found:
            self._context.messages.refuse(
                DamagedError(
                    made.sentence,
                    self.tr(
                        "Verrouillez (Ctrl+L) et remettez une sauvegarde depuis l’écran "
                        "d’ouverture\u202f; n’y travaillez plus d’ici là."
                    ),
                )
            )

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, CheckStoppedError):
            self._timer.stop()  # the disk refuses, and says so at each act

    def stop(self) -> None:
        """The store is about to close."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
