"""One program at a time: what two must not do at once is begun by the first, and told the other.

The system drops the hold of a program that ends, however it ends.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _hold(stream: BinaryIO) -> None:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Whether nobody else holds the file ``path`` (made if need be); held until the end."""
    with path.open("ab") as stream:
        try:
            _hold(stream)
        except OSError:
            yield False
        else:
            yield True
