"""A file as it comes from the disk, the scanner or the clipboard, judged by its content.

Pictures and PDF are told by their first bytes, whatever their name; office documents by both. What
a computer would run, and what nobody could read again, is refused in words.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePath

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.os_errors import reason

MOST_BYTES = 10 * 1024 * 1024
"""Of a PDF or a document, kept as it is."""
MOST_PHOTO_BYTES = 60 * 1024 * 1024
"""Of a picture as it comes: it is shrunk before it is kept."""
_LONGEST_NAME = 100
_HEAD = 1024
"""A PDF may begin by a little of something else."""
_RUN = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
"""How a program begins, on one system or another."""
_PHONE_ONLY = (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1", b"ftypavif")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_ZIP, _OLD_OFFICE, _RTF, _TEXT = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b""
_DOCUMENTS = {
    **dict.fromkeys((".docx", ".odt", ".xlsx", ".ods", ".pptx", ".odp"), _ZIP),
    **dict.fromkeys((".doc", ".xls", ".ppt", ".msg"), _OLD_OFFICE),
    ".rtf": _RTF,
    **dict.fromkeys((".txt", ".csv", ".eml"), _TEXT),
}
"""How a document of each ending begins."""
_FORBIDDEN = '<>:"/\\|?*'
"""In a file's name on Windows."""
_RESERVED = {
    "con", "prn", "aux", "nul", "conin$", "conout$", "clock$",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
}  # fmt: skip
"""What Windows takes for a device, whatever follows the first point."""


class FileForm(StrEnum):
    """What is done with a file: shrunk, looked at page by page, or only kept."""

    PHOTO = "photo"
    PDF = "pdf"
    DOCUMENT = "document"


@dataclass(frozen=True)
class TakenFile:
    """A file as it comes, before it is shrunk and kept as a piece."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of it, hex: how it is known again."""
        return sha256(self.data).hexdigest()


def read_file(path: Path) -> TakenFile:
    """The file at ``path``.

    Raises:
        UserError: it can't be read, or is larger than any file taken.
    """
    try:
        if path.is_dir():
            raise UserError(
                f"{quoted(path.name)} est un dossier.",
                "Ouvrez-le et prenez les fichiers qu’il contient.",
            )
        return TakenFile(path.name, read_bounded(path, MOST_PHOTO_BYTES))
    except TooLargeError:
        raise too_large(path.name, MOST_PHOTO_BYTES) from None
    except OSError as error:
        raise UserError(
            f"Impossible de lire {quoted(path.name)}{NBSP}: {reason(error)}.",
            "Vérifiez qu’il est toujours là et qu’aucun autre programme ne l’écrit.",
        ) from error


def form_of(file: TakenFile) -> FileForm:
    """What a file is, from its first bytes and its name.

    Raises:
        UserError: it is empty, too large, a program, or of a kind that isn't kept.
    """
    name, data = file.name, file.data
    if not data:
        raise UserError(
            f"{quoted(name)} est vide.", "Attendez la fin de la numérisation, puis reprenez-le."
        )
    if data.startswith(_RUN):
        raise UserError(
            f"{quoted(name)} est un programme, pas un document.",
            "Gardez une image, un PDF ou un document de bureautique.",
        )
    if data[4:12].startswith(_PHONE_ONLY):
        raise UserError(
            f"{quoted(name)} est une photo HEIC, que seuls certains téléphones lisent.",
            "Réglez l’appareil photo sur « le plus compatible » (JPEG), ou envoyez-vous la photo "
            "en JPEG.",
        )
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return FileForm.PHOTO
    form = FileForm.PDF if b"%PDF-" in data[:_HEAD] else FileForm.DOCUMENT
    if form is FileForm.DOCUMENT and not _is_document(name, data):
        raise UserError(
            f"{quoted(name)} n’est pas d’un format gardé ici, ou le fichier est abîmé.",
            "Gardez une image (JPEG, PNG, TIFF), un PDF ou un document (docx, odt, xlsx…).",
        )
    if len(data) > MOST_BYTES:
        raise too_large(name, MOST_BYTES)
    return form


def too_large(name: str, most: int) -> UserError:
    """The refusal of a file over the limit."""
    return UserError(
        f"{quoted(name)} dépasse {most // 1024 // 1024}{NBSP}Mo.",
        "Numérisez-le en qualité « document » (150 ppp, en gris), ou en plusieurs fichiers.",
    )


def clean_name(name: str, suffix: str | None = None) -> str:
    """A file name that every system takes, with ``suffix`` instead of its own when one is given.

    The suffix is part of what the file is: a new name typed without it keeps it.
    """
    seen = "".join(char for char in name if char.isprintable() or char.isspace())
    plain = "".join("_" if char in _FORBIDDEN else char for char in " ".join(seen.split()))
    path = PurePath(plain.strip(". ") or "pièce")
    known = path.suffix if 1 < len(path.suffix) <= 6 and path.suffix[1:].isalnum() else ""  # noqa: PLR2004  (« .docx »; « 3. le mois » has none)
    stem = path.name[: len(path.name) - len(known)] if known else path.name
    if suffix is None:
        suffix = known
    stem = stem[:_LONGEST_NAME].strip(". ") or "pièce"
    if stem.partition(".")[0].strip().casefold() in _RESERVED:
        stem = f"_{stem}"
    return stem + suffix.lower()


def _is_document(name: str, data: bytes) -> bool:
    begins = _DOCUMENTS.get(PurePath(name).suffix.lower())
    if begins is None or not data.startswith(begins):
        return False
    return begins is not _TEXT or b"\x00" not in data
