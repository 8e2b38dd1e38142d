"""The two programs that are compared, each in one folder as it is installed; and what they take.

The empty window is bundled with the settings of the program (``empty_window.spec``), once, in
build/bench.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from x_screen import pause

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "coachdesk" / "coachdesk"
EMPTY = ROOT / "build" / "bench" / "empty" / "empty"
_CACHES = Path("/proc/sys/vm/drop_caches")
_TICK = os.sysconf("SC_CLK_TCK")
_QUIET, _LOOK = 1.0, 0.1


def make_missing() -> None:
    """Bundle what is not there yet.

    Raises:
        SystemExit: the program itself is not there: ``installer/build.py bundle`` makes it.
    """
    if not PROGRAM.is_file():
        sys.exit(f"bundle: there is no {PROGRAM.relative_to(ROOT)}: make speed-installed makes it")
    if not EMPTY.is_file():
        work = EMPTY.parent.parent
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR"]
        command += [f"--distpath={work}", f"--workpath={work / 'work'}"]
        subprocess.run([*command, str(ROOT / "bench" / "empty_window.spec")], check=True)


def forget(program: Path) -> str:
    """Have the next start read the disk; tells how that was done.

    As root, all that the system keeps of any file is dropped. Else what it keeps of the program's
    own files is, and the libraries of the system stay in memory.
    """
    os.sync()
    try:
        _CACHES.write_text("3", "ascii")
    except OSError:
        for path in program.parent.rglob("*"):
            if path.is_file():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return "the program's own files dropped from the page cache"
    return "page cache dropped"


@dataclass(frozen=True)
class Running:
    """A program that was started."""

    pid: int

    def processor_seconds(self) -> float:
        """What it took of the processors so far, in all of its threads."""
        told = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / _TICK

    def megabytes(self, what: str) -> float:
        """« Pss »: its own memory, and its part of what several programs share; « Rss »: all."""
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith(f"{what}:"):
                return int(line.split()[1]) / 1024
        raise ValueError(what)

    def wait_until_quiet(self) -> None:
        """Until it has done nothing to speak of for a second."""
        since, taken = time.monotonic(), self.processor_seconds()
        while time.monotonic() - since < _QUIET:
            pause(_LOOK)
            now = self.processor_seconds()
            if now - taken > 2 / _TICK:
                since, taken = time.monotonic(), now


@contextmanager
def started(program: Path, display: str, folder: Path, store: Path) -> Iterator[Running]:
    """``program`` on that screen, until this ends; ``folder`` is the home of its user."""
    environment = {
        "PATH": os.defpath,
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "HOME": str(folder),
        "DISPLAY": display,
        "COACHDESK_STORE": str(store),
    }
    process = subprocess.Popen([program], env=environment)
    try:
        yield Running(process.pid)
    finally:
        process.terminate()
        process.wait()
