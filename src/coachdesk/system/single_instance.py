"""One window per store: the first holds a file beside the store, which tells the next who it is.

The system drops the hold of a program that ends, however it ends: what the file says is read only
while it is held. The command line works beside a window, and does not ask for it.
"""

import ctypes
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from coachdesk.core.store_files import WINDOW_FILE
from coachdesk.system.machine import machine_name

_MOST_BYTES = 4096

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """What is held is past the text, which others can then read."""

    def _hold(stream: BinaryIO) -> None:
        stream.seek(_FAR)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True)
class Holder:
    """Who has the window of a store.

    Attributes:
        door: where it can be asked to come to the front.
    """

    pid: int
    host: str
    since: str
    door: str


class WindowClaim:
    """The file by which this window has the store, until ``let_go``."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        self._path = path
        self._stream = stream

    def let_go(self) -> None:
        """Another window may have the store."""
        if sys.platform == "win32":  # there, a file is removed once it is closed
            self._stream.close()
        with suppress(OSError):  # on a disk that can't be written it stays, held by nobody
            self._path.unlink(missing_ok=True)
        self._stream.close()


def claim(directory: Path, since: str) -> WindowClaim | Holder | None:
    """The store there for this window, or who has it; None where no file can be written."""
    path = directory / WINDOW_FILE
    while True:
        try:
            stream = path.open("a+b", buffering=0)
        except OSError:
            return None
        try:
            _hold(stream)
        except OSError:
            stream.close()
            return _told(path) or Holder(0, "", "", "")
        if _is_still(path, stream):
            break
        stream.close()  # its holder let it go, and removed it, in between
    me = Holder(os.getpid(), machine_name(), since, door_of(directory))
    with suppress(OSError):  # on a full disk it is held all the same, by nobody who is named
        if os.fstat(stream.fileno()).st_size:  # of a program that ended without taking it away
            stream.seek(0)
            stream.truncate()
        stream.write(json.dumps(asdict(me)).encode("utf-8"))
    return WindowClaim(path, stream)


def holder(directory: Path) -> Holder | None:
    """Who has the window of the store there; None when nobody has."""
    path = directory / WINDOW_FILE
    try:
        with path.open("r+b") as stream:
            try:
                _hold(stream)
            except OSError:
                return _told(path) or Holder(0, "", "", "")
    except OSError:
        return None
    return None


def door_of(directory: Path) -> str:
    """Where the window of that folder can be asked to come to the front, by its account alone."""
    user = os.environ.get("USERNAME") or os.environ.get("USER") or ""
    told = f"{user} {directory.resolve()}".encode()
    name = f"coachdesk-{crc32(told):08x}{crc32(told[::-1]):08x}"  # a name of one length, no secret
    if sys.platform == "win32":
        return name
    # Not asked of ``tempfile``, which tries to write, and raises on a full disk.
    place = os.environ.get("XDG_RUNTIME_DIR") or os.environ.get("TMPDIR")
    return str(Path(place or "/tmp") / name)  # noqa: S108  (a socket of this account alone)


def let_come_to_front(pid: int) -> None:
    """Windows lets a program come to the front when the one in front says so."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(pid)


def _is_still(path: Path, stream: BinaryIO) -> bool:
    try:
        now, held = path.stat(), os.fstat(stream.fileno())
    except OSError:
        return False
    return (now.st_dev, now.st_ino) == (held.st_dev, held.st_ino)


def _told(path: Path) -> Holder | None:
    try:
        with path.open("rb") as stream:
            told = json.loads(stream.read(_MOST_BYTES))
    except (OSError, ValueError):
        return None
    kinds = {"pid": int, "host": str, "since": str, "door": str}
    if not isinstance(told, dict):
        return None
    known = all(type(told.get(name)) is kind for name, kind in kinds.items())
    return Holder(**{name: told[name] for name in kinds}) if known else None
