"""What the page of places shows: places with their week, who is away, the roads to say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sqlalchemy import Connection

from coachdesk.core.french import DAYS
from coachdesk.domain.agenda import WeeklyOpening, Weeks
from coachdesk.domain.travels import commune_of, place_key
from coachdesk.domain.week_hours import short_words
from coachdesk.queries.place_lists import (
    DayOffLine,
    PlaceLine,
    TravelLine,
    day_off_lines,
    place_lines,
    travel_lines,
    weekly_openings,
)
from coachdesk.queries.places import PlaceUse, base_place, place_uses
from coachdesk.services.agenda.search import HORIZON, MEMORY

WEEKS_WORDS = {Weeks.EVERY: "", Weeks.EVEN: "semaines paires", Weeks.ODD: "semaines impaires"}


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place with its week."""

    place: PlaceLine
    openings: tuple[WeeklyOpening, ...]

    @property
    def words(self) -> str:
        """« mardi 9h-12h, jeudi 14h-17h (semaines paires) »; empty when nothing is typed."""
        return ", ".join(_opening_words(one) for one in self.openings)


@dataclass(frozen=True, slots=True)
class PlacesView:
    """The whole page."""

    places: tuple[PlaceView, ...]
    """By name, those where nobody is met any more at the end."""
    days_off: tuple[DayOffLine, ...]
    travels: tuple[TravelLine, ...]
    unknown: tuple[tuple[str, str], ...]
    """Pairs of places of one day between which nobody said how long it is."""
    alike: tuple[tuple[str, str], ...]
    """Pairs of names that may be one place."""
    base: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """The places where people are met still."""
        return tuple(one.place.name for one in self.places if one.place.retired_on is None)


def places_view(connection: Connection, day: date) -> PlacesView:
    """The page as it stands on ``day``."""
    places = place_lines(connection, day)
    openings = defaultdict(list)
    for one in weekly_openings(connection):
        openings[one.place].append(one)
    travels = travel_lines(connection)
    base = base_place(connection)
    uses = place_uses(connection, day - MEMORY, day + HORIZON)
    ordered = sorted(places, key=lambda place: place.retired_on is not None)
    return PlacesView(
        tuple(PlaceView(place, tuple(openings[place.name])) for place in ordered),
        day_off_lines(connection, day),
        travels,
        tuple(_unknown(uses, travels, base)),
        tuple(_alike(place.name for place in places)),
        base,
    )


def _unknown(
    uses: Iterable[PlaceUse], travels: Iterable[TravelLine], base: str | None
) -> list[tuple[str, str]]:
    """The roads that her weeks take, the most frequent first."""
    of_day: dict[date, set[str]] = defaultdict(set)
    for use in uses:
        of_day[use.held_on].add(use.place)
        if base is not None:
            of_day[use.held_on].add(base)
    times: dict[tuple[str, str], int] = defaultdict(int)
    for places in of_day.values():
        for pair in combinations(sorted(places), 2):
            times[pair] += 1
    known = {frozenset((road.one, road.other)) for road in travels}
    return [
        pair
        for pair in sorted(times, key=lambda pair: (-times[pair], pair))
        if frozenset(pair) not in known and commune_of(pair[0]) != commune_of(pair[1])
    ]


def _alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each name with the first one that says the same."""
    first: dict[frozenset[str], str] = {}
    for name in names:
        known = first.setdefault(place_key(name), name)
        if known != name:
            yield known, name


def _opening_words(one: WeeklyOpening) -> str:
    hours = short_words(((one.start_minute, one.end_minute),))
    weeks = f" ({WEEKS_WORDS[one.weeks]})" if one.weeks is not Weeks.EVERY else ""
    return f"{DAYS[one.weekday]} {hours}{weeks}"
