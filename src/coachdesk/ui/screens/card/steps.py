"""Démarches: the latest ones, the answers that aids wait for, one more noted by two gestures."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QLineEdit, QWidget

from coachdesk.core.french import hours, short_date
from coachdesk.domain.support import AidOutcome
from coachdesk.queries.card_work import CardStep
from coachdesk.services.card import CardView
from coachdesk.services.steps import LONGEST, StepFacts, answer_aid, note_step
from coachdesk.services.timeline import AID_WORDS, EventKind
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import (
    NOT_TOLD,
    captioned,
    day_edit,
    day_of,
    show_day,
    words_box,
)
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.number_box import NumberBox
from coachdesk.ui.widgets.partner_menu import PartnerMenu

_SHOWN = 4
_QUARTER = 15


class StepsSection(Section):
    """The aids that wait come first; the others are in the timeline, all of them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "demarches", "")
        self.title.setText(self.tr("Démarches"))
        self.answers: dict[UUID, Choices] = {}

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.work.steps

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        self.answers = {}
        latest = view.work.steps[::-1]
        waiting = [step for step in latest if step.aid_outcome is AidOutcome.PENDING]
        others = [step for step in latest if step.aid_outcome is not AidOutcome.PENDING]
        for step in (*waiting, *others[:_SHOWN]):
            self._add(step)
        if not latest:
            self.say(self.tr("Aucune démarche n’est notée."))
        self.tell_others(len(others) - _SHOWN, EventKind.STEP)

    def make_form(self, view: CardView) -> QWidget:
        """See ``Section``."""
        self.kind: QComboBox = words_box(self.context.action.profile.steps, optional=False)
        self.done_on: QDateEdit = day_edit(view.day)
        self.done_on.setDisplayFormat("ddd d MMM yyyy")
        self.minutes = NumberBox(LONGEST, suffix=self.tr("\u00a0min"), unsaid=NOT_TOLD)
        self.minutes.setSingleStep(_QUARTER)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Précision (facultatif)"))
        self.note.setAccessibleName(self.tr("Précision sur la démarche"))
        self.add = button(self.tr("Noter"), glyph="plus")
        self.add.setToolTip(self.tr("Noter cette démarche"))
        self.add.clicked.connect(self._note)
        form = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.addLayout(captioned(self.tr("Démarche"), self.kind), 0, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Faite le"), self.done_on), 1, 0)
        grid.addLayout(captioned(self.tr("Durée"), self.minutes), 1, 1)
        grid.addWidget(self.note, 2, 0)
        grid.addWidget(self.add, 2, 1)
        grid.addLayout(row(PartnerMenu(self.context, self.note), None), 3, 0)
        grid.setColumnStretch(0, 1)
        form.setLayout(grid)
        key = f"demarche:{view.card.identity.prescription_id}"
        self.context.drafts.keep(form, key, {"note": self.note})
        return form

    def _add(self, step: CardStep) -> None:
        name = self.context.action.profile.steps.label(step.kind)
        outcome = step.aid_outcome
        parts = (
            short_date(step.done_on),
            step.minutes and hours(step.minutes),
            step.note,
            AID_WORDS[outcome] if outcome is not None else "",
        )
        said = "  ·  ".join(part for part in parts if part)
        words = column(label(name, wrap=True), label(said, role="caption", wrap=True), spacing=0)
        line = row(words, spacing=8)
        line.setStretch(0, 1)
        if outcome is AidOutcome.PENDING:
            line.addWidget(self._answer(step, name), 0, Qt.AlignmentFlag.AlignTop)
        self.add_line(line)

    def _answer(self, step: CardStep, name: str) -> Choices:
        answer = Choices(
            (
                (AidOutcome.GRANTED.value, self.tr("Accordée")),
                (AidOutcome.REFUSED.value, self.tr("Refusée")),
            ),
            name,
            kind="mini",
        )
        for pressed in answer.buttons.values():
            pressed.setAccessibleName(f"{name}\u00a0: {pressed.text()}")
        answer.chosen.connect(lambda key: self._told(step.id, AidOutcome(key)))
        self.answers[step.id] = answer
        return answer

    def _told(self, step_id: UUID, outcome: AidOutcome) -> None:
        self.write(lambda desk: answer_aid(desk, step_id, outcome))

    def _note(self) -> None:
        dossier = self.dossier
        facts = StepFacts(
            self.kind.currentData(),
            day_of(self.done_on),
            self.minutes.value() or None,
            self.note.text(),
        )
        self.write(lambda desk: note_step(desk, dossier, facts), self.note)
        self.minutes.setValue(0)
        if self.view is not None:
            show_day(self.done_on, self.view.day)
