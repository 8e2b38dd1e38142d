"""The rows behind a figure of the month; each opens its person's card."""

from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import Signal

from coachdesk.core.french import fold, plural
from coachdesk.services.month import RowsBehind
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.table import RowTable

Line: TypeAlias = tuple[UUID, tuple[str, ...]]
_DATE_PARTS = 3
_NARROW = {"N°": 80}
"""Columns that need less than the usual width."""


class RowsScreen(Page):
    """``opened`` carries the prescription of a row; ``back`` returns to the month."""

    opened = Signal(object)
    back = Signal()

    def __init__(self, month_shown: str, found: RowsBehind) -> None:
        leave = button("", kind="icon", glyph="arrow-left", name="Retour")
        super().__init__(f"{found.title} · {month_shown}", before=leave)
        leave.clicked.connect(self.back)
        cells = found.cells
        self.subtitle.setText(plural(len(cells.rows), self.tr("ligne")))
        columns = [
            _column(number, heading, last=number == len(cells.headings) - 1)
            for number, heading in enumerate(cells.headings)
        ]
        self.table: RowTable[Line] = RowTable(columns, found.title)
        self.table.rows.set_rows(list(zip(cells.prescription_ids, cells.rows, strict=True)))
        self.table.opened.connect(lambda line: self.opened.emit(line[0]))
        self.body.addWidget(self.table)
        self.first = self.table


def _column(number: int, heading: str, *, last: bool) -> Column[Line]:
    return Column(
        heading,
        lambda line: line[1][number],
        lambda line: _sortable(line[1][number]),
        width=None if last else _NARROW.get(heading, 128),
    )


def _sortable(text: str) -> str:
    """A French date sorts by its year, a number by its value, a word without accents."""
    parts = text.split("/")
    if len(parts) == _DATE_PARTS and all(part.isdigit() for part in parts):
        return "".join(reversed(parts))
    return fold(text).rjust(12) if text.isdigit() else fold(text)
