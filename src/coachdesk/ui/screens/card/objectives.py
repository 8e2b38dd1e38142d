"""Objectives: those under way, reached or given up by one click; a new one typed, then Enter."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import short_date
from coachdesk.domain.support import ObjectiveState
from coachdesk.queries.card_work import CardObjective
from coachdesk.services.card import CardView
from coachdesk.services.objectives import change_objective, set_objective
from coachdesk.services.timeline import EventKind
from coachdesk.ui.context import Context
from coachdesk.ui.screens.card.section import Section
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import EntryLine
from coachdesk.ui.widgets.layout import button, column, label, row

_CLOSED = 3
"""Closed ones shown; the timeline has them all."""


class ObjectivesSection(Section):
    """Under way first, then those closed last."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "objectifs", "")
        self.title.setText(self.tr("Objectifs"))
        self.answers: dict[UUID, Choices] = {}
        self.line = EntryLine()

    def part(self, view: CardView) -> object:
        """See ``Section``."""
        return view.work.objectives

    def fill(self, view: CardView) -> None:
        """See ``Section``."""
        self.answers = {}
        goals = view.work.objectives
        for goal in goals:
            if goal.state is ObjectiveState.IN_PROGRESS:
                self._add(goal)
        if not self.answers:
            self.say(self.tr("Aucun objectif en cours\u00a0: tapez le premier ci-dessous."))
        closed = [goal for goal in goals if goal.closed_on is not None]
        closed.sort(key=lambda goal: goal.closed_on or goal.set_on, reverse=True)
        for goal in closed[:_CLOSED]:
            self._add_closed(goal)
        self.tell_others(len(closed) - _CLOSED, EventKind.OBJECTIVE)

    def make_form(self, view: CardView) -> QWidget:
        """See ``Section``."""
        self.line = line = EntryLine()
        line.setPlaceholderText(self.tr("Nouvel objectif, puis Entrée"))
        line.setAccessibleName(self.tr("Nouvel objectif"))
        line.entered.connect(self._set)
        key = f"objectif:{view.card.identity.prescription_id}"
        self.context.drafts.keep(line, key, {"text": line})
        return line

    def _add(self, goal: CardObjective) -> None:
        answer = Choices(
            (
                (ObjectiveState.DONE.value, self.tr("Atteint")),
                (ObjectiveState.ABANDONED.value, self.tr("Abandonné")),
            ),
            goal.text,
            kind="mini",
        )
        for pressed in answer.buttons.values():
            pressed.setAccessibleName(f"{goal.text}\u00a0: {pressed.text()}")
        answer.chosen.connect(lambda key: self._change(goal.id, ObjectiveState(key)))
        self.answers[goal.id] = answer
        words = column(
            label(goal.text, wrap=True),
            label(self.tr("depuis le {}").format(short_date(goal.set_on)), role="caption"),
            spacing=0,
        )
        line = row(words, answer, spacing=8)
        line.setAlignment(answer, Qt.AlignmentFlag.AlignTop)
        line.setStretch(0, 1)
        self.add_line(line)

    def _add_closed(self, goal: CardObjective) -> None:
        done = goal.state is ObjectiveState.DONE
        said = self.tr("{}, atteint le {}") if done else self.tr("{}, abandonné le {}")
        again = button(self.tr("Reprendre"), kind="mini")
        again.setAccessibleName(self.tr("Reprendre\u00a0: {}").format(goal.text))
        again.clicked.connect(lambda: self._change(goal.id, ObjectiveState.IN_PROGRESS))
        words = label(said.format(goal.text, short_date(goal.closed_on)), role="caption", wrap=True)
        line = row(words, again, spacing=8)
        line.setStretch(0, 1)
        self.add_line(line)

    def _change(self, objective_id: UUID, state: ObjectiveState) -> None:
        self.write(lambda desk: change_objective(desk, objective_id, state))

    def _set(self) -> None:
        line, dossier = self.line, self.dossier
        text = line.text()
        if text.strip():
            self.write(lambda desk: set_objective(desk, dossier, text), line)
