"""Absences and closures: those to come, and a line to note one more."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QWidget

from coachdesk.core.french import clock_time, plural, short_weekday
from coachdesk.domain.attendance import AFTERNOON
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.queries.place_lists import DayOffLine
from coachdesk.services.agenda.days_off import DayOffFacts, add_day_off, delete_day_off
from coachdesk.services.agenda.places_view import PlacesView
from coachdesk.services.desk import Desk
from coachdesk.services.drafts import draft_key
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.fields import (
    captioned,
    day_edit,
    day_of,
    minute_of,
    open_box,
    refusal_line,
    show_day,
    time_edit,
)
from coachdesk.ui.widgets.layout import button, chip, clear, column, label, panel, row

DRAFT = draft_key(Target(Screen.PLACES))
_NOON = AFTERNOON.hour * 60
_DAY, _MORNING, _AFTERNOON, _HOURS = range(4)
_FIRST, _LAST = 9 * 60, 12 * 60


class DaysOffPanel(QWidget):
    """``recorded`` asks for the page again."""

    recorded = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: tuple[DayOffLine, ...] | None = None
        self.deletes: dict[UUID, QWidget] = {}
        self.moves: dict[UUID, QWidget] = {}
        """« Annuler et replacer », where someone is planned meanwhile."""
        self._lines = column(spacing=8)
        self.who = QComboBox()
        self.first, self.last = day_edit(date(2000, 1, 1)), day_edit(date(2000, 1, 1))
        for edit in (self.first, self.last):
            edit.setDisplayFormat("ddd d MMM yyyy")
        self.part = QComboBox()
        self.part.addItems(
            [
                self.tr("Toute la journée"),
                self.tr("Le matin"),
                self.tr("L’après-midi"),
                self.tr("Certaines heures"),
            ]
        )
        self.start, self.end = time_edit(_FIRST), time_edit(_LAST)
        self.label = open_box([self.tr("Congés"), self.tr("Maladie"), self.tr("Réunion")])
        line = self.label.lineEdit()
        assert line is not None, "it is editable"
        line.setPlaceholderText(self.tr("p. ex. Congés, Mairie fermée"))
        self.add = button(self.tr("Noter"), kind="primary", glyph="plus")
        self.add.setToolTip(self.tr("Noter cette absence ou cette fermeture (Ctrl+Entrée)"))
        self.answer = refusal_line()
        heading = label(self.tr("Absences et fermetures"), role="heading")
        self.setLayout(column(panel(column(heading, self._lines, self._make_form(), spacing=10))))
        self.add.clicked.connect(self._add)
        self.first.dateChanged.connect(self._follow)
        self.part.currentIndexChanged.connect(self._show_hours)
        self._show_hours()

    def begin(self, today: date) -> None:
        """Begin the form with ``today``; a draft comes back in it."""
        with QSignalBlocker(self.first):
            show_day(self.first, today)
        show_day(self.last, today)
        self._context.drafts.keep(
            self,
            DRAFT,
            {
                "who": self.who,
                "first": self.first,
                "last": self.last,
                "part": self.part,
                "start": self.start,
                "end": self.end,
                "label": self.label,
            },
        )

    def show_view(self, view: PlacesView) -> None:
        """Show the absences and closures; the form keeps what is typed in it."""
        asked = self.who.currentText()
        known = [self.tr("Moi"), *view.names]
        if [self.who.itemText(number) for number in range(self.who.count())] != known:
            with QSignalBlocker(self.who):
                self.who.clear()
                self.who.addItems(known)
                self.who.setCurrentIndex(max(self.who.findText(asked), 0))
        if view.days_off == self._shown:
            return
        self._shown = view.days_off
        clear(self._lines)
        self.deletes, self.moves = {}, {}
        for line in view.days_off:
            self._lines.addWidget(self._line(line))
        if not view.days_off:
            nothing = self.tr("Aucune absence ni fermeture à venir.")
            self._lines.addWidget(label(nothing, role="soft", wrap=True))

    def facts(self) -> DayOffFacts:
        """What is typed."""
        spans = {
            _DAY: (None, None),
            _MORNING: (0, _NOON),
            _AFTERNOON: (_NOON, DAY_MINUTES),
            _HOURS: (minute_of(self.start), minute_of(self.end)),
        }
        start, end = spans[self.part.currentIndex()]
        place = self.who.currentText() if self.who.currentIndex() > 0 else None
        return DayOffFacts(
            day_of(self.first), day_of(self.last), start, end, place, self.label.currentText()
        )

    def _make_form(self) -> QFrame:
        self._hours = QWidget()
        self._hours.setLayout(
            row(
                captioned(self.tr("De"), self.start),
                captioned(self.tr("À"), self.end),
                None,
                spacing=10,
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.addLayout(captioned(self.tr("Qui est absent, ou fermé"), self.who), 0, 0)
        grid.addLayout(captioned(self.tr("Motif, comme l’agenda le dira"), self.label), 0, 1)
        grid.addLayout(captioned(self.tr("Du"), self.first), 1, 0)
        grid.addLayout(captioned(self.tr("Au"), self.last), 1, 1)
        grid.addLayout(captioned(self.tr("Moment"), self.part), 2, 0)
        grid.addWidget(self._hours, 2, 1)
        grid.addWidget(self.answer, 3, 0, 1, 2)
        grid.addLayout(row(None, self.add), 4, 0, 1, 2)
        for number in range(2):
            grid.setColumnStretch(number, 1)
        frame = QFrame()
        frame.setLayout(grid)
        grid.setContentsMargins(0, 4, 0, 0)
        return frame

    def _line(self, line: DayOffLine) -> QWidget:
        words = column(
            label(_when(line), role="strong", wrap=True),
            label(self._said(line), role="soft", wrap=True),
            spacing=0,
        )
        erase = button("", kind="icon", glyph="trash-2", name=self.tr("Supprimer"))
        erase.setAccessibleName(self.tr("Supprimer {}").format(_when(line)))
        erase.clicked.connect(lambda: self._delete(line.id))
        self.deletes[line.id] = erase
        who = chip(line.place or self.tr("Moi"), "mend" if line.place else "quiet")
        inside = row(words, who, erase, spacing=8)
        inside.setStretch(0, 1)
        lines = column(inside, spacing=4)
        if line.planned and line.first_planned is not None:
            day = line.first_planned
            number = plural(line.planned, "rendez-vous prévu", "rendez-vous prévus")
            move = button(self.tr("{}\u00a0: annuler et replacer").format(number), kind="mini")
            move.clicked.connect(lambda: self._context.go(Target(Screen.CANCEL_MORNING, day=day)))
            self.moves[line.id] = move
            lines.addLayout(row(move, None))
        holder = QWidget()
        holder.setLayout(lines)
        return holder

    def _said(self, line: DayOffLine) -> str:
        if line.start_minute is None or line.end_minute is None:
            return line.label
        if (line.start_minute, line.end_minute) == (0, _NOON):
            return self.tr("{}, le matin").format(line.label)
        if (line.start_minute, line.end_minute) == (_NOON, DAY_MINUTES):
            return self.tr("{}, l’après-midi").format(line.label)
        hours = f"{clock_time(line.start_minute)}\u00a0–\u00a0{clock_time(line.end_minute)}"
        return f"{line.label}, {hours}"

    def _add(self) -> None:
        facts = self.facts()
        hours = (facts.start_minute, facts.end_minute)
        wrong = ""
        if facts.ends_on < facts.starts_on:
            wrong = self.tr("La fin doit suivre le début.")
        elif hours[0] is not None and hours[1] is not None and hours[1] <= hours[0]:
            wrong = self.tr("L’heure de fin doit suivre l’heure de début.")
        self.answer.setText(wrong)
        self.answer.setVisible(bool(wrong))
        if wrong:
            return
        self._write(lambda desk: add_day_off(desk, facts), self._added)

    def _delete(self, key: UUID) -> None:
        self._write(lambda desk: delete_day_off(desk, key))

    def _added(self) -> None:
        self._context.drafts.forget(DRAFT)
        self.label.setCurrentText("")
        self.part.setCurrentIndex(_DAY)
        self.begin(day_of(self.first))

    def _write(
        self, work: Callable[[Desk], object], done: Callable[[], None] = lambda: None
    ) -> None:
        desk = self._context.desk

        def recorded(_: object) -> None:
            done()
            self.recorded.emit()

        self._context.runner.write(self, lambda _task: work(desk), recorded)

    def _follow(self) -> None:
        """The last day is never before the first."""
        if self.last.date() < self.first.date():
            self.last.setDate(self.first.date())

    def _show_hours(self) -> None:
        self._hours.setVisible(self.part.currentIndex() == _HOURS)


def _when(line: DayOffLine) -> str:
    """« lun. 5 févr. », « du lun. 5 au ven. 9 févr. »."""
    if line.starts_on == line.ends_on:
        return short_weekday(line.starts_on)
    first, last = line.starts_on, line.ends_on
    year = f"\u00a0{last.year}" if first.year != last.year else ""
    return f"du {short_weekday(first)} au {short_weekday(last)}{year}"
