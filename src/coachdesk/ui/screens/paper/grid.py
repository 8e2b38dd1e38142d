"""Questions that share their answers: a table to tick, or a list where it is narrow."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from coachdesk.domain.papers import Answer, Block, PaperField
from coachdesk.ui.screens.paper.part import AnswerPart, text_of
from coachdesk.ui.theme import em
from coachdesk.ui.tips import plain_tip
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import clear, label

_QUESTION = 10.5
"""Least width of the questions, in heights of the font."""
_COLUMN = 5
_BETWEEN = 4
_ERASES = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class AnswerGrid(AnswerPart):
    """Left and right tick another answer, Tab goes to the next question, Delete takes it back."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.fields = block.fields
        self._words = block.fields[0].options
        self._groups: dict[str, QButtonGroup] = {}
        self.radios: dict[str, dict[str, QRadioButton]] = {}
        self._wide = False
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._place)
        self._build()

    def answers(self) -> dict[str, Answer]:
        """See ``AnswerPart``."""
        return {key: self._ticked(key) for key in self.radios}

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """See ``AnswerPart``."""
        for key in self.radios:
            self._tick(key, text_of(answers.get(key, "")))

    def take_keyboard(self) -> None:
        """See ``AnswerPart``: its first question."""
        next(iter(self.radios[self.fields[0].key].values())).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A table where the questions keep room to be read."""
        super().resizeEvent(event)
        needed = em(_QUESTION) + (self._column() + _BETWEEN) * len(self._words)
        wide = self.width() >= needed
        if wide is not self._wide:
            self._wide = wide
            answers = self.answers()
            self._build()
            self.show_answers(answers)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes an answer back; the arrows are those of radio buttons."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = str(watched.property("question"))
            if event.key() in _ERASES and self._ticked(key):
                self._tick(key, "")
                self.changed.emit()
                return True
        return super().eventFilter(watched, event)

    def _ticked(self, key: str) -> str:
        ticked = (word for word, radio in self.radios[key].items() if radio.isChecked())
        return next(ticked, "")

    def _tick(self, key: str, answer: str) -> None:
        """Tick without telling; nothing ticked is an answer too."""
        group = self._groups[key]
        with QSignalBlocker(group):
            group.setExclusive(False)
            for word, radio in self.radios[key].items():
                radio.setChecked(word == answer)
            group.setExclusive(True)
        self._stop_at(key)

    def _stop_at(self, key: str) -> None:
        """Tab comes to the answer of a question, or to the first: the arrows go on from there."""
        radios = self.radios[key]
        stop = self._ticked(key) or next(iter(radios))
        for word, radio in radios.items():
            here = word == stop
            radio.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def _column(self) -> int:
        """Width of a column of answers: the longest word of a head stands in it."""
        metrics = self.fontMetrics()
        parts = (part for word in self._words for part in word.label.split())
        longest = max((metrics.horizontalAdvance(part) for part in parts), default=0)
        return max(longest, em(_COLUMN))

    def _build(self) -> None:
        clear(self._place)
        holder = QWidget()
        # Or a table would keep the form as wide as it is, and never be a list again.
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._groups = {field.key: QButtonGroup(holder) for field in self.fields}
        self.radios = {field.key: self._radios(field) for field in self.fields}
        for key in self.radios:
            self._stop_at(key)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_BETWEEN)
        grid.setVerticalSpacing(_BETWEEN)
        grid.setColumnStretch(0, 1)
        if self._wide:
            self._as_table(grid)
        else:
            self._as_list(grid)
        self._place.addWidget(holder)
        holder.show()

    def _radios(self, field: PaperField) -> dict[str, QRadioButton]:
        group, made = self._groups[field.key], {}
        for word in self._words:
            radio = QRadioButton("" if self._wide else word.label)
            radio.setAccessibleName(f"{field.label}, {word.label}")
            radio.setToolTip(plain_tip(word.label))
            radio.setProperty("question", field.key)
            radio.installEventFilter(self)
            group.addButton(radio)
            made[word.key] = radio
        group.buttonToggled.connect(lambda _, ticked: self.changed.emit() if ticked else None)
        return made

    def _as_table(self, grid: QGridLayout) -> None:
        width = self._column()
        for number, word in enumerate(self._words, 1):
            head = label(word.label, role="caption", wrap=True)
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            head.setFixedWidth(width)
            grid.addWidget(head, 0, number, Qt.AlignmentFlag.AlignBottom)
        for line, field in enumerate(self.fields, 1):
            grid.addWidget(_question(field), line, 0)
            for number, radio in enumerate(self.radios[field.key].values(), 1):
                grid.addWidget(radio, line, number, Qt.AlignmentFlag.AlignCenter)

    def _as_list(self, grid: QGridLayout) -> None:
        for line, field in enumerate(self.fields):
            grid.addWidget(_question(field), 2 * line, 0)
            grid.addWidget(Flow(*self.radios[field.key].values()), 2 * line + 1, 0)


def _question(field: PaperField) -> QLabel:
    return label(field.label, wrap=True)
