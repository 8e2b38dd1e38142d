"""Going on instead of leaving: until when, then the contract that says so."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import short_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.exits.prolonging import last_renewal, usual_prolongation
from coachdesk.services.exits.view import ExitForm
from coachdesk.ui.widgets.fields import captioned, day_edit, day_of, show_day
from coachdesk.ui.widgets.layout import button, column, label, panel, row


class ProlongPanel(QWidget):
    """``asked`` carries the day until when her pathway goes on."""

    asked = Signal(object)

    def __init__(self, profile: ActionProfile, day: date) -> None:
        super().__init__()
        self._profile = profile
        self.until = day_edit(day)
        self.act = button(self.tr("Prolonger, puis préparer le contrat"), glyph="repeat")
        self.act.clicked.connect(lambda: self.asked.emit(day_of(self.until)))
        self.said = label("", role="caption", wrap=True)
        self._last = day
        self.until.dateChanged.connect(self._say)
        self.setLayout(
            column(
                panel(
                    column(
                        label(self.tr("Prolonger plutôt que sortir"), role="strong"),
                        row(captioned(self.tr("Jusqu’au"), self.until), None),
                        self.said,
                        row(self.act, None),
                        spacing=8,
                    )
                )
            )
        )
        self.hide()

    def show_form(self, form: ExitForm, day: date) -> None:
        """Propose the usual length once more."""
        self._last = last_renewal(self._profile, form.entered_on)
        until = usual_prolongation(self._profile, form.entered_on, form.planned_end_on, day)
        show_day(self.until, until)
        self._say()

    def _say(self) -> None:
        """How often the action lets a pathway be renewed: it warns, whoever agreed to more."""
        last = short_date(self._last)
        beyond = day_of(self.until) > self._last
        self.said.setText(
            self.tr("Au-delà de ce que prévoit l’action\u00a0: le {} au plus tard.").format(last)
            if beyond
            else self.tr("L’action le permet jusqu’au {}.").format(last)
        )
