"""One person's things to do: each opens where it is done, is put off or settled otherwise."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import clock_time, short_date
from coachdesk.services.day import PersonToDo
from coachdesk.services.to_do_rules import ToDo
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.answer_menu import AnswerMenu, sentence
from coachdesk.ui.widgets.layout import button, chip, column, label, panel, row
from coachdesk.ui.widgets.wrapped_button import WrappedButton

_BESIDE = 2
"""Things shown under the most urgent one; the rest is counted until it is asked for."""


class ToDoLine(QWidget):
    """``answered`` once the coach put a thing off or settled it."""

    answered = Signal()

    def __init__(self, context: Context, person: PersonToDo) -> None:
        super().__init__()
        self._context = context
        self._day = today(context.desk.clock)
        self.person = person
        first, *others = person.things
        who = label(person.who or self.tr("L’action"), role="strong")
        who.setContentsMargins(9, 2, 0, 0)
        head = row(who, None, spacing=6)
        if person.met_at is not None:
            head.insertWidget(0, self._hour(person.met_at))
        self._lines = column(head, spacing=0)
        self.open, self.later, self.menu = self._add(first)
        for thing in others[:_BESIDE]:
            self._add(thing)
        self._rest = others[_BESIDE:]
        if self._rest:
            number = len(self._rest)
            words = self.tr("et une autre chose") if number == 1 else f"et {number} autres choses"
            self.more = button(words, kind="link")
            self.more.setProperty("role", "line")
            self.more.clicked.connect(self._unfold)
            self._lines.addLayout(row(self.more, None))
        self.setLayout(column(panel(self._lines, margin=6)))

    def _hour(self, minute: int) -> QWidget:
        hour = label(clock_time(minute), role="soft")
        hour.setContentsMargins(9, 2, 0, 0)
        return hour

    def _add(self, thing: ToDo) -> tuple[QPushButton, QPushButton, AnswerMenu]:
        """A line for one thing: what it is, by when, and how it may be answered."""
        opened = WrappedButton(sentence(thing))
        opened.clicked.connect(lambda: self._context.go(thing.target))
        menu = AnswerMenu(self, self._context, thing)
        menu.answered.connect(self.answered)
        name = self.tr("Reporter, ou dire comment c’est fait\u00a0: {}").format(thing.sentence)
        later = button("", kind="icon", glyph="chevron-down", name=name)
        later.clicked.connect(lambda: menu.popup(later.mapToGlobal(later.rect().bottomLeft())))
        self._lines.addLayout(self._line(opened, thing, later))
        return opened, later, menu

    def _line(self, opened: QPushButton, thing: ToDo, later: QPushButton) -> QHBoxLayout:
        late = thing.due_on < self._day
        due = chip(short_date(thing.due_on), "mend" if late else "quiet")
        due.setToolTip(self.tr("En retard") if late else self.tr("À faire pour ce jour-là"))
        line = row(opened, due, later, spacing=4)
        line.setStretch(0, 1)
        return line

    def _unfold(self) -> None:
        self.more.hide()
        for thing in self._rest:
            self._add(thing)
