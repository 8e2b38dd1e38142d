"""The days of the agenda on screen: which ones, seen how; read, painted, gone through."""

from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from coachdesk.core.canonical import Json
from coachdesk.core.clock import today
from coachdesk.core.french import capital, full_date, plural
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.holidays import SATURDAY
from coachdesk.domain.periods import monday_of
from coachdesk.services.agenda.view import AgendaDay, AgendaEntry
from coachdesk.services.agenda.week import (
    WEEK,
    WeekView,
    count_of,
    week_view,
    week_words,
)
from coachdesk.services.preferences import keep_preference, preference
from coachdesk.services.targets import Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.agenda.bar import ActsBar, DaysBar
from coachdesk.ui.screens.agenda.chosen import to_see
from coachdesk.ui.screens.agenda.ground import Moment
from coachdesk.ui.screens.agenda.handled import HandledBoard
from coachdesk.ui.screens.agenda.lanes import Scope, plan_of
from coachdesk.ui.screens.agenda.listing import entry_table, listed
from coachdesk.ui.screens.agenda.scale import NEW_MINUTES
from coachdesk.ui.screens.agenda.side import Side
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import row
from coachdesk.ui.widgets.page import MARGIN, Page
from coachdesk.ui.widgets.two_columns import NO_LIMIT

_NARROW, _VERY_NARROW = 74, 46
"""In heights of the font: below them the side shows while it is asked for, or alone."""
_MINUTE_MS = 60_000
_SCOPE = "agenda"
"""The preference that keeps how the days are seen."""


class AgendaDays(Page):
    """What is seen; ``AgendaScreen`` adds what is done."""

    def __init__(self, context: Context) -> None:
        self.days_bar = DaysBar()
        super().__init__("", *self.days_bar.parts)
        self._context = context
        self._day = today(context.desk.clock)
        self._scope = Scope.WEEK
        self._place: str | None = None
        self._week: WeekView | None = None
        self._afresh = True
        """The keyboard begins anew, on what comes next."""
        self._wanted: UUID | None = None
        """An entry on which the keyboard is to be once it is read."""
        self._said = ""
        """Told once the agenda shows it."""
        self._side_asked = False
        self.bar = ActsBar()
        self.board = HandledBoard(context.action.profile)
        self.table = entry_table()
        slot = Slot(self._day, 540, 540 + NEW_MINUTES, None, Mode.ON_SITE)
        self.side = Side(context, slot)
        self._sheets = QStackedWidget()
        self._sheets.addWidget(self.board)
        self._sheets.addWidget(self.table)
        below = row(self._sheets, self.side, spacing=12)
        below.setStretch(0, 1)
        self.body.addWidget(self.bar)
        self.body.addLayout(below, 1)
        self.first = self.board
        self.days_bar.turned.connect(self.turn)
        self.days_bar.today_asked.connect(self.go_today)
        self.days_bar.scope_asked.connect(self.show_scope)
        self.days_bar.show_scope(self._scope)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(lambda: self.board.show_now(self._now()))
        self._minute.start()

    def show_target(self, target: Target) -> None:
        """Show the days that are named, or where she was."""
        if target.day is not None:
            self._day = target.day
            self._afresh = True
            self.side.rest()
        self._wanted = target.subject_id or target.appointment_id
        self.refresh()

    def refresh(self) -> None:
        """Read the week again."""
        desk, action, monday = self._context.desk, self._context.action, monday_of(self._day)
        self._context.runner.read(
            self,
            lambda: desk.read(
                lambda link: (week_view(link, action, monday), preference(link, _SCOPE))
            ),
            self._arrived,
        )

    def show_scope(self, scope: Scope) -> None:
        """See the days otherwise."""
        if scope is Scope.DAY:
            self._day = self._spot_day()
        self._show_as(scope)

    def show_day(self, day: date) -> None:
        """That day alone."""
        self._day = day
        self._show_as(Scope.DAY)

    def _show_as(self, scope: Scope) -> None:
        if scope is not self._scope:
            desk = self._context.desk
            self._context.runner.write(
                self, lambda _task: keep_preference(desk, _SCOPE, scope), lambda _: None
            )
        self._wear(scope)
        self._show_days()
        self.take_keyboard()

    def _wear(self, scope: Scope) -> None:
        """The days seen so, from now on."""
        self._scope = scope
        self.days_bar.show_scope(scope)
        self._sheets.setCurrentWidget(self.table if scope is Scope.LIST else self.board)
        self.first = self.table if scope is Scope.LIST else self.board

    def turn(self, step: int) -> None:
        """On to the next week, or day; or back."""
        if self._scope is Scope.DAY:
            self._day += timedelta(days=step)
            while self._day.weekday() >= SATURDAY and self._nothing_on(self._day):
                self._day += timedelta(days=step)
        else:
            self._day += step * WEEK
        self._afresh = self.board.ghost is None
        self._show_days()

    def go_today(self) -> None:
        """Back to the present."""
        self._day = today(self._context.desk.clock)
        self._afresh = True
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side stands beside the agenda where both fit."""
        super().resizeEvent(event)
        self._arrange()

    def _now(self) -> Moment:
        now = self._context.desk.clock.now()
        return Moment(now.date(), now.hour * 60 + now.minute)

    def _arrived(self, known: tuple[WeekView, Json]) -> None:
        """The first time, the days are seen as she saw them last."""
        week, kept = known
        if self._week is None and kept in set(Scope):
            self._wear(Scope(str(kept)))
        self._show(week)

    def _show(self, week: WeekView) -> None:
        if week.monday != monday_of(self._day):
            return  # another one was asked for in the meantime
        self._week = week
        self.bar.show_places(week.places)
        if self._said:
            self.board.ghost = None  # what was let go stands there now
        self._paint()
        said, self._said = self._said, ""
        entry = self._entry(self._wanted)
        if entry is not None:
            self.board.choose(entry)
        if said:
            against = entry.conflict.replace("\n", " ") if entry is not None else ""
            warned = self.tr(" Attention\u202f! {}").format(against) if against else ""
            self._context.messages.inform(f"{said}{warned} {self.tr('Ctrl+Z annule.')}")
        self._wanted = None

    def _show_days(self) -> None:
        """Other days: those of the week that is read already are shown at once."""
        if self._week is not None and self._week.monday == monday_of(self._day):
            self._paint()
        else:
            self.refresh()

    def _paint(self) -> None:
        """Show what was read: no need to read it again to see it otherwise."""
        week = self._week
        if week is None or week.monday != monday_of(self._day):
            return
        days: tuple[AgendaDay, ...] = (
            (week.day(self._day),) if self._scope is Scope.DAY else week.days
        )
        afresh, self._afresh = self._afresh, False
        self.board.show_plan(
            plan_of(days, self._scope, self._place), week.tones, self._now(), afresh=afresh
        )
        if self._scope is Scope.LIST:
            self.table.rows.set_rows(listed(days, self._place, self._context.action.profile))
            self.table.resizeRowsToContents()
        self._say_days(days)
        against = to_see(days)
        self.side.to_see.show_entries(against)
        self._arrange()

    def _say_days(self, days: tuple[AgendaDay, ...]) -> None:
        one = self._scope is Scope.DAY
        self.title.setText(capital(full_date(self._day)) if one else week_words(days[0].day))
        met, groups = count_of(days)
        parts = [plural(met, "rendez-vous", "rendez-vous")] if met else []
        parts += [plural(groups, "atelier")] if groups else []
        notes = [day.holiday for day in days if day.holiday] if one else []
        self.subtitle.setText("  ·  ".join([*parts, *notes]) or self.tr("Rien de prévu"))

    def _arrange(self) -> None:
        """The side beside the agenda, or over it, or only when something is asked of it."""
        width = self.width() / em(1)
        asked = self._side_asked or self.side.acting
        beside = width >= _NARROW
        self.side.fit()
        self.side.setVisible(beside or asked)
        self.side.to_see.close_it.setVisible(not beside)
        alone = asked and width < _VERY_NARROW
        self._sheets.setVisible(not alone)
        self.bar.setVisible(not alone)
        if alone:
            self.side.setMaximumWidth(NO_LIMIT)
        shown = self.side.to_see.count
        self.bar.show_conflicts(shown, beside=beside or asked)
        self.bar.fit(self.width() - 2 * MARGIN)

    def _entry(self, key: UUID | None) -> AgendaEntry | None:
        """An entry of the week, if it is there."""
        if key is None or self._week is None:
            return None
        found = (e for day in self._week.days for e in day.entries if e.id == key)
        return next(found, None)

    def _spot_day(self) -> date:
        """The day on which the keyboard is."""
        spot, lanes = self.board.spot, self.board.plan.lanes
        if self._scope is Scope.WEEK and spot is not None and spot.lane < len(lanes):
            return lanes[spot.lane].held_on
        return self._day

    def _nothing_on(self, day: date) -> bool:
        """Whether a day of the week-end may be passed over; one not read yet is."""
        week = self._week
        if week is None or monday_of(day) != week.monday:
            return True
        known = week.day(day)
        return not known.entries and not known.openings
