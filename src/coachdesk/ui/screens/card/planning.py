"""The small form of a new rendez-vous."""

from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.card import CardAppointment
from coachdesk.ui.widgets.layout import button, column, label, row
from coachdesk.ui.widgets.slot_form import SlotForm

_USUAL_MINUTES = 30
_STEP = 15


class PlanningDialog(QDialog):
    """Opens on today, with the person's last place and mode: most often the next ones."""

    def __init__(
        self,
        parent: QWidget,
        profile: ActionProfile,
        now: tuple[date, int],
        before: tuple[CardAppointment, ...],
    ) -> None:
        """``now`` is today and the minute of the day; ``before``, her rendez-vous, latest first."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Nouveau rendez-vous"))
        day, minute = now
        start = min(minute // _STEP * _STEP, 24 * 60 - _USUAL_MINUTES - 1)
        usual = next((item.place for item in before if item.place), None)
        mode = before[0].mode if before else Mode.ON_SITE
        slot = Slot(day, start, start + _USUAL_MINUTES, usual, mode)
        self.form = SlotForm(profile, slot, {usual} if usual else ())
        self.form.changed.connect(self._refresh)
        self.add = button(self.tr("Ajouter"), kind="primary")
        self.add.clicked.connect(self.accept)
        self.add.setDefault(True)
        cancel = button(self.tr("Annuler"))
        cancel.clicked.connect(self.reject)
        heading = label(self.tr("Nouveau rendez-vous"), role="heading")
        layout = column(heading, self.form, 6, row(None, cancel, self.add), spacing=12)
        layout.setContentsMargins(24, 20, 24, 20)
        self.setLayout(layout)
        self.setMinimumWidth(420)

    def planned(self) -> Slot:
        """What was filled in."""
        return self.form.slot()

    def _refresh(self) -> None:
        """What makes no sense is said in the form, before anything typed is lost."""
        self.add.setEnabled(self.form.possible())
