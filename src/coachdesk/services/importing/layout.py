"""Where a form stands in a file: which sheet, which line of headers, which column is which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coachdesk.services.importing.forms import Form, plain
from coachdesk.services.importing.source import Cells, Sheet

_TITLE_LINES = 20
"""Headers are looked for in this many rows: some coaches write a title above."""


@dataclass(frozen=True)
class Layout:
    """A form found in a sheet of the file."""

    form: Form
    sheet: str
    """The sheet's name in the file."""
    header_line: int
    positions: Mapping[str, int]
    """Column key to index in the row, for the columns that are there."""
    headers: Cells
    rows: tuple[tuple[int, Cells], ...]
    """The rows below the headers."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Headers of the needed columns that are not there."""
        return tuple(
            column.header
            for column in self.form.columns
            if column.needed and column.key not in self.positions
        )


def find_layout(form: Form, sheets: Sequence[Sheet]) -> Layout | None:
    """The form among ``sheets``: the sheet of that very title first, then one of its synonyms'."""
    named = [sheet for sheet in sheets if sheet.rows and plain(sheet.name) in form.names]
    if not named:
        return None
    sheet = next((sheet for sheet in named if plain(sheet.name) == plain(form.title)), named[0])
    best, positions = 0, _positions(form, sheet.rows[0][1])
    for index, (_, cells) in enumerate(sheet.rows[1:_TITLE_LINES], 1):
        found = _positions(form, cells)
        if len(found) > len(positions):
            best, positions = index, found
    line, headers = sheet.rows[best]
    return Layout(form, sheet.name, line, positions, headers, sheet.rows[best + 1 :])


def _positions(form: Form, cells: Cells) -> dict[str, int]:
    """Where each known header stands in a row; the first one when it stands twice."""
    positions: dict[str, int] = {}
    for index, cell in enumerate(cells):
        key = form.by_name.get(plain(cell)) if isinstance(cell, str) else None
        if key is not None:
            positions.setdefault(key, index)
    return positions
