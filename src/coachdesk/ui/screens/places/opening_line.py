"""One permanence: its hours, and in which weeks it is kept."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from coachdesk.core.french import DAYS
from coachdesk.domain.agenda import Weeks
from coachdesk.services.agenda.places import OpeningFacts
from coachdesk.ui.widgets.fields import choose, minute_of, show_minute, time_edit
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, label, row


class OpeningLine(QWidget):
    """``changed`` carries it once it is typed; ``other_weeks`` asks for another in the others."""

    changed = Signal(object)
    other_weeks = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown = OpeningFacts(0, 0, 1)
        self.day = label("", role="strong")
        self.start, self.end = time_edit(0), time_edit(0)
        self.weeks = QComboBox()
        for weeks, words in (
            (Weeks.EVERY, self.tr("toutes les semaines")),
            (Weeks.EVEN, self.tr("semaines paires")),
            (Weeks.ODD, self.tr("semaines impaires")),
        ):
            self.weeks.addItem(words, weeks.value)
        self.other = button(self.tr("Autre semaine"), kind="mini", glyph="plus")
        self.other.clicked.connect(self.other_weeks)
        hours = QWidget()
        hours.setLayout(row(self.start, label("–"), self.end, spacing=4))
        hours.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        flow = Flow(self.day, hours, self.weeks, self.other)
        self.setLayout(row(flow))
        for edit in (self.start, self.end):
            edit.editingFinished.connect(self._tell)
        self.weeks.activated.connect(self._tell)

    def show_opening(self, opening: OpeningFacts, *, alone: bool) -> None:
        """Show it, but for the field that has the keyboard; ``alone`` in its half-day."""
        self._shown = opening
        name = DAYS[opening.weekday].capitalize()
        self.day.setText(name)
        for edit, words, minute in (
            (self.start, self.tr("Début"), opening.start_minute),
            (self.end, self.tr("Fin"), opening.end_minute),
        ):
            edit.setAccessibleName(f"{words}, {name.lower()}")
            with QSignalBlocker(edit):
                show_minute(edit, minute)
        self.weeks.setAccessibleName(self.tr("Semaines, {}").format(name.lower()))
        with QSignalBlocker(self.weeks):
            choose(self.weeks, opening.weeks.value)
        self.other.setVisible(opening.weeks is not Weeks.EVERY and alone)
        self.other.setToolTip(self.tr("La même permanence les autres semaines, à d’autres heures"))

    def _tell(self) -> None:
        asked = OpeningFacts(
            self._shown.weekday,
            minute_of(self.start),
            minute_of(self.end),
            Weeks(self.weeks.currentData()),
        )
        if asked != self._shown:
            self.changed.emit(asked)
