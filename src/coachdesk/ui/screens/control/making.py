"""The long act of the page: the dossier made beside what she goes on doing, told step by step."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.control.asked import AskedList
from coachdesk.services.control.writing import ControlStoppedError, MadeControl, write_control
from coachdesk.ui.context import Context
from coachdesk.ui.runner import Task
from coachdesk.ui.widgets.progress import ProgressLine


class _Steps(QObject):
    """Takes the progress from its thread to that of the window."""

    told = Signal(float, str)


class ControlMaking(QObject):
    """``made`` once a dossier is there; ``ended`` then, and when there is none."""

    made = Signal(object)
    ended = Signal()

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self.progress = ProgressLine()
        self._steps = _Steps(self)
        self._steps.told.connect(self.progress.step)

    def begin(self, asked: AskedList, out: Path, certificate: bytes | None) -> None:
        """Make it in ``out``: writing does not wait for it."""
        if self.progress.busy:
            return
        desk, action = self._context.desk, self._context.action
        task = Task(self._steps.told.emit)
        self.progress.begin(self.tr("Préparation"))
        self.progress.follow(task)
        self._context.runner.read(
            self._page,
            lambda: write_control(
                desk, action, asked, out,
                encrypt_for=certificate, progress=task.report, cancelled=task.cancelled,
            ),
            self._done,
            self._refused,
        )  # fmt: skip

    def _done(self, made: MadeControl) -> None:
        self.progress.end()
        self.made.emit(made)
        self.ended.emit()

    def _refused(self, error: UserError) -> None:
        self.progress.end()
        if isinstance(error, ControlStoppedError):
            self._context.messages.inform(str(error))
        else:
            self._context.messages.refuse(error)
        self.ended.emit()
