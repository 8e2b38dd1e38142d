"""Those who were to come, each with what becomes of her rendez-vous."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from coachdesk.core.french import clock_time
from coachdesk.domain.attendance import Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.planned import PlannedRow
from coachdesk.services.mornings import MovedRow
from coachdesk.ui.widgets.layout import clear, label
from coachdesk.ui.widgets.slot_words import slot_words

LATER = "later"
"""Cancelled, the new rendez-vous to be agreed later."""
KEPT = "kept"
"""Not cancelled."""


class MovedLines(QWidget):
    """One line for each: hour, name, phone, and the list of what can be done."""

    changed = Signal()

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self._rows: tuple[MovedRow, ...] = ()
        self.boxes: dict[UUID, QComboBox] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 2)
        self.setLayout(self._grid)

    def show_rows(self, rows: tuple[MovedRow, ...]) -> None:
        """Show ``rows``, each moved to the first slot offered to her."""
        clear(self._grid)
        self._rows = rows
        self.boxes = {}
        for number, row in enumerate(rows):
            planned = row.planned
            name = f"{planned.last_name} {planned.first_name}"
            box = self._box(row, name)
            self.boxes[planned.appointment_id] = box
            self._grid.addWidget(label(clock_time(planned.start_minute)), number, 0)
            self._grid.addWidget(label(name, role="strong", wrap=True), number, 1)
            self._grid.addWidget(label(planned.phone or "–", role="soft"), number, 2)
            self._grid.addWidget(box, number, 3)
        self.changed.emit()

    def moved(self) -> tuple[tuple[PlannedRow, Slot | None], ...]:
        """Those cancelled, each with her new slot."""
        found = []
        for row in self._rows:
            asked = self.boxes[row.planned.appointment_id].currentData()
            if asked != KEPT:
                found.append((row.planned, None if asked == LATER else row.offers[asked]))
        return tuple(found)

    def by_id(self) -> Mapping[UUID, Slot | None]:
        """The same, for the act."""
        return {planned.appointment_id: slot for planned, slot in self.moved()}

    def _box(self, row: MovedRow, name: str) -> QComboBox:
        box = QComboBox()
        box.setMinimumContentsLength(12)
        box.setAccessibleName(self.tr("Ce que devient le rendez-vous de {}").format(name))
        for place, slot in enumerate(row.offers):
            box.addItem(slot_words(slot, self._profile), place)
        box.addItem(self.tr("Annulé, à replacer plus tard"), LATER)
        box.addItem(self.tr("Maintenu"), KEPT)
        box.currentIndexChanged.connect(lambda _: self.changed.emit())
        return box
