"""The import of a workbook: what can comes in at once, the rest is mended here and follows."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from coachdesk.core.errors import UserError
from coachdesk.core.french import plural
from coachdesk.services.drafts import KeptDraft, drafts
from coachdesk.services.importing import (
    NO_MENDS,
    ImportReport,
    LearnedRow,
    Mending,
    Mends,
    WorkbookFile,
    forget_word,
    import_workbook,
    learned_rows,
    open_workbook,
    typed_spots,
    what_to_mend,
)
from coachdesk.services.targets import CHOOSE, CHOOSE_FOLDER, Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.runner import Task
from coachdesk.ui.screens.importing.differences import differences_table, differences_words
from coachdesk.ui.screens.importing.mend_list import MendList
from coachdesk.ui.screens.importing.start import StartPanel, WaitingImport
from coachdesk.ui.screens.importing.told import brought, left
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, reveal, row
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.progress import ProgressLine

_PAUSE_MS = 250
"""After the last letter typed, before the file is judged again."""
_DRAFT = "import:"


class ImportScreen(Page):
    """One page: choose, mend, bring in."""

    def __init__(self, context: Context) -> None:
        leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.copy = button("", glyph="save")
        self.take = button("", kind="primary", glyph="file-up")
        super().__init__("", before=leave)
        self._context = context
        self._workbook: WorkbookFile | None = None
        self._report: ImportReport | None = None
        self.asked: Mending | None = None
        """What the last look asks for."""
        self._looks = 0
        """Looks asked: the answer to an earlier one is passed over."""
        self._resuming = ""
        self._at_the_end = False
        """Enter was pressed on the last item, which is being judged."""
        leave.clicked.connect(context.back)
        self.copy.setText(self.tr("Copie corrigée…"))
        self.copy.setToolTip(
            self.tr("Votre classeur avec ce que vous avez tapé, les fautes restantes en couleur")
        )
        self.copy.clicked.connect(self._choose_copy)
        self.take.clicked.connect(self.import_mended)
        self.start = StartPanel()
        self.start.bring.clicked.connect(self.choose)
        self.start.bring_folder.clicked.connect(self.choose_folder)
        self.start.resumed.connect(self._resume)
        self.start.forgotten.connect(self._forget)
        self.list = MendList()
        self.list.changed.connect(self._answered)
        self.list.ended.connect(self._go_to_take)
        self.progress = self.long_act = ProgressLine()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.see = button(self.tr("Voir les participants"), kind="primary", glyph="users")
        self.see.clicked.connect(lambda: context.go(Target(Screen.PARTICIPANTS)))
        self.another = button(self.tr("Un autre classeur"), kind="link")
        self.another.clicked.connect(self.show_start)
        self._differ = label("", wrap=True)
        self.differences = differences_table(self.tr("Différences"))
        self.differences.setMinimumHeight(em(14))
        self._done = QWidget()
        self._done.setLayout(row(self.see, self.another, None))
        self.mending = QWidget()
        self.mending.setLayout(
            column(
                Flow(self.take, self.copy),
                self._done,
                self.list,
                self._differ,
                self.differences,
                None,
            )
        )
        self.body.addWidget(self.progress)
        for part in (self.start, self.mending):
            self.body.addWidget(part)
        self.body.addStretch(1)
        bind_main_act(self, self.take.click)
        self.show_start()

    def show_target(self, target: Target) -> None:
        """Begin anew, and ask at once for what the target says is to be chosen."""
        self.show_start()
        if target.section == CHOOSE:
            self.choose()
        elif target.section == CHOOSE_FOLDER:
            self.choose_folder()

    def refresh(self) -> None:
        """What is typed stays; the lists of the beginning are read again."""
        if self._workbook is None:
            self.show_start()

    def show_start(self) -> None:
        """Choose a workbook, or see the words learned."""
        self._workbook = None
        self._looks += 1  # what is being looked at is not asked any more
        self.title.setText(self.tr("Importer un classeur"))
        self.subtitle.setText(self.tr("Votre fichier n’est jamais modifié."))
        self.copy.hide()
        self.take.hide()
        self.mending.hide()
        self.start.show()
        self.first = self.start.bring
        desk, action = self._context.desk, self._context.action
        self._context.runner.read(
            self,
            lambda: desk.read(
                lambda link: (_waiting_imports(drafts(link)), learned_rows(link, action))
            ),
            self._show_lists,
        )

    def choose(self) -> None:
        """Ask for a workbook."""
        self._context.messages.choose_file(
            self.tr("Classeur à importer"), self.tr("Classeurs (*.xlsx *.xlsm *.csv)"),
            self.import_from,
        )  # fmt: skip

    def choose_folder(self) -> None:
        """Ask for a folder of CSV files."""
        self._context.messages.choose_folder(
            self.tr("Dossier des fichiers CSV à importer"), Path.home(), self.import_from
        )

    def import_from(self, path: Path) -> None:
        """Read ``path`` and bring in at once what can be; the rest is then to be mended."""
        self._run(
            self.tr("Lecture de {}…").format(path.name),
            lambda task: self._read_and_import(path, task),
            lambda outcome: self._begin(*outcome),
        )

    def import_mended(self) -> None:
        """Bring in what passes now."""
        workbook, mends = self._workbook, self.list.mends
        if workbook is None or not self.take.isEnabled():
            return
        self._run(
            self.tr("Import de {}…").format(workbook.path.name),
            lambda task: self._import(workbook, mends, task),
            self._imported,
        )

    def _read_and_import(self, path: Path, task: Task) -> tuple[WorkbookFile, ImportReport]:
        workbook = open_workbook(path, lambda done: task.report(done / 2, self.tr("Lecture")))
        return workbook, self._import(workbook, NO_MENDS, task)

    def _import(self, workbook: WorkbookFile, mends: Mends, task: Task) -> ImportReport:
        desk, action = self._context.desk, self._context.action
        return import_workbook(
            desk.store, action.id, action.profile, workbook, mends=mends,
            progress=task.report, cancelled=task.cancelled,
        )  # fmt: skip

    def _begin(self, workbook: WorkbookFile, report: ImportReport) -> None:
        """A file is read and what passed is in: ask what is left, where she had left it."""
        self._workbook, self._report, self.asked = workbook, report, None
        key = self._draft_key(workbook)
        if self._resuming and self._resuming != key:
            self._context.drafts.forget(self._resuming)  # the file has changed since
        self._resuming = ""
        self.title.setText(self.tr("Import de {}").format(workbook.path.name))
        self.start.hide()
        self.mending.show()
        self.list.begin(workbook)
        self._show_differences(report)
        self._context.drafts.keep(self, key, {"answers": self.list})
        self._look()

    def _imported(self, report: ImportReport) -> None:
        self._report = report
        self.list.imported()
        self._show_differences(report)
        if self._workbook is not None:
            self._context.drafts.forget(self._draft_key(self._workbook))
        self._look()

    def _go_to_take(self) -> None:
        """Nothing else waits: once the file is judged, Enter once more brings it in."""
        if self._pause.isActive():
            self._at_the_end = True
        elif self.take.isEnabled():
            self.take.setFocus()
            reveal(self.take)

    def _answered(self) -> None:
        self._at_the_end = False
        self._pause.start()

    def _look(self) -> None:
        """Judge the file with her answers, by the import's own rules, beside the window."""
        workbook, mends = self._workbook, self.list.mends
        if workbook is None:
            return
        self._looks += 1
        asked = self._looks
        desk, action = self._context.desk, self._context.action
        self._context.runner.read(
            self,
            lambda: what_to_mend(desk.store, action.id, action.profile, workbook, mends),
            lambda mending: self._show(mending) if asked == self._looks else None,
        )

    def _show(self, mending: Mending) -> None:
        first_look = self.asked is None
        self.asked = mending
        report = self._report
        assert report is not None
        self.list.show_mending(mending)
        self.subtitle.setText(f"{brought(report)} {left(mending)}")
        ready = plural(mending.ready, self.tr("ligne"))
        self.take.setText(
            self.tr("Importer ce qui est réparé ({})").format(ready)
            if mending.ready
            else self.tr("Importer ce qui est réparé")
        )
        self.take.setToolTip(f"{self.take.text()} (Ctrl+Entrée)")
        self.take.setEnabled(mending.ready > 0)
        self.take.setVisible(mending.open > 0 or mending.ready > 0)
        self.copy.setVisible(bool(mending.words or mending.cells))
        over = mending.open == 0 and mending.ready == 0
        self._done.setVisible(over)
        self.first = self.list.first_open() or (self.see if over else self.take)
        if first_look and self.isVisible():
            self.take_keyboard()
        if self._at_the_end and mending.open == 0:
            self._at_the_end = False
            self._go_to_take()

    def _show_differences(self, report: ImportReport) -> None:
        found = report.differences
        self._differ.setText(differences_words(len(found)))
        self._differ.setVisible(bool(found))
        self.differences.setVisible(bool(found))
        self.differences.rows.set_rows(found)

    def _show_lists(self, found: tuple[tuple[WaitingImport, ...], tuple[LearnedRow, ...]]) -> None:
        waiting, learned = found
        self.start.show_waiting(waiting)
        self.start.show_learned(learned)

    def _resume(self, waiting: WaitingImport) -> None:
        self._resuming = waiting.draft
        self.import_from(waiting.path)

    def _forget(self, word: LearnedRow | None) -> None:
        desk, action = self._context.desk, self._context.action
        if word is not None:
            self._context.runner.write(
                self, lambda _task: forget_word(desk, action.id, word), lambda _: self.show_start()
            )

    def _choose_copy(self) -> None:
        workbook = self._workbook
        if workbook is not None:
            self._context.messages.choose_target(
                self.tr("Copie corrigée, en clair"),
                workbook.path.with_name(f"{workbook.path.stem}-corrige.xlsx"),
                self.tr("Classeurs (*.xlsx)"),
                self._write_copy,
            )

    def _write_copy(self, target: Path) -> None:
        workbook, mends = self._workbook, self.list.mends
        assert workbook is not None
        desk, action = self._context.desk, self._context.action

        def write(_task: Task) -> None:
            from coachdesk.services.importing.annotation import annotate

            report = import_workbook(
                desk.store, action.id, action.profile, workbook, mends=mends, check=True
            )
            annotate(workbook.path, report, target, typed_spots(workbook.layouts, mends))

        self._context.runner.write(
            self,
            write,
            lambda _: self._context.messages.inform(
                self.tr("Copie enregistrée, en clair\u00a0: {}").format(target), target
            ),
        )

    def _run(self, words: str, work: Callable[[Task], object], done: Callable[..., None]) -> None:
        """A long act, with progress and the way to stop it."""
        self.progress.begin(words)
        self._wait(waiting=True)

        def ended(result: object) -> None:
            self._end()
            done(result)
            if not self._context.on_screen(self) and self._report is not None:
                self._context.messages.inform(brought(self._report))

        def refused(error: UserError) -> None:
            self._end()
            self._context.messages.refuse(error)
            self._look()
            if self.isVisible():
                self.take_keyboard()

        runner = self._context.runner
        self.progress.follow(runner.write(self, work, ended, refused, self.progress.step))

    def _end(self) -> None:
        self.progress.end()
        self._wait(waiting=False)

    def _wait(self, *, waiting: bool) -> None:
        for part in (self.start, self.mending, self.copy):
            part.setEnabled(not waiting)
        self.take.setEnabled(not waiting and bool(self.asked and self.asked.ready))

    @staticmethod
    def _draft_key(workbook: WorkbookFile) -> str:
        return f"{_DRAFT}{workbook.source.sha256[:32]}"


def _waiting_imports(kept: Iterable[KeptDraft]) -> tuple[WaitingImport, ...]:
    """The imports that drafts are of, those whose file is gone left out."""
    found = []
    for draft in kept:
        answers = draft.fields.get("answers")
        if draft.key.startswith(_DRAFT) and isinstance(answers, dict):
            path, mends = Path(str(answers["path"])), Mends.from_json(answers["mends"])
            count = len(mends.words) + len(mends.cells) + len(mends.left_out) + len(mends.columns)
            if count and path.exists():
                found.append(WaitingImport(path, count, draft.key))
    return tuple(found)
