"""What is filled in of a paper, as the form holds it: one question, or the questions of a grid."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.canonical import Json
from coachdesk.domain.paper_answers import fault
from coachdesk.domain.papers import Answer, PaperField


class AnswerPart(QWidget):
    """``changed`` once its answer is another one; a draft keeps it like any field."""

    changed = Signal()
    fields: tuple[PaperField, ...]
    """What it asks."""

    def answers(self) -> dict[str, Answer]:
        """What is filled in, by the key of the question."""
        raise NotImplementedError

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """Show what ``answers`` says of its questions, without telling."""
        raise NotImplementedError

    def fault(self) -> str:
        """What is wrong with what is typed, in words; nothing when all is well."""
        answers = self.answers()
        wrong = (fault(field, answers.get(field.key, "")) for field in self.fields)
        return next(filter(None, wrong), "")

    def take_keyboard(self) -> None:
        """Be the one that is filled in."""
        self.setFocus()

    def draft_value(self) -> Json:
        """What a draft keeps."""
        return {
            key: list(answer) if isinstance(answer, tuple) else answer
            for key, answer in self.answers().items()
        }

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        if isinstance(value, dict):
            self.show_answers({key: _answer(kept) for key, kept in value.items()})
            self.changed.emit()


def text_of(answer: Answer) -> str:
    """An answer as text, whatever its question was once."""
    return answer if isinstance(answer, str) else ", ".join(answer)


def _answer(kept: Json) -> Answer:
    if isinstance(kept, list):
        return tuple(str(key) for key in kept)
    return kept if isinstance(kept, str) else ""
