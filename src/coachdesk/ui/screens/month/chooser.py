"""Which month is looked at."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from coachdesk.core.french import NBSP, month_name
from coachdesk.ui.widgets.step_chooser import StepChooser


class MonthChooser(StepChooser[date]):
    """``asked`` carries the first day of the month she turns to."""

    def __init__(self) -> None:
        super().__init__(_tr("Mois montré"), _tr("Mois précédent"), _tr("Mois suivant"), 13.5)

    def set_months(self, months: Sequence[date]) -> None:
        """Offer ``months``, in order; the list shows the last one first."""
        known = tuple(reversed(months))
        # Typed to be found: a no-break space is on no keyboard.
        self.offer(known, [month_name(month).capitalize().replace(NBSP, " ") for month in known])

    def show_month(self, month: date) -> None:
        """Stand on ``month``, one of those offered."""
        self.stand_on(month)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MonthChooser", text)
