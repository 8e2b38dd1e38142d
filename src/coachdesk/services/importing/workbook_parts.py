"""What the sheets of a workbook share: where each is, the texts and the formats that they refer to.

Elements are known by their names, whatever the namespace: « Classeur Open XML strict » is read too.
"""

import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring  # nosec B405

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from coachdesk.services.importing.xml_parts import Begin, Budget, End, meet

_ESCAPED = re.compile(r"_x(005F|000D|000A|0009)_", re.IGNORECASE)
_LETTERS = {"005f": "_", "000d": "", "000a": "\n", "0009": "\t"}
MOST_SHEETS = 200
_MOST_FORMATS, _LONGEST_FORMAT = 2_000, 300
"""Formats of numbers of her own, and characters of one: Excel stops at 250 of each."""


class NoWorkbookError(Exception):
    """The archive is something else than a workbook."""


class BinaryWorkbookError(Exception):
    """A workbook whose parts are no XML (.xlsb)."""


@dataclass(frozen=True)
class Page:
    """A sheet: its name, and its part of the archive."""

    name: str
    part: str
    size: int
    """Bytes, unpacked."""


@dataclass(frozen=True)
class Parts:
    """What is read before the sheets."""

    pages: tuple[Page, ...]
    texts: Sequence[str]
    dates: frozenset[str]
    """The formats, as cells name them, that make a number a date, a time or a length of time."""
    lengths: frozenset[str]
    """Among them, those of a length of time."""
    epoch_1904: bool


def read_parts(archive: zipfile.ZipFile, budget: Budget) -> Parts:
    """What the sheets of ``archive`` share.

    Raises:
        NoWorkbookError: it is something else.
        BinaryWorkbookError: its parts are no XML.
        ParseError, ValueError, LookupError: it is damaged.
        TooMuchError: there is more of it than the budget allows.
    """
    links = _links(archive, "")
    book = next((part for kind, part in links.values() if kind == "officeDocument"), None)
    if book is None:
        raise NoWorkbookError
    if book.lower().endswith(".bin"):
        raise BinaryWorkbookError
    root = fromstring(archive.read(book))  # noqa: S314  (no document type: container.py)  # nosec B314
    if _name(root) != "workbook":
        raise NoWorkbookError
    links = _links(archive, book)
    by_kind = dict(links.values())
    sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    pages, sheets = [], [each for each in root.iter() if _name(each) == "sheet"]
    if len(sheets) > MOST_SHEETS:
        raise ValueError("more sheets than anyone turns over")
    for sheet in sheets:
        link = next((link for key, link in sheet.items() if key.endswith("}id")), "")
        kind, part = links.get(link, ("", ""))
        if kind == "worksheet" and part in sizes:
            pages.append(Page(sheet.get("name", ""), part, sizes[part]))
    texts, formats = by_kind.get("sharedStrings"), by_kind.get("styles")
    dates, lengths = _formats(archive, formats, budget) if formats in sizes else (set(), set())
    return Parts(
        tuple(pages),
        _shared_texts(archive, texts, budget) if texts in sizes else (),
        frozenset(dates),
        frozenset(lengths),
        any(_name(each) == "workbookPr" and each.get("date1904") in {"1", "true"} for each in root),
    )


def unescaped(text: str) -> str:
    """A text whose returns and underscores are written as Excel does."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: _LETTERS[found[1].lower()], text)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _links(archive: zipfile.ZipFile, part: str) -> Mapping[str, tuple[str, str]]:
    """What a part, or the archive, refers to inside the archive: kind and path by its id."""
    folder, name = posixpath.split(part)
    root = fromstring(archive.read(posixpath.join(folder, "_rels", f"{name}.rels")))  # noqa: S314  # nosec B314
    found = {}
    for link in root:
        if link.get("TargetMode") != "External":
            target = posixpath.join("/", folder, link.get("Target", ""))
            kind = link.get("Type", "").rpartition("/")[2]
            found[link.get("Id", "")] = kind, posixpath.normpath(target).lstrip("/")
    return found


def _shared_texts(archive: zipfile.ZipFile, part: str, budget: Budget) -> Sequence[str]:
    texts = _Texts(budget)
    with archive.open(part) as stream:
        meet(stream, texts, budget)
    return texts.found


class _Texts:
    """The texts that cells share, without their formats and how they are pronounced."""

    def __init__(self, budget: Budget) -> None:
        self.found: list[str] = []
        self.done = False
        self._budget = budget
        self._pieces: list[str] = []
        self._taking = self._spoken = False

        self.begins: Mapping[str, Begin] = {
            "si": self._begin,
            "t": self._begin_text,
            "rPh": self._begin_spoken,
        }
        self.ends: Mapping[str, End] = {
            "t": self._end_text,
            "rPh": self._end_spoken,
            "si": self._end,
        }

    def _begin(self, _: dict[str, str]) -> None:
        self._pieces = []

    def _begin_text(self, _: dict[str, str]) -> None:
        self._taking = not self._spoken

    def _begin_spoken(self, _: dict[str, str]) -> None:
        self._spoken = True

    def told(self, text: str) -> None:
        if self._taking:
            self._budget.take_text(len(text))
            self._pieces.append(text)

    def _end_text(self) -> None:
        self._taking = False

    def _end_spoken(self) -> None:
        self._spoken = False

    def _end(self) -> None:
        self.found.append(unescaped("".join(self._pieces)))


def _formats(archive: zipfile.ZipFile, part: str, budget: Budget) -> tuple[set[str], set[str]]:
    looks = _Looks()
    with archive.open(part) as stream:
        meet(stream, looks, budget)
    codes = BUILTIN_FORMATS | looks.codes
    dates = {number for number, code in codes.items() if is_date_format(code)}
    lengths = {number for number, code in codes.items() if is_timedelta_format(code)}
    return (
        {str(at) for at, number in enumerate(looks.numbers) if number in dates},
        {str(at) for at, number in enumerate(looks.numbers) if number in lengths},
    )


class _Looks:
    """The formats of numbers, and which of them each look of a cell has."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.numbers: list[int] = []
        self.done = False
        self._inside = False

        self.begins: Mapping[str, Begin] = {
            "cellXfs": self._begin,
            "xf": self._begin_look,
            "numFmt": self._begin_format,
        }
        self.ends: Mapping[str, End] = {"cellXfs": self._end}

    def _begin(self, _: dict[str, str]) -> None:
        self._inside = True

    def _end(self) -> None:
        self._inside = False

    def _begin_look(self, attributes: dict[str, str]) -> None:
        if self._inside:
            self.numbers.append(int(attributes.get("numFmtId", "0")))

    def _begin_format(self, attributes: dict[str, str]) -> None:
        if len(self.codes) < _MOST_FORMATS:
            code = attributes.get("formatCode", "")[:_LONGEST_FORMAT]
            self.codes[int(attributes.get("numFmtId", "0"))] = code

    def told(self, _text: str) -> None:
        return
