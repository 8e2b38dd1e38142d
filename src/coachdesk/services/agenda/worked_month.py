"""A month of the coach: her time by day and kind, made from the agenda, and her road."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, plural, quoted
from coachdesk.domain.attendance import REMOTE, Mode, Presence
from coachdesk.domain.holidays import holiday, is_workday
from coachdesk.domain.periods import month_of
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.roads import Road, road
from coachdesk.domain.travels import Travels
from coachdesk.domain.worked_time import Stretch, added
from coachdesk.queries.agenda import EntryKind, EntryRow, entries_between
from coachdesk.queries.places import calendar, travels
from coachdesk.queries.timesheet import (
    MileageRow,
    TimeRow,
    roads_between,
    times_between,
)
from coachdesk.services.agenda.places import base_place
from coachdesk.services.agenda.worked_days import WorkedDay, WorkedMonth
from coachdesk.services.desk import ActionInfo
from coachdesk.services.preferences import preference

MEETINGS, WAITED, WORKSHOPS, OUTREACH = "appointment", "unexcused", "workshop", "outreach"
RATE = "kilometre_rate"
"""Preference: thousandths of a euro for a kilometre; absent when nothing is paid by it."""
_KINDS = {
    MEETINGS: "Rendez-vous",
    WAITED: "Absences non excusées",
    WORKSHOPS: "Ateliers",
    OUTREACH: "Aller-vers",
}


def worked_month(
    connection: Connection, action: ActionInfo, month: date, today: date
) -> WorkedMonth:
    """The month that begins on ``month``, as it stands."""
    period = month_of(month)
    first, last = period.first, period.last
    rows: dict[date, list[EntryRow]] = defaultdict(list)
    for row in entries_between(connection, first, last):
        if row.kind is not EntryKind.TIME:
            rows[row.held_on].append(row)
    times = times_between(connection, first, last)
    of_day: dict[date, list[TimeRow]] = defaultdict(list)
    for time in times:
        of_day[time.held_on].append(time)
    known, between, base = calendar(connection, first), travels(connection), base_place(connection)
    typed = roads_between(connection, first, last)
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        away = known.away_on(day)
        days.append(
            _day(
                day,
                rows[day],
                of_day[day],
                (action, today),
                (base, between, typed.get(day)),
                holiday(day) or ((away.label or "absence") if away is not None else ""),
            )
        )
    rate = preference(connection, RATE)
    return WorkedMonth(
        first,
        tuple(days),
        _names(action.profile, days),
        tuple(time for time in times if time.action_id in {None, action.id}),
        base,
        rate if isinstance(rate, int) else None,
        between,
        any(day.shared or day.others for day in days),
    )


def _day(
    day: date,
    rows: list[EntryRow],
    times: list[TimeRow],
    told: tuple[ActionInfo, date],
    driven: tuple[str | None, Travels, MileageRow | None],
    off: str,
) -> WorkedDay:
    action, today = told
    rows = sorted(rows, key=lambda row: (row.start_minute or 0, row.end_minute or 0, row.id))
    stretches = [
        Stretch(time.kind, time.action_id, time.start_minute, time.minutes) for time in times
    ]
    places, listed = [], []
    for row in rows:
        kind = _counted(row) if day <= today else None
        hours = row.start_minute is not None and row.end_minute is not None
        if kind is not None and hours:
            start = row.start_minute or 0
            stretches.append(Stretch(kind, row.action_id, start, (row.end_minute or 0) - start))
        elif row.action_id == action.id and (said := _said(row, action.profile, day <= today)):
            listed.append(said)
        if kind is not None and row.place is not None and row.mode not in REMOTE:
            places.append(row.place)
    kinds: dict[str, int] = {}
    shared = others = 0
    for (kind, of_action), minutes in added(stretches).items():
        if of_action == action.id:
            kinds[kind] = kinds.get(kind, 0) + minutes
        elif of_action is None:
            shared += minutes
        else:
            others += minutes
    base, between, typed = driven
    way = road(base, places, between) if places else Road()
    nothing = not stretches and not listed and is_workday(day) and not off and day <= today
    once = tuple(words if times == 1 else f"{words} ({times})"
                 for words, times in Counter(listed).items())  # fmt: skip
    return WorkedDay(day, kinds, shared, others, once, way, typed, off, nothing)


def _counted(row: EntryRow) -> str | None:
    """As what it counts; None when it doesn't (decision 27)."""
    match row.kind:
        case EntryKind.APPOINTMENT:
            return {Presence.ATTENDED: MEETINGS, Presence.UNEXCUSED: WAITED}.get(
                row.presence or Presence.PLANNED
            )
        case EntryKind.WORKSHOP:
            return None if row.presence is Presence.CANCELLED else WORKSHOPS
        case EntryKind.OUTREACH:
            return OUTREACH
        case _:
            return None


def _said(row: EntryRow, profile: ActionProfile, over: bool) -> str:  # noqa: FBT001
    """What is told of something that is not counted; empty when there is nothing to say."""
    match row.kind:
        case EntryKind.VISIT:
            remote = "" if row.mode is Mode.ON_SITE else " à distance"
            return f"Visite d’immersion{remote}{NBSP}: {row.title}, sans horaire"
        case EntryKind.OUTREACH if over:
            return (
                f"{profile.outreach_kinds.label(row.word or '')} {quoted(row.title)}, sans horaire"
            )
        case EntryKind.APPOINTMENT if over and row.presence is Presence.PLANNED:
            return "Rendez-vous dont la présence est à noter"
        case _:
            return ""


def _names(profile: ActionProfile, days: list[WorkedDay]) -> dict[str, str]:
    found = {kind for day in days for kind in day.kinds}
    usual = {kind: name for kind, name in _KINDS.items() if kind in found}
    words = {word.key: word.label for word in profile.time_kinds if word.key in found}
    rest = {kind: profile.time_kinds.label(kind) for kind in sorted(found - {*usual, *words})}
    return usual | words | rest


def lacking(month: WorkedMonth) -> str:
    """What a line says of the days of work that have nothing; empty when none."""
    empty = month.empty_days
    if not empty:
        return ""
    days = ", ".join(str(day.day) for day in empty)
    return f"{plural(len(empty), 'jour ouvré', 'jours ouvrés')} sans temps compté{NBSP}: le {days}."
