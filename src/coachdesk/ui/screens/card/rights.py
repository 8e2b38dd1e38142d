"""The rights of the person of a card: given all that is kept of her, told what was corrected."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from coachdesk.core.french import NBSP, plural
from coachdesk.queries.card import CardIdentity
from coachdesk.services.rights.lists import access_rows, correction_rows
from coachdesk.services.rights.person_export import MadeExport, export_person
from coachdesk.services.rights.person_words import PARTS
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em, icon


class RightsButton(QPushButton):
    """« Données et droits »: a menu, each line one gesture."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._participant: UUID | None = None
        self._dossier: UUID | None = None
        self._name = ""
        self.setAutoDefault(True)
        self.setProperty("kind", "icon")
        self.setIcon(icon("scroll-text", "accent"))
        self.setIconSize(QSize(em(1.3), em(1.3)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Données et droits"))
        self.setToolTip(
            self.tr("Données et droits\u00a0: tout lui donner, corrections, accès (Alt+D)")
        )
        self.setShortcut("Alt+D")
        self.clicked.connect(self._pop_up)

    def show_person(self, who: CardIdentity) -> None:
        """Whose card it is."""
        self._participant, self._dossier = who.participant_id, who.prescription_id
        self._name = f"{who.first_name} {who.last_name}"

    def menu_now(self) -> QMenu:
        """What can be done about her data."""
        menu = QMenu(self)
        for words, deed in (
            (self.tr("&Lui donner toutes ses données…"), self.ask_folder),
            (self.tr("&Historique des corrections"), self.show_corrections),
            (self.tr("&Qui a vu ses données"), self.show_accesses),
            (self.tr("&Effacer la personne…"), self.go_erase),
        ):
            menu.addAction(words).triggered.connect(deed)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def ask_folder(self) -> None:
        """All about her, in a folder of her choice."""
        person = self._participant
        if person is not None:
            self._context.messages.choose_folder(
                self.tr("Où écrire toutes ses données, en clair"),
                Path.home(),
                lambda folder: self._export(person, folder),
            )

    def show_corrections(self) -> None:
        """What was corrected of who she is."""
        desk, action, person, name = (
            self._context.desk, self._context.action, self._participant, self._name,
        )  # fmt: skip
        if person is not None:
            self._context.runner.read(
                self,
                lambda: correction_rows(desk, action, person),
                lambda found: self._context.show_rows(name, found),
            )

    def show_accesses(self) -> None:
        """Who looked at her data, for a year."""
        desk, person, name = self._context.desk, self._participant, self._name
        if person is not None:
            self._context.runner.write(
                self,
                lambda _task: access_rows(desk, person),
                lambda found: self._context.show_rows(name, found),
            )

    def go_erase(self) -> None:
        """What erasing her would do, and its confirmation."""
        self._context.go(Target(Screen.ERASURE, self._dossier))

    def _export(self, person: UUID, folder: Path) -> None:
        desk = self._context.desk
        self._context.messages.inform(self.tr("Ses données sont rassemblées…"))
        self._context.runner.write(
            self, lambda _task: export_person(desk, person, folder), self._exported
        )

    def _exported(self, made: MadeExport) -> None:
        said = self.tr("{} en clair dans {}. Remettez-les en main propre, puis effacez-les.")
        sentence = said.format(plural(made.files, self.tr("fichier")), made.folder)
        if made.to_reread:
            places = ", ".join(
                f"{PARTS[each.part].lower()} {each.when}{NBSP}: {', '.join(each.words)}"
                for each in made.to_reread[:3]
            )
            more = "…" if len(made.to_reread) > 3 else ""  # noqa: PLR2004  (said in one sentence)
            sentence += self.tr(" À relire avant, peut-être le nom d’un autre\u00a0: {}{}.").format(
                places, more
            )
        self._context.messages.inform(sentence)

    def _pop_up(self) -> None:
        menu = self.menu_now()
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])  # Enter does it: it asks for a folder first
