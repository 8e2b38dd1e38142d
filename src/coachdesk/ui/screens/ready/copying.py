"""The copy elsewhere from the window: where to, how far it is, what came of it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.copies import Backup, CopyStoppedError, backup_to, megabytes
from coachdesk.ui.context import Context
from coachdesk.ui.runner import Task
from coachdesk.ui.widgets.progress import ProgressLine


class _Steps(QObject):
    """Takes the progress of a copy from its thread to that of the window."""

    told = Signal(float, str)


class Copying(QObject):
    """``made`` once a copy is there; ``ended`` then, and when there is none."""

    made = Signal(object)
    ended = Signal()

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self.progress = ProgressLine()
        self._steps = _Steps(self)
        self._steps.told.connect(self.progress.step)

    def ask(self, start: Path) -> None:
        """Ask for the folder, then copy there."""
        if not self.progress.busy:
            self._context.messages.choose_folder(
                self.tr("Où copier le magasin, chiffré"), start, self.copy_to
            )

    def copy_to(self, folder: Path) -> None:
        """Copy into ``folder``, beside what she goes on doing: writing does not wait for it."""
        if self.progress.busy:
            return
        desk, task = self._context.desk, Task(self._steps.told.emit)
        self.progress.begin(self.tr("Copie du magasin"))
        self.progress.follow(task)
        self._context.runner.read(
            self._page,
            lambda: backup_to(desk, folder, progress=task.report, cancelled=task.cancelled),
            self._done,
            self._refused,
        )

    def _done(self, made: Backup) -> None:
        self.progress.end()
        where = self.tr("Sauvegarde faite et relue\u00a0: {} ({}).").format(
            made.path, megabytes(made.size)
        )
        if not made.elsewhere:
            where = self.tr(
                "{} Elle est sur le même disque\u00a0: elle ne protège ni d’un vol, ni d’une panne."
            ).format(where)
        self._context.messages.inform(where)
        self.made.emit(made)
        self.ended.emit()

    def _refused(self, error: UserError) -> None:
        self.progress.end()
        if isinstance(error, CopyStoppedError):
            self._context.messages.inform(str(error))
        else:
            self._context.messages.refuse(error)
        self.ended.emit()
