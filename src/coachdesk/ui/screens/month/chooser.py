"""Which month is looked at: a list of those known, and one step back or forward."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from coachdesk.core.french import NBSP, month_name
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, row


class MonthChooser(QWidget):
    """``asked`` carries the first day of the month she turns to."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._months: tuple[date, ...] = ()
        self.before = button("", kind="icon", glyph="chevron-left", name=self.tr("Mois précédent"))
        self.after = button("", kind="icon", glyph="chevron-right", name=self.tr("Mois suivant"))
        self.combo = QComboBox()
        self.combo.setAccessibleName(self.tr("Mois montré"))
        self.combo.setMinimumWidth(em(13.5))
        self.combo.setMaxVisibleItems(13)
        self.combo.activated.connect(self._turn_to)
        self.before.clicked.connect(lambda: self._turn_to(self.combo.currentIndex() + 1))
        self.after.clicked.connect(lambda: self._turn_to(self.combo.currentIndex() - 1))
        self.setLayout(row(self.before, self.combo, self.after))
        self._refresh()

    def set_months(self, months: Sequence[date]) -> None:
        """Offer ``months``, in order; the list shows the last one first."""
        known = tuple(reversed(months))
        if known != self._months:
            self._months = known
            self.combo.clear()
            # Typed to be found: a no-break space is on no keyboard.
            self.combo.addItems(
                [month_name(month).capitalize().replace(NBSP, " ") for month in known]
            )
            self._refresh()

    def knows(self, month: date) -> bool:
        """Whether ``month`` is one of those offered."""
        return month in self._months

    def show_month(self, month: date) -> None:
        """Stand on ``month``, one of those offered."""
        if self.knows(month):
            self.combo.setCurrentIndex(self._months.index(month))
            self._refresh()

    def _turn_to(self, number: int) -> None:
        if 0 <= number < len(self._months):
            self.show_month(self._months[number])
            self.asked.emit(self._months[number])

    def _refresh(self) -> None:
        number = self.combo.currentIndex()
        self.before.setEnabled(number + 1 < len(self._months))
        self.after.setEnabled(number > 0)
