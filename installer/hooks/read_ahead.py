"""Run early in the program for Linux: the libraries of its window are loaded while Python begins.

A start right after the machine's own waits for the disk most of all, one library after the other;
any start waits for each to be put in place. A thread of its own does both, beside what Python reads
and compiles meanwhile. Each of them is wanted by the window, and read whole: no byte more is read.
What is known of the fonts of the system, in a hundred files, is read there too.
"""

import os
import sys
from contextlib import suppress
from ctypes import CDLL
from threading import Thread

NEEDED = (
    "libQt6Core.so", "libicui18n.so", "libicuuc.so", "libQt6Gui.so", "libQt6DBus.so",
    "libQt6Widgets.so", "libQt6XcbQpa.so", "libQt6Svg.so", "PySide6/QtCore.abi3.so",
    "PySide6/QtGui.abi3.so", "PySide6/QtWidgets.abi3.so",
)  # fmt: skip
"""How their names begin, those that others ask for first."""
_NOW = 2
"""RTLD_NOW, of dlfcn.h: as Python loads them."""
_APART = 1 << 16
"""Bytes from one look to the next whether the disk has come so far."""


def load_ahead() -> None:
    """Have all of them read, then load one after the other; who fails is told later.

    While one is loaded no other is, of Python neither: none waits for the disk then.
    """
    own = sys.prefix
    here = sorted(os.listdir(own))  # noqa: PTH208  (names)
    found = [
        f"{own}/{name}"
        for start in NEEDED
        for name in ((start,) if "/" in start else here)
        if name.startswith(start)
    ]
    for path in found:
        with suppress(OSError):
            _read(path)
    load = CDLL(None).dlopen  # called so, Python goes on meanwhile
    for path in found:
        load(path.encode(), _NOW)
    with suppress(OSError, AttributeError):
        CDLL("libfontconfig.so.1").FcInit()  # Qt asks for the same, and finds it done


def _read(path: str) -> None:
    """Until the system has all of it; no byte is copied."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_WILLNEED)
        for place in range(0, os.fstat(opened).st_size, _APART):
            os.pread(opened, 1, place)
    finally:
        os.close(opened)


if len(sys.argv) == 1 and getattr(sys, "frozen", False):  # a command has no window
    Thread(target=load_ahead).start()
