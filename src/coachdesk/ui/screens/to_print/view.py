"""What waits for the printer of the office: letters and copies, looked at and printed in one go."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import plural
from coachdesk.services.documents.copies import PrintLine, print_batch, printed, to_print
from coachdesk.services.documents.drafting import preview
from coachdesk.services.documents.office_printing import Step, ready_to_leave, save_batch, take_back
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.printing import PrintJob, both_sides, choose_printer
from coachdesk.ui.runner import Task
from coachdesk.ui.screens.to_print.lines import PrintList
from coachdesk.ui.widgets.contact_line import ContactLine
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.page_view import PageView
from coachdesk.ui.widgets.progress import ProgressLine
from coachdesk.ui.widgets.two_columns import TwoColumns
from coachdesk.ui.widgets.wide_check import WideCheck

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

T = TypeVar("T")


class ToPrintScreen(Page):
    """Ctrl+Enter prints what is ticked; the paper under the keyboard is shown beside."""

    def __init__(self, context: Context) -> None:
        self.print = button("", kind="primary", glyph="printer")
        super().__init__("", self.print)
        self._context = context
        self.title.setText(self.tr("À imprimer"))
        self.print.clicked.connect(self._ask_printer)
        self.list = PrintList()
        self.every = WideCheck(self.tr("Tout"))
        self.every.clicked.connect(lambda ticked: self.list.lines.tick_all(ticked=ticked))
        self.list.lines.ticks_changed.connect(self._show_ticks)
        self.list.come_to.connect(self._look)
        self.list.opened.connect(self._open)
        self.list.removed.connect(self._remove)
        self.save = button(self.tr("Enregistrer en un seul PDF…"), glyph="save")
        self.elsewhere = button(self.tr("C’est imprimé"), glyph="check")
        self.open = button(self.tr("Ouvrir"), glyph="file-text")
        self.remove = button(self.tr("Ne pas imprimer"), glyph="x")
        self.contact = ContactLine(context)
        self.contact.kept.connect(self.refresh)
        self._name_acts()
        self.page = PageView(context.runner)
        self.long_act = self.progress = ProgressLine()
        self.empty = self._nothing()
        self.full = TwoColumns(self._left(), column(self.page), (2, 3))
        self.body.addWidget(self.progress)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.full, 1)
        self.first = self.list
        bind_main_act(self, self.print.click)
        self._show(())

    def refresh(self) -> None:
        """Read again what waits."""
        desk, action = self._context.desk, self._context.action
        self.contact.refresh()
        self._context.runner.read(
            self, lambda: desk.read(lambda link: to_print(link, action)), self._show
        )

    def _name_acts(self) -> None:
        self.save.clicked.connect(self._choose_file)
        self.elsewhere.clicked.connect(lambda: self._mark(self.list.lines.ticked))
        self.open.clicked.connect(lambda: self._open(self.list.current()))
        self.remove.clicked.connect(lambda: self._remove(self.list.current()))
        self.save.setToolTip(self.tr("Tout ce qui est coché, en clair, pour l’imprimer ailleurs"))
        self.elsewhere.setToolTip(self.tr("Retirer de la liste ce qui a été imprimé ailleurs"))
        self.open.setToolTip(self.tr("Ouvrir ce papier sur sa page (Entrée)"))
        self.remove.setToolTip(self.tr("Retirer ce papier de la liste (Suppr)"))

    def _nothing(self) -> NothingHere:
        someone = button(self.tr("Choisir une personne"), glyph="users")
        someone.clicked.connect(lambda: self._context.go(Target(Screen.PARTICIPANTS)))
        return NothingHere(
            someone,
            heading=self.tr("Rien n’attend l’imprimante"),
            told=self.tr(
                "Après une absence, «\u00a0À imprimer\u00a0» sur la fiche de rendez-vous met ici "
                "l’avis et la relance. Le menu «\u00a0Courrier\u00a0» d’une fiche et les copies "
                "des papiers signés y arrivent aussi."
            ),
            glyph="printer",
        )

    def _left(self) -> QVBoxLayout:
        about = Flow(self.open, self.remove)
        away = Flow(self.save, self.elsewhere)
        layout = column(self.every, self.list, about, away, self.contact, spacing=8)
        layout.setStretch(1, 1)
        return layout

    def _show(self, lines: tuple[PrintLine, ...]) -> None:
        self.empty.setVisible(not lines)
        self.full.setVisible(bool(lines))
        self.print.setVisible(bool(lines))
        self.subtitle.setText(
            self.tr("Lettres et copies attendent l’imprimante du bureau.") if lines else ""
        )
        self.subtitle.setVisible(bool(lines))
        self.list.show_lines(lines)
        self._show_ticks()

    def _show_ticks(self) -> None:
        ticked, number = len(self.list.lines.ticked), len(self.list.lines.lines)
        states = Qt.CheckState
        self.every.setCheckState(
            states.Checked if ticked == number else states.PartiallyChecked if ticked
            else states.Unchecked
        )  # fmt: skip
        papers = plural(ticked, "papier")
        words = self.tr("Tout imprimer ({})") if ticked == number else self.tr("Imprimer {}")
        self.print.setText(words.format(number if ticked == number else papers))
        self.print.setToolTip(self.tr("{} (Ctrl+Entrée)").format(self.print.text()))
        for act in (self.print, self.save, self.elsewhere):
            act.setEnabled(ticked > 0 and not self.progress.busy)

    def _look(self, line: PrintLine | None) -> None:
        """Show the paper as it will be printed."""
        for act in (self.open, self.remove):
            act.setEnabled(line is not None)
        if line is None:
            self.page.clear()
            return
        desk = self._context.desk

        def show(pdf: bytes) -> None:
            if self.list.current() == line:  # or she went on to another in the meantime
                self.page.show_pdf(pdf, f"{line.title}, {line.who}")

        self._context.runner.read(self, lambda: preview(desk, line.document_id), show)

    def _open(self, line: PrintLine | None) -> None:
        if line is not None:
            self._context.go(
                Target(Screen.PAPER, line.prescription_id, document_id=line.document_id)
            )

    def _remove(self, line: PrintLine | None) -> None:
        if line is None:
            return
        desk, said = self._context.desk, f"{line.title}, {line.who}"
        self._context.runner.write(
            self,
            lambda _task: take_back(desk, [line.document_id]),
            lambda _: self._after(self.tr("Retiré de la liste\u00a0: {}.").format(said)),
        )

    def _ask_printer(self) -> None:
        ids = self.list.lines.ticked
        if ids and not self.progress.busy:
            choose_printer(self, self._context.messages, partial(self.send, ids))

    def send(self, ids: tuple[UUID, ...], printer: "QPrinter") -> None:
        """Seal what is a letter, print all, note what was printed."""
        desk, number = self._context.desk, len(ids)

        def prepared(ready: int) -> None:
            if ready < number:
                self._after(self._stopped())
                return
            stop = Task()
            self.progress.begin(self.tr("Impression"))
            self.progress.follow(stop)

            def going_on(sent: int) -> bool:
                self.progress.step(sent / number, self.tr("Impression"))
                return not stop.cancelled()

            PrintJob(
                self,
                self._context.runner,
                printer,
                [partial(print_batch, desk, [key]) for key in ids],
                lambda sent: self._sent(ids[:sent]),
                going_on,
                refused=self._context.messages.refuse,
                both_sides=both_sides(printer),
            )

        self._sealing(number, lambda step: ready_to_leave(desk, ids, step), prepared)

    def _sent(self, ids: tuple[UUID, ...]) -> None:
        self.progress.end()
        if ids:
            self._mark(ids)
        else:
            self.refresh()

    def _mark(self, ids: tuple[UUID, ...]) -> None:
        """They left the printer: letters are on their way, copies are to be handed over."""
        desk, total = self._context.desk, len(ids)
        number = plural(total, "papier imprimé", "papiers imprimés")
        said = self.tr("{}. Les copies des personnes restent à leur remettre.").format(number)

        def note(step: Step) -> bool:
            if ready_to_leave(desk, ids, step) < total:
                return False
            printed(desk, ids)
            return True

        self._sealing(total, note, lambda noted: self._after(said if noted else self._stopped()))

    def _choose_file(self) -> None:
        ids, day = self.list.lines.ticked, today(self._context.desk.clock)
        if ids:
            self._context.messages.choose_target(
                self.tr("Enregistrer ce qui est coché, en clair"),
                Path.home() / f"a-imprimer_{day:%Y-%m-%d}.pdf",
                self.tr("PDF (*.pdf)"),
                partial(self._save, ids),
            )

    def _save(self, ids: tuple[UUID, ...], target: Path) -> None:
        desk = self._context.desk
        said = self.tr(
            "Enregistré en clair\u00a0: {}. Une fois imprimé, «\u00a0C’est imprimé\u00a0» le "
            "retire de la liste."
        ).format(target)
        self._sealing(
            len(ids),
            lambda step: save_batch(desk, ids, target, step),
            lambda written: self._after(said if written else self._stopped()),
        )

    def _sealing(self, number: int, work: Callable[[Step], T], done: Callable[[T], None]) -> None:
        """Do what seals so many letters, with the way to stop it."""
        words, stop = self.tr("Cachet des lettres"), Task()
        self.progress.begin(words)
        self.progress.follow(stop)
        self._show_ticks()

        def run(task: Task) -> T:
            def step(ready: int) -> bool:
                task.report(ready / number, words)
                return not stop.cancelled()

            return work(step)

        def ended(result: T) -> None:
            self.progress.end()
            done(result)

        self._context.runner.write(self, run, ended, self._refused, self.progress.step)

    def _stopped(self) -> str:
        return self.tr("Interrompu\u00a0: tout attend encore.")

    def _refused(self, error: UserError) -> None:
        self.progress.end()
        self._context.messages.refuse(error)
        self.refresh()

    def _after(self, said: str) -> None:
        self._context.messages.inform(said)
        self.refresh()
