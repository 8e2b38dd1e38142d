"""Those who were to come, each with what becomes of her rendez-vous."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import clock_time
from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.planned import PlannedRow
from coachdesk.services.mornings import MovedRow
from coachdesk.services.slot_words import slot_words
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import clear, label

LATER = "later"
"""Cancelled, the new rendez-vous to be agreed later."""
KEPT = "kept"
"""Not cancelled."""
_NARROW = 44
"""Width below which the list stands under the name, in heights of the font."""


class MovedLines(QWidget):
    """One line for each: hour, name, phone, and the list of what can be done.

    The list stands below the rest where the page is too narrow for both, or the text large.
    """

    changed = Signal()

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self._rows: tuple[MovedRow, ...] = ()
        self.boxes: dict[UUID, QComboBox] = {}
        self._kept: dict[str, int] = {}
        """Choices of a draft, until the rendez-vous that they are for is shown."""
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._parts: list[tuple[QWidget, QWidget, QWidget, QComboBox]] = []
        self._narrow = False
        self.setLayout(self._grid)

    def show_rows(self, rows: tuple[MovedRow, ...]) -> None:
        """Show ``rows``, each moved to the first slot offered to her."""
        clear(self._grid)
        self._rows = rows
        self.boxes = {}
        self._parts = []
        for row in rows:
            planned = row.planned
            name = f"{planned.last_name} {planned.first_name}"
            box = self._box(row, name)
            self.boxes[planned.appointment_id] = box
            hour = label(clock_time(planned.start_minute))
            kind = self._profile.modes.label(Mode.COLLECTIVE)
            together = f" ({kind.lower()})" if planned.mode is Mode.COLLECTIVE else ""
            who = label(f"{name}{together}", role="strong", wrap=True)
            phone = label(planned.phone or "–", role="soft")
            self._parts.append((hour, who, phone, box))
        self._place()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may ask for two lines, or one again."""
        super().resizeEvent(event)
        narrow = self.width() < em(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._place()

    def _place(self) -> None:
        """Set each line, the hour at the left of all."""
        for number, (hour, who, phone, box) in enumerate(self._parts):
            line = 2 * number
            self._grid.addWidget(hour, line, 0)
            self._grid.addWidget(who, line, 1)
            self._grid.addWidget(phone, line, 2)
            if self._narrow:
                self._grid.addWidget(box, line + 1, 1, 1, 2)
            else:
                self._grid.addWidget(box, line, 3)
        self._grid.setColumnStretch(3, 0 if self._narrow else 2)
        self._claim()

    def event(self, event: QEvent) -> bool:
        """A name that wraps asks for more height."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._claim()
        return done

    def _claim(self) -> None:
        """Ask for the height of the lines: set anew while the page is laid out, it is forgotten."""
        self._grid.invalidate()
        self.setMinimumHeight(self._grid.minimumSize().height())

    def moved(self) -> tuple[tuple[PlannedRow, Slot | None], ...]:
        """Those cancelled, each with her new slot."""
        found = []
        for row in self._rows:
            asked = self.boxes[row.planned.appointment_id].currentData()
            if asked != KEPT:
                found.append((row.planned, None if asked == LATER else row.offers[asked]))
        return tuple(found)

    def draft_value(self) -> Json:
        """What a draft keeps: what becomes of each, where it is not what was proposed."""
        shown = {str(key): box.currentIndex() for key, box in self.boxes.items()}
        return {key: number for key, number in {**self._kept, **shown}.items() if number}

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept; those not shown yet get it when they are."""
        if isinstance(value, dict):
            self._kept = {key: number for key, number in value.items() if isinstance(number, int)}
            self.show_rows(self._rows)

    def begin_anew(self) -> None:
        """Forget what was chosen for the rendez-vous of another day."""
        self._kept = {}

    def by_id(self) -> Mapping[UUID, Slot | None]:
        """The same, for the act."""
        return {planned.appointment_id: slot for planned, slot in self.moved()}

    def _box(self, row: MovedRow, name: str) -> QComboBox:
        box = QComboBox()
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setAccessibleName(self.tr("Ce que devient le rendez-vous de {}").format(name))
        for place, slot in enumerate(row.offers):
            box.addItem(slot_words(slot, self._profile), place)
        box.addItem(self.tr("Annulé, à replacer plus tard"), LATER)
        box.addItem(self.tr("Maintenu"), KEPT)
        kept = self._kept.get(str(row.planned.appointment_id), 0)
        box.setCurrentIndex(kept if kept < box.count() else 0)
        box.currentIndexChanged.connect(lambda _: self.changed.emit())
        return box
