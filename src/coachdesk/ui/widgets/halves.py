"""What is typed and what it makes: side by side, or one behind the other where it is narrow."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.choices import width_in_bold
from coachdesk.ui.widgets.layout import button, column, row
from coachdesk.ui.widgets.spoken import speaks_as

_NARROW = 74
"""In heights of the font: below it one half alone is shown, under its tab."""
_GAP = 14


class Halves(QWidget):
    """F6 goes to the other half; ``turned`` asks for the keyboard to be put in it."""

    turned = Signal(int)

    def __init__(
        self, first: tuple[str, QWidget], second: tuple[str, QWidget], shares: tuple[int, int]
    ) -> None:
        """Each half with the word of its tab."""
        super().__init__()
        self.parts = (first[1], second[1])
        self.tabs = (self._tab(first[0], 0), self._tab(second[0], 1))
        self._shown = 0
        self._bar = QWidget()
        self._bar.setLayout(row(*self.tabs, None, spacing=6))
        self._line = row(*self.parts, spacing=_GAP)
        for part, share in zip(self.parts, shares, strict=True):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._line.setStretchFactor(part, share)
        layout = column(self._bar, self._line, spacing=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        QShortcut(QKeySequence("F6"), self, self.turn)
        self._arrange()

    @property
    def stacked(self) -> bool:
        """Whether one half is behind the other."""
        return self.width() < em(_NARROW)

    def show_half(self, number: int) -> None:
        """Have that half in front, where only one is shown."""
        self._shown = number
        self._arrange()

    def turn(self) -> None:
        """To the half that has not the keyboard."""
        to = 0 if any(part.hasFocus() for part in self.parts[1].findChildren(QWidget)) else 1
        self.show_half(to)
        self.turned.emit(to)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where both fit."""
        super().resizeEvent(event)
        self._arrange()

    def _tab(self, words: str, number: int) -> QPushButton:
        made = button(words)
        made.setCheckable(True)
        speaks_as(made, QAccessible.Role.PageTab)
        made.setProperty("choice", True)
        made.setToolTip(f"{words} (F6)")
        made.setMinimumWidth(width_in_bold(made))
        made.clicked.connect(lambda: self._turn_to(number))
        return made

    def _turn_to(self, number: int) -> None:
        self.show_half(number)
        self.turned.emit(number)

    def _arrange(self) -> None:
        alone = self.stacked
        self._bar.setVisible(alone)
        for number, (part, tab) in enumerate(zip(self.parts, self.tabs, strict=True)):
            part.setVisible(not alone or number == self._shown)
            tab.setChecked(number == self._shown)
