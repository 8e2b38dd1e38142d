"""The days of the coach: her time by kind, from the agenda and what she typed, and her road."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, quoted
from coachdesk.domain.attendance import REMOTE, WITHOUT_HOUR, Mode, Presence
from coachdesk.domain.holidays import holiday, is_workday
from coachdesk.domain.periods import Period
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.roads import Road, road
from coachdesk.domain.travels import Travels
from coachdesk.domain.worked_time import Stretch, added
from coachdesk.queries.agenda import EntryKind, EntryRow, MetRow, met_between, others_between
from coachdesk.queries.places import base_place, calendar, travels
from coachdesk.queries.timesheet import MileageRow, TimeRow, roads_between, times_between

Entry: TypeAlias = EntryRow | MetRow
MEETINGS, WAITED, WORKSHOPS, OUTREACH = "appointment", "unexcused", "workshop", "outreach"
WORKED_LABELS = {
    MEETINGS: "Rendez-vous",
    WAITED: "Absences non excusées",  # as feuilles signed long ago say: another word voids them
    WORKSHOPS: "Ateliers",
    OUTREACH: "Aller-vers",
}
"""The kinds of time that the agenda tells; the others are the profile's."""


@dataclass(frozen=True, slots=True)
class WorkedDay:
    """One day: minutes by kind for this action, then what else was worked."""

    day: date
    kinds: dict[str, int]
    shared: int
    """Common to the actions."""
    others: int
    """For other actions."""
    listed: tuple[str, ...]
    """What has no hours, or is not noted yet: told, not counted."""
    road: Road
    typed: MileageRow | None
    off: str
    """« Fête du Travail », « congé »; empty on a day of work."""
    empty: bool
    """A day of work, over, with nothing in it."""

    @property
    def own(self) -> int:
        """Minutes on the operation."""
        return sum(self.kinds.values())

    @property
    def total(self) -> int:
        """All that was worked."""
        return self.own + self.shared + self.others

    @property
    def metres(self) -> int | None:
        """The road as typed, else as computed; None while it is not known."""
        return self.typed.metres if self.typed is not None else self.road.metres

    @property
    def route(self) -> str:
        """Where she went, and why it was typed over."""
        told = [self.road.route] if self.road.route else []
        return ", ".join((*told, *((self.typed.reason,) if self.typed is not None else ())))


@dataclass(frozen=True, slots=True)
class WorkedTime:
    """Days, and what they were made from."""

    days: tuple[WorkedDay, ...]
    times: tuple[TimeRow, ...]
    """As they were typed, of every action."""
    base: str | None
    travels: Travels


def worked_time(
    connection: Connection,
    action_id: UUID,
    profile: ActionProfile,
    period: Period,
    today: date | None,
) -> WorkedTime:
    """The days of the period as they stand; what comes after ``today`` is not worked yet."""
    first, last = period.first, period.last
    rows: dict[date, list[Entry]] = defaultdict(list)
    for met in met_between(connection, first, last):
        rows[met.held_on].append(met)
    for row in others_between(connection, first, last):
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
                (action_id, profile, today),
                (base, between, typed.get(day)),
                holiday(day) or ((away.label or "absence") if away is not None else ""),
            )
        )
    return WorkedTime(tuple(days), times, base, between)


def _day(
    day: date,
    rows: list[Entry],
    times: list[TimeRow],
    told: tuple[UUID, ActionProfile, date | None],
    driven: tuple[str | None, Travels, MileageRow | None],
    off: str,
) -> WorkedDay:
    action_id, profile, today = told
    over = today is None or day <= today
    rows = sorted(rows, key=_in_order)
    stretches = [
        Stretch(time.kind, time.action_id, time.start_minute, time.minutes) for time in times
    ]
    met: dict[tuple[str, UUID | None, int, int], None] = {}
    """Two at once, of the same kind, take no more time than one."""
    places, listed = [], []
    for row in rows:
        kind = _counted(row) if over else None
        hours = row.start_minute is not None and row.end_minute is not None
        if kind is not None and hours and _of_nobody(row):
            length = (row.end_minute or 0) - WITHOUT_HOUR
            stretches.append(Stretch(kind, row.action_id, None, length))
            continue
        if kind is not None and hours:
            start = row.start_minute or 0
            met[kind, row.action_id, start, (row.end_minute or 0) - start] = None
        elif row.action_id == action_id and (said := _said(row, profile, over)):
            listed.append(said)
        if kind is not None and row.place is not None and row.mode not in REMOTE:
            places.append(row.place)
    stretches += [Stretch(*piece) for piece in met]
    kinds: dict[str, int] = {}
    shared = others = 0
    for (kind, of_action), minutes in added(stretches).items():
        if of_action == action_id:
            kinds[kind] = kinds.get(kind, 0) + minutes
        elif of_action is None:
            shared += minutes
        else:
            others += minutes
    base, between, typed = driven
    way = road(base, places, between) if places else Road()
    nothing = not stretches and not listed and is_workday(day) and not off and over
    once = tuple(words if times == 1 else f"{words} ({times})"
                 for words, times in Counter(listed).items())  # fmt: skip
    return WorkedDay(day, kinds, shared, others, once, way, typed, off, nothing)


def _of_nobody(row: Entry) -> bool:
    """Whether it is a rendez-vous of someone anonymised: at no hour, and nobody drove there."""
    return row.kind is EntryKind.APPOINTMENT and row.start_minute == WITHOUT_HOUR


def _in_order(row: Entry) -> tuple[int, int, str]:
    key = row.id if isinstance(row.id, str) else row.id.hex
    return row.start_minute or 0, row.end_minute or 0, key


def _counted(row: Entry) -> str | None:
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


def _said(row: Entry, profile: ActionProfile, over: bool) -> str:  # noqa: FBT001  (one word beside a row)
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
