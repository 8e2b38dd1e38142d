"""What the coach answered to the faults of a workbook, beside the file, which stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from coachdesk.core.canonical import Json
from coachdesk.core.french import fold
from coachdesk.services.importing.forms import BY_TITLE
from coachdesk.services.importing.layout import Layout
from coachdesk.services.importing.learned import Learned
from coachdesk.services.importing.report import Spot
from coachdesk.services.importing.source import MAX_COLUMNS, Cells

Line = tuple[str, int]
"""Sheet title and line of the file."""


@dataclass(frozen=True)
class Mends:
    """Her answers.

    Attributes:
        words: what a refused word means, by list and folded writing; remembered once imported.
        cells: what is typed in place of a cell, by sheet, line and column; read as the cell is.
        left_out: the lines that she does not want to bring in.
        columns: where a column stands whose heading is not known, by sheet and column.
        split: the refused words that do not mean the same on each line, asked line by line.
    """

    words: Learned = field(default_factory=dict)
    cells: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    left_out: frozenset[Line] = frozenset()
    columns: Mapping[tuple[str, str], int] = field(default_factory=dict)
    split: frozenset[tuple[str, str]] = frozenset()

    def placed(self, layout: Layout) -> Layout:
        """``layout`` with the columns that she pointed at."""
        told = {key: at for (sheet, key), at in self.columns.items() if sheet == layout.form.title}
        return replace(layout, positions={**layout.positions, **told}) if told else layout

    def positions(self, layout: Layout) -> Mapping[str, int]:
        """Where each column is read; one that the sheet lacks and she typed in, beyond the last."""
        title = layout.form.title
        typed = sorted({key for sheet, _, key in self.cells if sheet == title})
        beyond = {key: MAX_COLUMNS + at for at, key in enumerate(typed)}
        return {**beyond, **layout.positions} if beyond else layout.positions

    def mended(self, title: str, positions: Mapping[str, int], line: int, cells: Cells) -> Cells:
        """The cells of a line with what she typed in their place."""
        typed = self._by_line.get((title, line))
        if typed is None:
            return cells
        places = {positions[key]: text for key, text in typed}
        width = max(len(cells), max(places) + 1)
        padded = (*cells, *(None,) * (width - len(cells)))
        return tuple(places.get(place, cell) for place, cell in enumerate(padded))

    def with_word(self, word_list: str, written: str, key: str | None) -> "Mends":
        """Say what a word means; None takes it back."""
        return replace(self, words=_changed(self.words, (word_list, fold(written)), key))

    def with_cell(self, sheet: str, line: int, key: str, text: str | None) -> "Mends":
        """Type a cell; None gives back the file's own."""
        return replace(self, cells=_changed(self.cells, (sheet, line, key), text))

    def with_line(self, sheet: str, line: int, *, left_out: bool) -> "Mends":
        """Leave a line aside, or take it again."""
        those = {(sheet, line)}
        lines = self.left_out | those if left_out else self.left_out - those
        return replace(self, left_out=frozenset(lines))

    def with_column(self, sheet: str, key: str, index: int | None) -> "Mends":
        """Say which column of the sheet it is; None takes it back."""
        return replace(self, columns=_changed(self.columns, (sheet, key), index))

    def with_split(self, word_list: str, written: str) -> "Mends":
        """Ask a word line by line."""
        without = self.with_word(word_list, written, None)
        return replace(without, split=self.split | {(word_list, fold(written))})

    def to_json(self) -> Json:
        """As a draft keeps it."""
        return {
            "words": [[name, written, key] for (name, written), key in self.words.items()],
            "cells": [[*place, text] for place, text in self.cells.items()],
            "left_out": [list(line) for line in sorted(self.left_out)],
            "columns": [[*place, index] for place, index in self.columns.items()],
            "split": [list(word) for word in sorted(self.split)],
        }

    @staticmethod
    def from_json(value: Json) -> "Mends":
        """From a draft; what this version does not know is dropped."""
        told: dict[str, Any] = value if isinstance(value, dict) else {}
        return Mends(
            words={(name, written): key for name, written, key in told.get("words", ())},
            cells={
                (sheet, line, key): text
                for sheet, line, key, text in told.get("cells", ())
                if sheet in BY_TITLE and key in BY_TITLE[sheet].by_key
            },
            left_out=frozenset((sheet, line) for sheet, line in told.get("left_out", ())),
            columns={(sheet, key): index for sheet, key, index in told.get("columns", ())},
            split=frozenset((name, written) for name, written in told.get("split", ())),
        )

    @cached_property
    def _by_line(self) -> dict[Line, list[tuple[str, str]]]:
        lines: dict[Line, list[tuple[str, str]]] = {}
        for (sheet, line, key), text in self.cells.items():
            lines.setdefault((sheet, line), []).append((key, text))
        return lines


NO_MENDS = Mends()


def _changed(answers: Mapping[Any, Any], place: object, value: object) -> dict[Any, Any]:
    changed = {other: answer for other, answer in answers.items() if other != place}
    if value is not None:
        changed[place] = value
    return changed


def typed_spots(layouts: Mapping[str, Layout], mends: Mends) -> tuple[tuple[Spot, int, str], ...]:
    """The cells that she typed, where the file has them, to be written in a copy of it."""
    return tuple(
        (Spot(layouts[sheet].sheet, layouts[sheet].positions[key] + 1), line, text)
        for (sheet, line, key), text in mends.cells.items()
        if sheet in layouts and key in layouts[sheet].positions
    )
