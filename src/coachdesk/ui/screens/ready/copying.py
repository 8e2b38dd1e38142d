"""Sauvegardes asked for in the window: where to, how far it is, what came of it; the drill."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.services.backup.automatic import back_up_here
from coachdesk.services.backup.drill import Drill, run_drill
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.backup.making import Backup, CopyStoppedError, megabytes
from coachdesk.ui.beside import BesideAct
from coachdesk.ui.context import Context


class Copying(BesideAct):
    """``made`` carries the copy that was made, or the exercice that was done; one at a time."""

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

    def copy_here(self) -> None:
        """One more beside the store, where they make themselves."""
        desk = self._context.desk
        self._begin(
            self.tr("Copie du magasin"),
            lambda task: back_up_here(desk, progress=task.report, cancelled=task.cancelled),
            self._tell_here,
        )

    def drill(self, secret: str) -> None:
        """Try the last one with what she typed alone."""
        desk = self._context.desk
        self._begin(
            self.tr("Exercice de restauration"),
            lambda task: run_drill(desk, secret, progress=task.report, cancelled=task.cancelled),
            self._tell_drill,
        )

    def _tell_here(self, made: Backup) -> None:
        told = self.tr("Sauvegarde faite et relue sur cet ordinateur ({}).").format(
            megabytes(made.size)
        )
        self._context.messages.inform(f"{told} {made.room_words}".strip())

    def _tell_drill(self, done: Drill) -> None:
        if done.passed:
            self._context.messages.inform(done.sentence)
        else:
            remedy = self.tr("Refaites une sauvegarde sur un autre disque, puis l’exercice.")
            self._context.messages.refuse(UserError(done.sentence, remedy))

    def _tell(self, made: Backup) -> None:
        where = self.tr("Sauvegarde faite et relue\u00a0: {} ({}).").format(
            made.path, megabytes(made.size)
        )
        if not made.elsewhere:
            where = self.tr(
                "{} Elle est sur le même disque\u00a0: elle ne protège ni d’un vol, ni d’une panne."
            ).format(where)
        self._context.messages.inform(where)
