"""Aujourd'hui: today's places with their people, and what is to be done, one line per person."""

from PySide6.QtWidgets import QVBoxLayout

from coachdesk.core.clock import today
from coachdesk.core.french import full_date
from coachdesk.services.day import DayView, PersonToDo, day_view
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.commands import commands
from coachdesk.ui.context import Context
from coachdesk.ui.screens.today.begun import BegunLine
from coachdesk.ui.screens.today.hidden import HiddenList
from coachdesk.ui.screens.today.road import StopPanel
from coachdesk.ui.screens.today.to_do import ToDoLine
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.two_columns import TwoColumns

SHOWN = 7
"""Lines shown before « et n autres »."""


class TodayScreen(Page):
    """Opens on the day; each line opens the place where the thing is done."""

    def __init__(self, context: Context) -> None:
        self.new = button("", kind="primary", glyph="plus")
        self.leave = button("", glyph="backpack")
        self.asides = {
            screen: button("") for screen in (Screen.WALK_IN, Screen.MOVE, Screen.CANCEL_MORNING)
        }
        super().__init__("", self.new)
        self._context = context
        self._unfolded = False
        self._view: DayView | None = None
        self._name_acts()
        self.begun = BegunLine(context)
        self.begun.dropped.connect(self.refresh)
        self._stops, self._to_do = QVBoxLayout(), QVBoxLayout()
        self.hidden = HiddenList(context)
        self.hidden.lifted.connect(self.refresh)
        self.stops: list[StopPanel] = []
        self.lines: list[ToDoLine] = []
        self.bring = button("", kind="primary", glyph="file-up")
        self.bring.setText(self.tr("Importer mon classeur…"))
        self.bring.clicked.connect(lambda: context.go(Target(Screen.PARTICIPANTS)))
        self.bring.hide()
        for box in (self._stops, self._to_do):
            box.setSpacing(6)
        bring = row(self.bring, None)
        left = column(label(self.tr("Feuille de route"), role="heading"), self._stops, bring, None)
        right = column(label(self.tr("À faire"), role="heading"), self._to_do, self.hidden, None)
        self.body.addWidget(Flow(*self.asides.values(), self.leave))
        self.body.addWidget(self.begun)
        self.body.addWidget(TwoColumns(left, right, (1, 1)), 1)
        self.first = self.new

    def _name_acts(self) -> None:
        """What happens beside what was planned, with the keys that ask for it from any page."""
        asides = {Screen.INTAKE: self.new, **self.asides, Screen.READY: self.leave}
        for screen, aside in asides.items():
            command = commands()[screen.value]
            aside.setText(command.name)
            aside.setToolTip(command.hint)
            aside.clicked.connect(lambda _=False, asked=screen: self._context.go(Target(asked)))

    def refresh(self) -> None:
        """Read the day again."""
        desk, action = self._context.desk, self._context.action
        day = today(desk.clock)
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: day_view(link, action.id, action.profile, day)),
            self._show,
        )

    def _show(self, view: DayView) -> None:
        before, self._view = self._view, view
        title = full_date(view.day)
        self.title.setText(title[:1].upper() + title[1:])
        people = sum(len(stop.visits) for stop in view.stops)
        self.subtitle.setText(
            self.tr("{} rendez-vous aujourd’hui").format(people) if people else ""
        )
        # Only what changed is built anew: the keyboard, or a menu that is open, stays where it is.
        if before is not None and before.day != view.day:
            before = None
        if before is None or before.drafts != view.drafts:
            self.begun.show_drafts(view.drafts)
        if before is None or (before.stops, before.next_day) != (view.stops, view.next_day):
            self._show_stops(view)
        if before is None or before.to_do != view.to_do:
            self._show_to_do(view)
        if before is None or before.hidden != view.hidden:
            self.hidden.show_number(view.hidden)
        self.bring.setVisible(view.empty)
        self.first = self.bring if view.empty else self.new
        if view.empty and self.isVisible():
            self.take_keyboard()

    def _show_stops(self, view: DayView) -> None:
        clear(self._stops)
        self.stops = [StopPanel(self._context, stop) for stop in view.stops]
        for stop in self.stops:
            stop.changed.connect(self.refresh)
            self._stops.addWidget(stop)
        if view.stops:
            return
        following = (
            self.tr("Le prochain jour avec des rendez-vous est le {}.").format(
                full_date(view.next_day)
            )
            if view.next_day
            else self.tr(
                "Commencez par le classeur que vous tenez déjà, ou par une nouvelle prescription, "
                "qui planifie son premier rendez-vous."
            )
        )
        empty = column(label(self.tr("Personne aujourd’hui."), role="strong"), spacing=4)
        empty.addWidget(label(following, role="soft", wrap=True))
        self._stops.addWidget(panel(empty))

    def _show_to_do(self, view: DayView) -> None:
        clear(self._to_do)
        self.lines = []
        shown = view.to_do if self._unfolded else view.to_do[:SHOWN]
        met = [person for person in shown if person.met_today]
        others = [person for person in shown if not person.met_today]
        if met:
            self._add_group(self.tr("Avec ceux d’aujourd’hui"), met)
        if others:
            self._add_group(self.tr("Les autres, le plus urgent d’abord") if met else "", others)
        if not view.to_do:
            done = label(self.tr("Rien ne vous attend. Tout est à jour."), role="soft", wrap=True)
            self._to_do.addWidget(panel(column(done)))
        left = len(view.to_do) - len(shown)
        if left:
            more = button(
                self.tr("et une autre personne") if left == 1 else f"et {left} autres", kind="link"
            )
            more.clicked.connect(self._unfold)
            self._to_do.addLayout(row(more, None))

    def _add_group(self, title: str, people: list[PersonToDo]) -> None:
        if title:
            head = label(title, role="caption", wrap=True)
            head.setContentsMargins(2, 4, 0, 0)
            self._to_do.addWidget(head)
        for person in people:
            line = ToDoLine(self._context, person)
            line.answered.connect(self.refresh)
            self.lines.append(line)
            self._to_do.addWidget(line)

    def _unfold(self) -> None:
        self._unfolded = True
        if self._view is not None:
            self._show_to_do(self._view)
