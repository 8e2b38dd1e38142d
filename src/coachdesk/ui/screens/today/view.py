"""Aujourd'hui: today's places with their people, and what is to be done, one line per person."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from coachdesk.core.clock import today
from coachdesk.core.french import clock_time, full_date
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.queries.day import DayAppointment
from coachdesk.services.day import DayView, PersonToDo, day_view
from coachdesk.services.targets import Screen, Target
from coachdesk.services.visits import Stop
from coachdesk.ui.context import Context
from coachdesk.ui.screens.today.to_do import ToDoLine
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, chip, clear, column, label, panel, row
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.two_columns import TwoColumns

SHOWN = 7
"""Lines shown before « et n autres »."""


class TodayScreen(Page):
    """Opens on the day; each line opens the place where the thing is done."""

    def __init__(self, context: Context) -> None:
        self.new = button("", kind="primary", glyph="plus")
        self.asides = {
            screen: button("") for screen in (Screen.WALK_IN, Screen.MOVE, Screen.CANCEL_MORNING)
        }
        super().__init__("", self.new)
        self._context = context
        self._unfolded = False
        self._view: DayView | None = None
        self.new.setText(self.tr("Nouvelle prescription"))
        self.new.setToolTip(self.tr("Nouvelle prescription (Ctrl+N)"))
        self.new.clicked.connect(lambda: context.go(Target(Screen.INTAKE)))
        self._name_asides()
        self._stops, self._to_do = QVBoxLayout(), QVBoxLayout()
        self.lines: list[ToDoLine] = []
        self.bring = button("", kind="primary", glyph="file-up")
        self.bring.setText(self.tr("Importer mon classeur…"))
        self.bring.clicked.connect(lambda: context.go(Target(Screen.PARTICIPANTS)))
        self.bring.hide()
        for box in (self._stops, self._to_do):
            box.setSpacing(6)
        bring = row(self.bring, None)
        left = column(label(self.tr("Feuille de route"), role="heading"), self._stops, bring, None)
        right = column(label(self.tr("À faire"), role="heading"), self._to_do, None)
        beside = Flow()
        for aside in self.asides.values():
            beside.add(aside)
        self.body.addWidget(beside)
        self.body.addWidget(TwoColumns(left, right, (1, 1)), 1)
        self.first = self.new

    def _name_asides(self) -> None:
        """What happens beside what was planned, with the keys that ask for it from any page."""
        for screen, words, keys in (
            (Screen.WALK_IN, self.tr("Sans rendez-vous"), "Ctrl+R"),
            (Screen.MOVE, self.tr("Déplacer ou excuser"), "Ctrl+D"),
            (Screen.CANCEL_MORNING, self.tr("Annuler une matinée"), ""),
        ):
            aside = self.asides[screen]
            aside.setText(words)
            aside.setToolTip(f"{words} ({keys})" if keys else words)
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
        self._view = view
        title = full_date(view.day)
        self.title.setText(title[:1].upper() + title[1:])
        people = sum(len(stop.appointments) for stop in view.stops)
        self.subtitle.setText(
            self.tr("{} rendez-vous aujourd’hui").format(people) if people else ""
        )
        self._show_stops(view)
        self._show_to_do(view)
        self.bring.setVisible(view.empty)
        self.first = self.bring if view.empty else self.new
        if view.empty and self.isVisible():
            self.take_keyboard()

    def _show_stops(self, view: DayView) -> None:
        clear(self._stops)
        for stop in view.stops:
            self._stops.addWidget(panel(self._stop(stop), margin=12))
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

    def _stop(self, stop: Stop) -> QVBoxLayout:
        lines = column(
            label(stop.place or self.tr("À distance, ou lieu à dire"), role="strong"), spacing=4
        )
        for item in stop.appointments:
            lines.addLayout(self._appointment_line(item))
        return lines

    def _appointment_line(self, item: DayAppointment) -> QHBoxLayout:
        who = f"{clock_time(item.start_minute)}   {item.last_name} {item.first_name}"
        opened = button(who, kind="link")
        opened.setProperty("role", "line")
        opened.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        opened.setToolTip(who)
        target = Target(Screen.APPOINTMENT, item.prescription_id, item.appointment_id)
        opened.clicked.connect(lambda: self._context.go(target))
        line = row(opened, spacing=6)
        line.setStretch(0, 1)
        line.addWidget(self._state(item))
        if _to_sign(item):
            sign = button(self.tr("Faire signer"), glyph="signature")
            sign.clicked.connect(lambda: self._context.sign(item.appointment_id))
            line.addWidget(sign)
        return line

    def _state(self, item: DayAppointment) -> QLabel:
        if item.presence is Presence.PLANNED and item.first_of_dossier:
            return chip(self.tr("Première fois"), "quiet")
        if item.signed:
            return chip(self.tr("Signé"), "done")
        words = self._context.action.profile.presences.label(item.presence)
        tones = {Presence.ATTENDED: "mend", Presence.UNEXCUSED: "refused"}
        return chip(words, tones.get(item.presence, "quiet"))

    def _show_to_do(self, view: DayView) -> None:
        clear(self._to_do)
        self.lines = []
        shown = view.to_do if self._unfolded else view.to_do[:SHOWN]
        for person in shown:
            self._add_line(person)
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

    def _add_line(self, person: PersonToDo) -> None:
        line = ToDoLine(self._context, person)
        line.answered.connect(self.refresh)
        self.lines.append(line)
        self._to_do.addWidget(line)

    def _unfold(self) -> None:
        self._unfolded = True
        if self._view is not None:
            self._show_to_do(self._view)


def _to_sign(item: DayAppointment) -> bool:
    return (
        not item.signed
        and item.mode not in REMOTE
        and item.presence in {Presence.PLANNED, Presence.ATTENDED}
    )
