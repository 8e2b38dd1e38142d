"""Wrong tries at a store: each one after the first few makes the next wait longer.

It is kept beside the store, so that starting the program again does not shorten the wait; time is
counted by the clock that nobody sets while the machine runs, and a wall clock set back between two
starts begins the same wait again. Nothing is ever wiped. Who takes the files away meets no wait but
that of the derivation itself: this is against someone at the keyboard, and says no more.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coachdesk.core.bounded import read_bounded
from coachdesk.core.clock import Clock
from coachdesk.core.files import write_atomically
from coachdesk.core.store_files import TRIES_FILE

_MOST_BYTES = 4096
FREE_TRIES = 3
"""A capital, a keyboard in English, a finger: these cost nothing."""
WAITS = (5, 15, 30, 60, 120, 300)
"""Seconds before the next try, from the first one that is not free; the last one stays."""


@dataclass(frozen=True)
class _Tries:
    """How many went wrong, what the last one makes wait, and when it was by each clock."""

    wrong: int
    left_ms: int
    wall: datetime
    monotonic_ms: int
    boot: str


def seconds_to_wait(directory: Path, clock: Clock) -> int:
    """How many seconds the next try at the store in ``directory`` waits; 0 when none."""
    tries = _read(directory)
    if tries is None:
        return 0
    left = tries.left_ms - _elapsed_ms(tries, clock)
    if left > 0 and tries.boot != clock.boot():
        # Counted from here on by the clock of this start, which nobody sets.
        _write(directory, _now(tries.wrong, min(left, tries.left_ms), clock))
    return -(-max(left, 0) // 1000)


def note_wrong_try(directory: Path, clock: Clock) -> int:
    """Count one more wrong try; gives the seconds that the next one waits."""
    before = _read(directory)
    wrong = (before.wrong if before else 0) + 1
    wait = wait_after(wrong)
    _write(directory, _now(wrong, wait * 1000, clock))
    return wait


def forget_tries(directory: Path) -> None:
    """The store was opened."""
    with suppress(OSError):  # at worst the next wrong try waits longer
        (directory / TRIES_FILE).unlink(missing_ok=True)


def wait_after(wrong: int) -> int:
    """The seconds to wait after that many wrong tries."""
    past = wrong - FREE_TRIES
    return WAITS[min(past, len(WAITS)) - 1] if past > 0 else 0


def _elapsed_ms(tries: _Tries, clock: Clock) -> int:
    if tries.boot == clock.boot() and clock.monotonic_ms() >= tries.monotonic_ms:
        return clock.monotonic_ms() - tries.monotonic_ms
    passed = (clock.now() - tries.wall).total_seconds() * 1000
    return max(0, int(passed))


def _now(wrong: int, left_ms: int, clock: Clock) -> _Tries:
    return _Tries(wrong, left_ms, clock.now(), clock.monotonic_ms(), clock.boot())


def _read(directory: Path) -> _Tries | None:
    try:
        told = json.loads(read_bounded(directory / TRIES_FILE, _MOST_BYTES))
        wall = datetime.fromisoformat(told["wall"])
        wrong, left, monotonic = (int(told[key]) for key in ("wrong", "left_ms", "monotonic_ms"))
        # No wait is longer than the longest: what says more was not written here.
        if wall.tzinfo is None or wrong < 1 or not 0 <= left <= WAITS[-1] * 1000:
            return None
        return _Tries(wrong, left, wall, monotonic, str(told["boot"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _write(directory: Path, tries: _Tries) -> None:
    """On a disk that can't be written there is no wait: nobody is locked out for that."""
    content = {
        "wrong": tries.wrong,
        "left_ms": tries.left_ms,
        "wall": tries.wall.isoformat(),
        "monotonic_ms": tries.monotonic_ms,
        "boot": tries.boot,
    }
    with suppress(OSError):
        write_atomically(directory / TRIES_FILE, json.dumps(content).encode("ascii"), mode=0o600)
