"""Aide: the guide over the open desk; F1 opens it on the page left, Escape goes back to that."""

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut

from coachdesk.services.guide.book import GuideStoppedError, guide_pdf, save_guide
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.beside import BesideAct
from coachdesk.ui.commands import bind_main_act, commands
from coachdesk.ui.context import Context
from coachdesk.ui.printing import of_nobody, print_pages
from coachdesk.ui.runner import Task
from coachdesk.ui.screens.guide.panel import GuidePanel
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.page import Page


class _Saving(BesideAct):
    """The whole guide, laid out and written beside what goes on; ``made`` has its file."""

    def __init__(self, context: Context, page: Page) -> None:
        super().__init__(context, page, GuideStoppedError)

    def begin(self, target: Path) -> None:
        """Make it, and write it in ``target``."""

        def work(task: Task) -> Path:
            save_guide(target, guide_pdf(None, task.report, task.cancelled))
            return target

        self._begin(self.tr("Le guide se prépare"), work, lambda _: None)


class GuideScreen(Page):
    """Ctrl+Enter prints the page, Ctrl+S saves the whole guide: neither holds anybody's data."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.tour = button("", glyph="signpost")
        self.save = button("", glyph="save")
        self.print = button("", kind="primary", glyph="printer")
        super().__init__("", self.tour, self.save, self.print, before=self.leave)
        self._context = context
        self.title.setText(self.tr("Aide"))
        self.subtitle.setText(self.tr("Une page par geste, lue en une minute, sans réseau."))
        self.tour.setText(self.tr("Visite guidée"))
        self.tour.setToolTip(commands()["tour"].hint)
        self.save.setText(self.tr("Tout le guide…"))
        self.save.setToolTip(self.tr("Enregistrer tout le guide en PDF (Ctrl+S)"))
        self.print.setText(self.tr("Imprimer la page"))
        self.print.setToolTip(self.tr("Imprimer la page (Ctrl+Entrée ou Ctrl+P)"))
        self.panel = GuidePanel()
        self.saving = _Saving(context, self)
        self.saving.made.connect(self._say_where)
        self.long_act = self.saving.progress
        self.body.addWidget(self.saving.progress)
        self.body.addWidget(self.panel, 1)
        self.leave.clicked.connect(context.back)
        self.tour.clicked.connect(lambda: context.run("tour"))
        self.save.clicked.connect(self._choose_target)
        self.print.clicked.connect(self._print)
        self.first = self.panel.seek
        bind_main_act(self, self.print.click)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print.click)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save.click)

    def show_target(self, target: Target) -> None:
        """The page named, or the one that tells of the screen named."""
        self.panel.seek.clear()
        if target.section.partition("/")[0] in {*Screen}:
            self.panel.show_about(target.section)
        else:
            self.panel.show_page(target.section)
        if self.panel.page is None:
            self.panel.show_about("")

    def _print(self) -> None:
        page, context = self.panel.page, self._context
        if page is None:
            return
        sent = self.tr("La page est partie à l’imprimante.")
        context.runner.read(
            self,
            lambda: guide_pdf((page,)),
            lambda pdf: print_pages(
                self, context.runner, context.messages, pdf,
                lambda: context.messages.inform(sent), noted=of_nobody,
            ),
        )  # fmt: skip

    def _choose_target(self) -> None:
        if self.saving.progress.busy:
            return  # one at a time, and the keyboard stays where it is
        self._context.messages.choose_target(
            self.tr("Enregistrer le guide"),
            Path.home() / self.tr("Guide de CoachDesk.pdf"),
            self.tr("PDF (*.pdf)"),
            self.saving.begin,
        )

    def _say_where(self, target: Path) -> None:
        self._context.messages.inform(self.tr("Guide enregistré\u00a0: {}").format(target), target)
