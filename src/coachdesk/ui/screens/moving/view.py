"""Someone phones: her next rendez-vous is moved or excused, and the page before comes back."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.domain.attendance import Presence, Slot
from coachdesk.queries.planned import OpenDossier
from coachdesk.services.appointment_record import AppointmentRecord, record_appointment
from coachdesk.services.appointment_view import AppointmentView, appointment_view, people_to_meet
from coachdesk.services.appointments import move_appointment
from coachdesk.services.slot_words import slot_words
from coachdesk.services.targets import Screen, Target
from coachdesk.ui.context import Context
from coachdesk.ui.screens.appointment.words import head_words
from coachdesk.ui.screens.moving.offers import MovingOffers
from coachdesk.ui.widgets.layout import button, column, label, panel, row
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.person_finder import PersonFinder
from coachdesk.ui.widgets.slot_warning import SlotWarning
from coachdesk.ui.widgets.two_columns import TwoColumns

_BY_PHONE = "call"
"""The proof of an absence that was told by phone."""


class MovingScreen(Page):
    """Letters find the person; Enter goes to the slots proposed, Enter again takes the first."""

    def __init__(self, context: Context) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__("", before=self.leave)
        self._context = context
        self._wanted: UUID | None = None
        self._view: AppointmentView | None = None
        self._person: OpenDossier | None = None
        self.leave.clicked.connect(context.back)
        self.title.setText(self.tr("Déplacer ou excuser"))
        self.subtitle.setText(
            self.tr("Quelques lettres, Entrée, puis Entrée sur le nouveau créneau.")
        )
        self.finder = PersonFinder(context.go)
        self.finder.chosen.connect(self._choose)
        self.finder.taken.connect(self._take)
        self.who = label("", role="heading", wrap=True)
        self.when = label("", role="soft", wrap=True)
        self.plan = button(self.tr("Planifier un rendez-vous"), kind="primary")
        self.plan.clicked.connect(self._plan)
        self.offers = MovingOffers(context.action.profile)
        SlotWarning(context, self.offers.form, lambda: self._wanted)
        self.offers.moved.connect(self._move)
        self.offers.excused.connect(self._excuse)
        self._right = QWidget()
        head = panel(column(self.who, self.when, row(self.plan, None), spacing=6))
        self._right.setLayout(column(head, self.offers, spacing=12))
        self._right.hide()
        both = TwoColumns(column(self.finder), column(self._right, None), (1, 1))
        self.body.addWidget(both, 1)
        self.first = self.finder.line

    def show_target(self, target: Target) -> None:
        """Begin with nobody, or with the rendez-vous that is named."""
        self._right.hide()
        self._view, self._wanted = None, None
        self.finder.line.clear()
        self.refresh()
        if target.appointment_id is not None:
            self._read(target.appointment_id)

    def refresh(self) -> None:
        """Read again who may phone."""
        desk, action = self._context.desk, self._context.action
        day = today(desk.clock)
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: people_to_meet(link, action, day)),
            self.finder.show_people,
        )

    def _choose(self, person: OpenDossier | None) -> None:
        """Show what can be done for the person that Enter would take."""
        self._person = person
        if person is None:
            self._right.hide()
        elif person.appointment_id is not None:
            self._read(person.appointment_id)
        else:
            self._wanted, self._view = None, None
            self.who.setText(f"{person.first_name} {person.last_name}")
            self.when.setText(self.tr("Aucun rendez-vous à venir."))
            self._show_parts(offered=False)

    def _take(self, person: OpenDossier) -> None:
        """Enter on the person: the keyboard goes to the first thing that can be done."""
        if person is not self._person:
            self._choose(person)
        first = self.offers.slots[0] if self.offers.slots else self.offers.form.day
        (first if self._wanted is not None else self.plan).setFocus()

    def _read(self, appointment_id: UUID) -> None:
        self._wanted = appointment_id
        desk, action = self._context.desk, self._context.action
        day = today(desk.clock)
        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: appointment_view(link, action.id, appointment_id, day)),
            self._show,
        )

    def _show(self, view: AppointmentView) -> None:
        head = view.sheet.head
        if head.appointment_id != self._wanted:
            return  # another one was asked for in the meantime
        self._view = view
        title, subtitle = head_words(head, self._context.action.profile)
        self.who.setText(title)
        self.when.setText(subtitle)
        self.offers.show_offers(view)
        self._show_parts(offered=True)

    def _show_parts(self, *, offered: bool) -> None:
        self.plan.setVisible(not offered)
        self.offers.setVisible(offered)
        self._right.show()

    def _plan(self) -> None:
        if self._person is not None:
            self._context.go(Target(Screen.APPOINTMENT, self._person.prescription_id))

    def _move(self, slot: Slot) -> None:
        appointment_id, desk = self._wanted, self._context.desk
        if appointment_id is None:
            return
        words = slot_words(slot, self._context.action.profile)
        said = self.tr("{}\u00a0: rendez-vous déplacé au {}.").format(self.who.text(), words)
        if slot == self.offers.form.slot():
            said += self.offers.form.warned()
        self._context.runner.write(
            self,
            lambda _task: move_appointment(desk, appointment_id, slot),
            lambda _: self._leave(appointment_id, said),
        )

    def _excuse(self, reason: str) -> None:
        appointment_id, desk = self._wanted, self._context.desk
        if appointment_id is None:
            return
        profile, following = self._context.action.profile, self.offers.following()
        record = AppointmentRecord(
            presence=Presence.EXCUSED,
            absence_reason=reason,
            absence_proof=_BY_PHONE if _BY_PHONE in profile.absence_proofs else None,
            following=following,
        )
        said = self.tr("{}\u00a0: absence justifiée notée.").format(self.who.text())
        if following is not None:
            words = slot_words(following, profile)
            said = self.tr("{} Le prochain rendez-vous est prévu le {}.").format(said, words)
        self._context.runner.write(
            self,
            lambda _task: record_appointment(desk, appointment_id, record),
            lambda _: self._leave(appointment_id, said),
        )

    def _leave(self, appointment_id: UUID, said: str) -> None:
        self._context.messages.inform(said)
        if appointment_id == self._wanted:  # or else the next one phones already
            self._context.back_from(self)
