"""A participant's card: who she is, her pathway, her rendez-vous and their signatures."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import plural, short_date
from coachdesk.domain.attendance import Presence
from coachdesk.domain.profile import OutcomeKind
from coachdesk.queries.card import Card, CardAppointment, participant_card
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.attendance_signature import signature_request
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.ui.messages import Messages
from coachdesk.ui.runner import Runner
from coachdesk.ui.screens.card.appointments import appointment_columns, can_be_signed
from coachdesk.ui.screens.card.dossier_acts import DossierActs
from coachdesk.ui.screens.card.facts import Fact, facts
from coachdesk.ui.screens.card.planning import PlanningDialog
from coachdesk.ui.widgets.layout import button, clear, column, label, panel, row, rule, scrolled
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.table import RowTable

_FACTS_WIDTH = 272


class CardScreen(Page):
    """``sign_asked`` carries the request to show on the pad; ``back`` leaves the card."""

    back = Signal()
    sign_asked = Signal(object)

    def __init__(self, runner: Runner, messages: Messages, desk: Desk, action: ActionInfo) -> None:
        self.leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        self.plan = button("", glyph="plus")
        self.acts = DossierActs()
        super().__init__("", self.acts, self.plan, before=self.leave)
        self._runner = runner
        self._messages = messages
        self._desk = desk
        self._action = action
        self._prescription_id: UUID | None = None
        self._card: Card | None = None
        self._wanted: UUID | None = None
        self.leave.clicked.connect(self.back)
        self.plan.setText(self.tr("Nouveau rendez-vous…"))
        self.plan.clicked.connect(self._plan)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(10)
        holder = QWidget()
        inside = column(self._facts, None)
        inside.setContentsMargins(0, 0, 8, 0)
        holder.setLayout(inside)
        left = scrolled(holder)
        left.setFixedWidth(_FACTS_WIDTH)
        self.table: RowTable[CardAppointment] = RowTable(
            appointment_columns(action.profile), self.tr("Rendez-vous")
        )
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._sign_row)
        self.sign = button(self.tr("Faire signer"), kind="primary", glyph="signature")
        self.sign.clicked.connect(lambda: self._sign_row(self.table.current()))
        self.presences: dict[Presence, QPushButton] = {}
        self._appointments = label("", role="soft")
        head = row(self._appointments, None, self.sign)
        right = column(head, self.table, self._acts(), spacing=10)
        right.setStretch(1, 1)
        both = row(left, right, spacing=16)
        both.setStretch(1, 1)
        self.body.addLayout(both, 1)
        self.first = self.table
        self._choose(None)

    def _acts(self) -> QWidget:
        acts = row(label(self.tr("Présence"), role="caption"), spacing=6)
        for word in self._action.profile.presences:
            presence = Presence(word.key)
            if presence is Presence.PLANNED:
                continue
            act = button(word.label)
            act.clicked.connect(lambda _=False, asked=presence: self._record(asked))
            self.presences[presence] = act
            acts.addWidget(act)
        acts.addStretch(1)
        box = QWidget()
        box.setLayout(acts)
        return box

    def show_card(self, prescription_id: UUID, appointment_id: UUID | None = None) -> None:
        """Read and show the card, on that rendez-vous when one is named."""
        self._prescription_id = prescription_id
        self._wanted = appointment_id
        self.refresh()

    def refresh(self) -> None:
        """Read the card again."""
        wanted = self._prescription_id
        if wanted is None:
            return
        self._runner.read(
            self,
            lambda: self._desk.read(lambda link: participant_card(link, wanted)),
            self._show,
        )

    def _show(self, card: Card) -> None:
        if card.identity.prescription_id != self._prescription_id:
            return  # another card was asked for in the meantime
        kept = self._wanted or (current.id if (current := self.table.current()) else None)
        self._wanted = None
        self._card = card
        who = card.identity
        self.title.setText(f"{who.first_name} {who.last_name}")
        self.subtitle.setText(self._line(card))
        clear(self._facts)
        for title, lines in facts(card, self._action.profile):
            self._facts.addWidget(self._panel(title, lines))
        self.table.rows.set_rows(card.appointments)
        self.table.setVisible(card.pathway is not None or bool(card.appointments))
        self._appointments.setText(
            self.tr("Pas de parcours\u00a0: aucun rendez-vous à tenir.")
            if card.pathway is None and not card.appointments
            else plural(len(card.appointments), "rendez-vous", "rendez-vous")
        )
        outcomes = self._action.profile.outcomes
        pending = outcomes[who.outcome].kind is OutcomeKind.PENDING
        self.plan.setEnabled(card.pathway is not None or pending)
        self.acts.show_card(card, pending=pending)
        for number, appointment in enumerate(self.table.visible_rows()):
            if appointment.id == kept:
                self.table.selectRow(number)
        if not self.table.selectionModel().hasSelection():
            self._choose_usual(today(self._desk.clock))
        self._choose(self.table.current())

    def _choose_usual(self, day: date) -> None:
        """The rendez-vous of the day is the one that is most often noted and signed."""
        rows = self.table.visible_rows()
        usual = next((number for number, item in enumerate(rows) if item.held_on == day), 0)
        self.table.selectRow(usual)

    def _line(self, card: Card) -> str:
        who = card.identity
        age = _age(who.birth_date, today(self._desk.clock))
        parts = (
            f"n°\u00a0{who.number}",
            self.tr("{} ({} ans)").format(short_date(who.birth_date), age),
            who.commune,
            who.phone,
            who.beneficiary_number and self.tr("allocataire {}").format(who.beneficiary_number),
        )
        return "  ·  ".join(part for part in parts if part)

    def _panel(self, title: str, lines: tuple[Fact, ...]) -> QWidget:
        grid = QGridLayout()
        grid.setVerticalSpacing(5)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(1, 1)
        for number, (name, value) in enumerate(lines):
            caption = label(name, role="caption", wrap=True)
            caption.setFixedWidth(96)
            grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True), number, 1)
        return panel(column(label(title, role="strong"), rule(), grid, spacing=7), margin=13)

    def _choose(self, chosen: CardAppointment | None) -> None:
        ready = chosen is not None and chosen.signature_seq is None
        for presence, act in self.presences.items():
            act.setEnabled(ready and chosen is not None and chosen.presence is not presence)
        self.sign.setEnabled(chosen is not None and can_be_signed(chosen))

    def _record(self, presence: Presence) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        desk, appointment_id = self._desk, chosen.id
        self._runner.write(
            self,
            lambda _task: record_presence(desk, appointment_id, presence),
            lambda _: self.refresh(),
        )

    def _sign_row(self, chosen: CardAppointment | None) -> None:
        if chosen is None or not can_be_signed(chosen):
            return
        desk, appointment_id = self._desk, chosen.id
        self._runner.read(
            self, lambda: signature_request(desk, appointment_id), self.sign_asked.emit
        )

    def _plan(self) -> None:
        card = self._card
        if card is None:
            return
        now = self._desk.clock.now()
        dialog = PlanningDialog(
            self,
            self._action.profile,
            (now.date(), now.hour * 60 + now.minute),
            card.appointments,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        prescription_id = card.identity.prescription_id
        dialog.accepted.connect(lambda: self._add(prescription_id, dialog))
        dialog.open()

    def _add(self, prescription_id: UUID, dialog: PlanningDialog) -> None:
        desk, asked = self._desk, dialog.planned()
        self._runner.write(
            self,
            lambda _task: plan_appointment(desk, prescription_id, asked),
            self._added,
        )

    def _added(self, appointment_id: UUID) -> None:
        self._wanted = appointment_id
        self.take_keyboard()  # Enter, then, has it signed
        self.refresh()


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
