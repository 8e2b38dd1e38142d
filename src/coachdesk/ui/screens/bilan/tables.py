"""A table of the bilan: each of its numbers opens the rows behind it; its bars are the paper's."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coachdesk.ui.item_models.figures import FigureCell, FigureLine, FigureModel
from coachdesk.ui.item_models.table import OBJECT_ROLE, Column
from coachdesk.ui.screens.bilan.flat import FlatTable
from coachdesk.ui.screens.bilan.lines import FigureGroup
from coachdesk.ui.widgets.picture_view import draw_picture, scale
from coachdesk.ui.widgets.table import WrappingDelegate

_NUMBER, _BAR = 84, 196
"""Widths at the usual size of the text, in pixels."""
_LETTER = 9
"""Of a figure in bold, likewise."""
_AIR = 8


class FigureTable(FlatTable[FigureLine]):
    """``cell_opened`` carries the number whose rows are asked for.

    By a click on it, or by Enter for that of the year.
    """

    cell_opened = Signal(object)

    def __init__(self, group: FigureGroup, name: str) -> None:
        self.group = group
        self._first_year = 2 if group.bars else 1
        model = FigureModel(_columns(group))
        super().__init__(model.columns, name, model)
        model.said = self._said
        self.setMouseTracking(True)
        if group.bars:
            self._bars = _BarDelegate(self)
            self.setItemDelegateForColumn(1, self._bars)
        self.doubleClicked.disconnect(self._open)  # one click opens already
        self.opened.connect(lambda line: self._ask(line.cells[0]))
        self.clicked.connect(self._click)
        self.entered.connect(self._hover)
        self.set_lines(group.lines)

    def cell_at(self, index: QModelIndex) -> FigureCell | None:
        """The number that stands there."""
        line: FigureLine | None = index.data(OBJECT_ROLE)
        number = index.column() - self._first_year
        if line is None or not 0 <= number < len(line.cells):
            return None
        return line.cells[number]

    def _said(self, line: FigureLine, number: int) -> str:
        column = self.rows.columns[number]
        if line.bar is not None and self.group.bars and number == 1:
            picture = line.bar(100)
            return picture.said if picture else ""
        return f"{column.heading}\u00a0: {column.text(line)}" if number else column.text(line)

    def _click(self, index: QModelIndex) -> None:
        self._ask(self.cell_at(index))

    def _ask(self, cell: FigureCell | None) -> None:
        if cell is not None:
            self.cell_opened.emit(cell)

    def _hover(self, index: QModelIndex) -> None:
        shape = Qt.CursorShape
        there = self.cell_at(index) is not None
        self.viewport().setCursor(shape.PointingHandCursor if there else shape.ArrowCursor)


def _columns(group: FigureGroup) -> list[Column[FigureLine]]:
    """As on paper: the words, the bar, the year, those before, what is asked for."""
    first = _tr("Mois") if group.months else group.heading or _tr("Chiffre")
    made = [Column(first, _label, colour=_inner)]
    if group.bars:
        made.append(Column(group.bars, _nothing, width=_BAR, spare=True))
    for number, year in enumerate(group.years):
        tone = _own if number == 0 else _before
        text = partial(_number, number)
        width = _wide(line.text(number) for line in group.lines)
        made.append(Column(str(year), text, right=True, width=width, colour=tone))
    if group.targets:
        width = _wide(line.target for line in group.lines)
        made.append(Column(_tr("Objectif"), _target, right=True, width=width))
    return made


class _BarDelegate(WrappingDelegate):
    """The bar of a line, in the middle of its cell."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw it over what the style sheet paints."""
        super().paint(painter, option, index)
        line: FigureLine = index.data(OBJECT_ROLE)
        if line.bar is None:
            return
        area = option.rect.adjusted(_AIR, 0, -_AIR, 0)
        picture = line.bar(area.width() / scale())
        if picture is None:
            return
        top = area.top() + (area.height() - picture.height * scale()) / 2
        draw_picture(painter, picture, QPointF(area.left(), top))


def _wide(texts: Iterable[str]) -> int:
    """Room for the longest number."""
    return max(_NUMBER, *(_LETTER * len(text) + 2 * _AIR for text in texts))


def _label(line: FigureLine) -> str:
    return f"   {line.label}" if line.inner else line.label


def _number(column: int, line: FigureLine) -> str:
    return line.text(column)


def _target(line: FigureLine) -> str:
    return line.target


def _nothing(_line: FigureLine) -> str:
    return ""


def _inner(line: FigureLine) -> str | None:
    return "ink_soft" if line.inner else None


def _own(_line: FigureLine) -> str:
    return "accent"


def _before(_line: FigureLine) -> str:
    return "ink_soft"


def _tr(text: str) -> str:
    return QCoreApplication.translate("BilanScreen", text)
