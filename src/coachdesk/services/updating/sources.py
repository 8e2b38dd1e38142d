"""Where an update comes from: a folder, as on a key, or one file that holds the same."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from struct import error as StructError  # noqa: N812  (an exception by its name)
from typing import IO, Protocol
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.services.updating.form import SHEET

SUFFIX = ".maj"
"""Of the update in one file: a ZIP in which nothing is compressed."""
_MOST_PARTS = 20
_ENCRYPTED = 0x1
_BROKEN = (BadZipFile, EOFError, RuntimeError, StructError, ValueError)
"""What zipfile raises of a file that strangers made; NotImplementedError is a RuntimeError."""


class DamagedError(OSError):
    """The one file is none, or no longer holds what was put in it."""


class UpdateSource(Protocol):
    """What holds an update. A part that misses or can't be read is an ``OSError``."""

    def small(self, name: str, most: int) -> bytes:
        """The bytes of a part, ``most`` at most."""
        ...

    def stream(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """A part, to be read in pieces."""
        ...


@contextmanager
def opened(path: Path) -> Iterator[UpdateSource]:
    """What is at ``path``: a folder, a file of an update, or anything that lies beside its sheet.

    Raises:
        DamagedError: it is a file that was changed, or copied by half.
        OSError: none of them, or it can't be read.
    """
    if path.is_dir():
        yield _Folder(path)
    elif path.suffix.lower() == SUFFIX:
        try:
            with ZipFile(path) as archive:
                yield _OneFile(archive)
        except _BROKEN as error:
            raise DamagedError from error
    else:
        yield _Folder(path.parent)


class _Folder:
    """The files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def small(self, name: str, most: int) -> bytes:
        """See ``UpdateSource.small``."""
        return read_bounded(self._folder / name, most)

    def stream(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """See ``UpdateSource.stream``."""
        return (self._folder / name).open("rb")


class _OneFile:
    """The parts of one file; what unfolds to more than it weighs is none."""

    def __init__(self, archive: ZipFile) -> None:
        parts = archive.infolist()
        plain = all(
            part.compress_type == ZIP_STORED and not part.flag_bits & _ENCRYPTED for part in parts
        )
        if len(parts) > _MOST_PARTS or not plain or SHEET not in archive.namelist():
            raise BadZipFile
        self._archive = archive

    def small(self, name: str, most: int) -> bytes:
        """See ``UpdateSource.small``."""
        with self.stream(name) as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise TooLargeError
        return data

    def stream(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """See ``UpdateSource.stream``."""
        try:
            return self._archive.open(name)
        except KeyError as error:
            raise FileNotFoundError(name) from error
