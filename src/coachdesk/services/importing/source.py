"""What any file gives once read: named sheets of plain cells, with the file's own line numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from coachdesk.core.errors import UserError
from coachdesk.core.french import NNBSP, quoted
from coachdesk.domain.cells import is_blank

MAX_ROWS = 200_000
"""Rows with something in them, in one sheet: a coach writes about two thousand a year."""
MAX_COLUMNS = 256
MAX_BYTES = 60_000_000
"""Size of a file."""
MAX_TEXT = 20_000_000
"""Of a CSV file, or of all those of a folder: a workbook is packed, a text isn't."""

Cells = tuple[object, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet: the name it has in the file, and its rows that are not blank, from line 1."""

    name: str
    rows: tuple[tuple[int, Cells], ...]


@dataclass(frozen=True)
class Source:
    """A file as read: its name, the SHA-256 of its content, its sheets in order."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]


def make_sheet(name: str, lines: Iterable[tuple[int, Cells]]) -> Sheet:
    """The sheet of those lines, each with its number from 1; blank ones are left out.

    Raises:
        UserError: when it holds more rows than any coach's sheet does.
    """
    rows = []
    for number, cells in lines:
        if any(cells) and not all(map(is_blank, cells)):
            rows.append((number, cells[:MAX_COLUMNS]))
            if len(rows) > MAX_ROWS:
                raise too_many_rows(name)
    return Sheet(name, tuple(rows))


def too_many_rows(name: str) -> UserError:
    """The refusal of a sheet, or of a file that holds one, over ``MAX_ROWS``."""
    return UserError(
        f"{quoted(name)} compte plus de {MAX_ROWS:,} lignes.".replace(",", NNBSP),
        "Retirez ce qui n’est pas du suivi de l’action, puis recommencez.",
    )
