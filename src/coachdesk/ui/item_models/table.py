"""A read-only table model over frozen rows, described by its columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from coachdesk.core.french import fold
from coachdesk.ui.theme import tokens
from coachdesk.ui.tips import plain_tip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""What a column sorts by: never None, one type per column."""
OBJECT_ROLE = SORT_ROLE + 1
"""The frozen row itself."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading, what it shows, what it sorts by, on which side it stands.

    Attributes:
        sort: defaults to the text shown, without accents or case.
        width: first width in pixels, for text of the usual size; None takes what is left.
        least: what it may be narrowed to where no spare column is left to leave out, likewise.
        colour: token of the text's colour; None is the ink of the theme.
        spoken: what a screen reader says for the heading, where none is written.
        spare: left out when the window is too narrow for all columns.
    """

    heading: str
    text: Callable[[Row], str]
    sort: Callable[[Row], str | int] | None = None
    right: bool = False
    width: int | None = None
    colour: Callable[[Row], str | None] | None = None
    spare: bool = False
    least: int | None = None
    spoken: str = ""


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows replaced as a whole; nothing is edited in place."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def rows(self) -> tuple[Row, ...]:
        """The rows, in their order."""
        return self._rows

    def row_at(self, number: int) -> Row:
        """The row that stands there."""
        return self._rows[number]

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows`` instead of what was there."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """As many as the rows; a cell has no children."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """As many as the columns; a cell has no children."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, sort key, alignment or the row itself."""
        if not index.isValid():
            return None
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if role == OBJECT_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.text(row))
        if role == SORT_ROLE:
            return column.sort(row) if column.sort else fold(column.text(row))
        return _look(column, row, role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The headings, over their columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.columns[section].spoken or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(right=self.columns[section].right) | int(Qt.TextFlag.TextWordWrap)
        return None


def _look(column: Column[Row], row: Row, role: int) -> object:
    if role == Qt.ItemDataRole.ForegroundRole:
        tone = column.colour(row) if column.colour else None
        return QColor(getattr(tokens(), tone)) if tone else None
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return _alignment(right=column.right)
    return None


def _alignment(*, right: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
