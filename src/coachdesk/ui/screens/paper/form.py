"""The form of a paper, made from its template: only what is to be filled in, in its order."""

from collections.abc import Mapping, Sequence
from itertools import count

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from coachdesk.domain.paper_answers import concerns, is_lacking
from coachdesk.domain.papers import Answer, Block, PaperField, PaperTemplate
from coachdesk.ui.screens.paper.grid import AnswerGrid
from coachdesk.ui.screens.paper.part import AnswerPart
from coachdesk.ui.screens.paper.parts import TextPart, part_of
from coachdesk.ui.widgets.fields import refusal_line
from coachdesk.ui.widgets.layout import column, label, reveal


class AnswerForm(QWidget):
    """``changed`` once any answer is another one; ``parts`` are its fields, for a draft."""

    changed = Signal()

    def __init__(self, blocks: Sequence[Block], phrases: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.parts: dict[str, AnswerPart] = {}
        """By the key of the question, or « grid:1 » for the questions of a grid."""
        self._faults: dict[AnswerPart, QLabel] = {}
        self._holders: dict[AnswerPart, QWidget] = {}
        """What is seen of a question: hidden while the paper does not ask it."""
        self._stack = column(spacing=12)
        numbers = count(1)
        for block in blocks:
            if not block.fields:
                continue
            if block.heading:
                self._stack.addWidget(label(block.heading, role="strong", wrap=True))
            if block.grid:
                self._add(f"grid:{next(numbers)}", AnswerGrid(block), None)
            else:
                for field in block.fields:
                    self._add(field.key, part_of(field, phrases), field)
        self._stack.addStretch(1)
        self.setLayout(self._stack)

    @classmethod
    def of(cls, template: PaperTemplate, phrases: tuple[str, ...] = ()) -> "AnswerForm":
        """The form of the whole paper."""
        return cls(template.blocks, phrases)

    def offer(self, phrases: tuple[str, ...]) -> None:
        """Have those phrases, too, proposed by « / » in every text."""
        for part in self.parts.values():
            if isinstance(part, TextPart):
                part.text.offer(phrases)

    def answers(self) -> dict[str, Answer]:
        """What is filled in, by the key of the question; of those that are asked."""
        made = self._all()
        asked = {
            field.key
            for part in self.parts.values()
            for field in part.fields
            if concerns(field, made)
        }
        return {key: answer for key, answer in made.items() if key in asked}

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """Show them, without telling."""
        for part in self.parts.values():
            part.show_answers(answers)
        self._show_asked()
        self._say_faults()

    def faults(self) -> tuple[str, ...]:
        """What is typed and can't be, said beside each field too; the first gets the keyboard."""
        wrong = [part for part in self.parts.values() if part.fault()]
        self._say_faults()
        if wrong:
            wrong[0].take_keyboard()
            reveal(wrong[0])
        return tuple(part.fault() for part in wrong)

    def take_keyboard(self) -> None:
        """Begin with the first question that holds the paper up, or with the first of all."""
        first = next(iter(self.parts.values()), None)
        if not self.seek_lacking() and first is not None:
            first.take_keyboard()
            reveal(first)

    def seek_lacking(self) -> bool:
        """Give the keyboard to the first question that holds the paper up; False without one."""
        made = self._all()
        for part in self.parts.values():
            if any(concerns(field, made) and is_lacking(field, made) for field in part.fields):
                part.take_keyboard()
                reveal(part)
                return True
        return False

    def keep_in_sight(self) -> None:
        """What is said above changed its height: the question that is answered stays there."""
        typed = QApplication.focusWidget()
        if typed is not None and self.isAncestorOf(typed):
            reveal(typed)

    def _add(self, key: str, part: AnswerPart, field: PaperField | None) -> None:
        self.parts[key] = part
        fault = self._faults[part] = refusal_line()
        if field is not None:
            words = question_words(field)
            part.setAccessibleName(words)
            caption = label(words, role="caption", wrap=True)
            caption.setBuddy(part)
            above = column(caption, spacing=2)
            if field.hint:
                above.addWidget(label(field.hint, role="caption", wrap=True))
            lines = column(above, part, fault, spacing=4)
        else:
            lines = column(part, fault, spacing=4)
        holder = self._holders[part] = QWidget()
        holder.setLayout(lines)
        self._stack.addWidget(holder)
        part.changed.connect(lambda: self._changed(part))

    def _all(self) -> dict[str, Answer]:
        made: dict[str, Answer] = {}
        for part in self.parts.values():
            made |= part.answers()
        return made

    def _show_asked(self) -> None:
        """A question comes and goes with the answer that it depends on."""
        made = self._all()
        for part, holder in self._holders.items():
            asked = any(concerns(field, made) for field in part.fields)
            if holder.isHidden() is asked:
                holder.setVisible(asked)

    def _changed(self, part: AnswerPart) -> None:
        if not part.fault():  # what is being typed is not wrong yet; what was said is taken back
            self._faults[part].hide()
        self._show_asked()
        self.changed.emit()

    def _say_faults(self) -> None:
        for part, line in self._faults.items():
            line.setText(part.fault())
            line.setVisible(bool(part.fault()))


def question_words(field: PaperField) -> str:
    """The question, with « (obligatoire) » where the paper is not ready without it."""
    needed = field.required and not field.unless
    return f"{field.label} (obligatoire)" if needed else field.label
