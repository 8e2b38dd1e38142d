"""Every file that is made in a folder, however briefly: told by the kernel."""

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CREATED, _MOVED_IN, _WRITTEN = 0x100, 0x80, 0x2
_HEAD = struct.Struct("iIII")


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """The names made in ``folder`` meanwhile, filled in at the end."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.inotify_init1(os.O_NONBLOCK)
    assert handle >= 0, os.strerror(ctypes.get_errno())
    what = _CREATED | _MOVED_IN | _WRITTEN
    assert libc.inotify_add_watch(handle, os.fsencode(folder), what) >= 0
    names: list[str] = []
    try:
        yield names
    finally:
        names += _names(handle)
        os.close(handle)


def _names(handle: int) -> list[str]:
    found: list[str] = []
    while True:
        try:
            told = os.read(handle, 1 << 16)
        except BlockingIOError:
            return found
        at = 0
        while at < len(told):
            *_, length = _HEAD.unpack_from(told, at)
            at += _HEAD.size
            found.append(told[at : at + length].rstrip(b"\0").decode())
            at += length
