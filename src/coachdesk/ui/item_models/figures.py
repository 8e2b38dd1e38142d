"""The lines of a table of the bilan: a figure, one of its shares, or one of its months."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from coachdesk.domain.indicators import IndicatorValue, Share
from coachdesk.domain.picture import Picture
from coachdesk.ui.item_models.table import Index, TableModel
from coachdesk.ui.tips import plain_tip


@dataclass(frozen=True)
class FigureCell:
    """A number of one year, and what it counts: its rows are behind it."""

    text: str
    year: int
    value: IndicatorValue
    share: Share | None = None


@dataclass(frozen=True)
class FigureLine:
    """A number beside those of the years before; empty where a year does not tell it."""

    label: str
    cells: tuple[FigureCell | None, ...]
    hint: str = ""
    """What is counted."""
    target: str = ""
    bar: Callable[[float], Picture | None] | None = None
    """Its chart over so many points."""
    strong: bool = False
    inner: bool = False
    """It tells more of the line above."""

    def text(self, number: int) -> str:
        """The number of that column of years."""
        cell = self.cells[number] if number < len(self.cells) else None
        return cell.text if cell is not None else ""


class FigureModel(TableModel[FigureLine]):
    """What is counted is said on hovering, the number of the year in bold."""

    said: Callable[[FigureLine, int], str] | None = None
    """What a screen reader says of a cell; None where it says its text."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The definition on hovering."""
        if index.isValid():
            line = self.row_at(index.row())
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tip(line.hint)
            if role == Qt.ItemDataRole.AccessibleTextRole and self.said is not None:
                return self.said(line, index.column())
            if role == Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(line.strong)
                return font if line.strong else None
        return super().data(index, role)
