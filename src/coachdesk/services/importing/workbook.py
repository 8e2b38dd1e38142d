"""The sheets of an Excel workbook (.xlsx, .xlsm), whatever its state, without trusting its size."""

import warnings
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import NoReturn
from xml.parsers.expat import ExpatError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.services.importing.source import Sheet, make_sheet

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What .xls files and password-protected .xlsx files begin with."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAX_UNPACKED = 400_000_000
"""Bytes of XML: a workbook at the limit of rows stays far below, a zip bomb doesn't."""
UNREADABLE = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, ExpatError, SyntaxError, ValueError,
    TypeError, AttributeError, LookupError, ArithmeticError, EOFError, RuntimeError,
    AssertionError, OSError,
)  # fmt: skip
"""What reading raises, here or in openpyxl, on a file that is not quite a workbook. Its bytes are
in memory by then, so that no OSError is the disk's."""


def read_workbook(name: str, data: bytes, step: Callable[[float], None]) -> tuple[Sheet, ...]:
    """The sheets of the workbook ``data``, formulas replaced by the values Excel last showed.

    Raises:
        UserError: it is no workbook, or a protected, old or damaged one.
    """
    check_container(name, data)
    sheets = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, on what it drops: nothing that is read
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
            for index, sheet in enumerate(book.worksheets):
                step(index / len(book.worksheets))
                sheet.reset_dimensions()  # some programs write them wrong
                rows = enumerate(sheet.iter_rows(values_only=True), start=1)
                sheets.append(make_sheet(sheet.title, rows))
            book.close()
    except UNREADABLE:
        refuse_damaged(name)
    return tuple(sheets)


def check_container(name: str, data: bytes) -> None:
    """Refuse at sight what is no workbook, or would fill the memory.

    Raises:
        UserError: with what the file is, when its first bytes tell.
    """
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
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        refuse_stranger(name)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UserError(
            f"{quoted(name)} est trop gros une fois décompressé.",
            "Copiez vos feuilles de suivi dans un classeur neuf, puis recommencez.",
        )
    if all(entry.filename != "[Content_Types].xml" for entry in entries):
        refuse_stranger(name)


def refuse_stranger(name: str) -> NoReturn:
    """Refuse what is no workbook at all."""
    raise UserError(
        f"{quoted(name)} n’est pas un classeur Excel.",
        "Choisissez un fichier .xlsx, ou un dossier de fichiers CSV.",
    )


def refuse_damaged(name: str) -> NoReturn:
    """Refuse what looks like a workbook and can't be read."""
    raise UserError(
        f"{quoted(name)} est abîmé ou n’est pas un classeur Excel.",
        "Ouvrez-le dans Excel, enregistrez-le de nouveau au format .xlsx, puis recommencez.",
    ) from None
