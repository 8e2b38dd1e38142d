"""French public holidays (Code du travail L3133-1): the eleven of every year, Easter computed."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import count

_FIXED = (
    (1, 1, "Jour de l’an"),
    (5, 1, "Fête du Travail"),
    (5, 8, "Victoire 1945"),
    (7, 14, "Fête nationale"),
    (8, 15, "Assomption"),
    (11, 1, "Toussaint"),
    (11, 11, "Armistice 1918"),
    (12, 25, "Noël"),
)
_AFTER_EASTER = ((1, "Lundi de Pâques"), (39, "Ascension"), (50, "Lundi de Pentecôte"))
SATURDAY = 5


def holiday(day: date) -> str | None:
    """The name of the public holiday of ``day``; None on any other day."""
    return holidays(day.year).get(day)


def is_workday(day: date) -> bool:
    """Whether ``day`` is neither of the week-end nor a public holiday."""
    return day.weekday() < SATURDAY and holiday(day) is None


def every_week(first: date, chosen: date) -> Iterator[date]:
    """``first`` and the same day of the weeks after, holidays passed over, but not ``chosen``."""
    weeks = (first + timedelta(weeks=number) for number in count())
    return (day for day in weeks if day == chosen or holiday(day) is None)


@cache
def holidays(year: int) -> dict[date, str]:
    """The public holidays of a year, by day; 1 May and Ascension may be the same (2008)."""
    sunday = easter(year)
    moving = {sunday + timedelta(days=after): name for after, name in _AFTER_EASTER}
    return moving | {date(year, month, day): name for month, day, name in _FIXED}


def easter(year: int) -> date:
    """Easter Sunday (Gregorian computus, Meeus/Jones/Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    to_sunday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
