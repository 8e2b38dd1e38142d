"""The yearly bilan as a workbook: a sheet for each part, numbers that are numbers.

openpyxl is loaded with this module, which is imported when the first one is made.
"""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from coachdesk.core.french import long_date
from coachdesk.core.tokens import LIGHT, POINTS, office
from coachdesk.documents.eu_block import STATEMENT
from coachdesk.documents.report.annex import ANNEX, CHANGES_HEADING, changes
from coachdesk.documents.report.grids import TOTAL, GridCell, section_grids
from coachdesk.documents.sheet_book import book_bytes, put_text
from coachdesk.documents.sheet_names import sheet_name
from coachdesk.domain.report_content import Report, ReportSection

_FACE = "Calibri"
_TITLE, _STRONG = (
    Font(_FACE, POINTS.part, bold=True, color=office(LIGHT.accent)),
    Font(_FACE, POINTS.lead, bold=True),
)
_HEAD = Font(_FACE, POINTS.lead, bold=True, color=office(LIGHT.on_fill))
_BAND = PatternFill("solid", fgColor=office(LIGHT.accent))
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_RIGHT = Alignment(horizontal="right", vertical="top", wrap_text=True)
_FIRST, _OTHERS = 44, 12
_LONG = 100
_LINE = 15
"""Points."""


def report_workbook(report: Report, creator: str) -> bytes:
    """The bilan as an .xlsx; the same one gives the same bytes."""
    workbook = Workbook()
    front = workbook.worksheets[0]
    front.title = "Bilan"
    _front(front, report)
    for number, section in enumerate(report.told, start=1):
        if section.text or section.figures or section.lists:  # else a sheet would have nothing
            taken = (*workbook.sheetnames, ANNEX)
            page = workbook.create_sheet(sheet_name(f"{number} {section.heading}", taken))
            _section(page, report, section)
    _annex(workbook.create_sheet(ANNEX), report)
    for page in workbook.worksheets:
        page.page_setup.orientation = "landscape"
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return book_bytes(workbook, title=f"{report.title} – {report.action}", creator=creator)


def _front(page: Worksheet, report: Report) -> None:
    period = report.period
    put_text(page.cell(1, 1), report.title).font = _TITLE
    put_text(page.cell(2, 1), report.action).font = _STRONG
    put_text(page.cell(3, 1), report.edition)
    facts = [
        ("Opération", report.operation),
        ("Convention", report.agreement_number),
        ("Territoire", report.territory),
        ("Période", f"du {long_date(period.first)} au {long_date(period.last)}"),
        ("Association", report.association),
        ("Coach", report.coach),
        *(("Financeur", funder) for funder in report.funders),
        *(((STATEMENT, report.funding),) if report.funding else ()),
        *((("Motif", report.reason),) if report.reason else ()),
        *(("Objectif", line) for line in report.objectives),
    ]
    if report.so_far:
        put_text(page.cell(4, 1), report.so_far)
    for line, (name, value) in enumerate(facts, start=6 if report.so_far else 5):
        put_text(page.cell(line, 1), name).font = _STRONG
        put_text(page.cell(line, 2), value).alignment = _WRAPPED
    _widths(page, (34, 90))


def _section(page: Worksheet, report: Report, section: ReportSection) -> None:
    put_text(page.cell(1, 1), section.heading).font = _TITLE
    line, widest = 3, 2
    for paragraph in section.text.split("\n\n") if section.text else ():
        put_text(page.cell(line, 1), paragraph).alignment = _WRAPPED
        page.merge_cells(start_row=line, start_column=1, end_row=line, end_column=8)
        _room(page, line, paragraph, 110)
        line += 1
    line += bool(section.text)
    for grid in section_grids(section, report.period.first.year):
        line = _grid(page, line, grid.title, grid.columns, grid.rows)
        widest = max(widest, len(grid.columns))
        for each in grid.figures:
            if each.changed:
                put_text(page.cell(line - 1, 1), each.recount)
                line += 1
    for listed in section.lists:
        rows = [tuple(GridCell(text) for text in row) for row in listed.rows]
        line = _grid(page, line, listed.heading, listed.columns, rows)
        widest = max(widest, len(listed.columns))
    _widths(page, (_FIRST, *[_OTHERS] * (widest - 1)))


def _grid(
    page: Worksheet,
    line: int,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[GridCell]],
) -> int:
    """A table below its title; the line where the next one begins."""
    if title and title != columns[0]:
        put_text(page.cell(line, 1), title).font = _STRONG
        line += 1
    placed = [_RIGHT if _counts(rows, at) else _WRAPPED for at in range(len(columns))]
    for at, head in enumerate(columns, start=1):
        cell = put_text(page.cell(line, at), head)
        cell.font, cell.fill, cell.alignment = _HEAD, _BAND, placed[at - 1]
    for row in rows:
        line += 1
        for at, told in enumerate(row, start=1):
            cell = page.cell(line, at)
            if told.number is None:
                put_text(cell, told.text).alignment = placed[at - 1]
            else:
                cell.value, cell.number_format = told.number, told.form
            if row[0].text == TOTAL:
                cell.font = _STRONG
    return line + 2


def _counts(rows: Sequence[Sequence[GridCell]], at: int) -> bool:
    """Whether a column is made of numbers, or of what is asked for in their unit."""
    numbers = any(row[at].number is not None for row in rows)
    return numbers or (at > 0 and any(row[at - 1].number is not None for row in rows))


def _annex(page: Worksheet, report: Report) -> None:
    put_text(page.cell(1, 1), ANNEX).font = _TITLE
    rows = [
        (GridCell(each.value.label), GridCell(each.value.definition)) for each in report.figures
    ]
    line = _grid(page, 3, "", ("Chiffre", "Définition et source"), rows)
    put_text(page.cell(line, 1), CHANGES_HEADING).font = _STRONG
    for at, each in enumerate(report.figures, start=4):
        _room(page, at, each.value.definition, _LONG)
    for told in (*report.notes, *changes(report), *report.faults):
        line += 1
        put_text(page.cell(line, 1), told)
    _widths(page, (_FIRST, _LONG))


def _room(page: Worksheet, line: int, text: str, letters: int) -> None:
    """As many lines as a wrapped text takes: not every program works it out by itself."""
    lines = sum(1 + len(each) // letters for each in text.split("\n"))
    page.row_dimensions[line].height = _LINE * lines


def _widths(page: Worksheet, widths: Sequence[float]) -> None:
    for at, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(at)].width = width
