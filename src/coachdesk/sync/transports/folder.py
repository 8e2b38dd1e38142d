"""A folder or a USB key: written, flushed to the disk, read back and compared."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coachdesk.core.files import sync_directory
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.os_errors import reason
from coachdesk.sync.transports.protocol import PROBE, Access, Parcel, Watch, part_name
from coachdesk.sync.transports.same_file import another_file, is_same, lost, too_large, unreadable
from coachdesk.sync.transports.trouble import After, TroubleError

_PIECE = 1 << 18
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOTCONN}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_UNKNOWN = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}
"""What a file system answers that has no hard links, or no flush of names: FAT, exFAT, shares."""


class FolderTransport:
    """See ``Transport``."""

    asks_first = True

    def __init__(self, access: Access) -> None:
        self._folder = Path(access.channel.path)

    def put(self, parcel: Parcel, watch: Watch) -> None:
        """See ``Transport.put``."""
        target = self._folder / parcel.name
        part = self._folder / part_name(parcel.name)
        with self._explained():
            self._require_folder()
            try:
                if os.path.lexists(target):
                    _require_same(target, parcel)
                    return
                _write(part, parcel, watch)
                if not is_same(parcel, part.stat().st_size, _pieces(part)):
                    raise lost(parcel.name)
                watch.committing()
                if not _take_name(part, target):
                    _require_same(target, parcel)
                _flush_names(self._folder)
            finally:  # nothing of it is worth keeping: it would only take the room that is missing
                with suppress(OSError):
                    part.unlink(missing_ok=True)

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
            except (PermissionError, IsADirectoryError) as error:
                raise unreadable(name) from error
        if len(found) > limit:
            raise too_large(name)
        return found

    def probe(self) -> None:
        """See ``Transport.probe``."""
        trial = self._folder / PROBE
        named = self._folder / f"{PROBE}-2"
        with self._explained():
            self._require_folder()
            for left in (trial, named):
                left.unlink(missing_ok=True)
            try:
                trial.write_bytes(b"CoachDesk\n")
                trial.rename(named)
            finally:
                for left in (trial, named):
                    with suppress(OSError):  # a few bytes with our name on them
                        left.unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is held open."""

    def _require_folder(self) -> None:
        if not self._folder.is_dir():
            raise TroubleError(
                f"Le dossier {quoted(self._folder)} est introuvable.",
                "Branchez la clé, ou connectez-vous au réseau de l’association.",
                After.RETRY,
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: OSError) -> TroubleError:
        sentence = f"Le dossier {quoted(self._folder)} n’a pas servi{NBSP}: {reason(error)}."
        if error.errno in _ABSENT:
            return TroubleError(sentence, "Rebranchez la clé, puis recommencez.", After.RETRY)
        if error.errno in _FULL:
            return TroubleError(
                sentence, "Libérez de la place, ou choisissez une autre clé.", After.RETRY
            )
        return TroubleError(sentence, "Choisissez un dossier où vous pouvez écrire.", After.REPAIR)


def _require_same(target: Path, parcel: Parcel) -> None:
    if not (target.is_file() and is_same(parcel, target.stat().st_size, _pieces(target))):
        raise another_file(parcel.name)


def _write(part: Path, parcel: Parcel, watch: Watch) -> None:
    """Write the bytes to the disk itself, so that reading them back asks the disk."""
    total = len(parcel.data)
    view = memoryview(parcel.data)
    with part.open("wb") as stream:
        for start in range(0, total, _PIECE):
            watch.sent(start, total)
            stream.write(view[start : start + _PIECE])
        stream.flush()
        os.fsync(stream.fileno())
        if hasattr(os, "posix_fadvise"):  # Linux would answer from its memory, key unplugged or not
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    watch.sent(total, total)


def _take_name(part: Path, target: Path) -> bool:
    """Give the file its name unless one has it; whether it got it."""
    try:
        if os.name == "nt":  # where a rename refuses to overwrite
            part.rename(target)
        else:
            os.link(part, target)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise
        if os.path.lexists(target):
            return False
        part.rename(target)
    return True


def _flush_names(folder: Path) -> None:
    try:
        sync_directory(folder)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
