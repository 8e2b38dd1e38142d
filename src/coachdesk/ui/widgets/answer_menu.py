"""The answers to a thing to do: later, obtained otherwise, not for this person any more."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QMenu, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import capital, full_date
from coachdesk.services.desk import Desk
from coachdesk.services.to_do_marks import obtained_otherwise, postpone, silence
from coachdesk.services.to_do_rules import ToDo
from coachdesk.ui.context import Context
from coachdesk.ui.help_key import answer_help_key
from coachdesk.ui.messages import Question
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of
from coachdesk.ui.widgets.layout import button, column, label, row

_DELAYS = (("demain", 1), ("dans une semaine", 7), ("dans un mois", 30))


class AnswerMenu(QMenu):
    """``answered`` once the coach put the thing off or settled it."""

    answered = Signal()

    def __init__(self, parent: QWidget, context: Context, thing: ToDo) -> None:
        super().__init__(parent)
        self._over = parent
        self._context = context
        self._thing = thing
        day = today(context.desk.clock)
        for words, days in _DELAYS:
            until = day + timedelta(days=days)
            action = self.addAction(self.tr("Reporter à {}, {}").format(words, full_date(until)))
            if days > 1:
                action.setText(self.tr("Reporter {}, {}").format(words, full_date(until)))
            action.triggered.connect(lambda _=False, asked=until: self._postpone(asked))
        self.other_day = self.addAction(self.tr("Reporter à une autre date…"))
        self.other_day.triggered.connect(self._ask_day)
        self.addSeparator()
        self.otherwise = self.addAction(self.tr("Obtenu autrement…"))
        self.otherwise.triggered.connect(self._ask_reason)
        if thing.who:
            quiet = self.addAction(self.tr("Ne plus signaler pour cette personne"))
            quiet.triggered.connect(lambda: self._write(lambda desk: silence(desk, thing)))

    def _postpone(self, until: date) -> None:
        thing = self._thing
        self._write(lambda desk: postpone(desk, thing, until))

    def _ask_day(self) -> None:
        asking = PostponeDialog(self._over.window(), self._thing, today(self._context.desk.clock))
        asking.chosen.connect(self._postpone)
        self._context.keeping(_key("report", self._thing))(asking, {"day": asking.day})
        asking.open()

    def _ask_reason(self) -> None:
        thing = self._thing
        question = Question(
            self.tr("Obtenu autrement"),
            sentence(thing),
            self.tr("Noter"),
            reason=self.tr("Comment cela a été obtenu"),
            keep=self._context.keeping(_key("autrement", thing)),
        )
        self._context.messages.ask(
            question,
            lambda reason: self._write(lambda desk: obtained_otherwise(desk, thing, reason)),
        )

    def _write(self, work: Callable[[Desk], None]) -> None:
        desk = self._context.desk
        self._context.runner.write(self, lambda _task: work(desk), lambda _: self.answered.emit())


class PostponeDialog(QDialog):
    """``chosen`` carries the day, typed or taken from the calendar; Enter postpones."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, thing: ToDo, day: date) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Reporter à une autre date")
        self.setWindowTitle(title)
        answer_help_key(self, "aujourdhui")
        self.setMinimumWidth(em(30))
        self._today = day
        self.day = day_edit(day + timedelta(days=14))
        self.day.setDisplayFormat("dd/MM/yyyy")  # typed as it is read, or taken from the calendar
        self.said = label("", role="caption")
        self.day.dateChanged.connect(self._say)
        self.act = button(self.tr("Reporter"), kind="primary")
        self.act.setDefault(True)
        self.act.clicked.connect(self._choose)
        cancel = button(self.tr("Annuler"))
        cancel.clicked.connect(self.reject)
        layout = column(
            label(title, role="heading"),
            label(sentence(thing), wrap=True),
            captioned(self.tr("À partir du"), self.day),
            self.said,
            row(None, cancel, self.act),
            spacing=12,
        )
        layout.setContentsMargins(24, 16, 24, 16)
        self.setLayout(layout)
        self._say()
        self.day.setFocus()
        self.day.setSelectedSection(QDateEdit.Section.DaySection)

    def _say(self) -> None:
        # No least date on the field: it would correct what she types before she is done.
        until = day_of(self.day)
        to_come = until > self._today
        self.act.setEnabled(to_come)
        self.said.setText(full_date(until) if to_come else self.tr("Choisissez un jour à venir."))

    def _choose(self) -> None:
        self.chosen.emit(day_of(self.day))
        self.accept()


def _key(answer: str, thing: ToDo) -> str:
    return f"{answer}:{thing.rule}:{thing.prescription_id}:{thing.subject}"


def sentence(thing: ToDo) -> str:
    """What is to be done, as a sentence of its own."""
    return capital(thing.sentence)
