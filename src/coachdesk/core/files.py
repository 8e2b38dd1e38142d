"""Files written whole or not at all."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

_PAUSES = (0.01, 0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()


def write_atomically(target: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Put ``data`` in ``target``, durably: a reader sees the old file or the new one, never a part.

    The bytes go to a hidden neighbour, are flushed to the disk, then take the name. ``mode`` is
    the file's, less the user's mask: 0o600 for what is nobody else's.

    Raises:
        OSError: nothing was changed.
    """
    part = target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")
    try:
        with open(part, "xb", opener=partial(os.open, mode=mode)) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        give_name(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_directory(target.parent)


def give_name(made: Path, target: Path, pauses: tuple[float, ...] | None = None) -> None:
    """Let a file or a folder that was just made take its final name, in the place of a file there.

    On Windows nothing is renamed that someone has open, and an antivirus opens for a moment all
    that is written: it is waited for, less than a second in all.

    Raises:
        OSError: nothing was changed.
    """
    _once_free(lambda: made.replace(target), pauses)


def take_away(path: Path) -> None:
    """Remove a file that may be there; likewise, what someone has open for a moment is waited for.

    Raises:
        OSError: it is still there.
    """
    _once_free(lambda: path.unlink(missing_ok=True))


def _once_free(act: Callable[[], object], pauses: tuple[float, ...] | None = None) -> None:
    for pause in _PAUSES if pauses is None else pauses:
        try:
            act()
        except PermissionError:
            Event().wait(pause)
        else:
            return
    act()


def free_name(path: Path) -> Path:
    """``path``, or the first of « path_2 », « path_3 »… that nothing bears."""
    free, number = path, 1
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}_{number}")
    return free


def sync_file(path: Path) -> None:
    """Flush to the disk what another hand wrote in a file."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def sync_directory(directory: Path) -> None:
    """Flush the names of a folder, where the system knows how (Windows does it by itself)."""
    if os.name == "nt":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Have a folder, and those above it that are missing, durably: what it holds is not lost.

    Raises:
        OSError: the disk refuses.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    for each in reversed(missing):
        sync_directory(each.parent)
