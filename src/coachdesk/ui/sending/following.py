"""Tells the window how far a sending is, seldom enough that it never waits for it."""

from coachdesk.core.clock import Clock
from coachdesk.ui.runner import Task

_EVERY_MS = 100
"""Between two signs of progress: a link gives thousands of pieces a second."""


class TaskWatch:
    """The watch of ``send_due`` for a task of the runner."""

    def __init__(self, task: Task, clock: Clock) -> None:
        self._task, self._clock = task, clock
        self._subject, self._number, self._total = "", 0, 1
        self._said_at = -_EVERY_MS

    def begun(self, subject: str, number: int, total: int) -> None:
        """See ``SendingWatch``."""
        self._subject, self._number, self._total = subject, number, total
        self._say(0.0)

    def sent(self, done: int, total: int) -> None:
        """See ``SendingWatch``."""
        if self._clock.monotonic_ms() - self._said_at >= _EVERY_MS:
            self._say(done / total if total else 1.0)

    def cancelled(self) -> bool:
        """See ``SendingWatch``."""
        return self._task.cancelled()

    def _say(self, share: float) -> None:
        self._said_at = self._clock.monotonic_ms()
        place = f"Envoi {self._number} sur {self._total}\u00a0: {self._subject}"
        self._task.report((self._number - 1 + share) / self._total, place)
