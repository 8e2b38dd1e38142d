"""The places of the day that is cancelled, all of them at first."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from coachdesk.core.canonical import Json


class PlaceBox(QComboBox):
    """It keeps the place that was chosen while the days, and so their places, change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wanted = ""
        """The place chosen; empty for all."""
        self.activated.connect(self._choose)

    def offer(self, everywhere: str, places: Iterable[str]) -> None:
        """Offer ``places``, with ``everywhere`` before them."""
        self.clear()
        self.addItems([everywhere, *places])
        self.setCurrentIndex(max(self.findText(self.wanted), 0) if self.wanted else 0)

    def draft_value(self) -> Json:
        """What a draft keeps."""
        return self.wanted

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept; chosen as soon as the day has that place."""
        self.wanted = str(value or "")
        self.setCurrentIndex(max(self.findText(self.wanted), 0) if self.wanted else 0)

    def _choose(self, number: int) -> None:
        self.wanted = self.itemText(number) if number > 0 else ""
        self.changed.emit()
