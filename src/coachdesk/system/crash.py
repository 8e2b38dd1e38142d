"""Unexpected errors kept for whoever mends them: where in the code, never with what data.

The message of an exception may quote a name or a date, so only its type and the lines of code that
led to it are written; a folder of the machine may be named after its user, so a file is told from
the program's own folder on. The incidents are read again by ``system.incidents``.
"""

import re
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

import platformdirs

from coachdesk import __version__
from coachdesk.core.clock import Clock
from coachdesk.system.machine import system_words

ERROR_PREFIX = "incident-"
"""What the name of the file of an error begins by."""
STAMP = "%Y%m%d-%H%M%S-%f"
"""How its name goes on: the moment."""
_FRAMES = 25
"""Kept from each end of a stack: what goes round in circles tells the rest twice."""
_CAUSES = 8
_ANCHORS = ("site-packages", "dist-packages", "coachdesk", f"python3.{sys.version_info.minor}")


class CrashLog:
    """A folder of incidents, one text file each."""

    def __init__(self, directory: Path, clock: Clock) -> None:
        self.directory = directory
        self._clock = clock
        self._known: dict[str, Path] = {}
        """What was kept since the program started: an error of each second is one incident."""

    def record(self, error: BaseException) -> str:
        """Keep ``error``; gives the French sentence that says where, empty when it could not be."""
        now = self._clock.now()
        told = describe(error)
        path = self._known.get(told)
        if path is None:
            try:
                path = self._write(told, now)
            except OSError:
                return ""
            self._known[told] = path
        return f"Le détail technique, sans donnée personnelle, est dans {path}."

    def _write(self, told: str, now: datetime) -> Path:
        self.directory.mkdir(parents=True, exist_ok=True)
        name = now
        while (path := self.directory / f"{ERROR_PREFIX}{name:{STAMP}}.txt").exists():
            name += timedelta(microseconds=1)
        path.write_text(f"{heading(now)}\n{told}", encoding="utf-8")
        return path


def keep_what_nobody_catches(crashes: CrashLog) -> None:
    """Keep the errors of threads, and those met while something is thrown away; print none."""

    def in_thread(met: threading.ExceptHookArgs) -> None:
        if met.exc_value is not None:
            crashes.record(met.exc_value)

    def while_discarding(met: "sys.UnraisableHookArgs") -> None:
        if met.exc_value is not None:
            crashes.record(met.exc_value)

    threading.excepthook = in_thread
    sys.unraisablehook = while_discarding


def incident_directory() -> Path:
    """The user's folder for CoachDesk's incidents."""
    return platformdirs.user_log_path("CoachDesk", appauthor=False)


def heading(now: datetime) -> str:
    """The versions and the moment, which each incident begins by."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    versions = f"CoachDesk {__version__}, Python {python}, {system_words()}"
    return f"{versions}\n{now:%Y-%m-%d %H:%M:%S %z}"


def describe(error: BaseException) -> str:
    """The types and the lines of code of ``error`` and of what caused it."""
    lines: list[str] = []
    for cause in _causes(error):
        lines.append(f"\n{type(cause).__module__}.{type(cause).__qualname__}")
        frames = traceback.extract_tb(cause.__traceback__)
        told = [f"  {within(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        if len(told) > 2 * _FRAMES:
            told[_FRAMES:-_FRAMES] = [f"  … {len(told) - 2 * _FRAMES} …"]
        lines += told
    return "\n".join(lines) + "\n"


def within(path: str) -> str:
    """``path`` from the folder of the program, or of its library, on: « coachdesk/app.py »."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    for anchor in _ANCHORS:
        if anchor in parts[:-1]:
            last = len(parts) - 1 - parts[::-1].index(anchor)
            return "/".join(parts[last + ("packages" in anchor) :])
    return parts[-1] if parts else ""


def without_folders(stack: str) -> str:
    """A stack as ``faulthandler`` prints it, its files told as ``within`` does."""
    return re.sub(r'File "([^"\n]*)"', lambda found: f'File "{within(found[1])}"', stack)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """``error``, what caused it, and what caused that."""
    cause: BaseException | None = error
    for _ in range(_CAUSES):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or cause.__context__
