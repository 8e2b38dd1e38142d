"""The questionnaires de satisfaction of the action, together; nothing is shown under five."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QGridLayout, QProgressBar, QVBoxLayout, QWidget

from coachdesk.services.documents.satisfaction import (
    QuestionResult,
    SatisfactionResults,
    satisfaction,
)
from coachdesk.services.papers.templates import templates
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, scrolled
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.spoken import speaks_as

KIND = "satisfaction"
_BAR = 10
"""Least width of a bar, in heights of the font."""


class SatisfactionScreen(Page):
    """The note, then each question with its answers; sentences in alphabetical order."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__("", before=self.leave)
        self._context = context
        self.title.setText(self.tr("Satisfaction"))
        self.leave.clicked.connect(context.back)
        self.parts = QVBoxLayout()
        self.parts.setSpacing(12)
        inside = QWidget()
        inside.setLayout(column(self.parts, None))
        self.area = scrolled(inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll it
        self.area.setAccessibleName(self.tr("Résultats de satisfaction"))
        speaks_as(self.area, QAccessible.Role.Document)
        self.body.addWidget(self.area, 1)
        self.first = self.area

    def show_target(self, target: Target) -> None:
        """Read the results."""
        del target
        self.refresh()

    def refresh(self) -> None:
        """Read them again."""
        context = self._context
        desk, action = context.desk, context.action

        def known() -> SatisfactionResults | None:
            template = templates(action).get(KIND)  # read from files the first time
            if template is None:
                return None
            return desk.read(lambda link: satisfaction(link, action, template))

        context.runner.read(self, known, self._show)

    def _show(self, results: SatisfactionResults | None) -> None:
        if results is None:
            clear(self.parts)
            self.parts.addWidget(
                NothingHere(
                    heading=self.tr("Le profil de l’action n’a pas ce questionnaire"),
                    glyph="users",
                )
            )
            return
        self.subtitle.setText(results.sentence)
        clear(self.parts)
        if not results.questions:
            self.parts.addWidget(self._nothing())
            return
        if results.mean:
            note = label(results.mean, role="code")
            self.parts.addWidget(
                panel(column(label(self.tr("Note moyenne"), role="strong"), note, spacing=4))
            )
        for question in results.questions:
            self.parts.addWidget(panel(self._question(question)))

    def _nothing(self) -> NothingHere:
        someone = button(self.tr("Choisir une personne"), glyph="users")
        someone.clicked.connect(lambda: self._context.go(Target(Screen.PARTICIPANTS)))
        return NothingHere(
            someone,
            heading=self.tr("Pas encore assez de réponses"),
            told=self.tr(
                "Les réponses se montrent ensemble, à partir de cinq questionnaires, et sans les "
                "noms. Pour en faire remplir un\u00a0: la fiche d’une personne, puis "
                "«\u00a0Nouveau papier\u00a0»."
            ),
            glyph="users",
        )

    def _question(self, result: QuestionResult) -> QVBoxLayout:
        lines = column(label(result.label, role="strong", wrap=True), spacing=6)
        if result.counts:
            lines.addLayout(_bars(result.counts))
        for sentence in result.sentences:
            lines.addWidget(label(f"«\u00a0{sentence}\u00a0»", wrap=True))
        if not result.counts and not result.sentences:
            few = self.tr("Moins de cinq personnes ont écrit ici\u00a0: rien n’est montré.")
            lines.addWidget(label(few, role="soft", wrap=True))
        return lines


def _bars(counts: tuple[tuple[str, int], ...]) -> QGridLayout:
    """How many gave each answer, as a bar and its number."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(1, 1)
    everyone = max(1, sum(count for _, count in counts))
    for line, (words, count) in enumerate(counts):
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, everyone)
        bar.setValue(count)
        bar.setAccessibleName(f"{words}, {count}")
        bar.setMinimumWidth(em(_BAR))
        grid.addWidget(label(words), line, 0)
        grid.addWidget(bar, line, 1)
        grid.addWidget(label(str(count), role="strong"), line, 2, Qt.AlignmentFlag.AlignRight)
    return grid
