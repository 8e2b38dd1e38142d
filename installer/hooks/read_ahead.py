"""Run early in the program for Linux: the libraries of its window are read while Python begins.

A start right after the machine's own waits for the disk most of all, one library after the other.
Each of these is read whole by the time the window shows: asked for at once, they come in one go,
and no byte more. The program itself comes last: what follows the passphrase is read from it.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

NEEDED = (
    "libQt6Core.so.*", "libicui18n.so.*", "libicuuc.so.*", "PySide6/QtCore.abi3.so",
    "libQt6Gui.so.*", "PySide6/QtGui.abi3.so", "libQt6Widgets.so.*", "PySide6/QtWidgets.abi3.so",
    "libQt6XcbQpa.so.*", "libQt6DBus.so.*", "libQt6Svg.so.*", "libgcrypt.so.*", "../coachdesk",
)  # fmt: skip

if len(sys.argv) == 1:  # the window: a command needs none of them
    own = Path(sys.prefix)
    for path in (path for name in NEEDED for path in own.glob(name)):
        with suppress(OSError):
            opened = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_WILLNEED)
            finally:
                os.close(opened)
