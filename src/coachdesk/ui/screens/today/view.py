"""Aujourd'hui: today's places with their people, and what is to be done, one line per person."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QSizePolicy, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import capital, full_date
from coachdesk.services.day import DayView, PersonToDo, day_view
from coachdesk.services.targets import CHOOSE, Screen, Target
from coachdesk.services.visits import Stop
from coachdesk.ui.commands import commands
from coachdesk.ui.context import Context
from coachdesk.ui.screens.today.begun import BegunLine
from coachdesk.ui.screens.today.hidden import HiddenList
from coachdesk.ui.screens.today.road import StopPanel, stop_height
from coachdesk.ui.screens.today.to_do import ToDoLine, line_height
from coachdesk.ui.theme import tokens
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, label, panel, row
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.pile import Part, Pile
from coachdesk.ui.widgets.two_columns import TwoColumns

SHOWN = 7
"""Lines shown before « et n autres »."""
_BETWEEN = 6


class TodayScreen(Page):
    """Opens on the day; each line opens the place where the thing is done."""

    def __init__(self, context: Context) -> None:
        self.new = button("", kind="primary", glyph="plus")
        self.leave = button("", glyph="backpack")
        self.asides = {
            screen: button("")
            for screen in (Screen.WALK_IN, Screen.MOVE, Screen.CANCEL_MORNING, Screen.WORKSHOP)
        }
        super().__init__("", self.new)
        self._context = context
        self._unfolded = False
        self._view: DayView | None = None
        self._name_acts()
        self.begun = BegunLine(context)
        self.begun.dropped.connect(self.refresh)
        self._stops, self._to_do = Pile(_BETWEEN), Pile(_BETWEEN)
        self.hidden = HiddenList(context)
        self.hidden.lifted.connect(self.refresh)
        self.bring = button("", kind="primary", glyph="file-up")
        self.bring.setText(self.tr("Importer mon classeur…"))
        self.bring.clicked.connect(lambda: context.go(Target(Screen.IMPORT, section=CHOOSE)))
        self.bring.hide()
        bring = row(self.bring, None)
        self.aids = {screen: button("", kind="mini") for screen in (Screen.PHONE, Screen.DAY_SHEET)}
        self._name_aids()
        roads = label(self.tr("Feuille de route"), role="heading")
        to_do = label(self.tr("À faire"), role="heading")
        for heading in (roads, to_do):  # level, whether there are buttons beside the first or not
            heading.setMinimumHeight(tokens().target)
        road = row(roads, None, *self.aids.values())
        left = column(road, self._stops, bring, None)
        right = column(to_do, self._to_do, self.hidden, None)
        self.body.addWidget(Flow(*self.asides.values(), self.leave))
        self.body.addWidget(self.begun)
        self._columns = TwoColumns(left, right, (1, 1))
        self.body.addWidget(self._columns, 1)
        self.first = self.new

    @property
    def stops(self) -> list[StopPanel]:
        """The places of the road that are there."""
        return [part for part in self._stops.widgets() if isinstance(part, StopPanel)]

    @property
    def lines(self) -> list[ToDoLine]:
        """The lines of what is to be done that are there."""
        return [part for part in self._to_do.widgets() if isinstance(part, ToDoLine)]

    def _name_acts(self) -> None:
        """What happens beside what was planned, with the keys that ask for it from any page."""
        asides = {Screen.INTAKE: self.new, **self.asides, Screen.READY: self.leave}
        for screen, aside in asides.items():
            command = commands()[screen.value]
            aside.setText(command.name)
            aside.setToolTip(command.hint)
            aside.clicked.connect(lambda _=False, asked=screen: self._context.go(Target(asked)))

    def _name_aids(self) -> None:
        """What helps on the road: who comes next is reminded, the day goes on paper."""
        for screen, aid in self.aids.items():
            command = commands()[screen.value]
            aid.setText(command.name)
            aid.setToolTip(command.hint)
            aid.clicked.connect(lambda _=False, asked=screen: self._context.go(Target(asked)))

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
        self.title.setText(capital(title))
        people = sum(len(stop.visits) for stop in view.stops)
        self.subtitle.setText(
            self.tr("{} rendez-vous aujourd’hui").format(people) if people else ""
        )
        if before is None or before.drafts != view.drafts:
            self.begun.show_drafts(view.drafts)
        # Only what changed is built anew: the keyboard, or a menu that is open, stays where it is.
        if before is None or (before.day, before.stops, before.to_do, before.next_day) != (
            view.day, view.stops, view.to_do, view.next_day,
        ):  # fmt: skip
            self._show_columns(view)
        if before is None or before.hidden != view.hidden:
            self.hidden.show_number(view.hidden)
        self.bring.setVisible(view.empty)
        for aid in self.aids.values():
            aid.setVisible(not view.empty)
        self.first = self.bring if view.empty else self.new
        if view.empty and self.isVisible():
            self.take_keyboard()

    def _show_columns(self, view: DayView) -> None:
        room = self._room()
        left = self._stops.show_parts(self._stop_parts(view), room)
        self._to_do.show_parts(self._to_do_parts(view), left if self._columns.stacked else room)

    def _room(self) -> int:
        """Below the headings of the columns, to the window's foot; more when she scrolled down."""
        window = self.window()
        return window.height() - self._columns.mapTo(window, QPoint()).y() - tokens().large

    def _stop_parts(self, view: DayView) -> Iterator[Part]:
        for stop in view.stops:
            shows = (view.day, stop)
            yield Part(shows, stop_height(stop), partial(self._stop, stop))
        if not view.stops:
            yield Part((view.next_day, view.empty), 0, partial(self._nobody, view))

    def _stop(self, stop: Stop) -> QWidget:
        made = StopPanel(self._context, stop)
        made.changed.connect(self.refresh)
        return made

    def _nobody(self, view: DayView) -> QWidget:
        if view.next_day:
            following = self.tr("Le prochain jour avec des rendez-vous est le {}.").format(
                full_date(view.next_day)
            )
        elif view.empty:
            following = self.tr(
                "Commencez par le classeur que vous tenez déjà, ou par une nouvelle prescription, "
                "qui planifie son premier rendez-vous."
            )
        else:
            following = self.tr(
                "Aucun rendez-vous n’est prévu\u00a0: cherchez une personne (Ctrl+K) pour "
                "planifier le sien."
            )
        empty = column(label(self.tr("Personne aujourd’hui."), role="strong"), spacing=4)
        empty.addWidget(label(following, role="soft", wrap=True))
        return panel(empty)

    def _to_do_parts(self, view: DayView) -> Iterator[Part]:
        shown = view.to_do if self._unfolded else view.to_do[:SHOWN]
        met = [person for person in shown if person.met_today]
        others = [person for person in shown if not person.met_today]
        if met:
            yield from self._group(view, self.tr("Avec ceux d’aujourd’hui"), met)
        if others:
            title = self.tr("Les autres, le plus urgent d’abord") if met else ""
            yield from self._group(view, title, others)
        if not view.to_do:
            yield Part(None, 0, self._nothing)
        left = len(view.to_do) - len(shown)
        if left:
            yield Part(left, 0, partial(self._more, left))

    def _group(self, view: DayView, title: str, people: list[PersonToDo]) -> Iterator[Part]:
        if title:
            yield Part(title, 0, partial(_head, title))
        for person in people:
            yield Part((view.day, person), line_height(person), partial(self._line, person))

    def _line(self, person: PersonToDo) -> QWidget:
        line = ToDoLine(self._context, person)
        line.answered.connect(self.refresh)
        return line

    def _nothing(self) -> QWidget:
        done = label(self.tr("Rien ne vous attend. Tout est à jour."), role="soft", wrap=True)
        return panel(column(done))

    def _more(self, left: int) -> QWidget:
        words = self.tr("et une autre personne") if left == 1 else f"et {left} autres"
        more = button(words, kind="link")
        more.clicked.connect(self._unfold)
        more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return more

    def _unfold(self) -> None:
        self._unfolded = True
        if self._view is not None:
            self._show_columns(self._view)


def _head(title: str) -> QWidget:
    head = label(title, role="caption", wrap=True)
    head.setContentsMargins(2, 4, 0, 0)
    return head
