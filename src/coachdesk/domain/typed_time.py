"""A time typed in one go: « 14h-16h30 », « 1h30 », « 45 »."""

import re
from dataclasses import dataclass

_HOUR = r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?"
_SPAN = re.compile(rf"^(?:de\s*)?{_HOUR}\s*(?:-|–|à|a)\s*{_HOUR}$", re.IGNORECASE)
_LENGTH = re.compile(rf"^{_HOUR}$", re.IGNORECASE)
_MINUTES = re.compile(r"^(\d{1,3})\s*(?:min|mn|minutes)?$", re.IGNORECASE)
_LAST_HOUR, _SIXTY = 24, 60


@dataclass(frozen=True, slots=True)
class TypedTime:
    """A length, and when it begins where that was typed."""

    start_minute: int | None
    minutes: int


def typed_time(text: str) -> TypedTime | None:
    """What was typed; None when it is no time."""
    told = " ".join(text.split())
    if (span := _SPAN.match(told)) is not None:
        start, end = _minute(span[1], span[2]), _minute(span[3], span[4])
        if start is None or end is None or end <= start:
            return None
        return TypedTime(start, end - start)
    if (length := _LENGTH.match(told)) is not None:
        minutes = _minute(length[1], length[2])
        return TypedTime(None, minutes) if minutes else None
    if (only := _MINUTES.match(told)) is not None and int(only[1]) > 0:
        return TypedTime(None, int(only[1]))
    return None


def _minute(hour: str, minute: str | None) -> int | None:
    of_day = int(hour) * _SIXTY + int(minute or 0)
    return of_day if int(minute or 0) < _SIXTY and of_day <= _LAST_HOUR * _SIXTY else None
