"""The feuille de journée: the feuille de route of a day as a paper, looked at, printed, saved."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.services.accesses import AccessDeed
from coachdesk.services.papers.day_sheet import DayPaper, make_day_sheet, save_day_sheet
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.printing import print_pages
from coachdesk.ui.widgets.fields import day_edit, day_of, show_day
from coachdesk.ui.widgets.layout import button, row
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.page_view import PageView


class DaySheetScreen(Page):
    """Ctrl+Enter prints; the arrows beside the day go to the one before or after."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.save = button("", glyph="save")
        self.print = button("", kind="primary", glyph="printer")
        super().__init__("", self.save, self.print, before=self.leave)
        self._context = context
        self._paper: DayPaper | None = None
        self.title.setText(self.tr("Feuille de journée"))
        self.print.setText(self.tr("Imprimer"))
        self.print.setToolTip(self.tr("Imprimer (Ctrl+Entrée ou Ctrl+P)"))
        self.save.setText(self.tr("Enregistrer…"))
        self.save.setToolTip(self.tr("Enregistrer en PDF, en clair (Ctrl+S)"))
        self.day = day_edit(today(context.desk.clock))
        self.day.setAccessibleName(self.tr("Jour de la feuille"))
        self.before = button("", kind="icon", glyph="chevron-left", name=self.tr("Jour précédent"))
        self.after = button("", kind="icon", glyph="chevron-right", name=self.tr("Jour suivant"))
        self.view = PageView(context.runner)
        self.leave.clicked.connect(context.back)
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.day.dateChanged.connect(lambda _: self.refresh())
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._choose_target)
        self.agenda = button(self.tr("Ouvrir l’agenda"), glyph="calendar-days")
        self.agenda.clicked.connect(lambda: context.go(Target(Screen.AGENDA, day=day_of(self.day))))
        self.nothing = NothingHere(self.agenda, glyph="file-text")
        self.nothing.hide()
        self.body.addLayout(row(self.before, self.day, self.after, None))
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.nothing, 1)
        self.body.addStretch()
        self.first = self.day
        bind_main_act(self, self.print.click)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print.click)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save.click)
        self._show(None)

    def show_target(self, target: Target) -> None:
        """Show the day that is named, or today."""
        wanted = target.day or today(self._context.desk.clock)
        if day_of(self.day) == wanted:
            self.refresh()
        else:
            show_day(self.day, wanted)  # which reads it
        self.take_keyboard()

    def refresh(self) -> None:
        """Make it again."""
        desk, action, day = self._context.desk, self._context.action, day_of(self.day)

        def made(paper: DayPaper) -> None:
            if day == day_of(self.day):  # or another day was asked for in the meantime
                self._show(paper)

        def failed(error: UserError) -> None:
            if day == day_of(self.day):
                self._show(None)
                self.nothing.say(error.sentence, error.remedy)
                self.nothing.show()

        self._context.runner.read(self, lambda: make_day_sheet(desk, action, day), made, failed)

    def _step(self, days: int) -> None:
        show_day(self.day, day_of(self.day) + timedelta(days=days))

    def _show(self, paper: DayPaper | None) -> None:
        self._paper = paper
        for act in (self.print, self.save):
            act.setEnabled(paper is not None)
        self.view.setVisible(paper is not None)
        self.nothing.hide()
        self.subtitle.setText(
            self.tr("Un papier de travail, avec des noms\u00a0: à détruire après la journée.")
        )
        if paper is None:
            self.view.clear()
            return
        self.view.show_pdf(paper.pdf, paper.title)

    def _print(self) -> None:
        paper, context = self._paper, self._context
        if paper is not None:
            sent = self.tr("La feuille de journée est partie à l’imprimante.")
            print_pages(
                self, context.runner, context.messages, paper.pdf,
                lambda: context.messages.inform(sent),
                noted=lambda: context.desk.accesses.note(AccessDeed.PRINT, Screen.DAY_SHEET),
            )  # fmt: skip

    def _choose_target(self) -> None:
        paper = self._paper
        if paper is not None:
            self._context.messages.choose_target(
                self.tr("Enregistrer la feuille de journée, en clair"),
                Path.home() / paper.file_name,
                self.tr("PDF (*.pdf)"),
                lambda target: self._save(paper, target),
            )

    def _save(self, paper: DayPaper, target: Path) -> None:
        desk, action = self._context.desk, self._context.action
        self._context.runner.write(
            self,
            lambda _task: save_day_sheet(desk, action, paper, target),
            lambda _: self._context.messages.inform(
                self.tr("Feuille enregistrée en clair\u00a0: {}").format(target), target
            ),
        )
