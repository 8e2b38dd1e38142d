"""Where libraries put their temporary files: in memory where the system has a place for it.

What CoachDesk writes itself never passes through a temporary file (decision 9). A printing system
may: that of Linux wants each paper as a file before it takes it.
"""

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from coachdesk.system.disks import lost_with_the_machine


def keep_temporary_files_in_memory() -> Path | None:
    """From now on, for this program and what it starts; None where the system has no such place.

    Windows and macOS have none: their printing systems keep what is printed to themselves.
    """
    if sys.platform in {"win32", "darwin"}:
        return None
    for folder in _places():
        if folder.is_dir() and os.access(folder, os.W_OK) and lost_with_the_machine(folder):
            os.environ["TMPDIR"] = str(folder)
            tempfile.tempdir = None  # asked again
            return folder
    return None


def _places() -> Iterable[Path]:
    """Of this account alone, then of all, each file being its owner's."""
    told = os.environ.get("XDG_RUNTIME_DIR")
    return [*([Path(told)] if told else []), Path("/dev/shm")]  # noqa: S108  (a file there is private)
