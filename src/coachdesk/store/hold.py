"""Who has a store open: several programs may share it, what replaces its files must be alone.

The hold is on the folder itself, so that nothing is written in it; the system drops it with the
program, however it ends. Windows has none on a folder, nor renames one in which a file is open: the
hold is there on an empty file of this account that the folder names, and between accounts Windows
itself refuses to replace a file that is open. Where the system can't tell, a hold is given: the own
locks of SQLite remain.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from coachdesk.core.errors import UserError

if sys.platform == "win32":
    import msvcrt

    _AT_ONCE, _EXCLUSIVE = 1, 2
    """What LockFileEx is told (winbase.h)."""
    _TAKEN = frozenset({33, 997})
    """ERROR_LOCK_VIOLATION, ERROR_IO_PENDING: someone else has it."""

    class _Where(ctypes.Structure):
        """OVERLAPPED: the first byte of the file."""

        _fields_ = (
            ("internal", ctypes.c_void_p),
            ("internal_high", ctypes.c_void_p),
            ("offset", ctypes.c_uint32),
            ("offset_high", ctypes.c_uint32),
            ("event", ctypes.c_void_p),
        )

    def _open(directory: Path) -> int:
        named = os.path.normcase(directory.resolve()).encode("utf-8", "surrogatepass")
        folder = os.environ.get("LOCALAPPDATA") or os.environ.get("TEMP") or "."
        name = f"coachdesk-{sha256(named).hexdigest()[:32]}.hold"
        return os.open(Path(folder, name), os.O_RDWR | os.O_CREAT | os.O_NOINHERIT)

    def _lock(descriptor: int, *, exclusive: bool) -> bool:
        """One hold takes the place of the other: Windows would add them up."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        file = ctypes.c_void_p(msvcrt.get_osfhandle(descriptor))
        kernel.UnlockFileEx(file, 0, 1, 0, ctypes.byref(_Where()))
        kind = _AT_ONCE | (_EXCLUSIVE if exclusive else 0)
        if kernel.LockFileEx(file, kind, 0, 1, 0, ctypes.byref(_Where())):
            return True
        return ctypes.get_last_error() not in _TAKEN

else:
    import fcntl

    def _open(directory: Path) -> int:
        return os.open(directory, os.O_RDONLY)

    def _lock(descriptor: int, *, exclusive: bool) -> bool:
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
        return True


class Hold:
    """The hold of one open store on its folder, until ``release``."""

    def __init__(self, directory: Path) -> None:
        self._descriptor: int | None = None
        with suppress(OSError):  # no folder yet, or none that takes a file: nothing to hold
            self._descriptor = _open(directory)

    def share(self) -> bool:
        """Whether nobody is alone there; from then on nobody can be."""
        return self._take(exclusive=False)

    def be_alone(self) -> bool:
        """Whether nobody else has the store open; from then on nobody can open it."""
        return self._take(exclusive=True)

    def release(self) -> None:
        """The store is closed."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _take(self, *, exclusive: bool) -> bool:
        return self._descriptor is None or _lock(self._descriptor, exclusive=exclusive)


@contextmanager
def alone_in(directory: Path) -> Iterator[None]:
    """Nobody else has the store of ``directory`` open, nor can open it, until the end.

    Raises:
        UserError: someone has.
    """
    hold = Hold(directory)
    try:
        if not hold.be_alone():
            raise occupied()
        yield
    finally:
        hold.release()


def occupied() -> UserError:
    """Someone else has the store open."""
    return UserError(
        "Le magasin est ouvert dans une autre fenêtre ou par une commande : rien n’a été modifié.",
        "Fermez-la, puis recommencez.",
    )
