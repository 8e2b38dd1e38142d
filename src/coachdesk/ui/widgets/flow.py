"""Buttons side by side on as many lines as the width asks for, and chips that are ticked."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from coachdesk.core.canonical import Json
from coachdesk.ui.widgets.layout import button

_GAP = 6


class Flow(QWidget):
    """It claims the height of its lines, which Qt's nested layouts would forget."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QPushButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def items(self) -> tuple[QPushButton, ...]:
        """What it holds."""
        return tuple(self._items)

    def add(self, item: QPushButton) -> None:
        """Put ``item`` after the others."""
        item.setParent(self)
        self._items.append(item)
        item.show()
        self._arrange()

    def clear(self) -> None:
        """Take everything out."""
        for item in self._items:
            item.hide()
            item.deleteLater()
        self._items.clear()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """An item that grew or hid moves the others."""
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Polish, QEvent.Type.Show}:
            self._arrange()
        return done

    def _arrange(self) -> None:
        x = y = tall = 0
        for item in self._items:
            if item.isHidden():
                continue
            size = item.sizeHint()
            width = min(size.width(), max(self.width(), 1))
            if x and x + width > self.width():
                x, y, tall = 0, y + tall + _GAP, 0
            item.setGeometry(x, y, width, size.height())
            x, tall = x + width + _GAP, max(tall, size.height())
        self.setFixedHeight(y + tall)


class Chips(Flow):
    """Words ticked by one click each; ``only_one`` lets one be ticked at a time."""

    changed = Signal()

    def __init__(
        self, answers: Iterable[tuple[str, str]], name: str, *, only_one: bool = False
    ) -> None:
        """``answers`` are keys and words; ``name`` is what a screen reader says of them all."""
        super().__init__()
        self._only_one = only_one
        self.setAccessibleName(name)
        self.buttons: dict[str, QPushButton] = {}
        for key, words in answers:
            chip = chip_button(words)
            chip.setCheckable(True)
            chip.clicked.connect(lambda ticked, asked=key: self._tick(asked, ticked=ticked))
            self.buttons[key] = chip
            self.add(chip)

    def keys(self) -> frozenset[str]:
        """Those ticked."""
        return frozenset(key for key, chip in self.buttons.items() if chip.isChecked())

    def show_keys(self, keys: Collection[str]) -> None:
        """Show ``keys`` as ticked, without saying so."""
        for key, chip in self.buttons.items():
            chip.setChecked(key in keys)

    def draft_value(self) -> Json:
        """What a draft keeps."""
        return sorted(self.keys())

    def set_draft_value(self, value: Json) -> None:
        """What a draft kept."""
        if isinstance(value, list):
            self.show_keys([str(key) for key in value])
            self.changed.emit()

    def _tick(self, asked: str, *, ticked: bool) -> None:
        if self._only_one and ticked:
            self.show_keys([asked])
        self.changed.emit()


def chip_button(words: str) -> QPushButton:
    """A small rounded button."""
    chip = button(words, kind="chip")
    chip.setProperty("choice", True)
    return chip
