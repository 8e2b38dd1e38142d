"""The bilan of a year: its parts at the side, figures and texts, its closing, its papers."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from coachdesk.core.clock import today
from coachdesk.domain.report_names import Nameable, nameable
from coachdesk.services.month import RowsBehind
from coachdesk.services.report import Output, bilan_figures
from coachdesk.services.report.screen import (
    BilanView,
    KnownBilans,
    bilan_view,
    rows_behind_figure,
)
from coachdesk.services.targets import Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.figures import FigureCell
from coachdesk.ui.screens.bilan.acts import BilanActs
from coachdesk.ui.screens.bilan.chooser import YearChooser
from coachdesk.ui.screens.bilan.closing import ClosingPanel
from coachdesk.ui.screens.bilan.contents import Contents
from coachdesk.ui.screens.bilan.reading import PartsReading
from coachdesk.ui.screens.bilan.state import StatePanel
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import (
    InnerArea,
    button,
    chip,
    label,
    reveal,
    row,
    set_tone,
)
from coachdesk.ui.widgets.nothing_yet import NothingYet
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.tab_order import tab_on
from coachdesk.ui.widgets.two_columns import stand_beside

_NARROW = 56
"""Below it the parts are chosen in a line above, in heights of the font."""
_LEAST = 18
"""Least height of what is read, likewise."""
_FILLED, _EMPTY, _NOT_READ = range(3)


class BilanScreen(Page):
    """Each number opens its rows; Ctrl+Enter records the text, or asks to close the year."""

    def __init__(self, context: Context) -> None:
        self.state_of = button("", glyph="file-text")
        self.print = button("", glyph="printer")
        self.save = button("", glyph="save")
        self.close_button = button("", kind="primary", glyph="lock-keyhole")
        super().__init__("", self.state_of, self.print, self.save, self.close_button)
        self._context = context
        self._view: BilanView | None = None
        self._year: int | None = None
        self._years: tuple[int, ...] = ()
        self._asking = 0
        self._back_to: QWidget | None = None
        """The table whose rows she went to see."""
        self._figures: tuple[int, tuple[Nameable, ...]] | None = None
        """What texts of that year may name, once it is read."""
        self.acts = BilanActs(context, self, lambda: self.parts.unrecorded)
        self.long_act = self.acts.progress
        self.chooser = YearChooser()
        self.state = chip("", "quiet")
        self.told = label("", role="soft", wrap=True)
        self.faults = label("", tone="mend", wrap=True)
        self.faults.setContentsMargins(10, 6, 10, 6)
        self.closing = ClosingPanel(context)
        self.day = StatePanel()
        self.contents = Contents()
        self.parts = PartsReading(context)
        self.nothing = NothingYet(
            context.go,
            self.tr("Les tableaux et les textes du bilan de l’année se liront ici."),
            glyph="chart-no-axes-combined",
        )
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(em(1.2))
        self._box.addWidget(self.contents)
        held = QWidget()
        held.setLayout(row(self.parts))
        self._box.addWidget(InnerArea(held, _LEAST), 1)
        whole = QWidget()
        whole.setLayout(self._box)
        self.pages = QStackedWidget()
        for part in (whole, self.nothing, QWidget()):
            self.pages.addWidget(part)
        self.pages.setCurrentIndex(_NOT_READ)
        self.body.addWidget(Flow(self.chooser, self.state))
        for part in (self.told, self.acts.progress, self.closing, self.day, self.faults):
            self.body.addWidget(part)
        self.body.addWidget(self.pages, 1)
        self.first = self.contents.field
        self._name_acts()
        self._connect()
        self._arrange()
        self._enable()

    def show_target(self, target: Target) -> None:
        """Show the year of the day that is named, on the part that is named."""
        if target.day is not None:
            self._turn(target.day.year)
        if target.section:
            self.parts.wanted = target.section
        self.refresh()

    def refresh(self) -> None:
        """Read the year again; what is typed stays."""
        desk, action, wanted = self._context.desk, self._context.action, self._year
        self._asking += 1
        asking = self._asking

        def shown(known: KnownBilans) -> None:
            if asking == self._asking:
                self._show(known)

        self._context.runner.read(self, lambda: bilan_view(desk, action, wanted), shown)

    def show_year(self, year: int) -> None:
        """Read and show that year."""
        self._context.drafts.flush()
        self._turn(year)
        self.chooser.stand_on(year)
        self._enable()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The parts are chosen above where the page is narrow."""
        super().resizeEvent(event)
        self._arrange()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  (Qt's signature)
        """Tab goes as the eye does: the tables are made anew each time that the year is read."""
        parts = (
            self.state_of, self.print, self.save, self.close_button, self.chooser,
            self.acts.progress, self.closing, self.day, self.contents, self.parts, self.nothing,
        )  # fmt: skip
        return tab_on(self, parts, forward=next) or super().focusNextPrevChild(next)

    def take_keyboard(self) -> None:
        """Where she opened the rows of a number, or on the list of the parts."""
        back, self._back_to = self._back_to, None
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.first = (
            self.nothing.bring if self.pages.currentIndex() == _EMPTY else self.contents.field
        )
        super().take_keyboard()

    def ask_close(self) -> None:
        """Ask in the page whether to close; a second time takes the question back."""
        if not self.closing.isHidden():
            self.closing.leave()
        elif self._view is not None and self.close_button.isEnabled():
            self.day.hide()
            self.closing.ask(self._view, self.parts.unrecorded)
            reveal(self.closing)

    def ask_state(self) -> None:
        """Ask of which day; a second time takes the question back."""
        if not self.day.isHidden():
            self.day.leave()
            return
        self.closing.hide()
        self.day.ask(today(self._context.desk.clock))
        reveal(self.day)

    def _main_act(self) -> None:
        if not self.closing.isHidden():
            self.closing.confirm()
        elif not self.day.isHidden():
            self.day.confirm()
        elif not self.parts.record():
            self.ask_close()

    def _leave_panels(self) -> None:
        self.closing.leave()
        self.day.leave()

    def _turn(self, year: int) -> None:
        if year != self._year:
            self.closing.hide()
            self.day.hide()
            self._view = None
        self._year = year

    def _show(self, known: KnownBilans) -> None:
        self._years = known.years
        self.chooser.set_years(known.years)
        self.chooser.setVisible(bool(known.years))
        view = known.shown
        if view is None:
            self._view = self._year = None
            self.pages.setCurrentIndex(_EMPTY)
            self._enable()
            if self.isVisible():
                self.take_keyboard()
            return
        self._view, self._year = view, view.year
        self.chooser.stand_on(view.year)
        self.pages.setCurrentIndex(_FILLED)
        self.parts.show_view(view)
        self._show_entries()
        if self._figures is not None and self._figures[0] == view.year:
            self.parts.offer(self._figures[1])
        self._read_figures(view.year)
        self._say_state(view)
        self._enable()

    def _show_entries(self) -> None:
        self.contents.show_entries(self.parts.entries(), self.parts.shown)
        self._arrange()

    def _read_figures(self, year: int) -> None:
        """What may be inserted, every figure counted: it comes after what is shown."""
        desk, action = self._context.desk, self._context.action
        day = today(desk.clock)

        def read(figures: tuple[Nameable, ...]) -> None:
            if year == self._year:
                self._figures = (year, figures)
                self.parts.offer(figures)

        self._context.runner.read(
            self,
            lambda: nameable(desk.read(lambda link: bilan_figures(link, action, year, day))),
            read,
        )

    def _say_state(self, view: BilanView) -> None:
        report = view.report
        closed = bool(view.versions)
        self.title.setText(report.title)
        self.subtitle.setText(report.action)
        self.state.setText(report.edition)
        set_tone(self.state, "done" if closed else "quiet")
        why = [self.tr("Motif\u00a0: {}").format(report.reason)] if report.reason else []
        told = "\n".join(filter(None, [*why, report.so_far, *report.notes]))
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.faults.setText(
            "\n".join([self.tr("À corriger dans les textes\u00a0:"), *report.faults])
        )
        self.faults.setVisible(bool(report.faults))
        self.close_button.setText(
            self.tr("Clôturer à nouveau…") if closed else self.tr("Clôturer le bilan…")
        )
        self.close_button.setToolTip(
            self.tr("Figer les chiffres et les textes de {} (Ctrl+Entrée)").format(view.year)
            if view.over
            else self.tr("L’année {} n’est pas finie\u00a0: son bilan est provisoire.").format(
                view.year
            )
        )

    def _open_rows(self, cell: FigureCell) -> None:
        desk, action = self._context.desk, self._context.action
        day = today(desk.clock)

        def found(rows: RowsBehind) -> None:
            if self._context.on_screen(self):
                now = QApplication.focusWidget()
                self._back_to = now if now and self.parts.isAncestorOf(now) else None
                self._context.show_rows(str(cell.year), rows)

        self._context.runner.read(
            self,
            lambda: desk.read(
                lambda link: rows_behind_figure(
                    link, action, cell.year, cell.value, cell.share, today=day
                )
            ),
            found,
        )

    def _with_year(self, act: Callable[[int], None]) -> None:
        if self._view is not None:
            act(self._view.year)

    def _save(self) -> None:
        """The text that she is in, else the paper."""
        if not self.parts.record():
            self._save_as(Output.PDF)

    def _save_as(self, form: Output) -> None:
        self._with_year(lambda year: self.acts.choose_file(year, form))

    def _save_state(self, day: date) -> None:
        self.day.hide()
        self.acts.choose_state_file(day)

    def _print_state(self, day: date) -> None:
        self.day.hide()
        self.acts.print_state(day)

    def _acted(self, _made: object) -> None:
        self.closing.forget()
        self.refresh()
        self.take_keyboard()

    def _name_acts(self) -> None:
        self.title.setText(self.tr("Bilan annuel"))
        self.state_of.setText(self.tr("État au…"))
        self.state_of.setToolTip(self.tr("Les chiffres d’un jour sur une page, pour un comité"))
        self.print.setText(self.tr("Imprimer"))
        self.print.setToolTip(self.tr("Imprimer le bilan (Ctrl+P)"))
        self.save.setText(self.tr("Enregistrer…"))
        self.save.setToolTip(
            self.tr("En PDF (Ctrl+S), en document à modifier ou en classeur\u00a0: il ne nomme "
                    "personne")
        )  # fmt: skip
        self.close_button.setText(self.tr("Clôturer le bilan…"))
        self.offered = QMenu(self.save)
        self.forms: dict[Output, QAction] = {}
        for form, words in (
            (Output.PDF, self.tr("Papier (PDF)…")),
            (Output.DOCX, self.tr("Document à modifier (DOCX)…")),
            (Output.XLSX, self.tr("Classeur (XLSX)…")),
        ):
            self.forms[form] = self.offered.addAction(words)
            self.forms[form].triggered.connect(partial(self._save_as, form))
        self.save.setMenu(self.offered)

    def _connect(self) -> None:
        self.state_of.clicked.connect(self.ask_state)
        self.print.clicked.connect(lambda: self._with_year(self.acts.print_bilan))
        self.close_button.clicked.connect(self.ask_close)
        self.closing.confirmed.connect(
            lambda reason: self._with_year(lambda year: self.acts.close(year, reason))
        )
        self.closing.left.connect(self.close_button.setFocus)
        self.day.saved.connect(self._save_state)
        self.day.printed.connect(self._print_state)
        self.day.left.connect(self.state_of.setFocus)
        self.acts.closed.connect(self._acted)
        self.chooser.asked.connect(self.show_year)
        self.contents.asked.connect(self.parts.turn_to)
        self.parts.cell_opened.connect(self._open_rows)
        self.parts.recorded.connect(self.refresh)
        self.parts.changed.connect(self._show_entries)
        self.parts.stepped.connect(self.contents.step)
        bind_main_act(self, self._main_act)
        QShortcut(QKeySequence("Ctrl+S"), self, self._save)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print.click)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._leave_panels)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, partial(self.contents.step, by))

    def _enable(self) -> None:
        """Nothing acts on a year that is not read yet."""
        view = self._view
        known = bool(self._years)
        self.parts.setEnabled(view is not None)
        for act in (self.state_of, self.print, self.save, self.close_button):
            act.setVisible(known)
        self.state.setVisible(view is not None)
        if view is None:
            for part in (self.told, self.faults):
                part.hide()
            year = self._year
            told = self.tr("Lecture de {}…").format(year) if year else ""
            self.subtitle.setText(told)
        self.print.setEnabled(view is not None)
        self.save.setEnabled(view is not None)
        self.close_button.setEnabled(view is not None and view.over)

    def _arrange(self) -> None:
        narrow = self.width() < em(_NARROW)
        self.contents.fit(narrow=narrow)
        stand_beside(self._box, self.contents, None if narrow else self.contents.best_width())
