"""The next rendez-vous, proposed: a week later, the same hour, in a place where she will be.

Where she will be is what her own rendez-vous say: the place already planned for that day, or else
the one she sat in most often on that day of the week.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.attendance import Mode, Slot
from coachdesk.domain.holidays import is_workday
from coachdesk.queries.places import PlaceUse, Taken, place_uses, taken_hours

WEEK = timedelta(days=7)
USUAL_MINUTES = 30
_MEMORY = timedelta(weeks=8)
"""How far back the places of the week are read."""
_HORIZON = timedelta(days=60)
_STEP = 15
_NEAR = 7
"""Days among which her own place is looked for, before another place is proposed."""
_FIRST_MINUTE, _LAST_MINUTE = 8 * 60, 18 * 60
_USUAL_START = 9 * 60


def proposed_slots(
    connection: Connection,
    first: date,
    *,
    like: Slot | None = None,
    minutes: int = USUAL_MINUTES,
    moved: Sequence[UUID] = (),
    besides: Sequence[Slot] = (),
) -> Iterator[Slot]:
    """Free slots from ``first`` on, the best of each day, for as long as she plans ahead.

    Args:
        connection: a read transaction, used until the last slot is taken.
        first: the first day that may do.
        like: a rendez-vous whose hour, length, place and mode are wanted again.
        minutes: the length when there is none to be like.
        moved: rendez-vous that will not be there any more.
        besides: slots already promised, to be left free.

    Days are workdays (no week-end, no public holiday) on which she sits somewhere; when nothing is
    known of where she sits, any workday, in the place wanted.
    """
    uses = place_uses(connection, first - _MEMORY, first + _HORIZON)
    taken = taken_hours(connection, first, first + _HORIZON, moved)
    taken += tuple(
        Taken(slot.held_on, slot.start_minute, slot.end_minute, slot.place) for slot in besides
    )
    length = like.end_minute - like.start_minute if like else minutes
    start = like.start_minute if like else _USUAL_START
    mode = like.mode if like else Mode.ON_SITE
    days = (first + timedelta(days=number) for number in range(_HORIZON.days))
    for day in filter(is_workday, days):
        places = _places_of(day, uses)
        if uses and not places and mode is Mode.ON_SITE:
            continue  # she sits nowhere that day
        wanted = like.place if like else None
        place = wanted if wanted in places or not places else places[0]
        free = _free_start(start, length, [hours for hours in taken if hours.held_on == day])
        if free is not None:
            yield Slot(day, free, free + length, place if mode is Mode.ON_SITE else wanted, mode)


def next_slot(connection: Connection, after: Slot, today: date | None = None) -> Slot:
    """A week after a rendez-vous: the same place when she is there, or else where she is.

    ``today`` is given when ``after`` may be long past: the next one is to come.
    """
    first = after.held_on + WEEK
    if today is not None and first <= today:
        first = today + timedelta(days=(after.held_on - today).days % 7 or 7)
    found = next_slots(connection, after, first, 1)
    return found[0] if found else replace(after, held_on=first)


def next_slots(
    connection: Connection,
    like: Slot,
    first: date,
    number: int = 3,
    moved: Sequence[UUID] = (),
) -> tuple[Slot, ...]:
    """The best few slots from ``first`` on, those in the place of ``like`` before the others."""
    found = islice(proposed_slots(connection, first, like=like, moved=moved), _NEAR)
    return tuple(sorted(found, key=lambda slot: slot.place != like.place)[:number])


def slot_now(connection: Connection, day: date, minute: int) -> Slot:
    """Here and now: where she sits today, at this quarter of an hour, for the usual time."""
    start = min(minute // _STEP * _STEP, 24 * 60 - USUAL_MINUTES)
    today = [hours for hours in taken_hours(connection, day, day) if hours.place]
    near = sorted(today, key=lambda hours: abs(hours.start_minute - minute))
    places = _places_of(day, place_uses(connection, day - _MEMORY, day))
    place = near[0].place if near else next(iter(places), None)
    return Slot(day, start, start + USUAL_MINUTES, place, Mode.ON_SITE)


def first_slot(connection: Connection, today: date, within: int, place: str | None = None) -> Slot:
    """The first rendez-vous of a prescription: from tomorrow, ``within`` days if she is there."""
    tomorrow = today + timedelta(days=1)
    like = Slot(today, _USUAL_START, _USUAL_START + 2 * USUAL_MINUTES, place, Mode.ON_SITE)
    found = tuple(islice(proposed_slots(connection, tomorrow, like=like), within))
    near = (slot for slot in found if place and slot.place == place)
    late = today + timedelta(days=within)
    good = next((slot for slot in near if slot.held_on <= late), found[0] if found else None)
    return good or replace(like, held_on=tomorrow)


def _places_of(day: date, uses: Iterable[PlaceUse]) -> list[str]:
    """Where she is on ``day``: as planned, or else as usual on that day of the week."""
    planned: Counter[str] = Counter()
    usual: Counter[str] = Counter()
    for use in uses:
        if use.held_on == day:
            planned[use.place] += use.times
        elif use.held_on.weekday() == day.weekday():
            usual[use.place] += use.times
    return [place for place, _ in (planned or usual).most_common()]


def _free_start(wanted: int, length: int, taken: Sequence[Taken]) -> int | None:
    """The free hour nearest to the one wanted, in steps of a quarter of an hour."""

    def free(start: int) -> bool:
        return all(
            start + length <= hours.start_minute or start >= hours.end_minute for hours in taken
        )

    starts = range(_FIRST_MINUTE, _LAST_MINUTE - length + 1, _STEP)
    near = sorted({wanted, *starts}, key=lambda start: abs(start - wanted))
    return next((start for start in near if start + length < 24 * 60 and free(start)), None)
