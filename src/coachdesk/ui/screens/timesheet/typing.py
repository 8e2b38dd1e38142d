"""What is typed for the day that is chosen: other time in one line, and its road."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame

from coachdesk.core.errors import UserError
from coachdesk.core.french import clock_time, full_date, hours
from coachdesk.domain.typed_time import typed_time
from coachdesk.queries.timesheet import TimeRow
from coachdesk.queries.worked_days import WorkedDay
from coachdesk.services.agenda.times import TimeFacts, drop_time
from coachdesk.services.agenda.worked_days import WorkedMonth
from coachdesk.services.drafts import draft_key
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timesheet.typing import note_times, weekly
from coachdesk.ui.context import Context
from coachdesk.ui.runner import Task
from coachdesk.ui.screens.timesheet.roads import AskedDistance, DayRoad
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import EntryLine, captioned, words_box
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import PAD, button, column, label, row

_DRAFT = draft_key(Target(Screen.TIMESHEET))
_WEEKDAYS = ("lundis", "mardis", "mercredis", "jeudis", "vendredis", "samedis", "dimanches")


class DayPanel(QFrame):
    """``recorded`` carries the words of what was done for the chosen day."""

    recorded = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._context = context
        self._day: WorkedDay | None = None
        self._noting = False
        self.heading = label("", role="strong", wrap=True)
        self.time = EntryLine()
        self.time.setPlaceholderText(self.tr("14h-16h, 1h30 ou 45"))
        self.time.entered.connect(self.note)
        self.kind: QComboBox = words_box(context.action.profile.time_kinds, optional=False)
        self.text = EntryLine()
        self.text.setPlaceholderText(self.tr("facultatif"))
        self.text.entered.connect(self.note)
        self.shared = QCheckBox(self.tr("Commun à toutes les actions"))
        self.shared.setProperty("role", "choice")
        if len(context.desk.actions) == 1:
            self.shared.hide()
        self.add = button(self.tr("Noter"))
        self.add.setToolTip(self.tr("Noter ce temps (Entrée)"))
        self.add.clicked.connect(self.note)
        self.repeat = button("")
        self.repeat.clicked.connect(self.note_weekly)
        QShortcut(QKeySequence("Ctrl+Shift+Return"), self, self.note_weekly)
        self.noted = Flow()
        self.asked, self.road = AskedDistance(context), DayRoad(context)
        self.asked.recorded.connect(self.recorded)
        self.road.recorded.connect(self._road_recorded)
        self._lay_out()
        fields = {
            "time": self.time,
            "text": self.text,
            "km": self.road.km,
            "reason": self.road.reason,
        }
        context.drafts.keep(self, _DRAFT, fields)

    def show_day(self, sheet: WorkedMonth, day: WorkedDay) -> None:
        """Type for ``day`` of ``sheet``."""
        self._day = day
        self.asked.show_month(sheet)
        self.road.show_day(day)
        self.heading.setText(full_date(day.day).capitalize())
        self.repeat.setText(self.tr("Tous les {} du mois").format(_WEEKDAYS[day.day.weekday()]))
        self.repeat.setToolTip(self.tr("Ni férié ni absence (Ctrl+Maj+Entrée)"))
        self.noted.clear()
        kept = [time for time in sheet.times if time.held_on == day.day]
        for time in kept:
            self.noted.add(self._noted(time))
        self.noted.setVisible(bool(kept))

    def note(self) -> None:
        """Note the time that is typed, on the chosen day."""
        if self._day is not None:
            day = self._day.day  # she may be on another one when it is written
            self._note(lambda: (day,))

    def note_weekly(self) -> None:
        """Note it on that day of every week of the month."""
        if self._day is not None:
            day, desk = self._day.day, self._context.desk
            self._note(lambda: desk.read(lambda link: weekly(link, day)))

    def _note(self, days: Callable[[], tuple[date, ...]]) -> None:
        if self._noting:  # Enter twice is one time, not two
            return
        typed = typed_time(self.time.text())
        if typed is None:
            self._context.messages.refuse(
                UserError(
                    self.tr("Ce temps n’est pas lisible."),
                    self.tr("Écrivez-le comme l’exemple\u00a0: 14h-16h, 1h30."),
                )
            )
            self.time.setFocus()
            return
        desk, action = self._context.desk, self._context.action
        kind, text = self.kind.currentData(), self.text.text()
        shared = self.shared.isChecked()

        def work(_task: Task) -> str:
            facts = [
                TimeFacts(kind, day, typed.start_minute, typed.minutes, text) for day in days()
            ]
            return note_times(desk, action, facts, shared=shared)

        def done(words: str) -> None:
            self._noting = False
            self.time.clear()
            self.text.clear()
            self._context.drafts.forget(_DRAFT)
            self.recorded.emit(self.tr("Noté\u00a0: {}.").format(words))

        def refused(error: UserError) -> None:
            self._noting = False
            self._context.messages.refuse(error)

        self._noting = True
        self._context.runner.write(self, work, done, refused)

    def _road_recorded(self, words: str) -> None:
        self._context.drafts.forget(_DRAFT)
        self.recorded.emit(words)

    def _noted(self, time: TimeRow) -> QFrame:
        kind = self._context.action.profile.time_kinds.label(time.kind)
        begin = "" if time.start_minute is None else f", {clock_time(time.start_minute)}"
        note = f" ({time.note})" if time.note else ""
        held = QFrame()
        remove = button("", kind="icon", glyph="x", name=self.tr("Supprimer {}").format(kind))
        remove.clicked.connect(lambda: self._drop(time))
        told = row(label(f"{kind}{begin}, {hours(time.minutes)}{note}"), remove)
        told.setContentsMargins(0, 0, 0, 0)
        held.setLayout(told)
        return held

    def _drop(self, time: TimeRow) -> None:
        desk, action = self._context.desk, self._context.action
        self._context.runner.write(
            self,
            lambda _task: drop_time(desk, action, time.id),
            lambda _: self.recorded.emit(self.tr("Supprimé.")),
        )

    def _lay_out(self) -> None:
        self.time.setFixedWidth(em(13))  # its example is read whole
        typed = column(
            row(
                captioned(self.tr("Autre temps"), self.time), captioned(self.tr("Note"), self.text)
            ),
            captioned(self.tr("Genre"), self.kind),
        )
        acts = Flow(self.add, self.repeat, self.shared)
        layout = column(self.asked, self.heading, self.noted, typed, acts, self.road, spacing=8)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        self.setLayout(layout)
