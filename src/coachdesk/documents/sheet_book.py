"""Rows as sheets of a workbook by openpyxl, which is loaded when the first one is made."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from coachdesk.core.french import writable
from coachdesk.core.tokens import LIGHT, POINTS, office
from coachdesk.documents.sheet_cells import Sheet, is_formula
from coachdesk.documents.table_columns import Kind, Value
from coachdesk.documents.workbook_bytes import workbook_bytes

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 a fixed mark: workbooks know no time zone
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.MINUTES: "0.00", Kind.EUROS: "0.00"}
_WIDEST, _NARROWEST = 40, 9
_FACE = "Calibri"
"""That of the cells: a font without a name is drawn in another one by some programs."""
_LINE = 13.5
"""The height of a line of text, in points."""
_PART_OF_A_WORD = 4
"""What a line leaves empty, as a word goes to the next."""
_LACKING = office(LIGHT.refused)
"""What is missing, in red."""


def book_of(sheets: Sequence[Sheet], *, title: str, creator: str) -> bytes:
    """See ``spreadsheets.rows_xlsx``."""
    workbook = Workbook()
    for number, sheet in enumerate(sheets):
        page = workbook.worksheets[0] if number == 0 else workbook.create_sheet()
        page.title = sheet.title
        _fill(page, sheet)
    return book_bytes(workbook, title=title, creator=creator)


def book_bytes(workbook: Workbook, *, title: str, creator: str) -> bytes:
    """A workbook as a file; the same one gives the same bytes."""
    about = workbook.properties
    about.creator, about.title = creator, title
    about.created = about.modified = _EPOCH
    return _canonical(BytesIO(workbook_bytes(workbook)), tostring(about.to_tree()))


def put_text(cell: Cell | MergedCell, text: str) -> Cell | MergedCell:
    """Write a text, which is never taken for a formula, whoever typed it; gives the cell back."""
    cell.value = writable(text)
    # openpyxl takes « =… » for a formula; so does Excel when the cell is edited, unless quoted.
    cell.data_type = "s"
    cell.quotePrefix = is_formula(text)
    return cell


def _fill(sheet: Worksheet, told: Sheet) -> None:
    columns, red = told.columns, Font(_FACE, POINTS.lead, bold=True, color=_LACKING)
    bold = Font(_FACE, POINTS.lead, bold=True, color=office(LIGHT.on_fill))
    wrapped = Alignment(wrap_text=True, vertical="top")
    top = Alignment(vertical="top")
    band = PatternFill("solid", fgColor=office(LIGHT.accent))
    longest = [len(column.title) for column in columns]
    for place, column in enumerate(columns, start=1):
        head = put_text(sheet.cell(1, place), column.title)
        head.font, head.fill, head.alignment = bold, band, wrapped
    for line, row in enumerate(told.rows, start=2):
        lines = 1
        for place, column in enumerate(columns, start=1):
            value = row.get(column.key)
            if value is not None and value != "":
                _put(sheet.cell(line, place), value, column.kind)
                if column.key in told.lacking:
                    sheet.cell(line, place).font = red
                if told.wrap:
                    long = len(str(value)) > _WIDEST
                    sheet.cell(line, place).alignment = wrapped if long else top
                    lines = max(lines, -(-len(str(value)) // (_WIDEST - _PART_OF_A_WORD)))
                longest[place - 1] = max(longest[place - 1], len(str(value)))
        if lines > 1:  # not every program finds the height by itself
            sheet.row_dimensions[line].height = _LINE * lines
    for place, length in enumerate(longest, start=1):
        width = min(max(length + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    if told.wrap:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0


def _put(cell: Cell | MergedCell, value: Value, kind: Kind) -> None:
    if isinstance(value, str):
        put_text(cell, value)
    elif kind is Kind.MINUTES and isinstance(value, int | Decimal):
        cell.value = Decimal(value) / 60  # not rounded: the cells add up to the minute
    else:
        cell.value = value
    if kind in _FORMATS:
        cell.number_format = _FORMATS[kind]


def _canonical(workbook: BytesIO, properties: bytes) -> bytes:
    """The same workbook without the moment of its making: fixed dates, properties as given."""
    out = BytesIO()
    with ZipFile(workbook) as source, ZipFile(out, "w") as target:
        for name in sorted(source.namelist()):
            content = properties if name == "docProps/core.xml" else source.read(name)
            entry = ZipInfo(name, _ZIP_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return out.getvalue()
