"""The chosen columns laid out on a page's width: which stand under which, and how a row reads."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TypeAlias

from coachdesk.core.tokens import POINTS
from coachdesk.documents.table_columns import Column, Kind, Value, written
from coachdesk.documents.tables import Align, Cell, Grid, Head, Line, PreparedRow, group_room

Row: TypeAlias = Mapping[str, Value]
"""A person or a prescription: values by column key; an absent key is an empty cell.

A MINUTES column holds whole minutes. A line feed in a text begins a new line; in columns that stand
under one another the first lines belong together, then the second ones.
"""
Stack: TypeAlias = tuple[Column, ...]
"""Columns that stand under one another."""

_SIZE = POINTS.small
_HIGHEST = 4
"""Lines that a heading may take before a column is better made narrower."""


def column_grid(
    columns: Iterable[Column], rows: Iterable[Row], width: float
) -> tuple[Grid, list[PreparedRow]]:
    """A grid of those columns over ``width`` points, and its rows prepared."""
    stacks = _fitted(_stacked(columns), width)
    natural = _natural_widths(stacks)
    stretch = width / sum(natural)
    heads = [
        Head(_title(stack), part * stretch, _alignment(stack[0]), stack[0].group)
        for stack, part in zip(stacks, natural, strict=True)
    ]
    # The last resort for an odd order of many columns: smaller letters, nothing cut.
    grid = Grid(heads, _SIZE * min(1.0, stretch))
    return grid, [grid.prepare([_cell(stack, row) for stack in stacks]) for row in rows]


def _stacked(columns: Iterable[Column]) -> list[Stack]:
    """The columns as they stand by preference: each with those that follow and stand under it."""
    stacks: list[Stack] = []
    for column in columns:
        if stacks and column.under and stacks[-1][-1].key == column.under:
            stacks[-1] = (*stacks[-1], column)
        else:
            stacks.append((column,))
    return stacks


def _fitted(stacks: list[Stack], width: float) -> list[Stack]:
    """Stacks as wide as the page at most: the narrowest neighbours go under one another."""
    while sum(_natural_widths(stacks)) > width:
        pairs = [
            (_width(left) + _width(right), index)
            for index, (left, right) in enumerate(pairwise(stacks))
            if len(left) + len(right) <= _HIGHEST and not left[0].group and not right[0].group
        ]
        if not pairs:
            break
        _, index = min(pairs)
        stacks = [*stacks[:index], stacks[index] + stacks[index + 1], *stacks[index + 2 :]]
    return stacks


def _natural_widths(stacks: Sequence[Stack]) -> list[float]:
    """The width each stack asks for; a group is at least as wide as its heading."""
    widths: list[float] = []
    for group, members in groupby(stacks, key=lambda stack: stack[0].group):
        parts = [_width(stack) for stack in members]
        room = group_room(group) if group else 0
        widths += [part * max(1.0, room / sum(parts)) for part in parts]
    return widths


def _lines(stack: Stack) -> list[Stack]:
    """The stack's columns line by line: a joined one shares the line of the one above."""
    lines: list[Stack] = []
    for column in stack:
        if lines and column.joined and lines[-1][-1].key == column.under:
            lines[-1] = (*lines[-1], column)
        else:
            lines.append((column,))
    return lines


def _width(stack: Stack) -> float:
    return max(sum(column.width for column in line) for line in _lines(stack))


def _title(stack: Stack) -> str:
    return "\n".join(_joined([column.short for column in line]) for line in _lines(stack))


def _joined(texts: Sequence[str]) -> str:
    """« 12/05/2023 (7 j) »: what is joined stands between brackets."""
    first, *others = texts
    known = [f"({text})" for text in others if text]
    return " ".join([first, *known] if first else known)


def _alignment(column: Column) -> Align:
    return Align.CENTRE if column.kind in {Kind.COUNT, Kind.MINUTES, Kind.DAYS} else Align.LEFT


def _cell(stack: Stack, row: Row) -> Cell:
    """The values of a stack.

    When they hold several lines, the first ones stand together, then the second ones: two
    immersions read one after the other.
    """
    texts = {column.key: _parts(row.get(column.key), column) for column in stack}
    cell: list[Line] = []
    for item in range(max(len(parts) for parts in texts.values())):
        lines = []
        for place, columns in enumerate(_lines(stack)):
            text = _joined([_part(texts[column.key], item) for column in columns])
            # A zero is true but tells little. Every other line is grey: wrapped texts stay apart.
            muted = text == "0" or (place % 2 == 1 and not stack[0].bold)
            # A dash keeps its place for what is missing: an entry must not read as a contract.
            lines.append(Line(text or ("–" if item == 0 else ""), columns[0].bold, muted))
        while lines and lines[-1].text in {"", "–"}:
            lines.pop()
        cell += [line for line in lines if line.text]
    return Cell(tuple(cell))


def _parts(value: Value, column: Column) -> list[str]:
    return written(value, column.kind).split("\n")


def _part(parts: Sequence[str], item: int) -> str:
    return parts[item] if item < len(parts) else ""
