"""Is the machine's clock right? Judged against the last thing it dated, since no one else tells."""

from dataclasses import dataclass
from datetime import datetime, timedelta

_TOLERATED = timedelta(minutes=2)
"""What the network corrects by itself."""
_LEAP = timedelta(days=370)
"""Nobody leaves the desk alone for so long: a date so far ahead was mistyped."""
_FIRST_YEAR, _LAST_YEAR = 2023, 2100


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock showed: wall time, monotonic time, and the start of the machine it is of."""

    wall: datetime
    mono_ms: int
    boot: str


def clock_doubt(now: Reading, last: Reading | None) -> str | None:
    """What is wrong with the clock, the end of « l’horloge … »; None when nothing shows.

    Within one start of the machine the wall time must advance at least as much as the monotonic
    time does (it advances more when the machine slept).
    """
    if not _FIRST_YEAR <= now.wall.year <= _LAST_YEAR:
        return f"indique l’année {now.wall.year}"
    if last is None:
        return None
    passed = now.wall - last.wall
    if passed > _LEAP:
        return f"a avancé de {passed.days} jours depuis la dernière fois"
    return set_back(now, last)


def set_back(now: Reading, last: Reading) -> str | None:
    """How the clock was set back since ``last``, the end of « l’horloge … »; None when it was not.

    Within one start of the machine it is seen even when the dates still grow.
    """
    passed = now.wall - last.wall
    if passed < -_TOLERATED:
        return f"a été reculée de {_length(-passed)}"
    if now.boot == last.boot:
        really = timedelta(milliseconds=now.mono_ms - last.mono_ms)
        if really - passed > _TOLERATED:
            return f"a été reculée de {_length(really - passed)}"
    return None


def _length(gap: timedelta) -> str:
    if gap.days:
        return f"{gap.days}\u00a0jour{'s' if gap.days > 1 else ''}"
    minutes = round(gap / timedelta(minutes=1))
    hours, rest = divmod(minutes, 60)
    return f"{hours}\u00a0h\u00a0{rest:02d}" if hours else f"{minutes}\u00a0min"
