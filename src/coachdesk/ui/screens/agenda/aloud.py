"""The agenda by ear: each entry and each free time painted is told as a thing of its own."""

from collections.abc import Hashable, Iterator

from coachdesk.core.french import full_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.agenda.view import AgendaEntry
from coachdesk.ui.screens.agenda.lanes import Block, Free, Plan
from coachdesk.ui.screens.agenda.placing import PlacedSheet
from coachdesk.ui.screens.agenda.walking import Item, Spot
from coachdesk.ui.screens.agenda.words import spoken, spoken_free
from coachdesk.ui.widgets.spoken import ToldItem


def told_on(sheet: PlacedSheet, profile: ActionProfile, at: Item | None) -> list[ToldItem]:
    """Column by column, by hour, what has no hour first; the keyboard is on ``at``."""
    return list(_told(sheet, profile, at))


def spot_words(plan: Plan, spot: Spot, profile: ActionProfile) -> str:
    """Where the keyboard is, in one breath."""
    if spot.item is None:
        return f"{full_date(plan.lanes[spot.lane].held_on)}, rien"
    return item_words(plan, spot.item, profile)


def item_words(plan: Plan, item: Item, profile: ActionProfile) -> str:
    """An entry or a free time, in one breath."""
    if isinstance(item, Block):
        return spoken(item.entry, profile)
    return spoken_free(item, plan.lanes[item.lane])


def item_key(item: Item) -> Hashable:
    """By what it is known again once the agenda was read anew."""
    return item if isinstance(item, Free) else (item.lane, item.entry.id)


def untimed_entry(plan: Plan, key: Hashable) -> AgendaEntry | None:
    """The entry without an hour of that key."""
    found = (entry for entries in plan.untimed for entry in entries if entry.id == key)
    return next(found, None)


def _told(sheet: PlacedSheet, profile: ActionProfile, at: Item | None) -> Iterator[ToldItem]:
    plan, scale = sheet.plan, sheet.scale
    for lane in range(len(plan.lanes)):
        for entry in plan.untimed[lane] if plan.untimed else ():
            yield ToldItem(entry.id, spoken(entry, profile), sheet.entry_rect(entry).toRect())
        for item in plan.of_lane(lane):
            words = item_words(plan, item, profile)
            box, busy = scale.rect(item).toRect(), isinstance(item, Block)
            yield ToldItem(item_key(item), words, box, here=item == at, written=busy)
