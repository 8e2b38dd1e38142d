"""The participants: a table to sort and search, and the way to bring a workbook in."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import plural
from coachdesk.queries.participants import ParticipantRow, State, participants_table
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.importing import ImportReport, import_file
from coachdesk.ui.item_models.participants import ParticipantsProxy, participant_columns
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.theme import icon
from coachdesk.ui.widgets.layout import button, column, label, panel, row
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.progress import ProgressLine
from coachdesk.ui.widgets.table import RowTable


class ParticipantsScreen(Page):
    """``opened`` carries the prescription whose card is asked, ``imported`` an import's report."""

    opened = Signal(object)
    imported = Signal(object)

    def __init__(self, runner: Runner, messages: Messages, desk: Desk, action: ActionInfo) -> None:
        self.bring = button("", glyph="file-up")
        self.bring_folder = button("", kind="link")
        super().__init__("", self.bring_folder, self.bring)
        self._runner = runner
        self._messages = messages
        self._desk = desk
        self._action = action
        self._proxy = ParticipantsProxy()
        self.title.setText(self.tr("Participants"))
        self.bring.setText(self.tr("Importer un classeur…"))
        self.bring.clicked.connect(self._choose)
        self.bring_folder.setText(self.tr("Importer des CSV…"))
        self.bring_folder.clicked.connect(self._choose_folder)
        self.invite = button(self.tr("Importer mon classeur…"), kind="primary", glyph="file-up")
        self.invite.clicked.connect(self._choose)
        self.invite_folder = button(self.tr("ou un dossier de CSV…"), kind="link")
        self.invite_folder.clicked.connect(self._choose_folder)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Nom, commune, téléphone, n°, référent  (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Rechercher un participant"))
        self.search.addAction(icon("search", "ink_soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(460)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._go_to_first)
        self.count = label("", role="soft")
        self.table: RowTable[ParticipantRow] = RowTable(
            participant_columns(action.profile), self.tr("Participants"), self._proxy
        )
        self.table.opened.connect(lambda chosen: self.opened.emit(chosen.prescription_id))
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.progress = ProgressLine()
        self.pages = QStackedWidget()
        searching = row(self.search, self.count, None, spacing=14)
        searching.setStretch(0, 2)
        filled = QWidget()
        filled.setLayout(column(searching, self.table, spacing=12))
        self.pages.addWidget(filled)
        self.pages.addWidget(self._empty())
        self.pages.addWidget(QWidget())
        self.pages.setCurrentIndex(2)  # nothing is said before the first read
        self.body.addWidget(self.progress)
        self.body.addWidget(self.pages, 1)
        QShortcut(QKeySequence.StandardKey.Find, self, self._find)
        self.first = self.search

    def refresh(self) -> None:
        """Read the table again."""
        action_id = self._action.id
        self._runner.read(
            self,
            lambda: self._desk.read(lambda link: participants_table(link, action_id)),
            self._show,
        )

    def import_from(self, path: Path) -> None:
        """Bring the workbook in, with progress; its report is shown whatever it says."""
        self._wait(waiting=True)
        self.progress.begin(self.tr("Lecture de {}…").format(path.name))
        desk, action = self._desk, self._action
        self.progress.follow(
            self._runner.write(
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

    def _show(self, rows: tuple[ParticipantRow, ...]) -> None:
        kept = self.table.current()
        self.table.rows.set_rows(rows)
        self._choose_again(kept)
        followed = sum(1 for person in rows if person.state is State.FOLLOWED)
        self.subtitle.setText(
            self.tr("{}, dont {} en suivi").format(plural(len(rows), "personne"), followed)
            if rows
            else ""
        )
        self.pages.setCurrentIndex(0 if rows else 1)
        self.bring.setVisible(bool(rows))
        self.bring_folder.setVisible(bool(rows))
        self.first = self.search if rows else self.invite
        if not rows and self.isVisible():
            self.take_keyboard()
        self._filter(self.search.text())

    def _choose_again(self, kept: ParticipantRow | None) -> None:
        """The person she comes back from stays the one she is on."""
        for number, person in enumerate(self.table.visible_rows()) if kept else ():
            if kept and person.prescription_id == kept.prescription_id:
                self.table.selectRow(number)

    def _filter(self, typed: str) -> None:
        self._proxy.search(typed)
        found = self._proxy.rowCount()
        self.count.setText(
            ("" if not typed.strip() else self.tr("Personne ne répond à cette recherche"))
            if found == 0 or not typed.strip()
            else plural(found, self.tr("trouvée"))
        )

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _go_to_first(self) -> None:
        """Enter in the search goes to the table; on a single row it opens the card."""
        if self._proxy.rowCount() == 1:
            self.opened.emit(self.table.visible_rows()[0].prescription_id)
        elif self._proxy.rowCount():
            self.table.setFocus()
            self.table.selectRow(0)

    def _choose(self) -> None:
        self._messages.choose_file(
            self.tr("Classeur à importer"), self.tr("Classeurs (*.xlsx *.csv)"), self.import_from
        )

    def _choose_folder(self) -> None:
        self._messages.choose_folder(
            self.tr("Dossier des fichiers CSV à importer"), Path.home(), self.import_from
        )

    def _wait(self, *, waiting: bool) -> None:
        for act in (self.bring, self.bring_folder, self.invite, self.invite_folder):
            act.setEnabled(not waiting)

    def _imported(self, path: Path, report: ImportReport) -> None:
        self.progress.end()
        self._wait(waiting=False)
        self.refresh()
        self.imported.emit((path, report))

    def _refused(self, error: UserError) -> None:
        self.progress.end()
        self._wait(waiting=False)
        self._messages.refuse(error)
        if self.isVisible():
            self.take_keyboard()

    def _empty(self) -> QWidget:
        box = panel(
            column(
                label(self.tr("Aucun participant pour l’instant"), role="heading"),
                label(
                    self.tr(
                        "Commencez par le classeur que vous tenez déjà\u00a0: CoachDesk y lit les "
                        "prescriptions, les rendez-vous, les immersions et les sorties, et vous "
                        "montre ce qui est à corriger. Votre fichier n’est pas modifié."
                    ),
                    wrap=True,
                ),
                8,
                row(self.invite, self.invite_folder, None),
            ),
            margin=28,
        )
        box.setMaximumWidth(560)
        page = QWidget()
        page.setLayout(column(None, row(None, box, None), None, None))
        return page
