"""The runner of the product, for tests and benches: it knows when all has been shown."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from coachdesk.system.crash import CrashLog
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Refused, Task, ThreadRunner

T = TypeVar("T")


class WatchedRunner(ThreadRunner):
    """Counts what was asked of it and not shown yet."""

    def __init__(self, messages: Messages, crashes: CrashLog) -> None:
        super().__init__(messages, crashes)
        self.waiting = 0
        """Asked, and not shown yet."""
        self.idle: Callable[[], None] = lambda: None
        """Called when the last answer has been delivered."""

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
    ) -> None:
        """See ``Runner.read``."""
        self.waiting += 1
        super().read(owner, work, done, failed)

    def write(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """See ``Runner.write``."""
        self.waiting += 1
        return super().write(owner, work, done, failed, progress)

    def carry(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """See ``Runner.carry``."""
        self.waiting += 1
        return super().carry(owner, work, done, failed, progress)

    def last(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Refused | None = None,
        progress: Callable[[float, str], None] | None = None,
    ) -> Task:
        """See ``Runner.last``."""
        self.waiting += 1
        return super().last(owner, work, done, failed, progress)

    def _run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Refused | None,
    ) -> None:
        super()._run(owner, work, done, failed)
        self._gui.call.emit(self._shown)  # after the answer, which may be to nobody any more

    def _shown(self) -> None:
        self.waiting -= 1
        if self.waiting == 0:
            self.idle()
