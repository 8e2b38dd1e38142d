"""The acts of the action: listed, counted by kind, narrowed; the aller-vers and démarches too."""

from PySide6.QtWidgets import QPushButton, QStackedWidget

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, hours, plural
from coachdesk.queries.outreach import EventRow
from coachdesk.queries.services import KindTotal, ServiceRow, StepRow
from coachdesk.services.prestations.erasing import to_erase
from coachdesk.services.prestations.view import (
    SHOWN,
    EventsView,
    ServicesView,
    events_view,
    services_view,
    steps_view,
)
from coachdesk.services.prestations.words import quantity_words
from coachdesk.services.targets import EVENTS, STEPS, Screen, Target
from coachdesk.ui.commands import bind_main_act, hint
from coachdesk.ui.context import Context
from coachdesk.ui.screens.services.erasing import ErasingBar
from coachdesk.ui.screens.services.exporting import ServiceExport
from coachdesk.ui.screens.services.filters import ServiceFilters
from coachdesk.ui.screens.services.tables import event_table, service_table, step_table
from coachdesk.ui.widgets.choices import Choices
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, label
from coachdesk.ui.widgets.nothing_here import NothingHere
from coachdesk.ui.widgets.page import Page

_ACTS = "acts"


class ServicesScreen(Page):
    """Ctrl+Enter notes a new act; Enter on a line opens it."""

    def __init__(self, context: Context) -> None:
        self.new_event = button("", glyph="megaphone")
        self.export = button("", glyph="save")
        self.add = button("", kind="primary", glyph="plus")
        super().__init__("", self.export, self.new_event, self.add)
        self._context = context
        self._profile = context.action.profile
        self._events: tuple[EventRow, ...] = ()
        self._number = 0
        self._name_acts()
        self.lists = Choices(
            (
                (_ACTS, self.tr("Actes")),
                (EVENTS, self.tr("Aller-vers")),
                (STEPS, self.tr("Démarches")),
            ),
            self.tr("Ce qui est listé"),
        )
        self.lists.show_key(_ACTS)
        self.lists.chosen.connect(self._turn)
        self.figures = label("", role="strong", wrap=True)
        self.kinds = Flow()
        self.service_table = service_table(self._profile)
        self.event_table = event_table(self._profile)
        self.step_table = step_table(self._profile)
        self.tables = QStackedWidget()
        self.wider = button(self.tr("Effacer les filtres"), glyph="x")
        self.wider.clicked.connect(self._widen)
        self.begin = button("", glyph="plus")
        self.begin.clicked.connect(self._begin)
        self.empty = NothingHere(self.wider, self.begin, glyph="clipboard-list")
        for shown in (self.service_table, self.event_table, self.step_table, self.empty):
            self.tables.addWidget(shown)
        self.service_table.opened.connect(self._open_service)
        self.event_table.opened.connect(self._open_event)
        self.step_table.opened.connect(self._open_step)
        self.exporting = ServiceExport(context)
        self.exporting.left.connect(self.take_keyboard)
        self.erasing = ErasingBar(context)
        self.erasing.erased.connect(self.refresh)
        self.filters = ServiceFilters(today(context.desk.clock))
        self.filters.changed.connect(self.refresh)
        for part in (self.lists, self.filters, self.exporting, self.erasing, self.figures):
            self.body.addWidget(part)
        self.body.addWidget(self.kinds)
        self.body.addWidget(self.tables, 1)
        self.first = self.service_table

    @property
    def part(self) -> str:  # type: ignore[override]  # it changes
        """The guide tells of the aller-vers apart."""
        return "" if self.shown == _ACTS else self.shown

    @property
    def shown(self) -> str:
        """The list that is shown."""
        return self.lists.key() or _ACTS

    def show_target(self, target: Target) -> None:
        """Show the acts, or the list that is named."""
        if target.section in {EVENTS, STEPS}:
            self.lists.show_key(target.section)
        if target.day is not None:
            self.filters.month = target.day.replace(day=1)
        self.refresh()

    def refresh(self) -> None:
        """Read the list that is shown."""
        desk, action, wanted = self._context.desk, self._context.action, self.filters.narrowed()
        day, shown = today(desk.clock), self.shown
        if shown == EVENTS:
            month = self.filters.month
            self._context.runner.read(
                self,
                lambda: desk.read(
                    lambda link: (
                        events_view(link, action, month, day), to_erase(link, action, day)
                    )
                ),
                lambda read: self._show_events(*read),
            )  # fmt: skip
            return
        read_view = steps_view if shown == STEPS else services_view
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: read_view(link, action, wanted, day)),
            lambda view: self._show(view, shown),
        )

    def take_keyboard(self) -> None:
        """On the list, or on what fills it."""
        tables = (self.service_table, self.event_table, self.step_table)
        shown = self.tables.currentWidget()
        here = next((table for table in tables if table is shown), None)
        (here or self.empty.first() or self.add).setFocus()

    def _show(self, view: ServicesView, shown: str) -> None:
        if shown != self.shown:
            return  # another list was asked for in the meantime
        steps = shown == STEPS
        self.filters.show_choices(view, self._profile, steps=steps)
        self.erasing.hide()
        self._number = view.number
        self.export.setVisible(not steps)  # they are told with the rendez-vous, not by a file
        table = self.step_table if steps else self.service_table
        table.rows.set_rows(view.rows)  # type: ignore[arg-type]  # of the list that was read
        self._say_totals(view, steps=steps)
        self.tables.setCurrentWidget(table if view.rows else self.empty)
        self._say_nothing(shown)

    def _show_events(self, view: EventsView, forgotten: int) -> None:
        if self.shown != EVENTS:
            return
        self.export.show()
        self._events, self._number = view.rows, len(view.rows)
        self.filters.show_months_only(view.months)
        self.kinds.clear()
        self.kinds.hide()
        met = sum(event.people_met or 0 for event in view.rows)
        calls = sum(event.to_call for event in view.rows)
        engaged = sum(event.engaged for event in view.rows)
        said = (
            plural(len(view.rows), self.tr("action d’aller-vers"), self.tr("actions d’aller-vers")),
            plural(met, self.tr("personne rencontrée"), self.tr("personnes rencontrées")),
            plural(calls, self.tr("à rappeler"), self.tr("à rappeler")),
            plural(engaged, self.tr("entrée dans l’action"), self.tr("entrées dans l’action")),
        )
        self.figures.setText("  ·  ".join(said) if view.rows else "")
        self.event_table.rows.set_rows(view.rows)
        self.tables.setCurrentWidget(self.event_table if view.rows else self.empty)
        self._say_nothing(EVENTS)
        self.erasing.offer(forgotten)

    def _say_totals(self, view: ServicesView, *, steps: bool) -> None:
        """What the list comes to, then by kind: a click keeps that kind."""
        one, many = (
            (self.tr("démarche"), self.tr("démarches")) if steps else (self.tr("acte"), None)
        )
        totals = view.totals.values()
        minutes = sum(total.minutes for total in totals)
        people = sum(total.people for total in totals)
        parts = [plural(view.number, one, many)]
        if not steps:
            parts.append(plural(people, self.tr("participation"), self.tr("participations")))
        if minutes:
            parts.append(hours(minutes))
        if view.number > SHOWN:
            parts.append(self.tr("les {} derniers sont listés").format(SHOWN))
        self.figures.setText("  ·  ".join(parts) if view.number else "")
        self.kinds.clear()
        words = self._profile.steps if steps else self._profile.services
        known = [word.key for word in words]
        for kind in sorted(
            view.totals, key=lambda key: known.index(key) if key in known else len(known)
        ):
            self.kinds.add(self._kind_button(words.label(kind), view.totals[kind]))
        self.kinds.setVisible(bool(view.totals))

    def _kind_button(self, name: str, total: KindTotal) -> QPushButton:
        parts = [
            str(total.number),
            quantity_words(self._profile, total.kind, total.quantity),
            hours(total.minutes) if total.minutes else "",
        ]
        said = ", ".join(part for part in parts if part)
        made = button(f"{name}{NBSP}: {said}", kind="mini")
        made.setToolTip(self.tr("Ne voir que ceux-là"))
        made.clicked.connect(lambda: self.filters.keep_kind(total.kind))
        return made

    def _say_nothing(self, shown: str) -> None:
        """Why nothing is listed, and what to do about it."""
        narrowed = self.filters.narrowed()
        held = bool(narrowed.kind or narrowed.prescription_id or narrowed.awaited)
        held = held and shown != EVENTS  # which are not narrowed
        month = self.tr("ce mois-ci")
        heading, told, begin = {
            _ACTS: (
                self.tr("Aucun acte {}").format(month),
                self.tr("Un acte se note d’ici, ou depuis la fiche d’une personne."),
                self.tr("Noter un acte"),
            ),
            EVENTS: (
                self.tr("Aucune action d’aller-vers {}").format(month),
                self.tr("Elle se note sur place, avec qui veut bien être rappelé."),
                self.tr("Noter une action d’aller-vers"),
            ),
            STEPS: (
                self.tr("Aucune démarche {}").format(month),
                self.tr(
                    "Les démarches se cochent sur la fiche du rendez-vous, ou se notent sur la "
                    "fiche de la personne."
                ),
                self.tr("Choisir une personne"),
            ),
        }[shown]
        self.begin.setText(begin)
        self.wider.setVisible(held)
        self.begin.setVisible(not held)
        if held:
            heading, told = self.tr("Rien ne répond à ces filtres"), ""
        self.empty.say(heading, told)

    def _begin(self) -> None:
        """What fills the list that is shown."""
        ways = {EVENTS: Screen.OUTREACH, STEPS: Screen.PARTICIPANTS}
        self._context.go(Target(ways.get(self.shown, Screen.SERVICE)))

    def _widen(self) -> None:
        self.filters.widen()
        self.refresh()
        self.take_keyboard()

    def _turn(self, key: str | None) -> None:
        if key is None:  # pressed again: it stays
            self.lists.show_key(_ACTS)
        self.filters.widen()
        self.refresh()

    def _ask_export(self) -> None:
        if not self._number:
            self._context.messages.refuse(
                UserError(self.tr("Il n’y a rien à exporter."), self.tr("Élargissez les filtres."))
            )
        elif self.shown == EVENTS:
            self.exporting.ask_events(self._events)
        else:
            self.exporting.ask_services(self.filters.narrowed(), self._number)

    def _open_service(self, line: ServiceRow) -> None:
        self._context.go(Target(Screen.SERVICE, subject_id=line.id))

    def _open_event(self, line: EventRow) -> None:
        self._context.go(Target(Screen.OUTREACH, subject_id=line.id))

    def _open_step(self, line: StepRow) -> None:
        self._context.go(
            Target(Screen.APPOINTMENT, line.prescription_id, line.appointment_id)
            if line.appointment_id is not None
            else Target(Screen.CARD, line.prescription_id, section="demarches")
        )

    def _name_acts(self) -> None:
        self.title.setText(self.tr("Actes"))
        self.subtitle.setText(self.tr("Ce que l’action compte en dehors des rendez-vous."))
        self.export.setText(self.tr("Exporter…"))
        self.export.clicked.connect(self._ask_export)
        self.new_event.setText(self.tr("Action d’aller-vers…"))
        self.new_event.clicked.connect(lambda: self._context.go(Target(Screen.OUTREACH)))
        self.add.setText(self.tr("Nouvel acte"))
        self.add.setToolTip(hint("service"))
        self.add.clicked.connect(lambda: self._context.go(Target(Screen.SERVICE)))
        bind_main_act(self, self.add.click)
