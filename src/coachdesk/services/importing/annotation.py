"""A repaired way back: the coach's own workbook with its faulty cells coloured and commented."""

import re
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.hyperlink import Hyperlink
from PIL.Image import DecompressionBombError

from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP, plural, quoted
from coachdesk.core.os_errors import reason
from coachdesk.core.tokens import LIGHT, POINTS, office
from coachdesk.documents.workbook_bytes import workbook_bytes
from coachdesk.services.importing.container import (
    check_container,
    refuse_damaged,
    rewritable,
)
from coachdesk.services.importing.forms import is_known
from coachdesk.services.importing.reader import CSV_SUFFIXES, file_bytes, read_source
from coachdesk.services.importing.report import WAITS, Fault, ImportReport, Spot
from coachdesk.services.importing.source import Source
from coachdesk.services.importing.workbook import UNREADABLE, refuse_many_sheets

AUTHOR = "CoachDesk"
_SIGN = f"{AUTHOR}{NBSP}: "
"""Begins our part of a comment: what follows it is taken away by the next annotation."""
LIST_TITLE = "À corriger"
_MARK = PatternFill("solid", fgColor=office(LIGHT.mend_mark))
_PALE = PatternFill("solid", fgColor=office(LIGHT.mend_soft))
"""For a line that only waits for another one."""
_BOLD = Font(bold=True)
_LINK = Font(color=office(LIGHT.accent), underline="single")
_NO_FILL = PatternFill()
_PICTURES = {"png", "jpeg", "gif"}
"""Kept as they are, byte for byte."""
_WIDTHS = (20, 8, 26, 90)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no workbook can hold (XML 1.0, « Char »); a CSV file can."""


def annotate(
    path: Path, report: ImportReport, target: Path, typed: Iterable[tuple[Spot, int, str]] = ()
) -> None:
    """Write at ``target`` (.xlsx) the file of ``path`` with each fault of ``report`` marked.

    Her sheets, formats and extra columns are kept; a sheet « À corriger » lists the faults, each
    a click from its cell. What an earlier annotation marked and is mended is cleared. A folder of
    CSV files becomes one workbook, without the files that are no sheet of ours. ``typed`` are the
    cells that she mended in the window, each with its line: the copy holds what she typed.

    Raises:
        UserError: ``target`` is the source or can't be written, or ``path`` can't be read.
    """
    check_target(path, target)
    macros = path.suffix.lower() == ".xlsm" and target.suffix.lower() == ".xlsm"
    if path.is_dir() or path.suffix.lower() in CSV_SUFFIXES:
        book = _from_csv(read_source(path, lambda _done: None))
    else:
        book = _load(path, macros=macros)
    _clear_marks(book)
    for spot, line, text in typed:
        cell = _at(book, spot, line)
        if cell is not None:
            _write_text(cell, text)
    for fault in report.errors:
        _mark(book, fault, _MARK if fault.code != WAITS else _PALE)
    _list(book, report)
    data = workbook_bytes(book)
    with _explained(target):
        write_atomically(target, data)


def check_target(path: Path, target: Path) -> None:
    """Make sure before an import that ``annotate`` will be able to write ``target`` after it.

    Raises:
        UserError: it is no name of a workbook, or it is ``path``, or it can't be written there.
    """
    if target.suffix.lower() not in {".xlsx", ".xlsm"}:
        raise UserError(
            f"{quoted(target.name)} n’a pas le nom d’un classeur.", "Donnez-lui un nom en .xlsx."
        )
    with _explained(target):
        if not target.exists():
            tempfile.TemporaryFile(dir=target.parent).close()
        elif path.exists() and target.samefile(path):
            raise UserError(
                "Le classeur annoté ne peut pas remplacer celui qui est importé.",
                "Donnez-lui un autre nom.",
            )
        else:
            target.open("r+b").close()


def is_annotated(path: Path) -> bool:
    """Whether ``path`` is a workbook that ``annotate`` wrote, hence may write again."""
    try:
        data = file_bytes(path)
        check_container(path.name, data)
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    except (*UNREADABLE, UserError):
        return False
    try:
        return LIST_TITLE in book.sheetnames
    finally:
        book.close()


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    """What the disk refuses, in French."""
    try:
        yield
    except OSError as error:
        raise UserError(
            f"{quoted(str(target))} ne peut pas être écrit{NBSP}: {reason(error)}.",
            "Choisissez un autre dossier, et fermez ce fichier s’il est ouvert.",
        ) from None


def _load(path: Path, *, macros: bool) -> Workbook:
    data = file_bytes(path)
    check_container(path.name, data)
    data = rewritable(path.name, data)
    try:
        # openpyxl warns of each feature it leaves out; reading had nothing to say of them.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            listed: Any = ExcelReader(BytesIO(data), read_only=True)
            listed.read_manifest()
            listed.read_workbook()
            refuse_many_sheets(listed)
            book = load_workbook(BytesIO(data), keep_vba=macros)
    except (*UNREADABLE, DecompressionBombError):
        refuse_damaged(path.name)
    for sheet in book.worksheets:  # the others would be decoded, some by an outside program
        pictures: Any = sheet
        pictures._images = [each for each in pictures._images if each.format in _PICTURES]  # noqa: SLF001  (openpyxl gives no other way)
    return book


def _from_csv(source: Source) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in source.sheets:
        if not sheet.rows or not is_known(sheet.name):
            continue
        page = book.create_sheet(_title(sheet.name))
        for line, cells in sheet.rows:
            for column, value in enumerate(cells, 1):
                if value != "":
                    _write_text(page.cell(line, column), str(value))
        page.freeze_panes = "A2"
        for column in range(1, page.max_column + 1):
            page.column_dimensions[get_column_letter(column)].width = 18
    return book


def _title(name: str) -> str:
    """The name that a sheet can bear in a workbook: that of a CSV file may hold anything."""
    return INVALID_TITLE_REGEX.sub(" ", _NOT_XML.sub(" ", name))[:31]


def _write_text(cell: Cell | MergedCell, text: str) -> None:
    """Text that stays text, even when it begins as a formula does."""
    cell.value = _NOT_XML.sub(" ", text)
    cell.data_type = "s"


def _clear_marks(book: Workbook) -> None:
    if LIST_TITLE in book.sheetnames:
        book.remove(book[LIST_TITLE])
    for sheet in book.worksheets:
        # Only the cells that are there: a sheet may name one in its farthest corner.
        for cell in list(sheet._cells.values()):  # noqa: SLF001  (likewise)
            if cell.comment is not None and _SIGN in cell.comment.text:
                hers = cell.comment.text.partition(_SIGN)[0].rstrip()
                cell.comment = Comment(hers, cell.comment.author or "") if hers else None
                cell.fill = _NO_FILL


def _mark(book: Workbook, fault: Fault, fill: PatternFill) -> None:
    cell = _cell(book, fault)
    if cell is None:
        return
    text, author = _NOT_XML.sub(" ", f"{_SIGN}{fault.message}"), AUTHOR
    if cell.comment is not None:
        text, author = f"{cell.comment.text}\n\n{text}", cell.comment.author or AUTHOR
    cell.comment = Comment(text, author, height=120, width=320)
    cell.fill = fill


def _cell(book: Workbook, fault: Fault) -> Cell | None:
    """The cell of a fault; the first of its line when its column is absent."""
    return _at(book, fault.spot, fault.row)


def _at(book: Workbook, spot: Spot, line: int) -> Cell | None:
    name = _title(spot.sheet)
    if name not in book.sheetnames:
        return None
    cell = book[name].cell(line, max(1, spot.column))
    return None if isinstance(cell, MergedCell) else cell


def _list(book: Workbook, report: ImportReport) -> None:
    faults, waiting = report.to_mend, len(report.waiting)
    if not report.errors:
        return
    page = book.create_sheet(LIST_TITLE, 0)
    title = f"{plural(len(faults), 'faute')} à corriger, puis importez ce fichier."
    if waiting:
        title += f" En plus pâle{NBSP}: {plural(waiting, 'ligne')} à laisser, qui suivront."
    page.append([title])
    page["A1"].font = Font(bold=True, size=POINTS.part)
    page.append(["Feuille", "Ligne", "Colonne", "Ce qui ne va pas, et quoi faire"])
    for cell in page[2]:
        cell.font = _BOLD
    for line, fault in enumerate(faults, 3):
        page.append([fault.sheet, fault.row, fault.column])
        message = page.cell(line, 4)
        _write_text(message, fault.message)
        message.alignment = Alignment(wrap_text=True, vertical="top")
        spot = _cell(book, fault)
        if spot is not None:
            link = page.cell(line, 3)
            where = f"{quote_sheetname(_title(fault.spot.sheet))}!{spot.coordinate}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=where)
            link.font = _LINK
    page.freeze_panes = "A3"
    for column, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    book.active = 0
