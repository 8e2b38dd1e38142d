"""The diagnostic: situation, freins, what she wants, the questions of the FSE+, on one page."""

from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QWidget

from coachdesk.core.french import short_date
from coachdesk.domain.fse import ANSWER_LABELS, QUESTIONS, Answer
from coachdesk.domain.support import Impact
from coachdesk.services.diagnostics import (
    DiagnosticFacts,
    DiagnosticForm,
    diagnostic_form,
    save_diagnostic,
)
from coachdesk.services.fse_answers import counts_fse
from coachdesk.services.targets import Screen
from coachdesk.ui.context import Context
from coachdesk.ui.screens.dossier_page import DossierPage, Link
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import captioned, choose, words_box
from coachdesk.ui.widgets.layout import button, column, label, panel
from coachdesk.ui.widgets.two_columns import TwoColumns

IMPACTS = ((Impact.NONE, "Sans impact"), (Impact.MODERATE, "Moyen"), (Impact.STRONG, "Fort"))
_LICENCES = (("yes", "Oui"), ("no", "Non"))
_LINES = 3


class DiagnosticScreen(DossierPage):
    """Nothing is compulsory: it is saved at any time, and says how complete it is."""

    kept_as = Screen.DIAGNOSTIC

    def __init__(self, context: Context) -> None:
        self.save = button("")
        super().__init__(context, "", "", self.save)
        self._pending = False
        profile = context.action.profile
        self.title.setText(self.tr("Diagnostic"))
        self.save.setText(self.tr("Enregistrer"))
        self.save.clicked.connect(lambda: self._save(then_decide=False))
        self.act.setText(self.tr("Enregistrer et décider"))
        QShortcut(QKeySequence.StandardKey.Save, self, self.save.click)
        self.status = words_box(profile.statuses)
        self.training_level = words_box(profile.training_levels)
        self.household = words_box(profile.households)
        self.employment = words_box(profile.employment)
        self.licence = Choices(_LICENCES, self.tr("Permis de conduire"))
        self.mobility, self.expectations, self.skills, self.objectives = (
            _text_box() for _ in range(4)
        )
        self.obstacles = {
            word.key: Choices(((key.value, words) for key, words in IMPACTS), word.label)
            for word in profile.obstacles
            if word.key != "none"
        }
        self.main_obstacle = words_box(profile.obstacles)
        self.answers = {
            question.key: Choices(
                ((key.value, words) for key, words in ANSWER_LABELS.items()), question.text
            )
            for question in (QUESTIONS if counts_fse(profile) else ())
        }
        self._taken_back: set[str] = set()
        """Questions whose answer she took back: one that was never there takes nothing back."""
        for question, answer in self.answers.items():
            answer.chosen.connect(lambda key, asked=question: self._answered(asked, key))
        for frein in self.obstacles.values():
            frein.chosen.connect(self._propose_main)
        self.complete = label("", role="caption", wrap=True)
        left = column(panel(self._situation()), panel(self._wishes()), None, spacing=10)
        asked = [panel(self._freins()), *([panel(self._questions())] if self.answers else ())]
        right = column(*asked, None, spacing=10)
        self.former = label("", role="soft", wrap=True)
        self.body.addWidget(self.former)
        self.body.addWidget(TwoColumns(left, right, (9, 11)), 1)
        self.first = self.status

    def read(self, link: Link, dossier: UUID) -> DiagnosticForm:
        """See ``DossierPage``."""
        return diagnostic_form(link, dossier)

    def do(self) -> None:
        """See ``DossierPage``."""
        self._save(then_decide=True)

    def _situation(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(label(self.tr("Situation"), role="strong"), 0, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Statut"), self.status), 1, 0)
        grid.addLayout(captioned(self.tr("Niveau de formation"), self.training_level), 1, 1)
        grid.addLayout(captioned(self.tr("Situation d’emploi"), self.employment), 2, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Foyer"), self.household), 3, 0)
        grid.addLayout(captioned(self.tr("Permis de conduire"), self.licence), 3, 1)
        grid.addLayout(captioned(self.tr("Moyens de se déplacer"), self.mobility), 4, 0, 1, 2)
        return grid

    def _wishes(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.addLayout(captioned(self.tr("Attentes"), self.expectations), 0, 0)
        grid.addLayout(captioned(self.tr("Compétences et expériences"), self.skills), 1, 0)
        grid.addLayout(
            captioned(self.tr("Premiers objectifs, un par ligne"), self.objectives), 2, 0
        )
        return grid

    def _freins(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(self.tr("Freins"), role="strong"), 0, 0, 1, 2)
        for line, frein in enumerate(self.obstacles.values(), 1):
            grid.addWidget(label(frein.accessibleName(), wrap=True), line, 0)
            grid.addWidget(frein, line, 1)
        last = len(self.obstacles) + 1
        grid.addLayout(captioned(self.tr("Frein principal"), self.main_obstacle), last, 0, 1, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        return grid

    def _questions(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.addWidget(label(self.tr("Questions du FSE+"), role="strong"), 0, 0)
        grid.addWidget(self.complete, 1, 0)
        for number, answer in enumerate(self.answers.values()):
            grid.addWidget(label(answer.accessibleName(), wrap=True), 2 * number + 2, 0)
            grid.addWidget(answer, 2 * number + 3, 0)
        return grid

    def show_read(self, known: DiagnosticForm) -> None:
        """See ``DossierPage``."""
        self._tell_former(known)
        self._pending = self.head is not None and self.head.pathway_id is None
        self.act.setVisible(self._pending)
        shown = known.facts or DiagnosticFacts()
        for box, key in (
            (self.status, shown.status),
            (self.training_level, shown.training_level),
            (self.household, shown.household),
            (self.employment, shown.employment),
            (self.main_obstacle, shown.main_obstacle),
        ):
            choose(box, key)
        licence = {True: "yes", False: "no"}.get(bool(shown.driving_licence))
        self.licence.show_key(None if shown.driving_licence is None else licence)
        for field, text in (
            (self.mobility, shown.mobility),
            (self.expectations, shown.expectations),
            (self.skills, shown.skills),
            (self.objectives, "\n".join(shown.objectives)),
        ):
            field.setPlainText(text or "")
        for kind, frein in self.obstacles.items():
            impact = shown.obstacles.get(kind)
            frein.show_key(impact.value if impact else None)
        self._taken_back.clear()
        for question, answer in self.answers.items():
            told = shown.answers.get(question)
            answer.show_key(told.value if told else None)
            answer.setEnabled(question not in known.kept)
        self._tell_completeness()
        kept: dict[str, QWidget] = {
            "status": self.status,
            "training_level": self.training_level,
            "household": self.household,
            "employment": self.employment,
            "licence": self.licence,
            "mobility": self.mobility,
            "expectations": self.expectations,
            "skills": self.skills,
            "objectives": self.objectives,
            **{f"obstacle {kind}": frein for kind, frein in self.obstacles.items()},
            "main_obstacle": self.main_obstacle,
            **{f"question {key}": answer for key, answer in self.answers.items()},
        }
        self.keep(kept)

    def _tell_former(self, known: DiagnosticForm) -> None:
        """What comes from a former time, to be confirmed, and what no longer changes."""
        said = []
        if known.taken_from:
            said.append(
                self.tr(
                    "Repris de son dossier n°\u00a0{}\u00a0: à confirmer avec la personne."
                ).format(known.taken_from)
            )
        if known.kept and self.answers:
            first = min(told.answered_on for told in known.kept.values())
            said.append(
                self.tr(
                    "Les questions du FSE+ répondues le {}, à sa première entrée, ne changent plus."
                ).format(short_date(first))
            )
        self.former.setText(" ".join(said))
        self.former.setVisible(bool(said))

    def _told(self) -> DiagnosticFacts:
        licence = self.licence.key()
        return DiagnosticFacts(
            status=self.status.currentData(),
            training_level=self.training_level.currentData(),
            household=self.household.currentData(),
            employment=self.employment.currentData(),
            driving_licence=None if licence is None else licence == "yes",
            main_obstacle=self.main_obstacle.currentData(),
            mobility=self.mobility.toPlainText(),
            expectations=self.expectations.toPlainText(),
            skills=self.skills.toPlainText(),
            obstacles={
                kind: Impact(key)
                for kind, frein in self.obstacles.items()
                if (key := frein.key()) is not None
            },
            answers={
                question: Answer(key)
                for question, answer in self.answers.items()
                if (key := answer.key()) is not None
            },
            objectives=tuple(self.objectives.toPlainText().splitlines()),
            taken_back=frozenset(self._taken_back),
        )

    def _save(self, *, then_decide: bool) -> None:
        dossier, desk, told = self.dossier, self.context.desk, self._told()
        if dossier is None:
            return

        def saved(_: None) -> None:
            self.forget(dossier)
            self.go_on(dossier, Screen.DECISION if then_decide else Screen.CARD)

        self.context.runner.write(self, lambda _task: save_diagnostic(desk, dossier, told), saved)

    def _propose_main(self) -> None:
        """The frein that weighs most is the principal one, until she says otherwise."""
        strong = [kind for kind, frein in self.obstacles.items() if frein.key() == Impact.STRONG]
        if strong and self.main_obstacle.currentData() not in strong:
            choose(self.main_obstacle, strong[0])

    def _answered(self, question: str, key: str | None) -> None:
        if key is None:
            self._taken_back.add(question)
        else:
            self._taken_back.discard(question)
        self._tell_completeness()

    def _tell_completeness(self) -> None:
        told = sum(answer.key() is not None for answer in self.answers.values())
        self.complete.setText(
            self.tr(
                "{} réponses sur {}. Elles servent aux statistiques européennes\u00a0; la personne "
                "peut ne pas répondre."
            ).format(told, len(self.answers))
        )


def _text_box() -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setFixedHeight(box.fontMetrics().lineSpacing() * _LINES + 18)
    return box
