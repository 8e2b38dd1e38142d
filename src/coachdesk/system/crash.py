"""Unexpected errors kept for whoever mends them: where in the code, never with what data.

The message of an exception may quote a name or a date, so only its type and the lines of code that
led to it are written.
"""

import faulthandler
import platform
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import platformdirs

from coachdesk import __version__
from coachdesk.core.clock import Clock


class CrashLog:
    """A folder of incidents, one text file each."""

    def __init__(self, directory: Path, clock: Clock) -> None:
        self.directory = directory
        self._clock = clock

    def record(self, error: BaseException) -> str:
        """Keep ``error``; gives the French sentence that says where, empty when it could not be."""
        now = self._clock.now()
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            path = self.directory / f"incident-{now:%Y%m%d-%H%M%S-%f}.txt"
            path.write_text(describe(error, now), encoding="utf-8")
        except OSError:
            return ""
        return f"Le détail technique, sans donnée personnelle, est dans {path}."


@contextmanager
def hard_crashes_kept(directory: Path) -> Iterator[None]:
    """While it lasts, a crash of the machine code leaves its stack in ``directory``."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        stream = (directory / "crash.txt").open("a", encoding="utf-8")
    except OSError:  # no place for it: the program runs without
        yield
        return
    with stream:
        faulthandler.enable(stream)
        try:
            yield
        finally:
            faulthandler.disable()


def incident_directory() -> Path:
    """The user's folder for CoachDesk's incidents."""
    return platformdirs.user_log_path("CoachDesk", appauthor=False)


def describe(error: BaseException, now: datetime) -> str:
    """The versions, the types and the lines of code of ``error`` and of what caused it."""
    lines = [f"CoachDesk {__version__}, Python {platform.python_version()}, {platform.platform()}"]
    lines.append(f"{now:%Y-%m-%d %H:%M:%S %z}")
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"\n{type(cause).__module__}.{type(cause).__qualname__}")
        for frame in traceback.extract_tb(cause.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} {frame.name}")  # noqa: PERF401  one text
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"
