"""One person's line of things to do: open the most urgent, put it off, settle it otherwise."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import short_date
from coachdesk.services.day import PersonToDo
from coachdesk.services.desk import Desk
from coachdesk.services.to_do_marks import obtained_otherwise, postpone, silence
from coachdesk.services.to_do_rules import ToDo
from coachdesk.ui.context import Context
from coachdesk.ui.messages import Question
from coachdesk.ui.widgets.layout import button, chip, column, label, panel, row

_DELAYS = (("Demain", 1), ("Dans une semaine", 7), ("Dans un mois", 30))


class ToDoLine(QWidget):
    """``answered`` once the coach put a thing off or settled it."""

    answered = Signal()

    def __init__(self, context: Context, person: PersonToDo) -> None:
        super().__init__()
        self._context = context
        self.person = person
        first = person.things[0]
        self.open = button(self._words(first), kind="link")
        self.open.setToolTip(first.sentence)
        self.open.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.open.setProperty("role", "line")
        self.open.clicked.connect(lambda: context.go(first.target))
        self.menu = self._menu(first)
        self.later = button("", kind="icon", glyph="chevron-down", name=self.tr("Répondre"))
        self.later.clicked.connect(
            lambda: self.menu.popup(self.later.mapToGlobal(self.later.rect().bottomLeft()))
        )
        who = label(person.who or self.tr("L’action"), role="strong")
        who.setContentsMargins(9, 2, 0, 0)
        head = row(who, None, spacing=6)
        if len(person.things) > 1:
            head.addWidget(chip(f"+\u00a0{len(person.things) - 1}", "quiet"))
        head.addWidget(self._due(first))
        line = row(self.open, self.later, spacing=4)
        line.setStretch(0, 1)
        lines = column(head, line, spacing=0)
        box = panel(lines, margin=6)
        self.setLayout(column(box))
        for more in person.things[1:]:
            other = label(more.sentence, role="caption", wrap=True)
            other.setContentsMargins(9, 0, 0, 0)
            lines.addWidget(other)

    def _words(self, thing: ToDo) -> str:
        return thing.sentence[:1].upper() + thing.sentence[1:]

    def _due(self, thing: ToDo) -> QWidget:
        late = thing.due_on < today(self._context.desk.clock)
        return chip(short_date(thing.due_on), "mend" if late else "quiet")

    def _menu(self, thing: ToDo) -> QMenu:
        menu = QMenu(self)
        day = today(self._context.desk.clock)
        for words, days in _DELAYS:
            until = day + timedelta(days=days)
            action = menu.addAction(self.tr("Reporter\u00a0: {}").format(words.lower()))
            action.triggered.connect(
                lambda _=False, asked=until: self._write(lambda desk: postpone(desk, thing, asked))
            )
        otherwise = menu.addAction(self.tr("Obtenu autrement…"))
        otherwise.triggered.connect(lambda: self._ask_reason(thing))
        if thing.who:
            quiet = menu.addAction(self.tr("Ne plus signaler pour cette personne"))
            quiet.triggered.connect(lambda: self._write(lambda desk: silence(desk, thing)))
        return menu

    def _ask_reason(self, thing: ToDo) -> None:
        question = Question(
            self.tr("Obtenu autrement"),
            self._words(thing),
            self.tr("Noter"),
            reason=self.tr("Comment cela a été obtenu"),
        )
        self._context.messages.ask(
            question,
            lambda reason: self._write(lambda desk: obtained_otherwise(desk, thing, reason)),
        )

    def _write(self, work: Callable[[Desk], None]) -> None:
        desk = self._context.desk
        self._context.runner.write(self, lambda _task: work(desk), lambda _: self.answered.emit())
