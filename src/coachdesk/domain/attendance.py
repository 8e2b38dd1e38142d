"""Presence at a rendez-vous: the four states the émargement knows, and the one before them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from coachdesk.core.errors import UserError
from coachdesk.domain.week_hours import DAY_MINUTES

AFTERNOON = time(13)
"""When the second half-day begins: a person signs per half-day (domain §4.1)."""


class Presence(StrEnum):
    """What became of a rendez-vous; the labels are the action profile's."""

    PLANNED = "planned"
    ATTENDED = "attended"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    CANCELLED = "cancelled"
    """Cancelled by the coach, never counted against the person."""


class Mode(StrEnum):
    """How a rendez-vous is held; the labels are the action profile's."""

    ON_SITE = "on_site"
    PHONE = "phone"
    VIDEO = "video"
    COLLECTIVE = "collective"


REMOTE = frozenset({Mode.PHONE, Mode.VIDEO})
"""Held without a place."""
WITHOUT_HOUR = 0
"""The minute at which a rendez-vous of someone anonymised stands: nobody is met at midnight.

How long it was counts; at what hour it was, and that the coach drove there, is told no more."""


_COMES_EARLY = 15
"""Minutes before the hour at which someone who came early may well have sat down and signed."""


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where a rendez-vous may be; minutes since local midnight."""

    held_on: date
    start_minute: int
    end_minute: int
    place: str | None
    mode: Mode


def refuse_hours(start: int | None, end: int | None, remedy: str = "Corrigez les heures.") -> None:
    """Let only hours pass that go from one minute of a day to a later one, or that are not told.

    Raises:
        UserError: the end comes first or on another day, or one of the two is missing.
    """
    if start is None and end is None:
        return
    if start is None or end is None or not 0 <= start < end <= DAY_MINUTES:
        raise UserError("L’heure de fin doit suivre l’heure de début.", remedy)


def half_day(start: time) -> str:
    """« matin » or « après-midi » for a rendez-vous that starts at that time."""
    return "matin" if start < AFTERNOON else "après-midi"


def before_the_hour(held_on: date, start_minute: int, now: datetime) -> bool:
    """Whether ``now``, local time, is too early to have come to what starts at that minute.

    Hours that a signature contradicts are what undid attendance sheets in court (domain §4.1):
    one given more than a quarter of an hour before is told. It proves all the same that she came,
    so it is never refused: the hour that was planned may be the wrong one.
    """
    minute = now.hour * 60 + now.minute
    return now.date() == held_on and minute < start_minute - _COMES_EARLY
