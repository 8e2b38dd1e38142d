"""One question, large, with all its answers in sight."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from coachdesk.domain.paper_answers import fault
from coachdesk.domain.paper_texts import NAMED
from coachdesk.domain.papers import Block, FieldKind, PaperField
from coachdesk.domain.words import Word
from coachdesk.ui.screens.paper.answer_button import AnswerButton, NoteButton
from coachdesk.ui.screens.paper.asking import Asking
from coachdesk.ui.screens.paper.parts import part_of
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import clear, label

if TYPE_CHECKING:
    from coachdesk.ui.screens.paper.part import AnswerPart

_GAP = 10
_DIGITS = 9
_MANY = 6
_SEEN_MS = 180
_LINES = 5
"""Of a text, before it grows."""
_ARROWS = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1,
}  # fmt: skip


class QuestionView(QWidget):
    """``answered`` once one tap answered it, ``changed`` with each letter and tick."""

    answered = Signal()
    changed = Signal()

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self.answers: dict[str, QPushButton] = {}
        """By the key of the answer; empty for what is written."""
        self.part: AnswerPart | None = None
        """What is written in; None for what is ticked."""
        self.seen = QTimer(self)
        """She sees her answer ticked before the next question comes."""
        self.seen.setSingleShot(True)
        self.seen.setInterval(_SEEN_MS)
        self.seen.timeout.connect(self.answered)
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(_GAP)

    def show_question(self) -> None:
        """Show the one before her, the keyboard on its answers."""
        self.seen.stop()
        clear(self._stack)
        self.answers, self.part = {}, None
        field = self._asking.current
        if field is None:
            return
        said = _said_above(field, self._asking.template.blocks)
        if said:
            self._stack.addWidget(label(said, role="said", wrap=True))
        self._stack.addWidget(label(field.label, role="question", wrap=True))
        if field.hint:
            self._stack.addWidget(label(field.hint, role="said", wrap=True))
        if field.kind is FieldKind.TICKS:
            note = self.tr("Vous pouvez choisir plusieurs réponses.")
            self._stack.addWidget(label(note, role="said", wrap=True))
        self._stack.addSpacing(_GAP)
        if field.options:
            self._offer(field)
        else:
            self._write(field)
        for number in range(self._stack.count()):
            item = self._stack.itemAt(number)
            made = item.widget() if item is not None else None
            if made is not None:
                made.show()  # now, not in the next turn: what is not shown takes no keyboard

    def take_keyboard(self) -> None:
        """The answer given, or the first one; or the line to write in."""
        if self.part is not None:
            self.part.take_keyboard()
        elif self.answers:
            ticked = self._asking.ticked()
            chosen = next((key for key in self.answers if key in ticked), next(iter(self.answers)))
            self.answers[chosen].setFocus(Qt.FocusReason.TabFocusReason)

    def fault(self) -> str:
        """What is wrong with what is written; nothing when all is well."""
        field = self._asking.current
        if self.part is None or field is None:
            return ""
        return self.part.fault() or fault(field, self._asking.answer())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit ticks its answer, the arrows go from one to the next."""
        keys = list(self.answers)
        digit = event.text()
        if keys and digit.isdigit() and 1 <= int(digit) <= min(len(keys), _DIGITS):
            self.answers[keys[int(digit) - 1]].click()
        elif keys and event.key() in _ARROWS:
            self._step(_ARROWS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _offer(self, field: PaperField) -> None:
        ticked = self._asking.ticked()
        for number, word in enumerate(field.options, 1):
            answer = _button(field, word, number)
            answer.setChecked(word.key in ticked)
            answer.clicked.connect(lambda _=False, key=word.key: self._choose(key))
            self.answers[word.key] = answer
        if field.kind is FieldKind.SCALE:
            self._stack.addWidget(Flow(*self.answers.values()))
        else:
            for answer in self.answers.values():
                self._stack.addWidget(answer)

    def _write(self, field: PaperField) -> None:
        part = self.part = part_of(field, (), _LINES)
        part.setAccessibleName(field.label)
        part.show_answers({field.key: self._asking.answer()})
        part.setMinimumHeight(em(3))

        def written() -> None:
            self._asking.say(part.answers().get(field.key, ""))
            self.changed.emit()

        part.changed.connect(written)
        self._stack.addWidget(part)

    def _choose(self, key: str) -> None:
        self._asking.choose(key)
        ticked = self._asking.ticked()
        for other, answer in self.answers.items():
            answer.setChecked(other in ticked)
        self.changed.emit()
        if self._asking.goes_on_by_itself():
            self.seen.start()  # again with each tap: a finger that trembles answers once

    def _step(self, step: int) -> None:
        buttons = list(self.answers.values())
        here = next((at for at, each in enumerate(buttons) if each.hasFocus()), -1)
        buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)


def _button(field: PaperField, word: Word, number: int) -> QPushButton:
    if field.kind is FieldKind.SCALE:
        return NoteButton(word.label, f"{word.label} sur {field.top}")
    digit = str(number) if number <= _DIGITS else ""
    return AnswerButton(
        word.label,
        digit,
        round_mark=field.kind is not FieldKind.TICKS,
        close=len(field.options) > _MANY,
    )


def said_first(blocks: Sequence[Block]) -> str:
    """What the paper says first, for who begins to read it, unless it names facts."""
    text = next((block.text for block in blocks if block.text), "")
    return "" if NAMED.search(text) else text


def _said_above(field: PaperField, blocks: Sequence[Block]) -> str:
    """What the paper says above the questions around this one; not again what it said first."""
    text = next((block.text for block in blocks if field in block.fields), "")
    return "" if NAMED.search(text) or text == said_first(blocks) else text
