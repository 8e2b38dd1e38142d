"""A clock that stands still until a test moves it."""

from datetime import datetime, timedelta


class FixedClock:
    """``core.clock.Clock`` whose two times move together, and only when asked to."""

    def __init__(self, now: datetime, monotonic_ms: int = 0) -> None:
        assert now.tzinfo is not None, "a wall time carries its offset"
        self._now = now
        self._monotonic_ms = monotonic_ms
        self._boot = "0" * 16

    def now(self) -> datetime:
        """The wall time at which the clock stands."""
        return self._now

    def monotonic_ms(self) -> int:
        """The monotonic time at which the clock stands."""
        return self._monotonic_ms

    def boot(self) -> str:
        """One machine start, until ``restart``."""
        return self._boot

    def advance(self, step: timedelta) -> None:
        """Let ``step`` pass on both times."""
        assert step >= timedelta(0), "time that passes does not go back: see set_wall"
        self._now += step
        self._monotonic_ms += step // timedelta(milliseconds=1)

    def set_wall(self, now: datetime) -> None:
        """What a user does who changes the date of the machine: the monotonic time stays."""
        assert now.tzinfo is not None, "a wall time carries its offset"
        self._now = now

    def restart(self, boot: str = "1" * 16) -> None:
        """The machine is started again: another boot, its monotonic time from nothing."""
        self._boot, self._monotonic_ms = boot, 0
