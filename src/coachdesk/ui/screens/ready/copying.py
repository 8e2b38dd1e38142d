"""The copy elsewhere from the window: where to, how far it is, what came of it."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.backup.making import Backup, CopyStoppedError, megabytes
from coachdesk.ui.beside import BesideAct
from coachdesk.ui.context import Context


class Copying(BesideAct):
    """``made`` carries the copy that was made."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(context, page, CopyStoppedError)

    def ask(self, start: Path) -> None:
        """Ask for the folder, then copy there."""
        if not self.progress.busy:
            self._context.messages.choose_folder(
                self.tr("Où copier le magasin, chiffré"), start, self.copy_to
            )

    def copy_to(self, folder: Path) -> None:
        """Copy into ``folder``."""
        desk = self._context.desk
        self._begin(
            self.tr("Copie du magasin"),
            lambda task: backup_to(desk, folder, progress=task.report, cancelled=task.cancelled),
            self._tell,
        )

    def _tell(self, made: Backup) -> None:
        where = self.tr("Sauvegarde faite et relue\u00a0: {} ({}).").format(
            made.path, megabytes(made.size)
        )
        if not made.elsewhere:
            where = self.tr(
                "{} Elle est sur le même disque\u00a0: elle ne protège ni d’un vol, ni d’une panne."
            ).format(where)
        self._context.messages.inform(where)
