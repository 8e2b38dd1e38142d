"""Bringing a workbook in from the list: chosen, read with progress, told by its report."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from coachdesk.core.errors import UserError
from coachdesk.services.importing import ImportReport, import_file
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.progress import ProgressLine


class Bringing(QObject):
    """``imported`` carries the path and the report; ``refused`` says that nothing was read."""

    imported = Signal(object)
    refused = Signal()

    def __init__(
        self, context: Context, files: Sequence[QPushButton], folders: Sequence[QPushButton]
    ) -> None:
        """The buttons that ask for a workbook, and those that ask for a folder of CSV files."""
        super().__init__()
        self._context = context
        self.progress = ProgressLine()
        self._buttons = (*files, *folders)
        for act in files:
            act.clicked.connect(self._choose)
        for act in folders:
            act.clicked.connect(self._choose_folder)

    def import_from(self, path: Path) -> None:
        """Bring the workbook in, with progress; its report is told whatever it says."""
        self._wait(waiting=True)
        self.progress.begin(self.tr("Lecture de {}…").format(path.name))
        desk, action = self._context.desk, self._context.action
        self.progress.follow(
            self._context.runner.write(
                self,
                lambda task: import_file(
                    desk.store,
                    action.id,
                    action.profile,
                    path,
                    progress=task.report,
                    cancelled=task.cancelled,
                ),
                lambda report: self._imported(path, report),
                self._refused,
                self.progress.step,
            )
        )

    def _choose(self) -> None:
        self._context.messages.choose_file(
            self.tr("Classeur à importer"), self.tr("Classeurs (*.xlsx *.csv)"), self.import_from
        )

    def _choose_folder(self) -> None:
        self._context.messages.choose_folder(
            self.tr("Dossier des fichiers CSV à importer"), Path.home(), self.import_from
        )

    def _wait(self, *, waiting: bool) -> None:
        for act in self._buttons:
            act.setEnabled(not waiting)

    def _imported(self, path: Path, report: ImportReport) -> None:
        self.progress.end()
        self._wait(waiting=False)
        self.imported.emit((path, report))

    def _refused(self, error: UserError) -> None:
        self.progress.end()
        self._wait(waiting=False)
        self._context.messages.refuse(error)
        self.refused.emit()
