"""A run of the program, known while it lasts: one that ended badly is seen at the next start.

Each run has two files in the folder of the incidents. The system drops the hold on the first
however the run ends; a crash of the machine code leaves its stack in the second. A run that ends
properly takes both away.
"""

import faulthandler
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from coachdesk.core.clock import Clock
from coachdesk.system.alone import alone
from coachdesk.system.crash import heading

_HELD, _TOLD = ".held", ".run"
_MOST = 60_000
"""Characters of a stack that are read."""
_FATAL = "Fatal Python error", "Windows fatal exception"


class Kind(StrEnum):
    """Which of the program's two faces runs."""

    WINDOW = "window"
    COMMAND = "command"


@dataclass(frozen=True)
class BadEnd:
    """A run that did not end properly."""

    kind: Kind
    seen: datetime
    """When it was last known to run."""
    crashed: bool
    """The machine code crashed; else it was killed, or the power went."""
    text: str


@contextmanager
def run_kept(directory: Path, clock: Clock, kind: Kind) -> Iterator[Callable[[], None]]:
    """While it lasts, this run is known in ``directory``; a crash leaves its stack there.

    It gives what to call when the run ends properly and the system leaves it no time to say so.
    """
    name = os.urandom(8).hex()
    held, told = directory / f"{name}{_HELD}", directory / f"{name}{_TOLD}"
    with ExitStack() as stack:
        try:
            directory.mkdir(parents=True, exist_ok=True)
            stack.enter_context(alone(held))
            stream = stack.enter_context(told.open("w", encoding="utf-8"))
            stream.write(f"{kind}\n{heading(clock.now())}\n")
            stream.flush()
            faulthandler.enable(stream)
            stack.callback(faulthandler.disable)
        except OSError:  # no place for it: the program runs without
            pass

        def ended() -> None:
            stack.close()  # Windows removes no file that is open
            _forget(held, told)

        try:
            yield ended
        finally:
            ended()


def bad_ends(directory: Path) -> Iterator[BadEnd]:
    """The runs that ended badly and were not asked for yet; each is given once."""
    for held in sorted(directory.glob(f"*{_HELD}")):
        told, end = held.with_suffix(_TOLD), None
        try:
            with alone(held) as ended:
                if ended and told.exists():
                    end = _read(told)
        except OSError:  # it stays for the next start
            continue
        if ended:
            _forget(held, told)
        if end is not None:
            yield end


def _read(told: Path) -> BadEnd | None:
    seen = datetime.fromtimestamp(told.stat().st_mtime).astimezone()
    with told.open(encoding="utf-8", errors="replace") as stream:
        kind, _, text = stream.read(_MOST).partition("\n")
    crashed = any(words in text for words in _FATAL)
    if kind not in set(Kind):
        return None
    return BadEnd(Kind(kind), seen, crashed, text)


def _forget(*paths: Path) -> None:
    for path in paths:
        with suppress(OSError):  # at worst a good end is told as a bad one
            path.unlink(missing_ok=True)
