"""The only door to the time: a clock is handed to whoever needs it, and fixed in tests."""

import time
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Wall time, and a time that no one can set back."""

    def now(self) -> datetime:
        """Wall time with its offset from UTC."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds since some fixed moment, never going back."""
        ...

    def boot(self) -> str:
        """A short name of this start of the machine: monotonic times of one boot compare."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The clock of the machine, in its local time zone."""

    def now(self) -> datetime:
        """Local wall time with its offset, to the millisecond."""
        moment = datetime.now().astimezone()
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def monotonic_ms(self) -> int:
        """Milliseconds of the monotonic clock of the system."""
        return time.monotonic_ns() // 1_000_000

    def boot(self) -> str:
        """Sixteen hex digits, the same until the machine restarts."""
        return _boot()


@dataclass(frozen=True)
class ClockFrom(SystemClock):
    """A clock that goes on from an invented ``moment``, shown ``begun`` ms after the start."""

    moment: datetime
    begun: int

    def now(self) -> datetime:
        """That moment, and what has passed since."""
        return self.moment + timedelta(milliseconds=self.monotonic_ms() - self.begun)


def clock_from(moment: datetime) -> ClockFrom:
    """A clock that shows ``moment`` now."""
    assert moment.tzinfo is not None, "a wall time carries its offset"
    return ClockFrom(moment, SystemClock().monotonic_ms())


@cache
def _boot() -> str:
    """The digest of the kernel's boot id; without one, of the minute the machine started."""
    from hashlib import sha256

    boot_id = Path("/proc/sys/kernel/random/boot_id")
    if boot_id.exists():
        name = boot_id.read_text(encoding="ascii").strip()
    else:
        name = f"{round((time.time() - time.monotonic()) / 60)} min"
    return sha256(name.encode("ascii")).hexdigest()[:16]


def told_anywhere(moment: datetime) -> bool:
    """Whether every time zone can tell it: it has an offset, and is not at an end of the calendar.

    What others write may be neither, and breaks where it is shown or kept.
    """
    return moment.tzinfo is not None and MINYEAR < moment.year < MAXYEAR


def today(clock: Clock) -> date:
    """The local date that ``clock`` shows."""
    return clock.now().date()
