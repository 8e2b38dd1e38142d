"""The archive restreinte: what is kept of people who were erased; a copy leaves with a reason."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import file_size, short_date
from coachdesk.services.rights.archive import (
    ArchivedLine,
    archive_file,
    archived,
    drop_due,
    take_out,
)
from coachdesk.services.rights.erasing import anonymised_number
from coachdesk.services.row_cells import anonymised_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.settings.section import SettingsSection, note
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import captioned
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label

_SHOWN_LINES = 5
_LINE_EMS = 2.2


class ArchiveSection(SettingsSection):
    """What is past its legal time goes by itself when it is opened."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.state = label("", wrap=True)
        self.lines = QListWidget()
        self.lines.setAccessibleName(self.tr("Dossiers de l’archive restreinte"))
        self.lines.setFixedHeight(em(_LINE_EMS * _SHOWN_LINES))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("p. ex. contrôle FSE+ du 12 mars"))
        self.copy = button(self.tr("Sortir une copie…"), glyph="lock-keyhole-open")
        self.copy.clicked.connect(self._ask)
        self.someone = button(self.tr("Choisir une personne"), glyph="users")
        self.someone.clicked.connect(lambda: context.go(Target(Screen.PARTICIPANTS)))
        self.kept = QWidget()
        asking = captioned(self.tr("Motif, gardé au journal"), self.reason)
        self.kept.setLayout(column(asking, Flow(self.copy), spacing=10))
        self.box(
            "",
            self.state,
            self.lines,
            Flow(self.someone),
            self.kept,
            note(
                self.tr(
                    "Chaque dossier est gardé le temps que la loi demande, puis supprimé de "
                    "lui-même. La copie sort en clair, avec de quoi la vérifier sans CoachDesk."
                )
            ),
        )
        self.lines.currentRowChanged.connect(lambda _: self._allow())
        self.reason.textChanged.connect(lambda _: self._allow())
        self.found = {"archive": self.lines}
        self._offer(kept=False)

    def refresh(self) -> None:
        """Read it again, without what is past its time."""
        desk = self.context.desk

        def look() -> tuple[tuple[ArchivedLine, ...], int]:
            drop_due(desk, today(desk.clock))
            return desk.read(lambda link: (archived(link), anonymised_number(link)))

        self.context.runner.write(self, lambda _task: look(), self._show)

    def _show(self, known: tuple[tuple[ArchivedLine, ...], int]) -> None:
        kept, number = known
        self.lines.clear()
        for line in kept:
            until = self.tr("jusqu’au {}").format(short_date(line.kept_until))
            text = f"{line.label}  ·  {until}  ·  {file_size(line.size)}"
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, line)
            item.setSizeHint(QSize(0, em(_LINE_EMS)))
            self.lines.addItem(item)
        self.state.setText(
            self.tr("{} dans le magasin.").format(anonymised_words(number))
            if number
            else self.tr(
                "Personne n’a été effacé. Pour effacer quelqu’un\u00a0: sa fiche, «\u00a0Données "
                "et droits\u00a0» (Alt+D), «\u00a0Effacer la personne…\u00a0»."
            )
        )
        asked = self.first.hasFocus()
        self._offer(kept=bool(kept))
        if asked:
            self.first.setFocus()
        self._allow()

    def _offer(self, *, kept: bool) -> None:
        """What is kept, or someone to begin with."""
        for part in (self.lines, self.kept):
            part.setVisible(kept)
        self.someone.setVisible(not kept)
        self.first = self.lines if kept else self.someone

    def _allow(self) -> None:
        chosen = self.lines.currentRow() >= 0
        self.copy.setEnabled(chosen and bool(self.reason.text().strip()))

    def _ask(self) -> None:
        if self.lines.currentRow() < 0:
            return
        line: ArchivedLine = self.lines.currentItem().data(Qt.ItemDataRole.UserRole)
        desk, messages = self.context.desk, self.context.messages
        self.context.runner.read(
            self,
            lambda: archive_file(desk, line.id),
            lambda name: messages.choose_target(
                self.tr("Copie du dossier archivé"),
                Path.home() / name,
                self.tr("Dossier de contrôle (*.zip)"),
                lambda target: self._take(line, target),
            ),
        )

    def _take(self, line: ArchivedLine, target: Path) -> None:
        desk, reason = self.context.desk, self.reason.text()

        def said(_: None) -> None:
            self.reason.clear()
            self.context.messages.inform(
                self.tr("Copie enregistrée\u00a0: {}").format(target.name), target
            )

        self.context.runner.write(self, lambda _task: take_out(desk, line.id, target, reason), said)
