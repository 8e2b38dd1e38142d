"""What an update says of itself: its version, its day, its news, its files; as it is signed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering

from coachdesk.core.canonical import Json, canonical_json, parse_canonical
from coachdesk.core.french import printable
from coachdesk.domain.periods import iso_day
from coachdesk.signing.strict_json import Fields, read_hexadecimal

SHEET, SIGNATURE = "coachdesk-update.json", "coachdesk-update.json.sig"
FORMAT = "coachdesk-update/1"
MOST_SHEET_BYTES = 64_000
MOST_FILE_BYTES = 500 << 20
_MOST_NEWS = 20
_DIGEST_BYTES = 32
_VERSION = re.compile(r"(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)


@total_ordering
@dataclass(frozen=True)
class Version:
    """« 0.2.10 », which comes after « 0.2.9 »."""

    text: str

    def __post_init__(self) -> None:
        """Refuse what is no version."""
        if not _VERSION.fullmatch(self.text):
            raise ValueError("no version")

    @property
    def numbers(self) -> tuple[int, ...]:
        """As they are compared."""
        return tuple(int(part) for part in self.text.split("."))

    def __lt__(self, other: "Version") -> bool:
        """Whether it came before."""
        return self.numbers < other.numbers


class FileKind(StrEnum):
    """What a file of an update is."""

    WINDOWS_SETUP = "windows-setup"
    WINDOWS_ARCHIVE = "windows-archive"
    MACOS_DISK = "macos-disk"
    LINUX_DEB = "linux-deb"
    LINUX_ARCHIVE = "linux-archive"


@dataclass(frozen=True)
class UpdateFile:
    """An installer: for which system and which processor, how long, by which digest known."""

    name: str
    kind: FileKind
    machine: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Update:
    """A version that may be installed."""

    version: Version
    released: date
    news: Sequence[str]
    """What changes for the coach, a sentence each."""
    files: Sequence[UpdateFile]


def write_update(update: Update) -> bytes:
    """The bytes that are signed."""
    return canonical_json(
        {
            "format": FORMAT,
            "version": update.version.text,
            "released": update.released.isoformat(),
            "news": [*update.news],
            "files": [
                {
                    "name": file.name,
                    "kind": str(file.kind),
                    "machine": file.machine,
                    "bytes": file.size,
                    "sha256": file.sha256,
                }
                for file in update.files
            ],
        }
    )


def read_update(data: bytes) -> Update:
    """What ``write_update`` wrote.

    Raises:
        ValueError: it is something else.
    """
    fields = Fields(parse_canonical(data), "format version released news files")
    if fields.text("format") != FORMAT:
        raise ValueError("another format")
    released = iso_day(fields.text("released"))
    if released is None:
        raise ValueError("no day")
    files = tuple(_file(each) for each in fields.items("files"))
    if len({file.name for file in files}) != len(files):
        raise ValueError("a name twice")
    news = tuple(_sentence(each) for each in fields.items("news")[:_MOST_NEWS])
    return Update(Version(fields.text("version")), released, news, files)


def _file(value: Json) -> UpdateFile:
    fields = Fields(value, "name kind machine bytes sha256")
    name, digest = fields.text("name"), fields.text("sha256")
    if not _NAME.fullmatch(name) or len(read_hexadecimal(digest)) != _DIGEST_BYTES:
        raise ValueError("no name, or no digest")
    size = fields.number("bytes")
    if size > MOST_FILE_BYTES:
        raise ValueError("too large")
    return UpdateFile(name, FileKind(fields.text("kind")), fields.text("machine"), size, digest)


def _sentence(value: Json) -> str:
    if not isinstance(value, str):
        raise ValueError("a sentence was expected")  # noqa: TRY004  (its content is wrong)
    return printable(value)
