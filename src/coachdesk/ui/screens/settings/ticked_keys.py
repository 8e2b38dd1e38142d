"""Several of the choices, ticked: their order is that of the list they come from."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.canonical import Json
from coachdesk.core.french import curled
from coachdesk.ui.widgets.layout import column
from coachdesk.ui.widgets.wide_check import WideCheck


class TickedKeys(QWidget):
    """``changed`` at each tick."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        """``choices`` are keys and words."""
        super().__init__()
        self.boxes: dict[str, WideCheck] = {}
        self._others: list[str] = []
        for key, words in choices:
            box = WideCheck()
            box.setText(curled(words))
            box.setProperty("role", "choice")
            box.toggled.connect(self.changed)
            self.boxes[key] = box
        self.setLayout(column(*self.boxes.values(), spacing=2))
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def keys(self) -> list[str]:
        """What is ticked, and what was kept and is no longer a choice: the profile tells of it."""
        return [*(key for key, box in self.boxes.items() if box.isChecked()), *self._others]

    def draft_value(self) -> Json:
        """See ``KeptPart``."""
        return list(self.keys())

    def set_draft_value(self, value: Json) -> None:
        """See ``KeptPart``."""
        if isinstance(value, list):
            self.show_keys([str(key) for key in value])
            self.changed.emit()

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show what is ticked."""
        self._others = [key for key in keys if key not in self.boxes]
        for key, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(key in keys)
