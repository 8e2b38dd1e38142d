"""A sheet from the bytes of a CSV file, in the encodings and with the marks that Excel writes."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.services.importing.source import MAX_COLUMNS, Sheet, make_sheet

_MARKED = re.compile("'+\\s*[-=+@\t\r\n＝＋－＠]")
_NOT_BLANK = re.compile(r"\S[^\n\r]*")
_LONGEST_LINE, _MOST_LINES = 200_000, 1_048_576
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_csv(name: str, data: bytes) -> Sheet:
    """The sheet ``name`` of a CSV text: UTF-8, UTF-16 or Windows-1252; « ; », « , » or tab.

    Raises:
        UserError: when the bytes are no text, or its quotes never close.
    """
    text = _decoded(data)
    if "\0" in text:
        raise UserError(
            f"{quoted(name)} n’est pas un fichier CSV.",
            "Enregistrez la feuille au format CSV depuis votre tableur.",
        )
    try:
        lines = csv.reader(_lines(text), delimiter=_delimiter(text))
        cells = (
            (number, tuple(map(_unmarked, line[:MAX_COLUMNS])))
            for number, line in enumerate(lines, 1)
        )
        return make_sheet(name, cells)
    except csv.Error:
        raise UserError(
            f"{quoted(name)} ne se lit pas comme un fichier CSV.",
            "Vérifiez les guillemets, ou enregistrez-le de nouveau depuis votre tableur.",
        ) from None


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, each of a length that a row of cells has.

    Raises:
        csv.Error: one is endless, or there are more of them than a spreadsheet has rows.
    """
    for number, line in enumerate(StringIO(text, newline="")):
        if len(line) > _LONGEST_LINE or number >= _MOST_LINES:
            raise csv.Error
        yield line


def _unmarked(cell: str) -> str:
    """A text without the apostrophe that our exports put before what looks like a formula."""
    return cell[1:] if _MARKED.match(cell) else cell


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The mark found most often in the first line that is not blank."""
    found = _NOT_BLANK.search(text)
    line = found[0] if found else ""
    return max(";,\t", key=line.count)
