"""The coach cancels a morning: everyone is moved in one act, then phoned from a list."""

from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QLayout, QLineEdit, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import long_date, plural
from coachdesk.domain.attendance import AFTERNOON
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.services.agenda.days_off import DayOffFacts
from coachdesk.services.drafts import draft_key
from coachdesk.services.mornings import MovedRow, cancel_and_move, day_to_move
from coachdesk.services.papers.call_list import Moved
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import bind_main_act
from coachdesk.ui.context import Context
from coachdesk.ui.screens.cancelling.away_box import AwayBox
from coachdesk.ui.screens.cancelling.calling import CallingPanel
from coachdesk.ui.screens.cancelling.lines import MovedLines
from coachdesk.ui.screens.cancelling.place_box import PlaceBox
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import InnerArea, button, column, panel, row
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.two_columns import TwoColumns

_NOON = AFTERNOON.hour * 60
_ALL, _MORNING = 0, 1
_SPANS = ((None, None), (0, _NOON), (_NOON, DAY_MINUTES))
"""Of the day, the morning, the afternoon."""
_DRAFT = draft_key(Target(Screen.CANCEL_MORNING))


class CancellingScreen(Page):
    """Choose the half-day, say why, one click; then the list of people to phone."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__("", before=self.leave)
        self._context = context
        self._known: tuple[MovedRow, ...] = ()
        self._moved: Moved = ()
        """Whose rendez-vous were just cancelled: those who are phoned."""
        self._draft_asked = False
        """Whether the draft was asked for since the page was opened."""
        self.leave.clicked.connect(context.back)
        self.title.setText(self.tr("Annuler un jour ou une demi-journée"))
        self.subtitle.setText(
            self.tr("Tout est annulé et replacé d’un coup\u00a0; Ctrl+Z remet tout en place.")
        )
        self.day = day_edit(today(context.desk.clock))
        self.half = QComboBox()
        self.half.addItems([self.tr("Journée"), self.tr("Matin"), self.tr("Après-midi")])
        self.place = PlaceBox()
        self.place.setMinimumContentsLength(16)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("p. ex. mairie fermée, route coupée"))
        self.away = AwayBox()
        self.lines = MovedLines(context.action.profile)
        self.lines.changed.connect(self._refresh_act)
        self.agenda = button(self.tr("Ouvrir l’agenda"), glyph="calendar-days")
        self.agenda.clicked.connect(lambda: context.go(Target(Screen.AGENDA, day=day_of(self.day))))
        self.absence = button(self.tr("Noter une absence"), glyph="calendar-x")
        self.absence.clicked.connect(lambda: context.go(Target(Screen.PLACES)))
        self.nobody = NothingHere(
            self.agenda,
            self.absence,
            heading=self.tr("Personne n’est attendu à ce moment-là"),
            told=self.tr("Choisissez un autre jour, un autre moment ou un autre lieu."),
            glyph="calendar-x",
        )
        self.nobody.hide()
        self.act = button(self.tr("Tout annuler et replacer"), kind="primary")
        self.act.setToolTip(self.tr("{} (Ctrl+Entrée)").format(self.act.text()))
        self.act.clicked.connect(self._cancel)
        self.asking = self._make_asking()
        self.calling = CallingPanel(context)
        self.body.addWidget(self.asking, 1)
        self.body.addWidget(self.calling, 1)
        self.calling.hide()
        self.first = self.half
        bind_main_act(self, self._do)
        self.day.dateChanged.connect(lambda _: self.refresh())
        for box in (self.half, self.place):
            box.currentIndexChanged.connect(lambda _: self._narrow())

    def show_target(self, target: Target) -> None:
        """Begin with the day that is named, or today."""
        self._stand_asking()
        self.reason.clear()
        self.half.setCurrentIndex(0)
        self.place.wanted = ""
        self.away.begin_anew()
        self.lines.begin_anew()
        self._draft_asked = False
        self.day.blockSignals(True)
        show_day(self.day, target.day or today(self._context.desk.clock))
        self.day.blockSignals(False)
        self.refresh()
        self.take_keyboard()  # the list of calls had it, if one was shown

    def _stand_asking(self) -> None:
        self._moved = ()
        self.calling.hide()
        self.asking.show()

    def refresh(self) -> None:
        """Read again who is to come that day, with the slots offered to each."""
        desk, action = self._context.desk, self._context.action
        day = day_of(self.day)
        after = max(day, today(desk.clock)) + timedelta(days=1)
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: day_to_move(link, action.id, day, after)),
            self._show,
        )

    def _make_asking(self) -> QWidget:
        when = Flow(
            _held(captioned(self.tr("Jour"), self.day)),
            _held(captioned(self.tr("Moment"), self.half)),
            _held(captioned(self.tr("Lieu"), self.place)),
        )
        why = column(captioned(self.tr("Motif"), self.reason), self.away, None)
        where = TwoColumns(column(when, None), why, (3, 2))
        holder = QWidget()
        self.listed = panel(column(self.lines))
        holder.setLayout(column(self.nobody, self.listed, None))
        layout = column(panel(column(where)), InnerArea(holder), row(None, self.act), spacing=12)
        layout.setStretch(1, 1)
        box = QWidget()
        box.setLayout(layout)
        return box

    def _show(self, rows: tuple[MovedRow, ...]) -> None:
        self._known = rows
        coming = {row.planned.appointment_id for row in rows}
        if any(planned.appointment_id in coming for planned, _ in self._moved):
            # Ctrl+Z put them back: nobody is to be phoned any more
            self._stand_asking()
        places = sorted({row.planned.place for row in rows if row.planned.place})
        self.place.blockSignals(True)
        self.place.offer(self.tr("Tous les lieux"), places)
        self.place.blockSignals(False)
        self._narrow()
        if not self._draft_asked:
            self._draft_asked = True
            self._context.drafts.keep(self, _DRAFT, self._kept())

    def _kept(self) -> dict[str, QWidget]:
        return {
            "day": self.day,
            "half": self.half,
            "place": self.place,
            "reason": self.reason,
            "away": self.away,
            "lines": self.lines,
        }

    def _narrow(self) -> None:
        half, place = self.half.currentIndex(), self.place.currentText()
        everywhere = self.place.currentIndex() <= 0
        rows = tuple(
            row
            for row in self._known
            if (half == _ALL or (row.planned.start_minute < _NOON) == (half == _MORNING))
            and (everywhere or row.planned.place == place)
        )
        self.nobody.setVisible(not rows)
        self.listed.setVisible(bool(rows))
        self.away.show_place(None if everywhere else place)
        self.lines.show_rows(rows)

    def _refresh_act(self) -> None:
        moved = len(self.lines.moved())
        self.act.setEnabled(bool(moved))
        self.away.propose(everyone=moved == len(self.lines.boxes))

    def _do(self) -> None:
        """What is under way: cancelling, or phoning those who were moved."""
        (self.calling.end if self.calling.isVisible() else self.act).click()

    def _cancel(self) -> None:
        moved, asked = self.lines.moved(), self.lines.by_id()
        desk, day, reason = self._context.desk, day_of(self.day), self.reason.text()
        away = self._away(day, reason) if self.away.isChecked() else None
        self._context.runner.write(
            self,
            lambda _task: cancel_and_move(desk, asked, day, reason, away),
            lambda _: self._show_calls(moved),
        )

    def _away(self, day: date, reason: str) -> DayOffFacts:
        """The absence, or the closure of the place, that the half-day is cancelled for."""
        start, end = _SPANS[self.half.currentIndex()]
        return DayOffFacts(day, day, start, end, self.away.place, reason)

    def _show_calls(self, moved: Moved) -> None:
        self._context.drafts.forget(_DRAFT)
        self._moved = moved
        self.calling.show_calls(moved, self.reason.text())
        self.asking.hide()
        self.calling.show()
        self.calling.end.setFocus()
        number = plural(len(moved), "rendez-vous annulé", "rendez-vous annulés")
        day = long_date(day_of(self.day))
        self._context.messages.inform(self.tr("{} le {}.").format(number, day))


def _held(inside: QLayout) -> QWidget:
    """A field with its caption, as one thing that goes to the next line."""
    holder = QWidget()
    holder.setLayout(inside)
    return holder
