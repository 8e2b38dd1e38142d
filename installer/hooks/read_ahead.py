"""Run early in the program for Linux: the libraries of its window are loaded while Python begins.

A start right after the machine's own waits for the disk most of all, one library after the other;
any start waits for each to be put in place. A thread of its own does both, beside what Python reads
and compiles meanwhile. Each of them is wanted by the window, and read whole: no byte more is read.
What Python reads meanwhile is small, and asked for first: behind fifty megabytes it would wait for
all of them. What is known of the fonts of the system, in a hundred files, is read there too.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from ctypes import CDLL
from threading import Thread

MODULES = 5 << 19
"""Bytes of the file of modules in which those of the first screen stand."""
SMALL = (
    "python3.11/lib-dynload/_opcode.", "python3.11/lib-dynload/binascii.",
    "python3.11/lib-dynload/_bz2.", "libbz2.so", "python3.11/lib-dynload/_lzma.", "liblzma.so",
    "python3.11/lib-dynload/_typing.", "python3.11/lib-dynload/resource.",
    "python3.11/lib-dynload/math.", "python3.11/lib-dynload/_bisect.",
    "python3.11/lib-dynload/_random.", "python3.11/lib-dynload/_sha512.",
    "python3.11/lib-dynload/_datetime.", "python3.11/lib-dynload/fcntl.",
    "python3.11/lib-dynload/_json.", "python3.11/lib-dynload/unicodedata.",
    "python3.11/lib-dynload/_decimal.", "shiboken6/Shiboken.abi3.so", "shiboken6/libshiboken6.",
    "PySide6/libpyside6.", "shiboken6/files.dir/shibokensupport/",
    "shiboken6/files.dir/shibokensupport/signature/",
)  # fmt: skip
"""How the names of the files begin that Python reads before the window, in that order."""
NEEDED = (
    "libicui18n.so", "libicuuc.so", "libQt6Core.so", "PySide6/QtCore.abi3.so", "libQt6DBus.so",
    "libQt6Gui.so", "libQt6Widgets.so", "PySide6/QtGui.abi3.so", "PySide6/QtWidgets.abi3.so",
    "libQt6XcbQpa.so", "libQt6Svg.so",
)  # fmt: skip
"""How those of the libraries begin, those that others ask for first."""
TABLES = "libicudata.so"
"""The largest by far, of which only both ends are read."""
_END = 1 << 16
_NOW = 2
"""RTLD_NOW, of dlfcn.h: as Python loads them."""


def load_ahead() -> None:
    """Have all of them read, then load one after the other; who fails is told later.

    While one is loaded no other is, of Python neither: none waits for the disk then.
    """
    for path in found(SMALL):
        ask(path)
    for path in found((TABLES,)):
        ask(path, 0, _END)
        ask(path, max(0, os.stat(path).st_size - _END), _END)  # noqa: PTH116  (no pathlib yet)
    needed = list(found(NEEDED))
    for path in needed:
        ask(path)
    for path in needed:
        wait_for(path)
    load = CDLL(None).dlopen  # called so, Python goes on meanwhile
    for path in needed:
        load(path.encode(), _NOW)
    with suppress(OSError, AttributeError):
        CDLL("libfontconfig.so.1").FcInit()  # Qt asks for the same, and finds it done


def found(beginnings: tuple[str, ...]) -> Iterator[str]:
    """The files of the program whose names begin so, from its folder on."""
    for beginning in beginnings:
        folder, _, start = f"{sys.prefix}/{beginning}".rpartition("/")
        with suppress(OSError):
            for name in sorted(os.listdir(folder)):  # noqa: PTH208  (names)
                if name.startswith(start):
                    yield f"{folder}/{name}"


def ask(path: str, begin: int = 0, size: int = 0) -> None:
    """Tell the system that the file will be read, or that part of it; a size of 0 is its end."""
    with suppress(OSError):
        opened = os.open(path, os.O_RDONLY)
        os.posix_fadvise(opened, begin, size, os.POSIX_FADV_WILLNEED)
        os.close(opened)


def wait_for(path: str) -> None:
    """Until the system has all of the file: no byte is copied, and Python goes on meanwhile."""
    with suppress(OSError):  # a file system that can't: it is read as it is loaded
        opened, nowhere = os.open(path, os.O_RDONLY), os.open(os.devnull, os.O_WRONLY)
        try:
            size, place = os.fstat(opened).st_size, 0
            while place < size and (sent := os.sendfile(nowhere, opened, place, size - place)):
                place += sent
        finally:
            os.close(nowhere)
            os.close(opened)


if len(sys.argv) == 1 and getattr(sys, "frozen", False):  # a command has no window
    ask(f"{sys.prefix}/base_library.zip")
    ask(f"{sys.executable}.pkg", 0, MODULES)
    Thread(target=load_ahead).start()
