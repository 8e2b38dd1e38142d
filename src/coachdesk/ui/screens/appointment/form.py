"""All the parts of a rendez-vous sheet, filled from what is recorded, read back as a record."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from coachdesk.domain.attendance import Presence, Slot
from coachdesk.services.appointment_record import AppointmentRecord
from coachdesk.services.appointment_view import AppointmentView
from coachdesk.ui.context import Context
from coachdesk.ui.screens.appointment.following import FollowingPanel
from coachdesk.ui.screens.appointment.notes import NotesPanel
from coachdesk.ui.screens.appointment.notice import NoticePanel
from coachdesk.ui.screens.appointment.pieces import SheetPieces
from coachdesk.ui.screens.appointment.presence import AbsencePanel, HoursPanel, PresencePanel
from coachdesk.ui.screens.appointment.progress import AidsPanel, ObjectivesPanel
from coachdesk.ui.screens.appointment.words import last_words, possible_presences, why_words
from coachdesk.ui.widgets.flow import Chips
from coachdesk.ui.widgets.layout import column, label, panel
from coachdesk.ui.widgets.slot_warning import SlotWarning
from coachdesk.ui.widgets.two_columns import TwoColumns

_GAP = 12


class SheetForm(QWidget):
    """``changed`` is said when something is typed that is not recorded."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        profile = context.action.profile
        self.presence = PresencePanel(profile)
        self.hours = HoursPanel(profile)
        self.absence = AbsencePanel(profile)
        self.pieces = SheetPieces(context)
        self.notice = NoticePanel(context)
        self.notes = NotesPanel(profile.phrases)
        self.steps = Chips(
            [(word.key, word.label) for word in profile.steps], self.tr("Démarches faites")
        )
        self.aids = AidsPanel(profile)
        self.objectives = ObjectivesPanel()
        self.following = FollowingPanel(profile)
        SlotWarning(context, self.following.form)
        self._filling = False
        self.steps.changed.connect(lambda: self.aids.show_ticked(self.steps.keys()))
        for changed in (
            self.hours.changed,
            self.notes.edit.textChanged,
            self.steps.changed,
            self.aids.changed,
            self.objectives.changed,
            self.following.changed,
        ):
            changed.connect(self._say)
        became = column(
            self.presence, self.absence, self.pieces, self.notice, self.hours, spacing=10
        )
        self.setLayout(column(panel(became), self._columns(), None, spacing=_GAP))

    def fields(self) -> Mapping[str, QWidget]:
        """What a draft keeps, by name."""
        return {
            "notes": self.notes.edit,
            "hours": self.hours,
            "tried": self.notice.tried,
            "heard": self.notice.heard,
            "steps": self.steps,
            "aids": self.aids,
            "objectives": self.objectives,
            "following": self.following,
        }

    def show_state(self, view: AppointmentView, today: date) -> None:
        """Show what is recorded of the presence; what is being typed stays."""
        head = view.sheet.head
        possible = possible_presences(view, today)
        self._filling = True
        self.presence.show_presence(head.presence, why_words(view, today), possible)
        self.absence.show_absence(head)
        self.pieces.show_sheet(head, view.proofs)
        self.notice.show_notice(head)
        self.hours.setVisible(head.presence in {Presence.PLANNED, Presence.ATTENDED})
        for part in (self.absence, self.hours):
            part.setEnabled(bool(possible))
        self.notes.offer(view.phrases)
        self.notes.show_last(last_words(view.sheet))
        self._filling = False

    def fill(self, view: AppointmentView) -> None:
        """Show what is recorded in every field."""
        head = view.sheet.head
        self._filling = True
        self.hours.show_hours(head)
        self.notes.edit.setPlainText(head.note or "")
        self.notice.fill(head)
        self.steps.show_keys([step.kind for step in view.sheet.steps if step.here])
        self.aids.show_aids(view.sheet.steps)
        self.objectives.show_objectives(view.sheet.objectives)
        self.following.show_offers(view.following, view.places, view.sheet.next_on)
        self._filling = False

    def record(self, recorded: Presence, following: Slot | None) -> AppointmentRecord:
        """Everything on the sheet; hours typed over a presence not ``recorded`` say that she came.

        ``following`` is the rendez-vous to plan with it.
        """
        came = recorded is Presence.ATTENDED
        came = came or (recorded is Presence.PLANNED and self.hours.differ)
        start, end = self.hours.hours()
        return AppointmentRecord(
            presence=Presence.ATTENDED if came else None,
            start_minute=start if came else None,
            end_minute=end if came else None,
            mode=self.hours.held() if came else None,
            note=self.notes.edit.toPlainText(),
            contact_attempts=self.notice.told(),
            steps=self.steps.keys(),
            aid_outcomes=self.aids.outcomes(),
            asked_outcomes=self.aids.asked_outcomes(),
            closed=self.objectives.closed(),
            objectives=self.objectives.typed(),
            following=following,
        )

    def _say(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _columns(self) -> QWidget:
        return TwoColumns(
            column(
                panel(column(self.notes)),
                _titled(self.tr("Objectifs"), self.objectives),
                None,
                spacing=_GAP,
            ),
            column(
                _titled(self.tr("Démarches"), self.steps, self.aids),
                _titled(self.tr("Prochain rendez-vous"), self.following),
                None,
                spacing=_GAP,
            ),
        )


def _titled(title: str, *parts: QWidget) -> QFrame:
    return panel(column(label(title, role="strong"), *parts, spacing=8))
