"""The parts of the bilan at the side: which one is shown, and which has something to mend."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from coachdesk.core.french import NBSP
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import column

_SIDE, _WIDEST = 17, 23
"""Widths of the list, in heights of the font."""
_AROUND = 3
"""Of what stands before and after a heading, likewise: the scroll bar is there."""
_LEAST = 12
"""Least height of the list, in heights of the font: then it scrolls."""


@dataclass(frozen=True)
class Entry:
    """A line of the list."""

    key: str
    heading: str
    note: str = ""
    """« à enregistrer », « à corriger »; empty for nothing."""

    @property
    def words(self) -> str:
        """As the list says it."""
        return f"{self.heading} {NBSP}·{NBSP}{self.note}" if self.note else self.heading


class Contents(QWidget):
    """``asked`` carries the key of the part that she turns to; a list where there is room for it.

    The arrows of the list turn at once. Where the page is narrow a line to choose from has its
    place, above what is shown.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self.list = QListWidget()
        self.list.setObjectName("proposals")
        self.list.setAccessibleName(self.tr("Parties du bilan"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.setMinimumHeight(em(_LEAST))
        self.list.currentRowChanged.connect(self._ask)
        self.combo = QComboBox()
        self.combo.setAccessibleName(self.list.accessibleName())
        self.combo.setMaxVisibleItems(20)
        self.combo.activated.connect(self._ask)
        layout = column(self.list, self.combo, None, spacing=0)
        layout.setStretch(0, 100)  # the rest of the height is left only once all is seen
        self.setLayout(layout)
        self.fit(narrow=False)

    @property
    def field(self) -> QWidget:
        """What has the keyboard, as wide as the page is."""
        return self.combo if self.list.isHidden() else self.list

    def fit(self, *, narrow: bool) -> None:
        """A line to choose from where the page is ``narrow``."""
        self.list.setVisible(not narrow)
        self.combo.setVisible(narrow)

    def best_width(self) -> int:
        """What shows most headings on a line each, and leaves enough to what is read."""
        metrics = QFontMetrics(self.list.font())
        longest = max((metrics.horizontalAdvance(each.words) for each in self._entries), default=0)
        return min(max(longest + em(_AROUND), em(_SIDE)), em(_WIDEST))

    def show_entries(self, entries: Sequence[Entry], shown: str) -> None:
        """Show them, that of the key ``shown`` chosen."""
        if tuple(entries) != self._entries:
            same = [each.key for each in entries] == [each.key for each in self._entries]
            self._entries = tuple(entries)
            self._fill(same=same)
        self.stand_on(shown)

    def stand_on(self, key: str) -> None:
        """Choose the part of that key, without saying so."""
        keys = [each.key for each in self._entries]
        if key in keys:
            for part in (self.list, self.combo):
                part.blockSignals(True)
            self.list.setCurrentRow(keys.index(key))
            self.combo.setToolTip(self._entries[keys.index(key)].words)
            self.combo.setCurrentIndex(keys.index(key))
            for part in (self.list, self.combo):
                part.blockSignals(False)

    def step(self, by: int) -> None:
        """Turn to the part before, or after."""
        number = self.list.currentRow() + by
        if 0 <= number < len(self._entries):
            self._ask(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines of words."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_height)  # the list has its width after this

    def changeEvent(self, event: QEvent) -> None:
        """Another font, another height."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_height()

    def _fill(self, *, same: bool) -> None:
        self.list.blockSignals(True)
        if not same:
            self.list.clear()
            self.combo.clear()
        for number, entry in enumerate(self._entries):
            if same:
                self.list.item(number).setText(entry.words)
                self.combo.setItemText(number, entry.words)
            else:
                self.list.addItem(QListWidgetItem(entry.words))
                self.combo.addItem(entry.words)
            self.list.item(number).setToolTip(entry.words)
        self.list.blockSignals(False)
        self._fit_height()

    def _fit_height(self) -> None:
        self.list.doItemsLayout()
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setMaximumHeight(max(rows, em(_LEAST)) + 2 * self.list.frameWidth() + 2)

    def _ask(self, number: int) -> None:
        if 0 <= number < len(self._entries):
            key = self._entries[number].key
            self.stand_on(key)
            self.asked.emit(key)
