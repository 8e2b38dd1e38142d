"""What goes on from one rendez-vous to the next: objectives, and aids that wait for an answer."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import short_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import AidOutcome, ObjectiveState
from coachdesk.queries.appointment_sheet import SheetObjective, SheetStep
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.fields import EntryLine
from coachdesk.ui.widgets.layout import button, clear, column, label, row


class ObjectivesPanel(QWidget):
    """Those under way, reached or given up by one click; new ones typed, one per line."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[SheetObjective, ...] = ()
        self.answers: dict[UUID, Choices] = {}
        self._new: list[str] = []
        self.line = EntryLine()
        self.line.setPlaceholderText(self.tr("Nouvel objectif, puis Entrée"))
        self.line.setAccessibleName(self.tr("Nouvel objectif"))
        self.line.entered.connect(self._add)
        self.line.textChanged.connect(self.changed)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.setLayout(column(self._lines, self.line, spacing=8))

    def show_objectives(self, known: tuple[SheetObjective, ...]) -> None:
        """Show what is recorded, with nothing typed."""
        self._known = known
        self._new = []
        self.line.clear()
        self._rebuild({})

    def closed(self) -> Mapping[UUID, ObjectiveState]:
        """The objectives whose state changes."""
        states = {item.id: item.state for item in self._known}
        chosen = {key: _state(answer.key()) for key, answer in self.answers.items()}
        return {key: state for key, state in chosen.items() if state is not states[key]}

    def typed(self) -> tuple[str, ...]:
        """The new ones, the line being typed included."""
        line = self.line.text().strip()
        return (*self._new, line) if line else tuple(self._new)

    def draft_value(self) -> Json:
        """What a draft keeps."""
        return {
            "states": {str(key): answer.key() for key, answer in self.answers.items()},
            "new": list(self._new),
            "line": self.line.text(),
        }

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        match value:
            case {"states": dict(states), "new": list(new), "line": str(line)}:
                self._new = [str(text) for text in new]
                self.line.setText(line)
                self._rebuild({str(key): state for key, state in states.items()})
                self.changed.emit()

    def _add(self) -> None:
        text = " ".join(self.line.text().split())
        if text:
            self._new.append(text)
            self.line.clear()
            self._rebuild(self._states())
            self.changed.emit()

    def _drop(self, text: str) -> None:
        self._new.remove(text)
        self._rebuild(self._states())
        self.line.setFocus()
        self.changed.emit()

    def _states(self) -> dict[str, str | None]:
        return {str(key): answer.key() for key, answer in self.answers.items()}

    def _rebuild(self, states: Mapping[str, object]) -> None:
        clear(self._lines)
        self.answers = {}
        for item in self._known:
            answer = Choices(
                (
                    (ObjectiveState.DONE.value, self.tr("Atteint")),
                    (ObjectiveState.ABANDONED.value, self.tr("Abandonné")),
                ),
                item.text,
                kind="chip",
            )
            state = states.get(str(item.id), item.state.value)
            answer.show_key(str(state) if state in answer.buttons else None)
            answer.chosen.connect(self.changed)
            self.answers[item.id] = answer
            self._lines.addLayout(_line(item.text, answer))
        for text in self._new:
            away = button("", kind="icon", glyph="x", name=self.tr("Retirer cet objectif"))
            away.clicked.connect(lambda _=False, asked=text: self._drop(asked))
            self._lines.addLayout(_line(text, away))


class AidsPanel(QWidget):
    """Aids asked for before, or ticked here and now, with what came of them."""

    changed = Signal()

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self._steps: tuple[SheetStep, ...] = ()
        self._new: tuple[str, ...] = ()
        self.answers: dict[UUID, Choices] = {}
        self.asked: dict[str, Choices] = {}
        """Those ticked here and not recorded yet, by kind."""
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.setLayout(column(self._lines))

    def show_aids(self, steps: tuple[SheetStep, ...]) -> None:
        """Show the aids among ``steps``, as they are recorded."""
        self._steps = tuple(step for step in steps if step.aid_outcome is not None)
        self._new = ()
        self._rebuild({})

    def show_ticked(self, ticked: frozenset[str]) -> None:
        """Follow the démarches ticked: an aid just ticked may be granted or refused at once."""
        here = {step.kind for step in self._steps if step.here}
        steps = self._profile.steps
        new = tuple(word.key for word in steps if word.aid and word.key in ticked - here)
        self.setVisible(bool(self.answers) or bool(new))
        if new != self._new:
            self._new = new
            self._rebuild(self._chosen())

    def outcomes(self) -> Mapping[UUID, AidOutcome]:
        """The aids recorded before whose outcome changes."""
        known = {step.id: step.aid_outcome for step in self._steps}
        chosen = {key: _outcome(answer) for key, answer in self.answers.items()}
        return {key: outcome for key, outcome in chosen.items() if outcome is not known[key]}

    def asked_outcomes(self) -> Mapping[str, AidOutcome]:
        """What is known already of the aids ticked here, by kind."""
        return {kind: _outcome(answer) for kind, answer in self.asked.items()}

    def draft_value(self) -> Json:
        """What a draft keeps."""
        return dict(self._chosen())

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept; the démarches ticked come back before it."""
        if isinstance(value, dict):
            self._rebuild(value)
            self.changed.emit()

    def _chosen(self) -> dict[str, str | None]:
        return {
            **{str(key): answer.key() for key, answer in self.answers.items()},
            **{kind: answer.key() for kind, answer in self.asked.items()},
        }

    def _rebuild(self, chosen: Mapping[str, object]) -> None:
        clear(self._lines)
        self.answers, self.asked = {}, {}
        for step in self._steps:
            words = f"{self._profile.steps.label(step.kind)} ({short_date(step.done_on)})"
            self.answers[step.id] = self._answer(words, chosen.get(str(step.id), step.aid_outcome))
        for kind in self._new:
            words = f"{self._profile.steps.label(kind)} (ce rendez-vous)"
            self.asked[kind] = self._answer(words, chosen.get(kind))
        self.setVisible(bool(self.answers or self.asked))

    def _answer(self, words: str, key: object) -> Choices:
        answer = Choices(
            (
                (AidOutcome.GRANTED.value, self.tr("Accordée")),
                (AidOutcome.REFUSED.value, self.tr("Refusée")),
            ),
            words,
            kind="chip",
        )
        answer.show_key(str(key) if key in answer.buttons else None)
        answer.chosen.connect(self.changed)
        self._lines.addLayout(_line(words, answer))
        return answer


def _line(words: str, answer: QWidget) -> QVBoxLayout:
    line = row(label(words, wrap=True), answer, spacing=8)
    line.setStretch(0, 1)
    return column(line)


def _state(key: str | None) -> ObjectiveState:
    return ObjectiveState(key) if key else ObjectiveState.IN_PROGRESS


def _outcome(answer: Choices) -> AidOutcome:
    return AidOutcome(answer.key() or AidOutcome.PENDING)
