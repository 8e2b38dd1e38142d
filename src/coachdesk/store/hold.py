"""Who has a store open: several programs may share it, what replaces its files must be alone.

The hold is on the folder itself, so that nothing is written in it; the system drops it with the
program, however it ends. Windows has none on a folder, and refuses by itself to replace a file that
is open. Where the system can't tell, a hold is given: SQLite's own locks remain.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coachdesk.core.errors import UserError

if sys.platform != "win32":
    import fcntl


class Hold:
    """The hold of one open store on its folder, until ``release``."""

    def __init__(self, directory: Path) -> None:
        self._descriptor: int | None = None
        if sys.platform != "win32":
            with suppress(OSError):
                self._descriptor = os.open(directory, os.O_RDONLY)

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
        if sys.platform == "win32" or self._descriptor is None:
            return True
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        try:
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
        return True


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
