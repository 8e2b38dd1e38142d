"""The one search for a free slot, behind every rendez-vous that is proposed.

Where she will be is what she typed of her places; of those where she typed nothing, what her own
rendez-vous say: the place planned for that day, or else the one she sat in most often on that day
of the week. A slot is never on a public holiday nor in an absence, never in a closed place, and
leaves the time of the road.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.agenda import Calendar
from coachdesk.domain.attendance import REMOTE, Slot
from coachdesk.domain.conflicts import Engagement, free_start, leaves_time
from coachdesk.domain.travels import Travels
from coachdesk.domain.week_hours import WEEK
from coachdesk.queries.places import PlaceUse, calendar, place_uses, taken_hours, travels

USUAL_MINUTES = 30
USUAL_START = 9 * 60
MEMORY = timedelta(weeks=8)
"""How far back the places of the week are read."""
HORIZON = timedelta(days=60)
_READ_TOGETHER = timedelta(days=15)
"""Days of which the hours taken are read at once: a free slot is seldom further."""


def proposed_slots(
    connection: Connection,
    first: date,
    *,
    like: Slot,
    moved: Sequence[UUID] = (),
    besides: Sequence[Slot] = (),
) -> Iterator[Slot]:
    """Free slots from ``first`` on, the best of each day, for as long as she plans ahead.

    Args:
        connection: a read transaction, used until the last slot is taken.
        first: the first day that may do.
        like: a rendez-vous whose hour, length, place and mode are wanted again.
        moved: rendez-vous that will not be there any more.
        besides: slots already promised, to be left free.

    When nothing is known of where she sits, any workday will do, in the place wanted. So it does
    when what is known gives no slot: a first rendez-vous or two do not say where she sits.
    """
    week = _Week(
        calendar(connection, first),
        travels(connection),
        place_uses(connection, first - MEMORY, first + HORIZON),
    )
    promised = [
        Engagement(UUID(int=number), one.held_on, one.start_minute, one.end_minute, one.place)
        for number, one in enumerate(besides)
    ]
    anywhere = _Week(week.known, week.travels, ())
    for ways in (week,) if week.unknown or not anywhere.unknown else (week, anywhere):
        found = None
        for found in _slots_of(connection, first, like, ways, moved, promised):
            yield found
        if found is not None:
            return


def _slots_of(
    connection: Connection,
    first: date,
    like: Slot,
    week: "_Week",
    moved: Sequence[UUID],
    promised: Sequence[Engagement],
) -> Iterator[Slot]:
    end = first + HORIZON
    while first < end:
        last = min(first + _READ_TOGETHER, end) - timedelta(days=1)
        of_day = defaultdict(list)
        for hours in (*taken_hours(connection, first, last, moved), *promised):
            of_day[hours.held_on].append(hours)
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            slot = _best_of(day, like, week, of_day[day])
            if slot is not None:
                yield slot
        first = last + timedelta(days=1)


def places_of(connection: Connection, day: date) -> list[str]:
    """Where she is on ``day``, the likeliest first."""
    uses = place_uses(connection, day - MEMORY, day)
    return _Week(calendar(connection, day), travels(connection), uses).places(day, None)


@dataclass(frozen=True)
class _Week:
    """What is known of where she sits."""

    known: Calendar
    travels: Travels
    uses: tuple[PlaceUse, ...]

    @cached_property
    def unknown(self) -> bool:
        """Nothing is."""
        return not (self.uses or self.known.openings)

    @cached_property
    def planned(self) -> dict[date, Counter[str]]:
        """How often each place was sat in, or will be, by date."""
        found: dict[date, Counter[str]] = defaultdict(Counter)
        for use in self.uses:
            found[use.held_on][use.place] += use.times
        return found

    def places(self, day: date, wanted: str | None) -> list[str]:
        """Where she may be met on ``day``: the place wanted, then what is near it, then used."""
        opened = [one.place for one in self.known.openings_on(day)]
        counted = self.planned[day] if day in self.planned else self.usual[day.weekday()]
        free = [
            place
            for place, _ in counted.most_common()
            if place in opened
            or not (place in self.known.opened or self.known.is_retired(place, day))
        ]
        found = dict.fromkeys((*free, *opened))
        if wanted is None:
            return list(found)
        return sorted(
            found, key=lambda place: (place != wanted, self.travels.between(place, wanted))
        )

    @cached_property
    def usual(self) -> tuple[Counter[str], ...]:
        """How often each place was sat in, or will be, by day of the week."""
        found = tuple(Counter[str]() for _ in range(WEEK))
        for use in self.uses:
            found[use.held_on.weekday()][use.place] += use.times
        return found


def _best_of(day: date, like: Slot, week: _Week, taken: Sequence[Engagement]) -> Slot | None:
    """The slot of ``day`` that is nearest to the one wanted."""
    length = like.end_minute - like.start_minute
    remote = like.mode in REMOTE
    places: Sequence[str | None] = week.places(day, like.place)
    if remote:
        places = (None,)
    elif week.unknown:
        places = (like.place,)
    for place in places:

        def fits(start: int, place: str | None = place) -> bool:
            thought = Engagement(None, day, start, start + length, place)
            return leaves_time(taken, thought, week.travels)

        hours = week.known.hours(day, place)
        start = free_start(like.start_minute, length, hours, taken, fits)
        if start is not None:
            where = like.place if remote else place
            return Slot(day, start, start + length, where, like.mode)
    return None
