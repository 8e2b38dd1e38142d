"""The papers that wait for the printer, each with its tick."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from coachdesk.core.french import NBSP, short_date
from coachdesk.services.documents.copies import PrintLine

Index = QModelIndex | QPersistentModelIndex
_TICKED = Qt.CheckState.Checked


class PrintLinesModel(QAbstractListModel):
    """All are ticked at first; ``ticks_changed`` once one is ticked or taken back."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[PrintLine, ...] = ()
        self._unticked: frozenset[UUID] = frozenset()

    def show_lines(self, lines: Sequence[PrintLine]) -> None:
        """Show ``lines``; those that were unticked stay so."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self._unticked &= {line.document_id for line in lines}
        self.endResetModel()
        self.ticks_changed.emit()

    @property
    def ticked(self) -> tuple[UUID, ...]:
        """The papers ticked, in their order."""
        return tuple(
            line.document_id for line in self.lines if line.document_id not in self._unticked
        )

    def tick_all(self, *, ticked: bool) -> None:
        """Tick every line, or none."""
        self._unticked = frozenset() if ticked else frozenset(x.document_id for x in self.lines)
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))
        self.ticks_changed.emit()

    def line_at(self, index: Index) -> PrintLine | None:
        """The line that stands there."""
        return self.lines[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """As many as the papers; a paper has no children."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each can be chosen and ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Whose paper it is, which one, its tick."""
        line = self.line_at(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            made = short_date(line.made_on)
            return f"{line.who} (n°{NBSP}{line.number})\n{line.title}, du {made}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.title}, {line.who}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if line.document_id in self._unticked else _TICKED
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick the paper, or take the tick back."""
        line = self.line_at(index)
        if line is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        ticked = Qt.CheckState(value) is _TICKED
        one = {line.document_id}
        self._unticked = self._unticked - one if ticked else self._unticked | one
        self.dataChanged.emit(index, index)
        self.ticks_changed.emit()
        return True
