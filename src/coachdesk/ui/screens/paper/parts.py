"""One question of a paper as it is filled in, by its kind."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit

from coachdesk.core.canonical import Json
from coachdesk.core.french import full_date
from coachdesk.domain.cells import as_date
from coachdesk.domain.papers import Answer, FieldKind, PaperField
from coachdesk.ui.screens.paper.options import Options
from coachdesk.ui.screens.paper.part import AnswerPart, text_of
from coachdesk.ui.widgets.fields import choose, words_box
from coachdesk.ui.widgets.growing_text import GrowingText
from coachdesk.ui.widgets.layout import column, label

_LINES = 2
_MANY = 9
"""Beyond so many answers they are a list that drops down."""


def part_of(field: PaperField, phrases: tuple[str, ...], lines: int = _LINES) -> AnswerPart:
    """What fills in ``field``; ``phrases`` may be put in a text, of ``lines`` to begin with."""
    if field.kind is FieldKind.TEXT:
        return TextPart(field, phrases, lines)
    if field.kind is FieldKind.CHOICE and len(field.options) > _MANY:
        return ListPart(field)
    made: dict[FieldKind, Callable[[PaperField], AnswerPart]] = {
        FieldKind.LINE: LinePart,
        FieldKind.DATE: DatePart,
    }
    return made.get(field.kind, OptionsPart)(field)


class LinePart(AnswerPart):
    """A line."""

    def __init__(self, field: PaperField) -> None:
        super().__init__()
        self.field, self.fields = field, (field,)
        self.line = QLineEdit()
        self.line.setAcceptDrops(False)
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.setFocusProxy(self.line)
        self.inside = column(self.line, spacing=2)
        self.setLayout(self.inside)

    def setAccessibleName(self, name: str) -> None:
        """Said of what has the keyboard."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def answers(self) -> dict[str, Answer]:
        """See ``AnswerPart``."""
        return {self.field.key: self.line.text().strip()}

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """See ``AnswerPart``."""
        text = text_of(answers.get(self.field.key, ""))
        if text != self.line.text().strip():
            with QSignalBlocker(self.line):
                self.line.setText(text)


class DatePart(LinePart):
    """A day typed as people write it; said in full below, so that a slip is seen."""

    def __init__(self, field: PaperField) -> None:
        super().__init__(field)
        self.line.setPlaceholderText(self.tr("jj/mm/aaaa"))
        self.said = label("", role="caption", wrap=True)
        self.inside.addWidget(self.said)
        self.line.textChanged.connect(lambda _: self._say())
        self._say()

    def answers(self) -> dict[str, Answer]:
        """See ``AnswerPart``: ISO, or what is typed while it is no day."""
        text = self.line.text().strip()
        day = as_date(text) if text else None
        return {self.field.key: day.isoformat() if day else text}

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """See ``AnswerPart``."""
        text = text_of(answers.get(self.field.key, ""))
        day = as_date(text) if text else None
        super().show_answers({self.field.key: f"{day:%d/%m/%Y}" if day else text})
        self._say()

    def draft_value(self) -> Json:
        """What is typed, letter by letter: « 3/2 » may be on its way to a day."""
        return {self.field.key: self.line.text()}

    def set_draft_value(self, value: Json) -> None:
        """What was typed."""
        if isinstance(value, dict):
            self.line.setText(str(value.get(self.field.key, "")))
            self.changed.emit()

    def fault(self) -> str:
        """See ``AnswerPart``."""
        text = self.line.text().strip()
        if text and as_date(text) is None:
            return self.tr("Ce jour n’existe pas\u00a0: écrivez-le comme 31/01/2024.")
        return super().fault()

    def _say(self) -> None:
        day = as_date(self.line.text()) if self.line.text().strip() else None
        self.said.setText(full_date(day) if day else "")
        self.said.setVisible(day is not None)


class TextPart(AnswerPart):
    """A text that grows."""

    def __init__(self, field: PaperField, phrases: tuple[str, ...], lines: int = _LINES) -> None:
        super().__init__()
        self.field, self.fields = field, (field,)
        self.text = GrowingText(phrases, lines)
        self.text.edit.textChanged.connect(self.changed)
        self.setFocusProxy(self.text)
        self.setLayout(column(self.text))

    def setAccessibleName(self, name: str) -> None:
        """Said of what has the keyboard."""
        super().setAccessibleName(name)
        self.text.setAccessibleName(name)

    def answers(self) -> dict[str, Answer]:
        """See ``AnswerPart``."""
        return {self.field.key: self.text.text()}

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """See ``AnswerPart``."""
        text = text_of(answers.get(self.field.key, ""))
        if text != self.text.text():
            with QSignalBlocker(self.text.edit):
                self.text.edit.setPlainText(text)


class ListPart(AnswerPart):
    """One of many answers."""

    def __init__(self, field: PaperField) -> None:
        super().__init__()
        self.field, self.fields = field, (field,)
        self.box = words_box(field.options)
        self.box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.setFocusProxy(self.box)
        self.setLayout(column(self.box))

    def setAccessibleName(self, name: str) -> None:
        """Said of what has the keyboard."""
        super().setAccessibleName(name)
        self.box.setAccessibleName(name)

    def answers(self) -> dict[str, Answer]:
        """See ``AnswerPart``."""
        return {self.field.key: self.box.currentData() or ""}

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """See ``AnswerPart``."""
        with QSignalBlocker(self.box):
            choose(self.box, text_of(answers.get(self.field.key, "")) or None)


class OptionsPart(AnswerPart):
    """One answer, several ticks, yes or no, a note: all seen, one key each."""

    def __init__(self, field: PaperField) -> None:
        super().__init__()
        self.field, self.fields = field, (field,)
        self._several = field.kind is FieldKind.TICKS
        self.options = Options(
            field.options,
            field.label,
            several=self._several,
            notes=field.kind is FieldKind.SCALE,
        )
        self.options.ticked.connect(self.changed)
        self.setLayout(column(self.options))

    def take_keyboard(self) -> None:
        """See ``AnswerPart``."""
        first = self.options.first()
        if first is not None:
            first.setFocus()

    def answers(self) -> dict[str, Answer]:
        """See ``AnswerPart``."""
        keys = self.options.keys()
        return {self.field.key: keys if self._several else next(iter(keys), "")}

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """See ``AnswerPart``."""
        answer = answers.get(self.field.key, "")
        self.options.show_keys((answer,) if isinstance(answer, str) else answer)
