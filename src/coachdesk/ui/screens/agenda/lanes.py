"""What stands in which column of the agenda, and what is free between: no Qt, no pixel."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coachdesk.core.french import fold
from coachdesk.domain.agenda import merged, without
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.holidays import SATURDAY
from coachdesk.domain.week_hours import DAY_MINUTES, Span
from coachdesk.services.agenda.view import AgendaDay, AgendaEntry, EntryKind, Opening

FIRST_HOUR, LAST_HOUR = 8, 18
"""Shown even when nothing is there."""
LEAST_FREE = 30
"""Minutes below which the time between two entries is no free time."""
_USUAL_DAY = (9 * 60, 17 * 60)
"""When a rendez-vous may be where no opening of a place is known."""


class Scope(StrEnum):
    """What is looked at."""

    DAY = "day"
    WEEK = "week"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Lane:
    """A column: a day with all its places, or one place of a day.

    Attributes:
        place: the place of the column; None for what is remote or elsewhere.
        whole: the column holds every place of its day.
    """

    day: AgendaDay
    place: str | None = None
    whole: bool = True

    @property
    def held_on(self) -> date:
        """Its day."""
        return self.day.day


@dataclass(frozen=True, slots=True)
class Block:
    """An entry in its column, beside those that overlap it: the ``nth`` of ``beside``."""

    entry: AgendaEntry
    lane: int
    start: int
    end: int
    nth: int = 0
    beside: int = 1


@dataclass(frozen=True, slots=True)
class Untimed:
    """An entry without an hour, in the head of its column: the arrows meet it before the hours."""

    entry: AgendaEntry
    lane: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Free:
    """Time of a column in which nothing is planned."""

    lane: int
    start: int
    end: int
    place: str | None


@dataclass(frozen=True)
class Plan:
    """All that is painted: the columns, the timed entries in them, those without an hour."""

    lanes: tuple[Lane, ...] = ()
    blocks: tuple[Block, ...] = ()
    untimed: tuple[tuple[AgendaEntry, ...], ...] = ()
    """Per column."""
    frees: tuple[Free, ...] = ()
    first: int = FIRST_HOUR * 60
    last: int = LAST_HOUR * 60

    def of_lane(self, lane: int) -> tuple["Block | Free | Untimed", ...]:
        """What the arrows meet in a column: what has no hour, then the rest by hour."""
        items: tuple[Block | Free, ...] = (*self.blocks, *self.frees)
        inside = [item for item in items if item.lane == lane]
        return (*self.heads(lane), *sorted(inside, key=lambda item: (item.start, item.end)))

    def heads(self, lane: int) -> tuple["Untimed", ...]:
        """Its entries without an hour; they stand before the first one."""
        before = self.first - 1
        entries = self.untimed[lane] if lane < len(self.untimed) else ()
        return tuple(Untimed(entry, lane, before, before) for entry in entries)


def plan_of(days: Sequence[AgendaDay], scope: Scope, place: str | None = None) -> Plan:
    """The columns of ``days``; ``place`` leaves out what is held in another one."""
    kept = [_narrowed(day, place) for day in days]
    lanes = tuple(_by_place(kept[0]) if scope is Scope.DAY and kept else _by_day(kept))
    blocks = tuple(block for number, lane in enumerate(lanes) for block in _blocks(number, lane))
    hours = [item for day in kept for item in hours_of(day)]
    first = min([FIRST_HOUR * 60, *(hour.start_minute or 0 for hour in hours)]) // 60 * 60
    last = -(-max([LAST_HOUR * 60, *(hour.end_minute or 0 for hour in hours)]) // 60) * 60
    return Plan(
        lanes,
        blocks,
        tuple(tuple(e for e in _of(lane) if not is_timed(e)) for lane in lanes),
        tuple(free for number, lane in enumerate(lanes) for free in _frees(number, lane)),
        first,
        last,
    )


def is_timed(entry: AgendaEntry) -> bool:
    """Whether its hours are known."""
    return entry.start_minute is not None and entry.end_minute is not None


def hours_of(day: AgendaDay) -> tuple[Opening | AgendaEntry, ...]:
    """What has hours on a day: the permanences, the entries."""
    return (*day.openings, *_timed(day.entries))


def is_cancelled(entry: AgendaEntry) -> bool:
    """Whether it takes none of the coach's time any more."""
    return entry.presence is Presence.CANCELLED


def _narrowed(day: AgendaDay, place: str | None) -> AgendaDay:
    if place is None:
        return day
    return AgendaDay(
        day.day,
        day.holiday,
        tuple(off for off in day.off if off.place in {None, place}),
        tuple(opening for opening in day.openings if opening.place == place),
        tuple(entry for entry in day.entries if entry.place == place),
    )


def _by_day(days: Iterable[AgendaDay]) -> Iterator[Lane]:
    """A column a day; those of the week-end only when something is there."""
    for day in days:
        if day.day.weekday() < SATURDAY or day.entries or day.openings:
            yield Lane(day)


def _by_place(day: AgendaDay) -> list[Lane]:
    """A column a place, in the order in which she goes there; what is remote comes last."""
    begins: dict[str, int] = {}
    for items in (_timed(day.entries), day.openings, day.entries):  # whom she meets comes first
        found: dict[str, int] = {}
        for item in items:
            if item.place is not None and item.place not in begins:
                start = DAY_MINUTES if item.start_minute is None else item.start_minute
                found[item.place] = min(start, found.get(item.place, DAY_MINUTES))
        begins |= found
    ordered = sorted(begins, key=lambda place: (begins[place], fold(place)))
    lanes = [Lane(day, place, whole=False) for place in ordered]
    if not lanes or any(entry.place is None for entry in day.entries):
        lanes.append(Lane(day, None, whole=False))
    return lanes


def _of(lane: Lane) -> tuple[AgendaEntry, ...]:
    if lane.whole:
        return lane.day.entries
    return tuple(entry for entry in lane.day.entries if entry.place == lane.place)


def _timed(entries: Iterable[AgendaEntry]) -> list[AgendaEntry]:
    return [entry for entry in entries if is_timed(entry)]


def _blocks(number: int, lane: Lane) -> Iterator[Block]:
    """The entries of a column, those that overlap side by side."""
    alone = [
        Block(entry, number, entry.start_minute or 0, entry.end_minute or 0)
        for entry in _timed(_of(lane))
    ]
    group: list[tuple[Block, int]] = []
    until = -1
    for block in sorted(alone, key=lambda item: (item.start, is_cancelled(item.entry), -item.end)):
        if block.start >= until:
            yield from _spread(group)
            group = []
        busy = {nth for other, nth in group if other.end > block.start}
        group.append((block, next(nth for nth in range(len(busy) + 1) if nth not in busy)))
        until = max(until, block.end)
    yield from _spread(group)


def _spread(group: Sequence[tuple[Block, int]]) -> Iterator[Block]:
    beside = max((nth for _, nth in group), default=0) + 1
    for block, nth in group:
        yield Block(block.entry, block.lane, block.start, block.end, nth, beside)


def _frees(number: int, lane: Lane) -> Iterator[Free]:
    """The free times of a column: within the openings known, or else within a usual day."""
    day = lane.day
    busy = [(entry.start_minute or 0, entry.end_minute or 0) for entry in _timed(day.entries)
            if not is_cancelled(entry)]  # fmt: skip
    for place, hours in _open_hours(lane):
        away = [off.span for off in day.off if off.place in {None, place}]
        for start, end in without(merged(hours), busy + away):
            if end - start >= LEAST_FREE:
                yield Free(number, start, end, place)


def _open_hours(lane: Lane) -> Iterator[tuple[str | None, list[Span]]]:
    """When someone may be met in a column, place by place."""
    day = lane.day
    known: dict[str | None, list[Span]] = {}
    for opening in day.openings:
        if lane.whole or opening.place == lane.place:
            known.setdefault(opening.place, []).append((opening.start_minute, opening.end_minute))
    if not day.openings and day.holiday is None and day.day.weekday() < SATURDAY:
        known = {lane.place: [_USUAL_DAY]}
    yield from known.items()


def place_there(lane: Lane, entry: AgendaEntry, start: int) -> str | None:
    """Where an entry is held once it is put in ``lane`` at ``start``.

    A column of a place says so itself. In the column of a day she stays in her own place, unless
    the coach then sits in another one and never in hers.
    """
    if entry.mode in REMOTE or entry.kind is EntryKind.TIME:
        return entry.place
    if not lane.whole:
        return lane.place or entry.place
    openings = lane.day.openings
    if any(opening.place == entry.place for opening in openings):
        return entry.place
    there = [o.place for o in openings if o.start_minute <= start < o.end_minute]
    return there[0] if there else entry.place


def opened_at(lane: Lane, start: int) -> str | None:
    """Where the coach sits at that minute, as far as it is known."""
    if not lane.whole:
        return lane.place
    here = [o.place for o in lane.day.openings if o.start_minute <= start < o.end_minute]
    near = [entry for entry in _timed(lane.day.entries) if entry.place is not None]
    near.sort(key=lambda entry: abs((entry.start_minute or 0) - start))
    return here[0] if here else near[0].place if near else None
