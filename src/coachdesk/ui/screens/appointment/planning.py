"""A new rendez-vous for a dossier: proposed, filled in; Enter plans it."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import today
from coachdesk.core.french import NBSP
from coachdesk.services.appointment_view import PlanningView, planning_view
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.slot_words import slot_words
from coachdesk.ui.context import Context
from coachdesk.ui.screens.appointment.following import FollowingPanel
from coachdesk.ui.widgets.layout import button, column, label, panel, row
from coachdesk.ui.widgets.slot_warning import SlotWarning

Titled = Callable[[str, str], None]


class PlanningPanel(QWidget):
    """The proposal, and the button that plans it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._prescription_id: UUID | None = None
        self._shown: UUID | None = None
        self.choice = FollowingPanel(context.action.profile)
        SlotWarning(context, self.choice.form)
        self.plan = button(self.tr("Planifier"), kind="primary")
        self.plan.clicked.connect(self._plan)
        self.choice.changed.connect(lambda: self.plan.setEnabled(self.choice.possible()))
        heading = label(self.tr("Nouveau rendez-vous"), role="heading")
        inside = column(heading, self.choice, row(None, self.plan), spacing=12)
        self.setLayout(column(panel(inside), None))

    def show_dossier(self, prescription_id: UUID, titled: Titled) -> None:
        """Propose a rendez-vous for that dossier; ``titled`` shows whose it is."""
        self._prescription_id = prescription_id
        day, desk = today(self._context.desk.clock), self._context.desk
        profile = self._context.action.profile

        def show(view: PlanningView) -> None:
            if view.who.prescription_id != self._prescription_id:
                return  # another one was asked for in the meantime
            who = view.who
            parts = (f"n°{NBSP}{who.number}", who.commune, who.phone)
            titled(
                f"{who.first_name} {who.last_name}", "  ·  ".join(part for part in parts if part)
            )
            if self._shown != prescription_id:
                self._shown = prescription_id
                self.choice.show_offers(view.proposed, view.places, None)
            self.plan.setEnabled(self.choice.possible())

        self._context.runner.read(
            self,
            lambda: desk.read(lambda link: planning_view(link, profile, prescription_id, day)),
            show,
        )

    def _plan(self) -> None:
        prescription_id, slot = self._prescription_id, self.choice.slot()
        if prescription_id is None or slot is None:
            return
        desk = self._context.desk
        said = self.tr("Rendez-vous planifié le {}.").format(
            slot_words(slot, self._context.action.profile)
        )
        said += self.choice.form.warned()

        def planned(_: UUID) -> None:
            self._shown = None
            self._context.messages.inform(said)
            if prescription_id == self._prescription_id:
                self._context.back_from(self)

        self._context.runner.write(
            self, lambda _task: plan_appointment(desk, prescription_id, slot), planned
        )
