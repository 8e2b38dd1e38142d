"""Two workbooks of the monthly table compared: what their readers would see differ."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any, TypeAlias

from coachdesk.core.french import short_date
from coachdesk.services.month_changes import ADDED, REMOVED, CellChange

BOOK = "tableau-de-suivi.xlsx"
"""The workbook inside an envoi."""
_DECIMAL = "0.00"
_Rows: TypeAlias = dict[tuple[str, int], Mapping[str, str]]


def table_changes(before: bytes, after: bytes) -> tuple[CellChange, ...]:
    """The cells that differ between two workbooks, row by row; of a line added, its number only."""
    old, new = _cells(before), _cells(after)
    return tuple(
        change
        for sheet, rows in new.items()
        for change in _sheet_changes(sheet, old.get(sheet, {}), rows)
    )


def _sheet_changes(sheet: str, before: _Rows, after: _Rows) -> Iterator[CellChange]:
    for line in dict.fromkeys((*after, *before)):
        was, now = before.get(line), after.get(line)
        who = line[0]
        if was is None:
            yield CellChange(sheet, who, "", "", ADDED)
        elif now is None:
            yield CellChange(sheet, who, "", REMOVED, "")
        else:
            for column in dict.fromkeys((*now, *was)):
                old, new = was.get(column, ""), now.get(column, "")
                if old != new:
                    yield CellChange(sheet, who, column, old, new)


def _cells(book: bytes) -> dict[str, _Rows]:
    """By sheet, then by the first cell of a row and its rank among those alike, then by title."""
    # openpyxl takes 0.25 s to load, and only a rectified month waits for it.
    from openpyxl import load_workbook

    workbook = load_workbook(BytesIO(book), read_only=True, data_only=True)
    found: dict[str, _Rows] = {}
    for sheet in workbook.worksheets:
        lines = sheet.iter_rows()
        titles = [str(cell.value) for cell in next(lines, ())]
        rows = found.setdefault(sheet.title, {})
        alike: dict[str, int] = {}
        for line in lines:
            told = {
                title: _written(cell.value, cell.number_format)
                for title, cell in zip(titles, line, strict=False)
                if cell.value is not None
            }
            who = next(iter(told.values()), "")
            rank = alike[who] = alike.get(who, -1) + 1
            rows[who, rank] = told
    workbook.close()
    return found


def _written(value: Any, number_format: str) -> str:  # noqa: ANN401  (any value of a workbook)
    if isinstance(value, datetime):
        return short_date(value.date())
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int | float) and number_format == _DECIMAL:
        return f"{value:.2f}".replace(".", ",")
    return " · ".join(str(value).splitlines())
