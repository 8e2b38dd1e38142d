"""Rows as a workbook and as CSV, for those who count with them.

A text is never taken for a formula, whoever typed it; no file is ever written in clear on the way.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from coachdesk.core.french import short_date
from coachdesk.documents.column_grid import Row
from coachdesk.documents.sheet_cells import MARK, Sheet, decimal_hours, plain_text
from coachdesk.documents.table_columns import Column, Kind, Value

__all__ = ["MARK", "Sheet", "rows_csv", "rows_xlsx"]


def rows_csv(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """UTF-8 with its mark, semicolons, CRLF, decimal comma, hours as 1,50."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(plain_text(column.title) for column in columns)
    for row in rows:
        writer.writerow(_csv_text(row.get(column.key), column.kind) for column in columns)
    return text.getvalue().encode("utf-8-sig")


def rows_xlsx(sheets: Sequence[Sheet], *, title: str, creator: str) -> bytes:
    """Sheets with real dates and numbers; hours are decimal. The same rows give the same bytes."""
    from coachdesk.documents.sheet_book import book_of

    return book_of(sheets, title=title, creator=creator)


def _csv_text(value: Value, kind: Kind) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, str):
        return plain_text(value)
    if kind is Kind.MINUTES:
        return f"{decimal_hours(value):.2f}".replace(".", ",")
    return str(value).replace(".", ",")
