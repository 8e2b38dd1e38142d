"""The agenda by ear: each entry and each free time painted is told as a thing of its own."""

from collections.abc import Hashable, Iterator

from coachdesk.core.french import full_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.ui.screens.agenda.lanes import Free, Plan, Untimed
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
    if isinstance(item, Free):
        return spoken_free(item, plan.lanes[item.lane])
    return spoken(item.entry, profile)


def item_key(item: Item) -> Hashable:
    """By what it is known again once the agenda was read anew."""
    return item if isinstance(item, Free) else (item.lane, item.entry.id)


def _told(sheet: PlacedSheet, profile: ActionProfile, at: Item | None) -> Iterator[ToldItem]:
    plan, scale = sheet.plan, sheet.scale
    for lane in range(len(plan.lanes)):
        for item in plan.of_lane(lane):
            words, busy = item_words(plan, item, profile), not isinstance(item, Free)
            box = sheet.entry_rect(item.entry) if isinstance(item, Untimed) else scale.rect(item)
            yield ToldItem(item_key(item), words, box.toRect(), here=item == at, written=busy)
