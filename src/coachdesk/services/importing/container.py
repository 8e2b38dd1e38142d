"""What an Excel workbook is made of, looked at before any of it is parsed: a ZIP of XML parts.

A file of a few kilobytes can unpack to gigabytes, hold a million styles, name files of this machine
or join seventeen billion cells. Each part is counted as it unpacks, and its beginning read for what
no spreadsheet writes.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.services.importing.source import MAX_ROWS, too_many_rows
from coachdesk.services.importing.xml_parts import without_empty

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What .xls files and password-protected .xlsx files begin with."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_UNPACKED = 250_000_000
"""Bytes: a workbook at the limit of rows stays far below, a zip bomb doesn't."""
_MOST_PARTS = 2_000
_MOST_TAGS = {"xl/worksheets/": 14_000_000, "xl/sharedstrings.xml": 3_000_000,
              "xl/styles.xml": 300_000}  # fmt: skip
"""Of a part, by how its name begins: a cell with its value is four tags, or two."""
_USUAL_TAGS = 40_000
_PIECE = 1 << 18
_LONGEST_PROLOG = 1 << 16
_TAG = b"<"
_MOST_REWRITTEN, _MOST_REWRITTEN_TAGS = 60_000_000, 1_200_000
"""Of a workbook that is written anew: all of it is in memory at once, cell by cell."""
_MOST_JOINED, _MOST_SHARED = 200_000, 20_000_000
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_SPREADING = {"mergeCell", "hyperlink"}
"""Elements that openpyxl makes a cell of for each place of their range."""


class _OddError(Exception):
    """A part that no spreadsheet writes."""


def check_container(name: str, data: bytes) -> None:
    """Refuse at sight what is no workbook, would fill the memory, or is made to do harm.

    Raises:
        UserError: with what the file is, when its first bytes tell.
    """
    _check_beginning(name, data)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        refuse_stranger(name)
    with archive:
        entries = archive.infolist()
        if entries and entries[0].filename == "mimetype":
            _refuse_other_office(name)
        if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
            refuse_too_large(name)
        if all(entry.filename != "[Content_Types].xml" for entry in entries):
            refuse_stranger(name)
        if len(entries) > _MOST_PARTS or len(set(archive.namelist())) != len(entries):
            refuse_damaged(name)
        for entry in entries:
            if _is_xml(entry.filename):
                _check_part(name, archive, entry)


def _check_beginning(name: str, data: bytes) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UserError(
                f"{quoted(name)} est protégé par un mot de passe.",
                "Ouvrez-le dans Excel, retirez le mot de passe à l’ouverture, et enregistrez-le.",
            )
        raise UserError(
            f"{quoted(name)} est dans l’ancien format d’Excel (.xls).",
            "Ouvrez-le dans Excel et enregistrez-le au format « Classeur Excel (.xlsx) ».",
        )
    if data.startswith(b"%PDF"):
        raise UserError(
            f"{quoted(name)} est un PDF, pas un classeur Excel.",
            "Choisissez le classeur .xlsx d’où il vient, ou un dossier de fichiers CSV.",
        )


def rewritable(name: str, data: bytes) -> bytes:
    """A workbook that passed ``check_container``, such that it can be written anew.

    Where a page is formatted far below its last line, those empty rows are left out: openpyxl would
    hold each of them.

    Raises:
        UserError: it is too large for it, or joins more cells than anyone looks at.
    """
    parts, tags, slimmed = {}, 0, False
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        for entry in entries:
            if not _is_sheet(entry.filename):
                continue
            part = b"".join(map(without_empty, _pieces(archive, entry)))
            slimmed = slimmed or len(part) != entry.file_size
            parts[entry.filename] = part
            tags += part.count(_TAG)
            if tags > _MOST_REWRITTEN_TAGS:
                refuse_too_large(name)
            spread = _Spread(part)
            if spread.cells > _MOST_JOINED or spread.characters > _MOST_SHARED:
                refuse_too_large(name)
        others = sum(entry.file_size for entry in entries if entry.filename not in parts)
        if others + sum(map(len, parts.values())) > _MOST_REWRITTEN:
            refuse_too_large(name)
        if not slimmed:
            return data
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            for entry in entries:
                made.writestr(entry.filename, parts.get(entry.filename) or archive.read(entry))
    return out.getvalue()


def _is_sheet(path: str) -> bool:
    return _is_xml(path) and path.lower().startswith("xl/worksheets/")


def _is_xml(path: str) -> bool:
    return path.lower().endswith((".xml", ".rels", ".vml"))


def _check_part(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    path = entry.filename.lower()
    most = next((tags for start, tags in _MOST_TAGS.items() if path.startswith(start)), _USUAL_TAGS)
    try:
        tags = rows = values = 0
        for number, piece in enumerate(_pieces(archive, entry)):
            if number == 0:
                _check_prolog(piece[:_LONGEST_PROLOG])
            tags += piece.count(_TAG)
            rows += piece.count(b"<row ")
            values += piece.count(b"<v>") + piece.count(b"<is>")
            if tags > most:
                refuse_too_large(name)
        if rows > MAX_ROWS and values >= rows:  # told at once rather than once it is all read
            raise too_many_rows(name)
    except (_OddError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError,
            RuntimeError, OSError):  # fmt: skip
        refuse_damaged(name)


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _check_prolog(head: bytes) -> None:
    """What stands before the first element: an encoding that everyone reads, and no declaration.

    A document type is where entities come from: those that unfold without end, and those that name
    a file of this machine.
    """
    begun = False

    def begin(*_: object) -> None:
        nonlocal begun
        begun = True

    def refuse(*_: object) -> None:
        raise _OddError

    def declare(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in {"utf-8", "us-ascii", "ascii"}:
            raise _OddError

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.XmlDeclHandler = declare
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0")):  # UTF-16: counted otherwise
        raise _OddError
    try:
        parser.Parse(head, False)
    except expat.ExpatError:
        if not begun:
            raise _OddError from None  # what follows is for the reader of the part to judge
    if not begun and len(head) >= _LONGEST_PROLOG:
        raise _OddError


class _Spread:
    """What a sheet would unfold to: cells of its ranges, characters of its shared formulas."""

    def __init__(self, part: bytes) -> None:
        self.cells = 0
        self._sharing, self._length, self._longest, self._inside = 0, 0, 0, False
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._told
        with suppress(expat.ExpatError):  # it is refused as damaged by its reader
            parser.Parse(part, True)

    @property
    def characters(self) -> int:
        """Of the formulas that follow a shared one, each written out."""
        return self._sharing * self._longest

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name in _SPREADING:
            self.cells += _area(attributes.get("ref", ""))
        self._inside = name == "f"
        if self._inside:
            self._length = 0
            self._sharing += attributes.get("t") == "shared"

    def _end(self, _tag: str) -> None:
        self._inside = False

    def _told(self, text: str) -> None:
        if self._inside:
            self._length += len(text)
            self._longest = max(self._longest, self._length)


def _area(reference: str) -> int:
    found = _RANGE.fullmatch(reference)
    if not found:
        return 1
    left, top, right, bottom = found.groups()
    if right is None:
        return 1
    width = abs(_number(right) - _number(left)) + 1
    return width * (abs(int(bottom) - int(top)) + 1)


def _number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = 26 * value + ord(letter) - ord("A") + 1
    return value


def refuse_too_large(name: str) -> NoReturn:
    """Refuse what would fill the memory."""
    raise UserError(
        f"{quoted(name)} est trop gros une fois décompressé.",
        "Copiez vos feuilles de suivi dans un classeur neuf, puis recommencez.",
    )


def refuse_too_much(name: str) -> NoReturn:
    """Refuse what would be minutes of reading."""
    raise UserError(
        f"{quoted(name)} contient plus de cellules que dix ans de suivi.",
        "Ne gardez que les feuilles de suivi, une année par classeur, puis recommencez.",
    ) from None


def refuse_binary(name: str) -> NoReturn:
    """Refuse a workbook that Excel wrote in its own form, of which nothing is XML."""
    raise UserError(
        f"{quoted(name)} est un classeur binaire (.xlsb).",
        "Ouvrez-le dans Excel et enregistrez-le au format « Classeur Excel (.xlsx) ».",
    ) from None


def refuse_stranger(name: str) -> NoReturn:
    """Refuse what is no workbook at all."""
    raise UserError(
        f"{quoted(name)} n’est pas un classeur Excel.",
        "Choisissez un fichier .xlsx, ou un dossier de fichiers CSV.",
    ) from None


def _refuse_other_office(name: str) -> NoReturn:
    raise UserError(
        f"{quoted(name)} est dans le format de LibreOffice (.ods).",
        "Ouvrez-le dans LibreOffice et enregistrez-le au format « Excel 2007-365 (.xlsx) ».",
    )


def refuse_damaged(name: str) -> NoReturn:
    """Refuse what looks like a workbook and can't be read."""
    raise UserError(
        f"{quoted(name)} est abîmé ou n’est pas un classeur Excel.",
        "Ouvrez-le dans Excel, enregistrez-le de nouveau au format .xlsx, puis recommencez.",
    ) from None
