"""A file from outside, read within bounds: whatever it claims to be, so much and no more.

A path that was given may lead to a device that never ends, a pipe that nobody writes to, or a file
that grows while it is read: its size as the disk tells it is believed for nothing.
"""

import errno
import os
import stat
from pathlib import Path

_PIECE = 1 << 20


class TooLargeError(OSError):
    """The file holds more than was allowed."""


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of a plain file.

    Raises:
        TooLargeError: it holds more than ``most``.
        OSError: it can't be read, or is a folder, a device or a pipe.
    """
    if "\0" in str(path):
        raise OSError(errno.ENOENT, "no file bears this name")
    # Without O_NONBLOCK, opening a pipe waits for who writes to it; a plain file doesn't mind.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as stream:
        told = os.fstat(stream.fileno())
        if stat.S_ISDIR(told.st_mode):  # Windows refuses by itself
            raise IsADirectoryError(errno.EISDIR, "a folder")
        if not stat.S_ISREG(told.st_mode):
            raise OSError(errno.ENODEV, "no plain file")
        if told.st_size > most:  # refused before a byte is read
            raise TooLargeError(errno.EFBIG, "too large")
        data = bytearray()
        while piece := stream.read(_PIECE):  # as much room as is asked for is taken at once
            data += piece
            if len(data) > most:  # it grew meanwhile
                raise TooLargeError(errno.EFBIG, "too large")
    return bytes(data)
