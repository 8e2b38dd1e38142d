"""What can't go together in the coach's agenda, and the free time that is left in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from coachdesk.domain.agenda import Calendar, merged, without
from coachdesk.domain.clashes import in_order, overlapping, too_close
from coachdesk.domain.holidays import holiday
from coachdesk.domain.travels import Travels
from coachdesk.domain.week_hours import Span

STEP = 15
"""Minutes from one proposed hour to the next."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """Something that keeps the coach some hours of a day."""

    id: UUID | None
    """None for what is only thought of."""
    held_on: date
    start_minute: int
    end_minute: int
    place: str | None
    """None where there is no place to go: by phone, at her desk."""
    raises: bool = True
    """Whether a conflict is told of it: planned in CoachDesk, and not over."""
    sits: bool = True
    """Whether it belongs to the openings of its place, and to workdays."""
    away: bool = True
    """Whether it wants the coach to be there: what she does on a day off is hers to say."""


class ConflictKind(StrEnum):
    """What stands against an engagement."""

    OVERLAP = "overlap"
    TRAVEL = "travel"
    HOLIDAY = "holiday"
    OFF = "off"
    CLOSED = "closed"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that stands against an engagement."""

    kind: ConflictKind
    other: Engagement | None = None
    """What it overlaps, or what is too far from it."""
    label: str = ""
    """Of the holiday, of the absence."""
    free: int = 0
    needed: int = 0
    """Minutes there are for the road, and that it takes."""


def conflicts_of(
    engagements: Iterable[Engagement], calendar: Calendar, travels: Travels
) -> dict[UUID | None, list[Conflict]]:
    """What stands against each, by its id; what is fine is not in it."""
    found: dict[UUID | None, list[Conflict]] = {}

    def tell(one: Engagement, conflict: Conflict) -> None:
        if one.raises:
            found.setdefault(one.id, []).append(conflict)

    asked = tuple(engagements)
    days = {one.held_on for one in asked if one.raises}  # of the others nothing is told
    items = in_order(one for one in asked if one.held_on in days)
    for before, item in overlapping(items):
        tell(before, Conflict(ConflictKind.OVERLAP, item))
        tell(item, Conflict(ConflictKind.OVERLAP, before))
    for before, item, free in too_close(items, travels.between):
        needed = travels.between(before.place, item.place)
        tell(before, Conflict(ConflictKind.TRAVEL, item, free=free, needed=needed))
        tell(item, Conflict(ConflictKind.TRAVEL, before, free=free, needed=needed))
    for item in items:
        if item.raises:
            for conflict in _of_day(item, calendar):
                tell(item, conflict)
    return found


def _of_day(item: Engagement, calendar: Calendar) -> Iterator[Conflict]:
    """What the day itself, or the place, has against it."""
    name = holiday(item.held_on)
    if name is not None and item.sits:
        yield Conflict(ConflictKind.HOLIDAY, label=name)
        return
    here: Span = (item.start_minute, item.end_minute)
    for off in calendar.offs_on(item.held_on) if item.away else ():
        if off.place in {None, item.place} and without([here], [off.span]) != (here,):
            kind = ConflictKind.OFF if off.place is None else ConflictKind.CLOSED
            yield Conflict(kind, label=off.label)
    if item.sits and item.place in calendar.opened:
        open_hours = merged(
            (one.start_minute, one.end_minute)
            for one in calendar.openings_on(item.held_on)
            if one.place == item.place
        )
        if without([here], open_hours):
            yield Conflict(ConflictKind.OUTSIDE)


def free_start(
    wanted: int,
    length: int,
    hours: Iterable[Span],
    taken: Sequence[Engagement],
    fits: Callable[[int], bool],
) -> int | None:
    """The hour nearest to the one wanted at which ``length`` minutes are free.

    Args:
        wanted: in minutes since midnight, as what is returned.
        length: how long it is.
        hours: when the coach may be met there.
        taken: what she has that day already.
        fits: whether an hour leaves enough time for the road.
    """
    free = without(hours, ((one.start_minute, one.end_minute) for one in taken))
    starts = {
        start
        for begin, end in free
        for start in (wanted, begin, *range(-(-begin // STEP) * STEP, end, STEP))
        if begin <= start and start + length <= end
    }
    near = sorted(starts, key=lambda start: (abs(start - wanted), start))
    return next((start for start in near if fits(start)), None)


def leaves_time(taken: Sequence[Engagement], more: Engagement, travels: Travels) -> bool:
    """Whether ``more`` leaves the roads of its day as easy as they were."""
    late = {(before.id, item.id) for before, item, _ in too_close(taken, travels.between)}
    return all(
        (before.id, item.id) in late
        for before, item, _ in too_close([*taken, more], travels.between)
    )
