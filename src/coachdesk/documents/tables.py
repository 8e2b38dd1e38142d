"""Tables drawn straight on the page: grouped headings, rows as high as their texts, light bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TypeAlias

from coachdesk.core.tokens import POINTS
from coachdesk.documents import fonts
from coachdesk.documents.drawings import draw_signature
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.kit import (
    ACCENT,
    GREY,
    INK,
    RED,
    RULE,
    TINT,
    WHITE,
    ZEBRA,
    Paper,
    Style,
)
from coachdesk.domain.drawing import Drawing

_PAD_X = 2.6
_PAD_Y = 2.8
_TITLE_SIZE = POINTS.small
_RISE = 0.76
"""From the top of a line of text to its baseline, as a part of its size."""


class Align(Enum):
    """Where a column's texts stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    """Numbers stand below one another."""


@dataclass(frozen=True)
class Head:
    """A column: its heading (a line feed begins a new line), width in points and group heading."""

    title: str
    width: float
    align: Align = Align.LEFT
    group: str = ""


@dataclass(frozen=True)
class Line:
    """A text of a cell, on as many lines as it needs."""

    text: str
    bold: bool = False
    muted: bool = False
    lacking: bool = False
    """What is missing, in red."""


@dataclass(frozen=True)
class Cell:
    """What one row holds in one column: a drawing or none, and texts below it."""

    lines: tuple[Line, ...] = ()
    drawing: Drawing | None = None


_NOTHING = Cell()

PreparedCell: TypeAlias = tuple[tuple[tuple[str, Style], ...], Drawing | None]
"""A cell whose texts are wrapped, each line with its style."""
PreparedRow: TypeAlias = Sequence[PreparedCell]


class Grid:
    """A table of given columns; rows are prepared once, then measured and drawn."""

    def __init__(
        self,
        heads: Sequence[Head],
        size: float,
        drawing_height: float = 0,
        *,
        title_size: float = _TITLE_SIZE,
        pad: tuple[float, float] = (_PAD_X, _PAD_Y),
    ) -> None:
        self.heads = tuple(heads)
        self.width = sum(head.width for head in heads)
        self._size = size
        self._drawing_height = drawing_height
        self._plain = Style(size=size, colour=INK)
        self._bold = Style(BOLD, size, INK)
        self._muted = Style(size=size, colour=GREY)
        self._lacking = Style(BOLD, size, RED)
        self._title = Style(BOLD, min(size, title_size), ACCENT)
        self._pad_x, self._pad_y = pad
        self._headless = not any(head.title for head in heads)
        self._grouped = any(head.group for head in heads)
        self._titles = [head.title.split("\n") for head in heads]

    @property
    def header_height(self) -> float:
        """The height of the headings, in points."""
        if self._headless:
            return 0
        lines = max(len(title) for title in self._titles)
        return (
            lines * self._title.leading
            + 2 * self._pad_y
            + (self._group_height if self._grouped else 0)
        )

    @property
    def _group_height(self) -> float:
        return self._title.leading + 3

    def prepare(self, cells: Sequence[Cell]) -> list[PreparedCell]:
        """The cells of one row with their texts wrapped to the columns."""
        return [
            self._wrapped(cell, head.width) for cell, head in zip(cells, self.heads, strict=True)
        ]

    def height(self, row: PreparedRow) -> float:
        """The height of a prepared row, in points."""
        content = max(
            len(lines) * self._plain.leading + (self._drawing_height if drawing else 0)
            for lines, drawing in row
        )
        return max(content, self._plain.leading) + 2 * self._pad_y

    def draw_header(self, paper: Paper, x: float, top: float) -> float:
        """The headings from ``top`` down; the top of the first row."""
        if self._headless:
            paper.line(x, top, x + self.width, top, ACCENT, 0.8)
            return top
        bottom = top - self.header_height
        paper.box(x, bottom, self.width, self.header_height, TINT)
        if self._grouped:
            self._draw_groups(paper, x, top)
        left = x
        for head, title in zip(self.heads, self._titles, strict=True):
            y = bottom + self._pad_y + (len(title) - 1) * self._title.leading + 1.4
            for line in title:
                self._place(paper, head, left, y, line, self._title)
                y -= self._title.leading
            left += head.width
        paper.line(x, bottom, x + self.width, bottom, ACCENT, 0.8)
        return bottom

    def draw_row(
        self, paper: Paper, x: float, top: float, row: PreparedRow, *, band: bool
    ) -> float:
        """A prepared row from ``top`` down, on a light band when ``band``; the next row's top."""
        height = self.height(row)
        bottom = top - height
        if band:
            paper.box(x, bottom, self.width, height - 0.3, ZEBRA)
        left = x
        for head, (lines, drawing) in zip(self.heads, row, strict=True):
            y = top - self._pad_y
            if drawing:
                room = (head.width - 2 * self._pad_x, self._drawing_height - 2)
                draw_signature(paper, drawing, left + self._pad_x, y - room[1], room)
                y -= self._drawing_height
            for text, style in lines:
                self._place(paper, head, left, y - self._size * _RISE - 1.2, text, style)
                y -= style.leading
            left += head.width
        paper.line(x, bottom, x + self.width, bottom, RULE, 0.4)
        return bottom

    def _draw_groups(self, paper: Paper, x: float, top: float) -> None:
        left = x
        for group, heads in groupby(self.heads, key=lambda head: head.group):
            width = sum(head.width for head in heads)
            if group:
                baseline = top - self._pad_y - self._title.size * _RISE
                paper.centred(left + width / 2, baseline, group, self._title)
                rule = top - self._group_height - 1
                paper.line(left + self._pad_x, rule, left + width - self._pad_x, rule, ACCENT, 0.4)
                # White gutters hold a group together without a cage of rules.
                for edge in (left, left + width):
                    paper.line(edge, top, edge, top - self.header_height, WHITE, 1)
            left += width

    def _wrapped(self, cell: Cell, width: float) -> PreparedCell:
        if cell is _NOTHING:
            return (), None
        room = width - 2 * self._pad_x
        lines = []
        for line in cell.lines:
            style = self._style(line)
            lines += [(text, style) for text in fonts.wrap(line.text, style.face, style.size, room)]
        return tuple(lines), cell.drawing

    def _style(self, line: Line) -> Style:
        if line.lacking:
            return self._lacking
        return self._bold if line.bold else self._muted if line.muted else self._plain

    def _place(
        self, paper: Paper, head: Head, left: float, y: float, text: str, style: Style
    ) -> None:
        if head.align is Align.CENTRE:
            paper.centred(left + head.width / 2, y, text, style)
        elif head.align is Align.RIGHT:
            paper.right(left + head.width - self._pad_x, y, text, style)
        else:
            paper.text(left + self._pad_x, y, text, style)


def group_room(group: str) -> float:
    """The width that columns under that group heading need together, in points."""
    return fonts.width(group, BOLD, _TITLE_SIZE) + 4 * _PAD_X


def text_cell(*texts: str) -> Cell:
    """A cell of plain texts; empty ones take no line."""
    lines = tuple(Line(text) for text in texts if text)
    return Cell(lines) if lines else _NOTHING
