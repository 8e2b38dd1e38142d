"""What went wrong and is kept on this machine, told once at the next start, sent by hand if wanted.

An incident names nobody: see ``system.crash``. Which ones were told already is kept beside them.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from coachdesk.core.files import write_atomically
from coachdesk.system.crash import ERROR_PREFIX, STAMP, without_folders
from coachdesk.system.runs import BadEnd, Kind, bad_ends

_TOLD_FILE = "told.txt"
_MOST = 40
"""Incidents kept, the latest: a fault that comes back at each start fills no disk."""
_CHARACTERS = 60_000


class IncidentKind(StrEnum):
    """What happened; the value begins the name of its file."""

    ERROR = ERROR_PREFIX
    """An error that nothing caught; the program went on."""
    CRASH = "crash-"
    """The machine code crashed, and the program with it."""
    STOP = "stop-"
    """The window was gone without being closed: killed, or the power went."""


@dataclass(frozen=True)
class Incident:
    """Something that went wrong."""

    kind: IncidentKind
    at: datetime
    text: str
    """Versions, moment, and where in the code."""


class Incidents:
    """The incidents in a folder."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def untold(self) -> tuple[Incident, ...]:
        """Those that were never told, the latest first; from now on they were."""
        for end in bad_ends(self.directory):
            self._keep(end)
        paths, told = self._paths(), self._told()
        for path in paths[_MOST:]:
            with suppress(OSError):  # tried again at the next start
                path.unlink()
        paths = paths[:_MOST]
        fresh = [path for path in paths if path.name not in told]
        if fresh:
            names = "\n".join(path.name for path in paths)
            with suppress(OSError):  # at worst they are told twice
                write_atomically(self.directory / _TOLD_FILE, names.encode())
        return tuple(filter(None, map(_read, fresh)))

    def kept(self) -> tuple[Incident, ...]:
        """All of them, the latest first."""
        return tuple(filter(None, map(_read, self._paths())))

    def _keep(self, end: BadEnd) -> None:
        """A run that ended badly becomes an incident; a command that she stopped is none."""
        if end.crashed:
            kind = IncidentKind.CRASH
        elif end.kind is Kind.WINDOW:
            kind = IncidentKind.STOP
        else:
            return
        path = self.directory / f"{kind}{end.seen:{STAMP}}.txt"
        with suppress(OSError):  # a full disk: there is nowhere to keep it
            path.write_text(without_folders(end.text), encoding="utf-8")

    def _paths(self) -> list[Path]:
        found = [path for kind in IncidentKind for path in self.directory.glob(f"{kind}[0-9]*.txt")]
        return sorted(found, key=lambda path: path.name.partition("-")[2], reverse=True)

    def _told(self) -> set[str]:
        try:
            return set((self.directory / _TOLD_FILE).read_text(encoding="utf-8").splitlines())
        except (OSError, ValueError):
            return set()


def _read(path: Path) -> Incident | None:
    """The incident in ``path``; None when another program wrote it, or it can't be read."""
    kind, _, stamp = path.stem.partition("-")
    try:
        at = datetime.strptime(stamp, STAMP).astimezone()
        with path.open(encoding="utf-8", errors="replace") as stream:
            text = stream.read(_CHARACTERS)
    except (OSError, ValueError):
        return None
    return Incident(IncidentKind(f"{kind}-"), at, text)
