"""The sheets of an Excel workbook (.xlsx, .xlsm), whatever its state, without trusting its size.

openpyxl finds the sheets, the texts that they share and the formats of dates; rows are read here
one cell at a time. Its own reading gives each row all the columns up to its last one, and each
sheet all the rows up to its last one: one cell in a far corner would be worth seventeen billion.
"""

import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, iterparse  # nosec B405
from xml.parsers.expat import ExpatError

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from coachdesk.services.importing.container import check_container, refuse_damaged
from coachdesk.services.importing.source import MAX_COLUMNS, Cells, Sheet, make_sheet

UNREADABLE = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, ExpatError, SyntaxError, ValueError,
    TypeError, AttributeError, LookupError, ArithmeticError, EOFError, RuntimeError,
    AssertionError, OSError,
)  # fmt: skip
"""What reading raises, here or in openpyxl, on a file that is not quite a workbook. Its bytes are
in memory by then, so that no OSError is the disk's."""
_MOST_SHEETS = 200
_MOST_IN_A_ROW = 16_384
"""Columns that a spreadsheet has."""
_LAST_ROW = 1_048_576
_NO_VALUE: dict[str, Any] = {"value": None, "column": 0}
_BREATH = 2_000
"""Rows read between two words to whoever waits."""
_ROW, _CELL, _ITEM, _TEXT, _PHONETIC = (
    f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "c", "si", "t", "rPh")
)


def read_workbook(name: str, data: bytes, step: Callable[[float], None]) -> tuple[Sheet, ...]:
    """The sheets of the workbook ``data``, formulas replaced by the values Excel last showed.

    Raises:
        UserError: it is no workbook, or a protected, old, damaged or endless one.
    """
    check_container(name, data)
    sheets = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, on what it drops: nothing that is read
            book = _opened(data)
            pages = book.worksheets
            for index, page in enumerate(pages):
                told = _Breath(step, index / len(pages))
                sheets.append(make_sheet(page.title, _rows(page, told)))
            book.close()
    except UNREADABLE:
        refuse_damaged(name)
    return tuple(sheets)


def refuse_many_sheets(reader: Any) -> None:  # noqa: ANN401  (openpyxl's reader is untyped)
    """Stop an ``ExcelReader`` that has read a workbook's list of sheets, when it is endless.

    Raises:
        ValueError: it is.
    """
    if len(reader.parser.sheets) > _MOST_SHEETS:
        raise ValueError("more sheets than anyone turns over")


def _opened(data: bytes) -> Any:  # noqa: ANN401  (openpyxl's reader is untyped)
    """The workbook: its list of sheets, its formats and its shared texts, and no more of it."""
    reader: Any = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    texts = reader.package.find(SHARED_STRINGS)
    if texts is not None:
        with reader.archive.open(texts.PartName[1:]) as stream:
            reader.shared_strings = _shared_texts(stream)
    reader.read_workbook()
    refuse_many_sheets(reader)
    apply_stylesheet(reader.archive, reader.wb)
    reader.read_worksheets()
    return reader.wb


def _shared_texts(stream: Any) -> list[str]:  # noqa: ANN401  (a file inside an archive)
    found = []
    for _, item in iterparse(stream):  # noqa: S314  (as above)  # nosec B314
        if item.tag == _ITEM:
            found.append(_text(item))
            item.clear()
    return found


def _text(item: Element) -> str:
    """The text of an item, whatever its formats; how it is pronounced is not part of it."""
    spoken = {id(text) for phonetic in item.iter(_PHONETIC) for text in phonetic.iter(_TEXT)}
    parts = (text.text or "" for text in item.iter(_TEXT) if id(text) not in spoken)
    return "".join(parts).replace("x005F_", "")


class _Breath:
    """Tells now and then how far a sheet is read, so that it can be stopped in its middle."""

    def __init__(self, step: Callable[[float], None], done: float) -> None:
        self._step, self._done, self._rows = step, done, 0

    def row(self) -> None:
        if self._rows % _BREATH == 0:
            self._step(self._done)
        self._rows += 1


def _rows(page: Any, breath: _Breath) -> Iterator[tuple[int, Cells]]:  # noqa: ANN401  (untyped)
    """The rows that a sheet writes, each with its number and its first ``MAX_COLUMNS`` cells."""
    book, line, cells, seen = page.parent, 0, {}, 0
    with page._get_source() as source:  # noqa: SLF001  (as openpyxl's own reading does)
        parser: Any = WorkSheetParser(
            source,
            page._shared_strings,  # noqa: SLF001
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        for _, element in iterparse(source):  # noqa: S314  (no document type: container.py)  # nosec B314
            if element.tag == _CELL:
                seen += 1
                if seen > _MOST_IN_A_ROW:
                    raise ValueError("more cells than a row has columns")
                written = parser.parse_cell(element) if len(element) else _place(parser, element)
                if written["value"] is not None and written["column"] <= MAX_COLUMNS:
                    cells[written["column"]] = written["value"]
                element.clear()
            elif element.tag == _ROW:
                breath.row()
                number = element.get("r")
                line = int(float(number)) if number else line + 1
                if not 1 <= line <= _LAST_ROW:
                    raise ValueError("beyond the last row of a sheet")
                width = max(cells, default=0)
                yield line, tuple(cells.get(column) for column in range(1, width + 1))
                cells, seen, parser.col_counter = {}, 0, 0
                element.clear()


def _place(parser: Any, cell: Element) -> dict[str, Any]:  # noqa: ANN401  (untyped)
    """A cell without content, of which only the place counts: most of those of a formatted page."""
    coordinate = cell.get("r")
    parser.col_counter = (
        coordinate_to_tuple(coordinate)[1] if coordinate else parser.col_counter + 1
    )
    return _NO_VALUE
