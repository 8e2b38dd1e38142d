"""The program itself: its version, and an update that somebody brought, on a key or by mail."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from coachdesk import __version__
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.services.updating.sources import SUFFIX
from coachdesk.services.updating.use_case import (
    Brought,
    Offered,
    UpdateStoppedError,
    bring,
    look_at,
    start,
)
from coachdesk.ui.beside import BesideAct
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.program_icon import ProgramMark
from coachdesk.ui.runner import Task
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.theme import icon
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, label, row, set_kind, set_tone


class Bringing(BesideAct):
    """An update that is verified and copied, beside what goes on; ``made`` has both of it."""

    def __init__(self, context: Context, page: SettingsSection) -> None:
        super().__init__(context, page, UpdateStoppedError)

    def begin(self, path: Path) -> None:
        """Verify what is at ``path``, and copy its installer to this machine."""

        def work(task: Task) -> tuple[Offered, Brought]:
            offered = look_at(path)
            return offered, bring(offered, task.report, task.cancelled)

        self._begin(self.tr("Vérification de la mise à jour"), work, lambda _: None)


class ProgramSection(SettingsSection):
    """Nothing is looked for on the network: an update comes by a file that she chooses."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.bringing = Bringing(context, self)
        self.bringing.made.connect(self._show)
        self.long_act = self.bringing.progress
        self._brought: Brought | None = None
        self.version = label(self.tr("CoachDesk {}").format(__version__), role="strong")
        self.file = button(
            self.tr("Mettre à jour depuis un fichier…"), kind="primary", glyph="download"
        )
        self.file.clicked.connect(self._choose_file)
        self.folder = button(self.tr("Depuis un dossier…"), glyph="folder-open")
        self.folder.clicked.connect(self._choose_folder)
        self.found = {"update": self.file}
        self.first = self.file
        self.offer = label("", wrap=True)
        self.offer.setContentsMargins(10, 8, 10, 8)
        self.steps = label("", wrap=True)
        self.steps.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.act = button("", kind="primary", glyph="package-check")
        self.act.clicked.connect(self._act)
        for part in (self.offer, self.steps, self.act):
            part.hide()
        self.box(
            self.tr("Version et mise à jour"),
            row(ProgramMark(), self.version, None),
            self.bringing.progress,
            self.offer,
            Flow(self.act, self.file, self.folder),
            self.steps,
            note(
                self.tr(
                    "CoachDesk ne cherche aucune mise à jour par lui-même\u00a0: il ne se "
                    "connecte à rien pour cela. Quand on vous remet une mise à jour, sur une clé "
                    "ou par courriel, choisissez-la ici\u00a0: sa signature est vérifiée avant "
                    "que rien ne soit lancé."
                )
            ),
        )

    def _choose_file(self) -> None:
        kinds = self.tr("Mise à jour de CoachDesk (*{})").format(SUFFIX)
        self.context.messages.choose_file(
            self.tr("Mettre à jour depuis un fichier"), kinds, self._bring
        )

    def _choose_folder(self) -> None:
        self.context.messages.choose_folder(
            self.tr("Mettre à jour depuis un dossier"), Path.home(), self._bring
        )

    def _bring(self, path: Path) -> None:
        self._brought = None
        for part in (self.offer, self.steps, self.act):
            part.hide()
        self._lead_with_file(lead=True)
        self.bringing.begin(path)

    def _show(self, made: tuple[Offered, Brought]) -> None:
        offered, self._brought = made
        news = [f"–{NBSP}{sentence}" for sentence in offered.update.news]
        self.offer.setText("\n".join((offered.sentence, *news)))
        set_tone(self.offer, "done")
        steps = self._brought.steps
        numbered = [f"{number}.{NBSP}{step}" for number, step in enumerate(steps, 1)]
        by_hand = [self.tr("Ou à la main\u00a0:")] if self._brought.goes_on else []
        self.steps.setText("\n".join((*by_hand, *numbered)))
        words = self.tr("Installer la version {}…") if self._brought.goes_on else ""
        self.act.setText(words.format(self._brought.version))
        for part in (self.offer, self.steps):
            part.show()
        self.act.setVisible(bool(words))
        self._lead_with_file(lead=not words)
        (self.act if words else self.file).setFocus()

    def _lead_with_file(self, *, lead: bool) -> None:
        """One act leads: to choose an update, or to install the one that was chosen."""
        set_kind(self.file, "primary" if lead else "")
        self.file.setIcon(icon("download", "on_fill" if lead else "accent"))

    def _act(self) -> None:
        brought = self._brought
        if brought is None:
            return
        told = (
            self.tr(
                "CoachDesk se ferme, s’installe à la place de l’ancienne version, puis se rouvre. "
                "Votre magasin reste où il est."
            )
            if brought.starts
            else self.tr(
                "CoachDesk se ferme, et ce qui l’installe s’ouvre. Rouvrez-le ensuite\u00a0: "
                "votre magasin reste où il est."
            )
        )
        question = Question(
            self.tr("Installer la version {}\u202f?").format(brought.version),
            told,
            self.tr("Fermer et installer"),
        )
        self.context.messages.ask(question, lambda _: self._go_on(brought))

    def _go_on(self, brought: Brought) -> None:
        """After the writes asked before it; then the window closes, as she would close it."""

        def closes(_: None) -> None:
            self.window().close()

        if brought.starts:
            self.context.runner.write(self, lambda _task: start(brought), closes)
        elif QDesktopServices.openUrl(QUrl.fromLocalFile(str(brought.installer))):
            self.context.runner.write(self, lambda _task: None, closes)
        else:
            self.context.messages.refuse(
                UserError(
                    self.tr("Rien, sur cet ordinateur, n’ouvre ce fichier."),
                    self.tr("Faites à la main ce qui est écrit sous le bouton."),
                )
            )
