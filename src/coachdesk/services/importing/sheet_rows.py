"""The rows of one sheet of a workbook, read from its XML cell by cell.

openpyxl gives a row all the columns up to its last one, and a sheet all the rows up to its last
one: one cell in a far corner would be worth seventeen billion. A page that is formatted down to its
last row, as many are, would take half a minute; its empty rows are passed over here.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import IO

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from coachdesk.services.importing.source import MAX_COLUMNS, Cells
from coachdesk.services.importing.workbook_parts import Parts, unescaped
from coachdesk.services.importing.xml_parts import Begin, Budget, End, meet

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
"""That a spreadsheet has."""
_LONGEST = 1_000_000
"""Characters of a cell: Excel stops at 32,767."""
_OUT_OF_RANGE = "#VALUE!"
"""What Excel shows for a number that is no date."""
_DIGITS = "0123456789"
_iso: Callable[[str], object] = from_ISO8601


def sheet_rows(
    stream: IO[bytes], parts: Parts, budget: Budget, step: Callable[[int], None]
) -> list[tuple[int, Cells]]:
    """The rows with something in them, each with its number and its first ``MAX_COLUMNS`` cells.

    Args:
        stream: the part of the sheet.
        parts: the texts and the formats of dates that its cells refer to.
        budget: what may still be read.
        step: told the bytes read so far; may raise to stop.

    Raises:
        ExpatError, ValueError, IndexError: it is no sheet.
        TooMuchError: there is more of it than the budget allows.
    """
    reader = _Rows(parts, budget)
    meet(stream, reader, budget, step)
    return reader.rows


class _Rows:
    """Keeps the rows of a sheet as its elements are met."""

    def __init__(self, parts: Parts, budget: Budget) -> None:
        self.done = False
        self.rows: list[tuple[int, Cells]] = []
        self._parts, self._budget = parts, budget
        self._line = 0
        self._cells: dict[int, object] = {}
        self._column = self._seen = 0
        self._kind, self._style = "n", "0"
        self._text: str | None = None
        self._taking = self._spoken = False
        """Inside a text; inside how one is pronounced, which is no part of it."""
        self.begins: Mapping[str, Begin] = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "v": self._begin_value,
            "t": self._begin_text,
            "rPh": self._begin_spoken,
        }
        self.ends: Mapping[str, End] = {
            "v": self._end_text,
            "t": self._end_text,
            "rPh": self._end_spoken,
            "c": self._end_cell,
            "row": self._end_row,
            "sheetData": self._end_sheet,
        }

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._line = int(float(number)) if number else self._line + 1
        if not 1 <= self._line <= _LAST_ROW:
            raise ValueError("beyond the last row of a sheet")
        self._column = self._seen = 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self._column = _column(place.rstrip(_DIGITS)) if place else self._column + 1
        self._seen += 1
        if self._seen > _LAST_COLUMN:
            raise ValueError("more cells than a row has columns")
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._text = None

    def _begin_value(self, _: dict[str, str]) -> None:
        self._text, self._taking = "", True

    def _begin_text(self, _: dict[str, str]) -> None:
        if not self._spoken:
            self._text, self._taking = self._text or "", True

    def _begin_spoken(self, _: dict[str, str]) -> None:
        self._spoken = True

    def told(self, text: str) -> None:
        if self._taking:
            self._text = (self._text or "") + text
            if len(self._text) > _LONGEST:
                raise ValueError("a cell without end")

    def _end_text(self) -> None:
        self._taking = False

    def _end_spoken(self) -> None:
        self._spoken = False

    def _end_cell(self) -> None:
        if self._text and self._column <= MAX_COLUMNS:
            self._cells[self._column] = self._value(self._text)
        self._text = None

    def _end_sheet(self) -> None:
        self.done = True

    def _end_row(self) -> None:
        cells = self._cells
        if not cells:
            return
        width = max(cells)
        self._budget.take_row(len(cells), width)
        if len(cells) == width:  # all there, and in order but for a file written oddly
            found = tuple(cells[column] for column in range(1, width + 1))
        else:
            found = tuple(map(cells.get, range(1, width + 1)))
        self.rows.append((self._line, found))
        self._cells = {}

    def _value(self, text: str) -> object:
        match self._kind:
            case "n":
                if self._style in self._parts.dates:
                    return _dated(text, self._parts.epoch_1904, self._style in self._parts.lengths)
                return _number(text)
            case "s":
                return self._parts.texts[int(text)] or None
            case "b":
                return bool(int(text))
            case "d":
                return _iso(text)
        self._budget.take_text(len(text))
        return unescaped(text) or None


def _number(text: str) -> int | float:
    return float(text) if "." in text or "E" in text or "e" in text else int(text)


@lru_cache(4_096)
def _dated(text: str, epoch_1904: bool, length: bool) -> object:  # noqa: FBT001  (a cache's key)
    try:
        epoch = MAC_EPOCH if epoch_1904 else WINDOWS_EPOCH
        return from_excel(_number(text), epoch, timedelta=length)
    except (OverflowError, ValueError):
        return _OUT_OF_RANGE


@lru_cache(20_000)
def _column(letters: str) -> int:
    """The number of the column « A » to « XFD »."""
    return column_index_from_string(letters)
