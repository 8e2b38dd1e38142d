"""One person's things to do: each opens where it is done, is put off or settled otherwise."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import clock_time, short_date
from coachdesk.services.day import PersonToDo
from coachdesk.services.to_do_rules import ToDo
from coachdesk.ui.context import Context
from coachdesk.ui.theme import em, tokens
from coachdesk.ui.widgets.answer_menu import AnswerMenu, sentence
from coachdesk.ui.widgets.layout import button, chip, column, label, panel, row
from coachdesk.ui.widgets.wrapped_button import WrappedButton

_BESIDE = 2
"""Things shown under the most urgent one; the rest is counted until it is asked for."""
_MARGIN = 6


class ToDoLine(QWidget):
    """``answered`` once the coach put a thing off or settled it."""

    answered = Signal()

    def __init__(self, context: Context, person: PersonToDo) -> None:
        super().__init__()
        self._context = context
        self._day = today(context.desk.clock)
        self.person = person
        self._menus: dict[int, AnswerMenu] = {}
        """By the place of the thing, made when they are opened: few ever are."""
        who = label(person.who or self.tr("L’action"), role="strong")
        who.setContentsMargins(8, 2, 0, 0)
        head = row(who, None, spacing=6)
        if person.met_at is not None:
            head.insertWidget(0, self._hour(person.met_at))
        self._lines = column(head, spacing=0)
        self.open, self.later = self._add(0)
        for number in range(1, len(person.things))[:_BESIDE]:
            self._add(number)
        rest = len(person.things) - 1 - _BESIDE
        if rest > 0:
            words = self.tr("et une autre chose") if rest == 1 else f"et {rest} autres choses"
            self.more = button(words, kind="link")
            self.more.setProperty("role", "line")
            self.more.clicked.connect(self._unfold)
            self._lines.addLayout(row(self.more, None))
        self.setLayout(column(panel(self._lines, margin=_MARGIN)))

    @property
    def menu(self) -> AnswerMenu:
        """The answers to the most urgent thing."""
        return self._menu(0)

    def _hour(self, minute: int) -> QWidget:
        hour = label(clock_time(minute), role="soft")
        hour.setContentsMargins(8, 2, 0, 0)
        return hour

    def _add(self, number: int) -> tuple[QPushButton, QPushButton]:
        """A line for one thing: what it is, by when, and how it may be answered."""
        thing = self.person.things[number]
        opened = WrappedButton(sentence(thing))
        opened.clicked.connect(lambda: self._context.go(thing.target))
        name = self.tr("Reporter, ou dire comment c’est fait\u00a0: {}").format(thing.sentence)
        later = button("", kind="icon", glyph="chevron-down", name=name)
        later.clicked.connect(
            lambda: self._menu(number).popup(later.mapToGlobal(later.rect().bottomLeft()))
        )
        self._lines.addLayout(self._line(opened, thing, later))
        return opened, later

    def _menu(self, number: int) -> AnswerMenu:
        if number not in self._menus:
            menu = AnswerMenu(self, self._context, self.person.things[number])
            menu.answered.connect(self.answered)
            self._menus[number] = menu
        return self._menus[number]

    def _line(self, opened: QPushButton, thing: ToDo, later: QPushButton) -> QHBoxLayout:
        late = thing.due_on < self._day
        due = chip(short_date(thing.due_on), "mend" if late else "quiet")
        due.setToolTip(self.tr("En retard") if late else self.tr("À faire pour ce jour-là"))
        line = row(opened, due, later, spacing=4)
        line.setStretch(0, 1)
        return line

    def _unfold(self) -> None:
        self.more.hide()
        for number in range(1 + _BESIDE, len(self.person.things)):
            self._add(number)


def line_height(person: PersonToDo) -> int:
    """The least height of her line: her name, then one for each thing shown, one for the rest."""
    shown = min(len(person.things), _BESIDE + 2)
    return 2 * _MARGIN + em(1.2) + shown * tokens().control
