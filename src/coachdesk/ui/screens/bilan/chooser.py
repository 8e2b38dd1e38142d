"""Which year is looked at."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from coachdesk.ui.widgets.step_chooser import StepChooser


class YearChooser(StepChooser[int]):
    """``asked`` carries the year she turns to."""

    def __init__(self) -> None:
        super().__init__(_tr("Année montrée"), _tr("Année précédente"), _tr("Année suivante"), 7)

    def set_years(self, years: Sequence[int]) -> None:
        """Offer ``years``, the latest first."""
        self.offer(tuple(years), [str(year) for year in years])


def _tr(text: str) -> str:
    return QCoreApplication.translate("YearChooser", text)
