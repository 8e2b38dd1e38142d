"""The questions of the FSE+ of one moment, each answered by one click: oui, non, or not wished."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.domain.fse import ANSWER_LABELS, Question
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.layout import column, label


class FseQuestions(QWidget):
    """``answered`` carries a question and its answer, None when it is taken back."""

    answered = Signal(str, object)

    def __init__(self, questions: Sequence[Question], title: str = "") -> None:
        super().__init__()
        self.title = label(title, role="strong", wrap=True)
        self.hint = label(
            self.tr("Proposé d’après ce qui est noté\u00a0: à confirmer avec la personne."),
            role="caption",
            wrap=True,
        )
        self.choices: dict[str, Choices] = {}
        self._parts: dict[str, QWidget] = {}
        self._kept: Mapping[str, str] = {}
        self._proposed: dict[str, str] = {}
        self._own: set[str] = set()
        """What she answered, or took back, since the answers were shown: no longer proposed."""
        lines = []
        for question in questions:
            answers = Choices(
                ((key.value, words) for key, words in ANSWER_LABELS.items()),
                question.text,
                kind="chip",
            )
            answers.chosen.connect(lambda answer, asked=question.key: self._answer(asked, answer))
            part = QWidget()
            part.setLayout(column(label(question.text, wrap=True), answers, spacing=4))
            self.choices[question.key], self._parts[question.key] = answers, part
            lines.append(part)
        self.setLayout(column(self.title, self.hint, *lines, spacing=8))
        self.hint.hide()
        if not title:
            self.title.hide()

    def fields(self) -> Mapping[str, QWidget]:
        """For a draft."""
        return {f"fse {key}": answers for key, answers in self.choices.items()}

    def show_answers(self, kept: Mapping[str, str], needed: Sequence[str] | None = None) -> None:
        """Show what was answered; only the questions ``needed`` are asked, all without it."""
        self._kept, self._proposed, self._own = kept, {}, set()
        for key, answers in self.choices.items():
            answers.show_key(kept.get(key))
            self._parts[key].setVisible(needed is None or key in needed)
        self.hint.hide()

    def propose(self, expected: Mapping[str, str]) -> None:
        """Show what is expected where nothing was answered; an answer is never replaced."""
        for key, answers in self.choices.items():
            hers = key in self._kept or key in self._own
            if hers or answers.key() not in {None, self._proposed.get(key)}:
                continue
            answers.show_key(expected.get(key))
            self._proposed.pop(key, None)
            if key in expected:
                self._proposed[key] = expected[key]
        self._tell()

    def answers(self) -> dict[str, str | None]:
        """The answer to each question that is asked, as it is shown."""
        return {
            key: answers.key()
            for key, answers in self.choices.items()
            if not self._parts[key].isHidden()
        }

    def _answer(self, key: str, answer: str | None) -> None:
        self._proposed.pop(key, None)
        self._own.add(key)
        self._tell()
        self.answered.emit(key, answer)

    def _tell(self) -> None:
        self.hint.setVisible(bool(self._proposed))
