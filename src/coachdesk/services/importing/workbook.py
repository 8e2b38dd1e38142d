"""The sheets of an Excel workbook (.xlsx, .xlsm), whatever its state, without trusting its size."""

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError

from openpyxl.utils.exceptions import InvalidFileException

from coachdesk.services.importing.container import (
    check_container,
    refuse_binary,
    refuse_damaged,
    refuse_stranger,
    refuse_too_much,
)
from coachdesk.services.importing.sheet_rows import sheet_rows
from coachdesk.services.importing.source import Sheet, make_sheet
from coachdesk.services.importing.workbook_parts import (
    MOST_SHEETS,
    BinaryWorkbookError,
    NoWorkbookError,
    read_parts,
)
from coachdesk.services.importing.xml_parts import Budget, TooMuchError

UNREADABLE = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, ExpatError, SyntaxError, ValueError,
    TypeError, AttributeError, LookupError, ArithmeticError, EOFError, RuntimeError,
    AssertionError, OSError,
)  # fmt: skip
"""What reading raises, here or in openpyxl, on a file that is not quite a workbook. Its bytes are
in memory by then, so that no OSError is the disk's."""


def read_workbook(name: str, data: bytes, step: Callable[[float], None]) -> tuple[Sheet, ...]:
    """The sheets of the workbook ``data``, formulas replaced by the values Excel last showed.

    Args:
        name: of the file.
        data: the file.
        step: called many times a second with the fraction done; may raise to stop.

    Raises:
        UserError: it is no workbook, or a protected, old, damaged or endless one.
    """
    check_container(name, data)
    budget, sheets, done = Budget(), [], 0
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = read_parts(archive, budget)
            total = sum(page.size for page in parts.pages) or 1
            for page in parts.pages:

                def read(size: int, before: int = done) -> None:
                    step(min(1.0, (before + size) / total))

                with archive.open(page.part) as stream:
                    sheets.append(make_sheet(page.name, sheet_rows(stream, parts, budget, read)))
                done += page.size
    except TooMuchError:
        refuse_too_much(name)
    except NoWorkbookError:
        refuse_stranger(name)
    except BinaryWorkbookError:
        refuse_binary(name)
    except UNREADABLE:
        refuse_damaged(name)
    return tuple(sheets)


def refuse_many_sheets(reader: Any) -> None:  # noqa: ANN401  (openpyxl's reader is untyped)
    """Stop an ``ExcelReader`` that has read a workbook's list of sheets, when it is endless.

    Raises:
        ValueError: it is.
    """
    if len(reader.parser.sheets) > MOST_SHEETS:
        raise ValueError("more sheets than anyone turns over")
