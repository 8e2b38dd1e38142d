"""A folder or a USB key: written, flushed to the disk, read back and compared."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coachdesk.core.files import sync_directory
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.os_errors import reason
from coachdesk.sync.transports.protocol import Access, Parcel, Watch
from coachdesk.sync.transports.same_file import another_file, is_same, lost, too_large
from coachdesk.sync.transports.trouble import After, TroubleError

_PIECE = 1 << 18
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOTCONN}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}
"""What a file system without hard links answers: FAT, exFAT, some shares."""
_PROBE = ".coachdesk-essai"


class FolderTransport:
    """See ``Transport``."""

    asks_first = True

    def __init__(self, access: Access) -> None:
        self._folder = Path(access.channel.path)

    def put(self, parcel: Parcel, watch: Watch) -> None:
        """See ``Transport.put``."""
        target = self._folder / parcel.name
        part = self._folder / f".{parcel.name}.part"
        with self._explained():
            self._require_folder()
            if target.exists():
                self._require_same(target, parcel)
                return
            self._write(part, parcel, watch)
            if not is_same(parcel, part.stat().st_size, _pieces(part)):
                part.unlink()
                raise lost(parcel.name)
            watch.committing()
            if not self._take_name(part, target):
                self._require_same(target, parcel)
                part.unlink()
            sync_directory(self._folder)

    def fetch(self, name: str, limit: int) -> bytes | None:
        """See ``Transport.fetch``."""
        path = self._folder / name
        with self._explained():
            self._require_folder()
            try:
                with path.open("rb") as stream:
                    found = stream.read(limit + 1)
            except FileNotFoundError:
                return None
        if len(found) > limit:
            raise too_large(name)
        return found

    def probe(self) -> None:
        """See ``Transport.probe``."""
        trial = self._folder / _PROBE
        named = self._folder / f"{_PROBE}-2"
        with self._explained():
            self._require_folder()
            for left in (trial, named):
                left.unlink(missing_ok=True)
            trial.write_bytes(b"CoachDesk\n")
            trial.rename(named)
            named.unlink()

    def close(self) -> None:
        """Nothing is held open."""

    def _require_folder(self) -> None:
        if not self._folder.is_dir():
            raise TroubleError(
                f"Le dossier {quoted(self._folder)} est introuvable.",
                "Branchez la clé, ou connectez-vous au réseau de l’association.",
                After.RETRY,
            )

    def _require_same(self, target: Path, parcel: Parcel) -> None:
        if not is_same(parcel, target.stat().st_size, _pieces(target)):
            raise another_file(parcel.name)

    @staticmethod
    def _write(part: Path, parcel: Parcel, watch: Watch) -> None:
        total = len(parcel.data)
        view = memoryview(parcel.data)
        with part.open("wb") as stream:
            for start in range(0, total, _PIECE):
                watch.sent(start, total)
                stream.write(view[start : start + _PIECE])
            stream.flush()
            os.fsync(stream.fileno())
        watch.sent(total, total)

    @staticmethod
    def _take_name(part: Path, target: Path) -> bool:
        """Give the file its name unless one has it; whether it got it."""
        try:
            if os.name == "nt":  # where a rename refuses to overwrite
                part.rename(target)
                return True
            os.link(part, target)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if target.exists():
                return False
            part.rename(target)
            return True
        part.unlink()
        return True

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: OSError) -> TroubleError:
        sentence = f"Rien n’a pu être écrit dans {quoted(self._folder)}{NBSP}: {reason(error)}."
        if error.errno in _ABSENT:
            return TroubleError(sentence, "Rebranchez la clé, puis recommencez.", After.RETRY)
        if error.errno in _FULL:
            return TroubleError(
                sentence, "Libérez de la place, ou choisissez une autre clé.", After.RETRY
            )
        return TroubleError(sentence, "Choisissez un dossier où vous pouvez écrire.", After.REPAIR)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
