"""The runner of the product, for tests and benches: it knows when all has been shown."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from coachdesk.system.crash import CrashLog
from coachdesk.ui.gui_thread import Errand, gui_thread
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Refused, Task, ThreadRunner
from coachdesk.ui.turns import Tell

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

    def _errand(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Refused | None,
        tell: Tell = lambda end: end(),
    ) -> Errand[T]:
        errand = super()._errand(owner, work, done, failed, tell)
        return _Counted(errand, self._shown)

    def _shown(self) -> None:
        self.waiting -= 1
        if self.waiting == 0:
            self.idle()


class _Counted(Errand[T]):
    """An errand of the product; once its end was told, which may be to nobody, it is counted."""

    def __init__(self, errand: Errand[T], shown: Callable[[], None]) -> None:
        self._errand = errand
        self._shown = shown

    def run(self) -> None:
        """See ``Errand.run``."""
        self._errand.run()
        gui_thread().run(self._shown)
