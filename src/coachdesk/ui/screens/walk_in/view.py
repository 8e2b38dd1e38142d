"""Someone comes without a rendez-vous: found by a few letters, present by Enter, then her sheet."""

from uuid import UUID

from coachdesk.core.clock import today
from coachdesk.core.french import clock_time
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.queries.places import place_names
from coachdesk.queries.planned import OpenDossier
from coachdesk.services.agenda.proposals import slot_now
from coachdesk.services.appointment_record import record_walk_in
from coachdesk.services.appointment_view import people_to_meet
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.widgets.layout import button, column, label, panel, row
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.person_finder import PersonFinder
from coachdesk.ui.widgets.slot_form import SlotForm
from coachdesk.ui.widgets.two_columns import TwoColumns


class WalkInScreen(Page):
    """Here and now, unless it is said otherwise."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__("", before=self.leave)
        self._context = context
        self.leave.clicked.connect(context.back)
        self.title.setText(self.tr("Passage sans rendez-vous"))
        self.subtitle.setText(self.tr("Quelques lettres, puis Entrée\u00a0: la personne est là."))
        self.finder = PersonFinder(context.go)
        self.finder.chosen.connect(self._choose)
        self.finder.taken.connect(self._take)
        day = today(context.desk.clock)
        self.form = SlotForm(context.action.profile, Slot(day, 540, 570, None, Mode.ON_SITE))
        self.who = label("", role="heading", wrap=True)
        self.expected = label("", wrap=True)
        self.come = button(self.tr("Noter sa présence"), kind="primary")
        self.come.clicked.connect(lambda: self._take(self.finder.current()))
        here = column(self.who, self.expected, self.form, row(None, self.come), spacing=10)
        both = TwoColumns(column(self.finder), column(panel(here), None), (1, 1))
        self.body.addWidget(both, 1)
        self.first = self.finder.line
        self._choose(None)

    def show_target(self, target: Target) -> None:
        """Begin with nobody."""
        self.finder.line.clear()
        super().show_target(target)

    def refresh(self) -> None:
        """Read again who may come, and where she sits now."""
        desk, action = self._context.desk, self._context.action
        now = desk.clock.now()
        day, minute = now.date(), now.hour * 60 + now.minute

        def read() -> tuple[tuple[OpenDossier, ...], Slot, tuple[str, ...]]:
            return desk.read(
                lambda link: (
                    people_to_meet(link, action, day),
                    slot_now(link, day, minute),
                    place_names(link),
                )
            )

        self._context.runner.read(self, read, self._show)

    def _show(self, known: tuple[tuple[OpenDossier, ...], Slot, tuple[str, ...]]) -> None:
        people, here, places = known
        listed = {self.form.place.itemText(number) for number in range(self.form.place.count())}
        self.form.place.addItems([place for place in places if place not in listed])
        self.form.show_slot(here)
        self.finder.show_people(people)

    def _choose(self, person: OpenDossier | None) -> None:
        expected = person is not None and self._expected(person)
        name = f"{person.first_name} {person.last_name}" if person else self.tr("Qui est là\u202f?")
        self.who.setText(name)
        self.come.setEnabled(person is not None)
        self.come.setText(
            self.tr("Ouvrir le rendez-vous") if expected else self.tr("Noter sa présence")
        )
        self.form.setVisible(not expected)
        self.expected.setVisible(expected)
        hour = clock_time(person.start_minute or 0) if person else ""
        said = self.tr("Un rendez-vous est prévu aujourd’hui à {}.")
        self.expected.setText(said.format(hour))

    def _expected(self, person: OpenDossier) -> bool:
        return person.held_on == today(self._context.desk.clock)

    def _take(self, person: OpenDossier | None) -> None:
        if person is None:
            return
        if self._expected(person):
            self._open(person, person.appointment_id)
            return
        desk, slot = self._context.desk, self.form.slot()
        self._context.runner.write(
            self,
            lambda _task: record_walk_in(desk, person.prescription_id, slot),
            lambda appointment_id: self._open(person, appointment_id),
        )

    def _open(self, person: OpenDossier, appointment_id: UUID | None) -> None:
        if self._context.on_screen(self):
            self._context.back()  # leaving her sheet comes back to the page before this one
            self._context.go(Target(Screen.APPOINTMENT, person.prescription_id, appointment_id))
