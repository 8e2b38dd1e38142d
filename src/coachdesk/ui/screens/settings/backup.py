"""Sauvegardes: elsewhere, by themselves, tried for real; where scans and photos arrive."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from coachdesk.core.french import ago, capital, moment
from coachdesk.services.backup.automatic import KeptHere, kept_here
from coachdesk.services.backup.drill import Drill, last_drill
from coachdesk.services.backup.elsewhere import last_backup, usual_place
from coachdesk.services.backup.making import Backup, megabytes
from coachdesk.services.targets import Screen, Target
from coachdesk.system.camera import camera_folder, scan_folder
from coachdesk.system.disks import keys_plugged_in
from coachdesk.system.settings import load_settings, save_settings
from coachdesk.ui.context import Context
from coachdesk.ui.screens.ready.copying import Copying
from coachdesk.ui.screens.settings.backup_boxes import AutomaticBox, DrillBox
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label


@dataclass(frozen=True)
class _Known:
    last: Backup | None
    kept: KeptHere
    drill: Drill | None
    usual: Path | None
    keys: tuple[Path, ...]
    scans: Path | None
    camera: Path
    chosen: tuple[bool, bool]
    """Whether the two folders are chosen, not the usual ones."""


class BackupSection(SettingsSection):
    """A copy runs beside what goes on; it can be stopped, and nothing of it is left then."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._usual: Path | None = None
        self._start = Path.home()
        self.copying = Copying(context, self)
        self.last = label("", wrap=True)
        self.where = label("", role="caption", wrap=True)
        self.copy = button(self.tr("Sauvegarder maintenant"), kind="primary", glyph="save")
        self.copy.clicked.connect(self._copy)
        self.elsewhere = button(self.tr("Dans un autre dossier…"))
        self.elsewhere.clicked.connect(lambda: self.copying.ask(self._start))
        self.ready = button(self.tr("Prêt à partir\u202f?"), kind="link")
        self.ready.clicked.connect(lambda: context.go(Target(Screen.READY)))
        self.copying.ended.connect(self.refresh)
        if context.sender.keeper is not None:
            context.sender.keeper.made.connect(lambda _: self.refresh())
        self.long_act = self.copying.progress
        self.body.addWidget(self.copying.progress)
        self.box(
            self.tr("Copie ailleurs"),
            self.last,
            self.where,
            Flow(self.copy, self.elsewhere, self.ready),
            note(
                self.tr(
                    "La copie est aussi chiffrée que le magasin et s’ouvre avec la même phrase "
                    "de passe. La clé qui a servi reçoit la suivante d’elle-même, dès qu’elle "
                    "est branchée."
                )
            ),
        )
        self.automatic = AutomaticBox(self.copying)
        self.box(self.tr("Sauvegarde automatique"), self.automatic)
        self.drill = DrillBox(self.copying)
        self.box(self.tr("Exercice de restauration"), self.drill)
        self.scans, self.camera = label("", wrap=True), label("", wrap=True)
        self.choose_scans, self.forget_scans = self._doors("scan_folder")
        self.choose_camera, self.forget_camera = self._doors("camera_folder")
        self.box(
            self.tr("D’où viennent les pièces"),
            self._folder(self.tr("Numérisations"), self.scans, self.choose_scans,
                         self.forget_scans),
            self._folder(self.tr("Appareil photo"), self.camera, self.choose_camera,
                         self.forget_camera),
            note(
                self.tr(
                    "Le fichier qui vient d’y arriver est proposé sur la fiche. Pour cet "
                    "ordinateur seulement."
                )
            ),
        )  # fmt: skip
        self.first = self.copy
        self.found = {
            "copy": self.copy,
            "here": self.automatic.make,
            "drill": self.drill.begin,
            "scans": self.choose_scans,
            "camera": self.choose_camera,
        }

    def open_entry(self, key: str) -> None:
        """What opens the sauvegarde is asked for at once, of who came to try it."""
        if key == "drill":
            self.drill.ask()
            self.found[key] = self.drill.secret.line

    def refresh(self) -> None:
        """Look again: a key may have been plugged in."""
        desk = self.context.desk

        def look() -> _Known:
            kept = load_settings()
            return _Known(
                desk.read(last_backup), kept_here(desk), desk.read(last_drill),
                usual_place(desk), tuple(keys_plugged_in()),
                scan_folder(), camera_folder(), (bool(kept.scan_folder), bool(kept.camera_folder)),
            )  # fmt: skip

        self.context.runner.read(self, look, self._show)

    def _show(self, known: _Known) -> None:
        self._usual = known.usual
        self._start = known.keys[0] if known.keys else Path.home()
        now = self.context.desk.clock.now()
        self.automatic.show_kept(known.kept, now)
        self.drill.show_last(known.drill, now)
        last = known.last
        if last is None:
            self.last.setText(
                self.tr("Aucune copie ailleurs n’a été faite\u00a0: un vol ou une panne perdrait "
                        "tout. Branchez une clé USB, puis sauvegardez.")
            )  # fmt: skip
        else:
            made = last.made_at.astimezone(now.tzinfo)
            when = capital(ago(last.made_at, now))
            self.last.setText(f"{when}, {moment(made)}\u00a0: {megabytes(last.size)}.")
        self.where.setText(str(last.path) if last is not None else "")
        self.where.setVisible(last is not None)
        self.copy.setText(
            self.tr("Sauvegarder maintenant") if known.usual else self.tr("Sauvegarder maintenant…")
        )
        self.copy.setToolTip(
            self.tr("Dans {}").format(known.usual) if known.usual else self.tr("Choisir le dossier")
        )
        self.elsewhere.setVisible(known.usual is not None)
        self.scans.setText(
            str(known.scans) if known.scans else self.tr("Aucun dossier n’est choisi.")
        )
        self.camera.setText(str(known.camera))
        self.forget_scans.setVisible(known.chosen[0])
        self.forget_camera.setVisible(known.chosen[1])

    def _copy(self) -> None:
        if self._usual is not None:
            self.copying.copy_to(self._usual)
        else:
            self.copying.ask(self._start)

    def _folder(
        self, name: str, shown: QLabel, choose: QPushButton, forget: QPushButton
    ) -> QVBoxLayout:
        choose.setAccessibleName(self.tr("Choisir le dossier\u00a0: {}").format(name))
        forget.setAccessibleName(self.tr("Dossier habituel\u00a0: {}").format(name))
        return column(note(name), shown, Flow(choose, forget), spacing=2)

    def _doors(self, setting: str) -> tuple[QPushButton, QPushButton]:
        """What chooses that folder, and what goes back to the usual one."""
        choose = button(self.tr("Choisir…"), kind="mini")
        choose.clicked.connect(
            lambda: self.context.messages.choose_folder(
                self.tr("Dossier où arrivent les fichiers"), Path.home(),
                lambda folder: self._keep(setting, str(folder)),
            )
        )  # fmt: skip
        forget = button(self.tr("Revenir au dossier habituel"), kind="mini")
        forget.clicked.connect(lambda: self._keep(setting, ""))
        return choose, forget

    def _keep(self, setting: str, folder: str) -> None:
        self.context.runner.write(
            self, lambda _task: save_settings(**{setting: folder}), lambda _: self.refresh()
        )
