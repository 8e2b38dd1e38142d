"""A whole number to type; the words that stand for none give way to what is typed."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSpinBox


class NumberBox(QSpinBox):
    """With its unit; ``unsaid`` is what the least one reads as: nothing is told."""

    def __init__(self, most: int, least: int = 0, *, suffix: str = "", unsaid: str = "") -> None:
        super().__init__()
        self.setRange(least, most)
        self.setValue(least)
        self.setSpecialValueText(unsaid)
        self.setSuffix(suffix)
        # A style sheet pads the box of a spin box, not the line in it.
        self.lineEdit().setTextMargins(9, 0, 9, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A digit typed beside « — » would be refused: these words are chosen, as Tab does."""
        super().focusInEvent(event)
        if self.specialValueText() and self.value() == self.minimum():
            QTimer.singleShot(0, self, self.selectAll)  # once the click has placed the cursor
