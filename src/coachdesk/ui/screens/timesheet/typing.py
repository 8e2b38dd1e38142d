"""What is typed for the day that is chosen: other time in one line, its road, a distance asked."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame

from coachdesk.core.errors import UserError
from coachdesk.core.french import clock_time, decimal, full_date, hours
from coachdesk.domain.typed_time import typed_time
from coachdesk.queries.timesheet import TimeRow
from coachdesk.services.agenda.times import TimeFacts, drop_time
from coachdesk.services.agenda.worked_days import WorkedDay, WorkedMonth
from coachdesk.services.drafts import draft_key
from coachdesk.services.targets import Screen, Target
from coachdesk.services.timesheet.typing import (
    note_times,
    tell_distance,
    type_road,
    weekly,
)
from coachdesk.ui.context import Context
from coachdesk.ui.runner import Task
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
        self._pair: tuple[str, str] | None = None
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
        self.shared.setVisible(len(context.desk.actions) > 1)
        self.add = button(self.tr("Noter"), kind="primary")
        self.add.setToolTip(self.tr("Noter ce temps (Entrée)"))
        self.add.clicked.connect(self.note)
        self.repeat = button("")
        self.repeat.clicked.connect(self.note_weekly)
        QShortcut(QKeySequence("Ctrl+Shift+Return"), self, self.note_weekly)
        self.noted = Flow()
        self.km = EntryLine()
        self.reason = EntryLine()
        self.reason.setPlaceholderText(self.tr("p. ex. déviation"))
        self.keep_road = button(self.tr("Corriger les km"))
        for line in (self.km, self.reason):
            line.entered.connect(self.correct_road)
        self.keep_road.clicked.connect(self.correct_road)
        self.as_computed = button(self.tr("Revenir au calcul"), kind="link")
        self.as_computed.clicked.connect(lambda: self._road(None))
        self.asked = label("", role="strong", wrap=True)
        self.distance = EntryLine()
        self.distance.setPlaceholderText(self.tr("km"))
        self.distance.setAccessibleName(self.tr("Distance en kilomètres"))
        self.distance.entered.connect(self.answer)
        self.tell = button(self.tr("Retenir"))
        self.tell.setToolTip(self.tr("Retenir cette distance, dans les deux sens (Entrée)"))
        self.tell.clicked.connect(self.answer)
        self._lay_out()
        fields = {"time": self.time, "text": self.text, "km": self.km, "reason": self.reason}
        context.drafts.keep(self, _DRAFT, fields)

    def show_day(self, sheet: WorkedMonth, day: WorkedDay) -> None:
        """Type for ``day`` of ``sheet``."""
        self._day = day
        self._pair = next(iter(sheet.unknown), None)
        for part in (self.asked, self.distance, self.tell):
            part.setVisible(self._pair is not None)
        if self._pair is not None:
            words = self.tr("Combien de km de {} à {}\u202f?")
            self.asked.setText(words.format(*self._pair))
        self.heading.setText(full_date(day.day).capitalize())
        self.repeat.setText(self.tr("Tous les {} du mois").format(_WEEKDAYS[day.day.weekday()]))
        self.repeat.setToolTip(self.tr("Ni férié ni absence (Ctrl+Maj+Entrée)"))
        known = self.tr("inconnus") if day.metres is None else decimal(day.metres / 1000)
        self.km.setPlaceholderText(known)
        self.as_computed.setVisible(day.typed is not None)
        self.noted.clear()
        kept = [time for time in sheet.times if time.held_on == day.day]
        for time in kept:
            self.noted.add(self._noted(time))
        self.noted.setVisible(bool(kept))

    def note(self) -> None:
        """Note the time that is typed, on the chosen day."""
        if self._day is not None:
            self._note(lambda: (self._day.day,) if self._day else ())

    def note_weekly(self) -> None:
        """Note it on that day of every week of the month."""
        if self._day is not None:
            day, desk = self._day.day, self._context.desk
            self._note(lambda: desk.read(lambda link: weekly(link, day)))

    def correct_road(self) -> None:
        """Keep the kilometres that are typed for the day."""
        metres = _metres(self.km.text())
        if metres is None:
            self._refuse(self.tr("Les kilomètres manquent."), self.km)
        else:
            self._road(metres)

    def answer(self) -> None:
        """Keep the distance that was asked."""
        pair, metres, desk = self._pair, _metres(self.distance.text()), self._context.desk
        if pair is None:
            return
        if metres is None:
            self._refuse(self.tr("La distance manque."), self.distance)
            return
        said = self.tr("De {} à {}\u00a0: {} km, retenu.").format(*pair, decimal(metres / 1000))

        def done(_: None) -> None:
            self.distance.clear()
            self.recorded.emit(said)

        self._context.runner.write(self, lambda _task: tell_distance(desk, pair, metres), done)

    def _note(self, days: Callable[[], tuple[date, ...]]) -> None:
        typed = typed_time(self.time.text())
        if typed is None:
            self._refuse(self.tr("Ce temps n’est pas lisible."), self.time)
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
            self.time.clear()
            self.text.clear()
            self._context.drafts.forget(_DRAFT)
            self.recorded.emit(self.tr("Noté\u00a0: {}.").format(words))

        self._context.runner.write(self, work, done)

    def _road(self, metres: int | None) -> None:
        if self._day is None:
            return
        desk, day, reason = self._context.desk, self._day.day, self.reason.text()

        def done(_: None) -> None:
            self.km.clear()
            self.reason.clear()
            self._context.drafts.forget(_DRAFT)
            self.recorded.emit(self.tr("Kilomètres du jour enregistrés."))

        self._context.runner.write(self, lambda _task: type_road(desk, day, metres, reason), done)

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

    def _refuse(self, why: str, field: EntryLine) -> None:
        remedy = self.tr("Écrivez-le comme l’exemple\u00a0: {}.").format(
            "14h-16h, 1h30" if field is self.time else "12,5"
        )
        self._context.messages.refuse(UserError(why, remedy))
        field.setFocus()

    def _lay_out(self) -> None:
        self.km.setMaximumWidth(em(8))
        self.distance.setMaximumWidth(em(8))
        time = column(
            row(
                captioned(self.tr("Autre temps"), self.time),
                captioned(self.tr("Genre"), self.kind),
            ),
            captioned(self.tr("Note"), self.text),
        )
        road = row(
            captioned(self.tr("Km du jour"), self.km),
            captioned(self.tr("Motif de la correction"), self.reason),
        )
        acts, roads = (
            Flow(self.add, self.repeat, self.shared),
            Flow(self.keep_road, self.as_computed),
        )
        layout = column(
            self.asked,
            row(self.distance, self.tell, None),
            self.heading,
            self.noted,
            time,
            acts,
            road,
            roads,
            spacing=8,
        )
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        self.setLayout(layout)


def _metres(text: str) -> int | None:
    try:
        metres = int(Decimal(text.strip().replace(",", ".").removesuffix("km").strip()) * 1000)
    except InvalidOperation:
        return None
    return metres if metres >= 0 else None
