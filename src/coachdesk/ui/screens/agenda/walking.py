"""Where the arrows lead in the agenda: along a column, and to the one beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coachdesk.services.agenda.view import AgendaEntry
from coachdesk.ui.screens.agenda.lanes import Block, Free, Plan, Untimed

Item = Block | Free | Untimed


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the keyboard is: a column, and what it is on there; None in an empty column."""

    lane: int
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A spot that is found again once the agenda was read anew."""

    entry_id: UUID | None
    day: date
    minute: int


def along(plan: Plan, spot: Spot, step: int) -> Spot:
    """The next thing of the column, or the same where it ends."""
    items = plan.of_lane(spot.lane)
    if not items:
        return spot
    if spot.item is None or spot.item not in items:
        return Spot(spot.lane, items[0 if step > 0 else -1])
    number = min(max(items.index(spot.item) + step, 0), len(items) - 1)
    return Spot(spot.lane, items[number])


def beside(plan: Plan, spot: Spot, step: int) -> Spot | None:
    """What is nearest at that hour in the next column; None beyond the last one."""
    lane = spot.lane + step
    if not 0 <= lane < len(plan.lanes):
        return None
    return nearest(plan, lane, spot.item.start if spot.item else plan.first)


def nearest(plan: Plan, lane: int, minute: int) -> Spot:
    """What is nearest to ``minute`` in a column."""
    items = plan.of_lane(lane)
    found = min(items, key=lambda item: abs(item.start - minute), default=None)
    return Spot(lane, found)


def mark_of(plan: Plan, spot: Spot | None) -> Mark | None:
    """How to find ``spot`` again."""
    if spot is None or spot.lane >= len(plan.lanes):
        return None
    item = spot.item
    entry = entry_on(spot)
    entry_id = entry.id if entry is not None else None
    minute = item.start if item is not None else plan.first
    return Mark(entry_id, plan.lanes[spot.lane].held_on, minute)


def found_again(plan: Plan, mark: Mark | None) -> Spot | None:
    """The spot of that entry, wherever it went; or what is nearest on that day."""
    if mark is None:
        return None
    spot = next((each for each in _spots(plan) if _id_on(each) == mark.entry_id), None)
    if mark.entry_id is not None and spot is not None:
        return spot
    lanes = [n for n, lane in enumerate(plan.lanes) if lane.held_on == mark.day]
    return nearest(plan, lanes[0], mark.minute) if lanes else None


def first_spot(plan: Plan, day: date, minute: int) -> Spot | None:
    """Where the keyboard begins: what comes next today, or the first thing there is."""
    if not plan.lanes:
        return None
    lanes = [number for number, lane in enumerate(plan.lanes) if lane.held_on == day]
    if not lanes:
        return nearest(plan, 0, plan.first)
    items = [item for item in plan.of_lane(lanes[0]) if item.end > minute]
    return Spot(lanes[0], items[0]) if items else nearest(plan, lanes[0], minute)


def spot_of(plan: Plan, entry: AgendaEntry) -> Spot | None:
    """Where an entry stands."""
    return next((spot for spot in _spots(plan) if _id_on(spot) == entry.id), None)


def entry_on(spot: Spot | None) -> AgendaEntry | None:
    """The entry that the keyboard is on; None on free time, or on nothing."""
    item = spot.item if spot is not None else None
    return item.entry if isinstance(item, Block | Untimed) else None


def _spots(plan: Plan) -> Iterator[Spot]:
    """Where each entry stands."""
    yield from (Spot(block.lane, block) for block in plan.blocks)
    for lane in range(len(plan.lanes)):
        yield from (Spot(lane, head) for head in plan.heads(lane))


def _id_on(spot: Spot) -> UUID | None:
    entry = entry_on(spot)
    return entry.id if entry is not None else None
