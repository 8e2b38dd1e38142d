"""A long act beside what she goes on doing: told step by step, stopped when she asks."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.ui.context import Context
from coachdesk.ui.runner import Task
from coachdesk.ui.widgets.layout import reveal
from coachdesk.ui.widgets.progress import ProgressLine

T = TypeVar("T")


class BesideAct(QObject):
    """``made`` once it is done; ``ended`` then, and when it came to nothing.

    Nothing else waits for it. ``stopped`` is the refusal that says she stopped it herself.
    """

    made = Signal(object)
    ended = Signal()

    def __init__(self, context: Context, page: QWidget, stopped: type[UserError]) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._stopped = stopped
        self.progress = ProgressLine()

    def _begin(self, text: str, work: Callable[[Task], T], done: Callable[[T], None]) -> None:
        if self.progress.busy:
            return
        self._context.messages.hush()  # a refusal speaks of the try before this one
        self.progress.begin(text)
        reveal(self.progress)

        def finished(result: T) -> None:
            self.progress.end()
            done(result)
            self.made.emit(result)
            self.ended.emit()

        self.progress.follow(
            self._context.runner.last(self._page, work, finished, self._refused, self.progress.step)
        )

    def _refused(self, error: UserError) -> None:
        self.progress.end()
        if isinstance(error, self._stopped):
            self._context.messages.inform(str(error))
        else:
            self._context.messages.refuse(error)
        self.ended.emit()
