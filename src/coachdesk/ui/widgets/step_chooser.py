"""Which one of a row of periods is looked at: a list of those known, one step back or forward."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, row

T = TypeVar("T")


class StepChooser(QWidget, Generic[T]):
    """``asked`` carries the period she turns to."""

    asked = Signal(object)

    def __init__(self, name: str, before: str, after: str, width: float) -> None:
        """The names of the list and of the two steps, the width of the list in letters."""
        super().__init__()
        self._known: tuple[T, ...] = ()
        self.before = button("", kind="icon", glyph="chevron-left", name=before)
        self.after = button("", kind="icon", glyph="chevron-right", name=after)
        self.combo = QComboBox()
        self.combo.setAccessibleName(name)
        self.combo.setMinimumWidth(em(width))
        self.combo.setMaxVisibleItems(13)
        self.combo.activated.connect(self._turn_to)
        self.before.clicked.connect(lambda: self._turn_to(self.combo.currentIndex() + 1))
        self.after.clicked.connect(lambda: self._turn_to(self.combo.currentIndex() - 1))
        self.setLayout(row(self.before, self.combo, self.after))
        self._refresh()

    def offer(self, known: Sequence[T], words: Sequence[str]) -> None:
        """Offer those periods, the last one first, each by its words."""
        if tuple(known) != self._known:
            self._known = tuple(known)
            self.combo.clear()
            self.combo.addItems(words)
            self._refresh()

    def knows(self, period: T) -> bool:
        """Whether it is one of those offered."""
        return period in self._known

    def stand_on(self, period: T) -> None:
        """Show it, if it is one of those offered."""
        if self.knows(period):
            self.combo.setCurrentIndex(self._known.index(period))
            self._refresh()

    def _turn_to(self, number: int) -> None:
        if 0 <= number < len(self._known):
            self.stand_on(self._known[number])
            self.asked.emit(self._known[number])

    def _refresh(self) -> None:
        number = self.combo.currentIndex()
        self.before.setEnabled(number + 1 < len(self._known))
        self.after.setEnabled(number > 0)
