"""What stands against an atelier while it is planned: the coach, the place, the people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, clock_time, listed, short_weekday
from coachdesk.domain.attendance import Slot
from coachdesk.domain.periods import monday_of
from coachdesk.queries.places import calendar
from coachdesk.queries.planned import PlannedRow, planned_anywhere
from coachdesk.services.agenda.view import against_each
from coachdesk.services.desk import ActionInfo
from coachdesk.services.workshops.planning import weekly_days

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WorkshopCheck:
    """What is known of the moment that is thought of, for everyone of the action."""

    days: tuple[date, ...]
    openings: str
    """« Permanences ce jour-là : Airaines de 9 h 00 à 12 h 00 »; empty without any."""
    against: tuple[str, ...]
    """What stands against it for the coach or in the place, a sentence each."""
    busy: Mapping[UUID, str]
    """Who can't come, by dossier: she is somewhere else at that hour."""
    met: Mapping[UUID, str]
    """Who has a rendez-vous in that week already, and can come."""


def workshop_check(
    link: Connection, action: ActionInfo, slot: Slot, times: int = 1
) -> WorkshopCheck:
    """What stands against ``times`` ateliers from ``slot`` on, a week apart.

    Whatever action it is for: she who is met elsewhere at that hour can't come.
    """
    days = weekly_days(slot.held_on, times)
    monday = monday_of(days[0])
    planned = planned_anywhere(link, action.id, monday, days[-1] + _WEEK)
    busy: dict[UUID, list[PlannedRow]] = defaultdict(list)
    met: dict[UUID, list[PlannedRow]] = defaultdict(list)
    weeks = {day.isocalendar()[:2] for day in days}
    for row in planned:
        if row.held_on in days and _overlap(row, slot):
            busy[row.prescription_id].append(row)
        elif row.held_on.isocalendar()[:2] in weeks:
            met[row.prescription_id].append(row)
    told = against_each(link, slot, days)
    lines = {
        f"{_dated(day, several=times > 1)}{line}": None
        for day, sentences in zip(days, told, strict=True)
        for line in sentences.splitlines()
    }
    return WorkshopCheck(
        days,
        _openings(link, days[0]),
        tuple(lines),
        {key: f"prise {_when(rows, days)}" for key, rows in busy.items()},
        {key: f"rendez-vous {_when(rows, ())}" for key, rows in met.items() if key not in busy},
    )


def _overlap(row: PlannedRow, slot: Slot) -> bool:
    return row.start_minute < slot.end_minute and row.end_minute > slot.start_minute


def _when(rows: Iterable[PlannedRow], days: Iterable[date]) -> str:
    """« à 14 h 30 » on the day itself, « mer. 17 janv. » on another."""
    same = tuple(days)
    words = [
        f"à {clock_time(row.start_minute)}"
        if same == (row.held_on,)
        else short_weekday(row.held_on)
        for row in rows
    ]
    return listed(tuple(dict.fromkeys(words)))


def _dated(day: date, *, several: bool) -> str:
    return f"{short_weekday(day)}{NBSP}: " if several else ""


def _openings(link: Connection, day: date) -> str:
    words = [
        f"{one.place} de {clock_time(one.start_minute)} à {clock_time(one.end_minute)}"
        for one in calendar(link, day).openings_on(day)
    ]
    return f"Permanences ce jour-là{NBSP}: {', '.join(words)}." if words else ""
