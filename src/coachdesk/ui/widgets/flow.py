"""Widgets side by side on as many lines as the width asks for, and chips that are ticked."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from coachdesk.core.canonical import Json
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.spoken import speaks_as

GAP = 6
_SAID_HIDDEN = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
_MOVING = (QEvent.Type.LayoutRequest, QEvent.Type.Polish, QEvent.Type.Show)


class Flow(QWidget):
    """It claims the height of its lines, which Qt's nested layouts would forget."""

    def __init__(self, *items: QWidget, trailing: bool = False) -> None:
        """``trailing`` sets each line at the right."""
        super().__init__()
        self._trailing = trailing
        self._items: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for item in items:
            self.add(item)

    def add(self, item: QWidget) -> None:
        """Put ``item`` after the others."""
        hidden = said_hidden(item)
        item.setParent(self)
        self._items.append(item)
        if self.testAttribute(_POLISHED):  # before, it is shown and measured with the others
            item.setVisible(not hidden)
            self._arrange()

    def set_trailing(self, *, trailing: bool) -> None:
        """Set each line at the right, or at the left."""
        self._trailing = trailing
        self._arrange()

    def take(self, item: QWidget) -> None:
        """Take one item out and keep it."""
        if item in self._items:
            self._items.remove(item)

    def clear(self) -> None:
        """Take everything out."""
        for item in self._items:
            item.hide()
            item.deleteLater()
        self._items.clear()
        self._arrange()

    def shown(self) -> list[QWidget]:
        """What is not hidden, in order."""
        return [item for item in self._items if not said_hidden(item)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """An item that grew or hid moves the others."""
        done = super().event(event)
        if event.type() in _MOVING:
            self._arrange()
        return done

    def _arrange(self) -> None:
        room, y = max(self.width(), 1), 0
        line: list[tuple[QWidget, QSize]] = []
        used = 0
        for item in self.shown():
            size = item.sizeHint().expandedTo(item.minimumSize())
            if size.width() > room:
                tall = item.heightForWidth(room) if item.hasHeightForWidth() else size.height()
                size = QSize(room, tall)
            if line and used + size.width() > room:
                y += self._place(line, y) + GAP
                line, used = [], 0
            line.append((item, size))
            used += size.width() + GAP
        self.setFixedHeight(y + self._place(line, y))

    def _place(self, line: list[tuple[QWidget, QSize]], y: int) -> int:
        """Set one line of items; gives its height."""
        tall = max((size.height() for _, size in line), default=0)
        used = sum(size.width() + GAP for _, size in line) - GAP
        x = max(self.width() - used, 0) if self._trailing else 0
        for item, size in line:
            item.setGeometry(x, y + (tall - size.height()) // 2, size.width(), size.height())
            x += size.width() + GAP
        return tall


class Chips(Flow):
    """Words ticked by one click each; ``only_one`` lets one be ticked at a time."""

    changed = Signal()

    def __init__(
        self,
        answers: Iterable[tuple[str, str]],
        name: str,
        *,
        only_one: bool = False,
        small: bool = False,
    ) -> None:
        """``answers`` are keys and words; ``name`` is what a screen reader says of them all."""
        super().__init__()
        self._only_one = only_one
        self.setAccessibleName(name)
        self.buttons: dict[str, QPushButton] = {}
        for key, words in answers:
            chip = chip_button(words, small=small)
            chip.setCheckable(True)
            if only_one:
                speaks_as(chip, QAccessible.Role.RadioButton)
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


def chip_button(words: str, *, small: bool = False) -> QPushButton:
    """A rounded button that may be ticked; ``small`` where many stand together."""
    chip = button(words, kind="mini" if small else "chip")
    chip.setProperty("choice", True)
    return chip


def said_hidden(item: QWidget) -> bool:
    """Not only because what it stands in is not shown yet."""
    return item.isHidden() and item.testAttribute(_SAID_HIDDEN)
