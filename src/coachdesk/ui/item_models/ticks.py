"""A short list of values to tick, each with how many it would show."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from coachdesk.core.french import fold

Index = QModelIndex | QPersistentModelIndex
COUNT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""How many a value would show; None where that says nothing."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One value."""

    key: str
    words: str
    count: int | None = None


class TickModel(QAbstractListModel):
    """The values that answer what is typed; a tick changes nothing but itself."""

    def __init__(self) -> None:
        super().__init__()
        self._every: tuple[Tick, ...] = ()
        self._shown: tuple[Tick, ...] = ()
        self._typed = ""
        self.ticked: frozenset[str] = frozenset()

    @property
    def every(self) -> tuple[Tick, ...]:
        """All the values proposed, sought or not."""
        return self._every

    def show_ticks(self, ticks: Sequence[Tick], ticked: Collection[str]) -> None:
        """Propose these values; those ticked are ``ticked``."""
        self._every, self.ticked = tuple(ticks), frozenset(ticked)
        self.seek(self._typed)

    def seek(self, typed: str) -> None:
        """Show those that hold what is typed."""
        self._typed = typed
        wanted = fold(typed)
        shown = tuple(tick for tick in self._every if wanted in fold(tick.words))
        if [tick.key for tick in shown] == [tick.key for tick in self._shown]:
            self._shown = shown  # the keyboard stays where it is
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def toggle(self, index: Index) -> None:
        """Tick the value, or take it back."""
        if index.isValid():
            self.ticked ^= {self._shown[index.row()].key}
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """As many as the values shown; a value has no children."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Its words, its tick, its count."""
        if not index.isValid():
            return None
        tick = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return tick.words
        if role == Qt.ItemDataRole.CheckStateRole:
            states = Qt.CheckState
            return states.Checked if tick.key in self.ticked else states.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tick.words if tick.count is None else f"{tick.words}, {tick.count}"
        return tick.count if role == COUNT_ROLE else None
