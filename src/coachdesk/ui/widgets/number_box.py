"""A number to type, whole or not; the words that stand for none give way to what is typed."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent, QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

from coachdesk.ui.widgets.spoken import once_told


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
        """What is unsaid is chosen whole."""
        once_told(self, event, super().focusInEvent)
        _choose_unsaid(self)


class AmountBox(QDoubleSpinBox):
    """The same of an amount, read with as many decimals as it was typed with, by « , » or « . »."""

    def __init__(
        self, most: float, least: float = 0, *, suffix: str = "", unsaid: str = ""
    ) -> None:
        super().__init__()
        self.setDecimals(3)
        self.setRange(least, most)
        self.setValue(least)
        self.setSpecialValueText(unsaid)
        self.setSuffix(suffix)
        self.lineEdit().setTextMargins(9, 0, 9, 0)

    def textFromValue(self, value: float) -> str:
        """« 12,5 », « 12,55 », « 40 »."""
        return f"{value:.3f}".rstrip("0").removesuffix(".").replace(".", ",")

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """A point is the comma of another keyboard."""
        return super().validate(text.replace(".", ","), at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is unsaid is chosen whole."""
        once_told(self, event, super().focusInEvent)
        _choose_unsaid(self)


def _choose_unsaid(box: NumberBox | AmountBox) -> None:
    """A digit typed beside « — » would be refused: these words are chosen, as Tab does."""
    if box.specialValueText() and box.value() == box.minimum():
        QTimer.singleShot(0, box, box.selectAll)  # once the click has placed the cursor
