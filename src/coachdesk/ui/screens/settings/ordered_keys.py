"""Several of the choices in an order of her own: columns of a table, figures of a part."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidgetItem, QWidget

from coachdesk.core.canonical import Json
from coachdesk.ui.screens.settings.moving_list import MovingList
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button, column, row


class OrderedKeys(QWidget):
    """``changed`` when she adds one, moves one or takes one out."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], name: str) -> None:
        """``choices`` are keys and words; ``name`` is what a screen reader says."""
        super().__init__()
        self._words: Mapping[str, str] = dict(choices)
        self.list = MovingList(name)
        self.list.moved.connect(self.changed)
        self.list.taken_out.connect(self._take_out)
        self.left = QComboBox()
        self.left.setMinimumContentsLength(10)
        self.left.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.add = button(self.tr("Ajouter"), glyph="plus")
        self.add.clicked.connect(self._add)
        self.buttons = self.list.buttons()
        self._moves = Flow(*self.buttons)
        adding = row(self.left, self.add)
        adding.setStretch(0, 1)
        self.setLayout(column(self.list, self._moves, adding, spacing=4))
        self.setFocusProxy(self.list)

    def keys(self) -> list[str]:
        """What is chosen, in its order."""
        return [
            self.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(self.list.count())
        ]

    def draft_value(self) -> Json:
        """See ``KeptPart``."""
        return list(self.keys())

    def set_draft_value(self, value: Json) -> None:
        """See ``KeptPart``."""
        if isinstance(value, list):
            self.show_keys([str(key) for key in value])
            self.changed.emit()

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show what is chosen."""
        self.list.clear()
        for key in keys:
            self._append(key)
        self._refresh()

    def setAccessibleName(self, name: str) -> None:
        """Said of what has the keyboard."""
        super().setAccessibleName(name)
        self.list.setAccessibleName(name)
        self.left.setAccessibleName(self.tr("À ajouter\u00a0: {}").format(name.lower()))

    def _append(self, key: str) -> None:
        item = QListWidgetItem(self._words.get(key, key))
        item.setData(Qt.ItemDataRole.UserRole, key)
        self.list.addItem(item)

    def _add(self) -> None:
        key = self.left.currentData()
        if key is not None:
            self._append(key)
            self.list.setCurrentRow(self.list.count() - 1)
            self._refresh()
            self.changed.emit()

    def _take_out(self, at: int) -> None:
        self.list.takeItem(at)
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        chosen, at = set(self.keys()), self.left.currentIndex()
        self.left.clear()
        for key, words in self._words.items():
            if key not in chosen:
                self.left.addItem(words, key)
        self.left.setCurrentIndex(min(max(at, 0), self.left.count() - 1))
        for widget in (self.left, self.add):
            widget.setVisible(self.left.count() > 0)
        self.list.setVisible(self.list.count() > 0)
        self._moves.setVisible(self.list.count() > 0)
        # Qt gives the keyboard to a hidden list all the same, and Tab goes no further.
        self.setFocusProxy(self.list if self.list.count() else self.left)
        self.list.fit()
