"""What people type in the cells of a table, read with good will: dates, times, numbers, yes or no.

Each function takes a cell that is not blank and answers None when it can't be understood; nothing
is guessed beyond the writing itself.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from coachdesk.core.french import MONTHS, fold
from coachdesk.domain.week_hours import DAY_MINUTES

_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet."""
_FIRST_SERIAL, _LAST_SERIAL = 7306, 73415
"""1920 to 2100: a smaller number in a date cell is a year or a slip, not a day."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_WEEK_HOURS = 168
_UNCOUNTABLE = 10_000_000_000
_CENTURY_PIVOT = 40
"""Two-digit years below this are of the 2000s."""

_MIDNIGHT = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?"
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})" + _MIDNIGHT)
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")
"""As a keypad is typed on: the year last, never a year first, so that there is one reading."""
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})" + _MIDNIGHT)
_IN_WORDS = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er)?[ \-]([a-z]{3,9})\.?[ \-](\d{4}|\d{2})")
_TIME = re.compile(r"(\d{1,2}) ?[:hH](?: ?(\d{1,2}))?(?::(\d{2})(?:\.0+)?)?(?: ?(?:mn|min))?")
_HOURS = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?(?: ?(?:h|heures?)(?: ?(\d{1,2}))?)?")
_QUANTITY = re.compile(r"(\d{1,7})(?:[.,](\d{1,2})0*)?[a-z€%]*")
_YES = {"oui", "o", "yes", "y", "vrai", "true", "x", "1"}
_NO = {"non", "n", "no", "faux", "false", "0"}


def is_blank(raw: object) -> bool:
    """Whether the cell holds nothing that is seen."""
    return raw is None or (isinstance(raw, str) and not as_text(raw))


def as_text(raw: object) -> str:
    """The cell on one line: runs of spaces made one, 12.0 read as « 12 ».

    Characters without a picture, which no paper can hold, are spaces too.
    """
    if isinstance(raw, str):
        if not raw.isprintable():
            raw = "".join(char if char.isprintable() else " " for char in raw)
        return " ".join(raw.split())
    if isinstance(raw, bool):
        return "Oui" if raw else "Non"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return f"{raw:%d/%m/%Y}"
    return str(raw)


def as_date(raw: object) -> date | None:
    """A date: a date cell, 31/01/2023, 31-01-23, 31012023, 2023-01-31, 1er février 2023, 44957."""
    if isinstance(raw, datetime):
        return _in_range(raw.date())
    if isinstance(raw, date):
        return _in_range(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        days = int(raw) if _FIRST_SERIAL <= raw <= _LAST_SERIAL else None
        return None if days is None else _EPOCH + timedelta(days=days)
    return _written_date(raw) if isinstance(raw, str) else None


def as_minute(raw: object) -> int | None:
    """Minutes since midnight: a time cell, 9h30, 09:30, 9 h, 9:30:00, or a fraction of a day."""
    if isinstance(raw, datetime) and raw.time() == time() and raw.year > _FIRST_YEAR:
        return None  # a day, not a time
    if isinstance(raw, datetime | time):
        return raw.hour * 60 + raw.minute + (raw.second >= 30)  # noqa: PLR2004  (to the minute)
    if isinstance(raw, timedelta):
        raw = raw / timedelta(days=1)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return round(raw * DAY_MINUTES) if 0 <= raw < 1 else None
    text = as_text(raw)
    if re.fullmatch(r"0[.,]\d+", text):
        return round(float(text.replace(",", ".")) * DAY_MINUTES)
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    total = hour * 60 + minute
    return total if minute < 60 and total <= DAY_MINUTES else None  # noqa: PLR2004  (minutes of an hour)


def as_duration(raw: object) -> int | None:
    """Minutes of a number of hours: 35, 24,5, « 35 h », « 24h30 »; a week holds 168 hours."""
    if isinstance(raw, time):
        return raw.hour * 60 + raw.minute
    if isinstance(raw, timedelta):
        minutes = round(raw / timedelta(minutes=1))
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        minutes = round(raw * 60) if abs(raw) <= _WEEK_HOURS else -1
    else:
        match = _HOURS.fullmatch(fold(raw)) if isinstance(raw, str) else None
        if not match or int(match[3] or 0) >= 60:  # noqa: PLR2004  (minutes of an hour)
            return None
        minutes = round(float(f"{match[1]}.{match[2] or 0}") * 60) + int(match[3] or 0)
    return minutes if 0 <= minutes <= _WEEK_HOURS * 60 else None


def as_hundredths(raw: object) -> int | None:
    """Hundredths of a quantity: 12, 12,5, « 1 234,50 », « 12,5 km »; two decimals at most."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        return None
    if isinstance(raw, int | float | Decimal) and not -_UNCOUNTABLE < raw < _UNCOUNTABLE:
        return None
    text = "".join(fold(raw).split()) if isinstance(raw, str) else f"{raw:.6f}"
    match = _QUANTITY.fullmatch(text)
    if not match:
        return None
    return 100 * int(match[1]) + int((match[2] or "").ljust(2, "0"))


def as_yes_no(raw: object) -> bool | None:
    """Yes or no, in the ways people mark it: Oui, O, X, 1, a ticked cell; Non, N, 0."""
    if isinstance(raw, bool):
        return raw
    text = fold(as_text(raw))
    return True if text in _YES else False if text in _NO else None


def as_phone(raw: object) -> str:
    """A phone number as written; nine digits that were typed as a number get their zero back."""
    text = as_text(raw)
    return f"0{text}" if not isinstance(raw, str) and re.fullmatch(r"[1-9]\d{8}", text) else text


def _written_date(raw: str) -> date | None:
    text = as_text(raw)
    if re.fullmatch(r"\d{5}", text):
        return as_date(int(text))
    if match := _DAY_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _IN_WORDS.fullmatch(fold(text)):
        month = _month(match[2])
        return _day(match[3], month, match[1]) if month else None
    return None


def _month(name: str) -> str | None:
    """The number of a month's name or abbreviation; None when it is no month, or two of them."""
    found = [number for number, month in enumerate(MONTHS, 1) if fold(month).startswith(name)]
    return str(found[0]) if len(found) == 1 else None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:  # noqa: PLR2004  (figures of a short year)
        number += 2000 if number < _CENTURY_PIVOT else 1900
    try:
        return _in_range(date(number, int(month), int(day)))
    except ValueError:
        return None


def _in_range(day: date) -> date | None:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
