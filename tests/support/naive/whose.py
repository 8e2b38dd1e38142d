"""Whose facts count, and when, told by hand."""

from datetime import date

from coachdesk.domain.periods import Period
from support.cases import Case
from support.naive.world import World, inside, last_day, later

Keys = tuple[str, ...] | None


def concerned(
    world: World,
    period: Period,
    whose: str,
    exit_kinds: Keys,
    window: str = "period",
    months: int = 0,
    *,
    over: bool = False,
) -> list[Case]:
    entered = [case for case in world.cases if case.entered]
    if over and window == "after_entry":
        found = [c for c in entered if c.entered and inside(later(c.entered, months), period)]
    elif over and window == "after_exit":
        found = [c for c in entered if c.gone and inside(later(c.gone.day, months), period)]
    elif whose == "entries":
        found = [case for case in entered if inside(case.entered, period)]
    elif whose == "exits":
        found = [case for case, _ in world.left(period)]
    else:
        found = [case for case, _ in world.active(period)]
    return [
        case
        for case in found
        if exit_kinds is None or (case.gone is not None and case.gone.kind in exit_kinds)
    ]


def in_window(case: Case, day: date | None, period: Period, window: str, months: int) -> bool:
    assert case.entered
    if day is None:
        return False
    if window == "stay":
        return case.entered <= day <= min(period.last, last_day(case))
    if window == "after_entry":
        return case.entered <= day <= later(case.entered, months)
    if window == "after_exit":
        return case.gone is not None and case.gone.day < day <= later(case.gone.day, months)
    return inside(day, period)


def told(value: str | None, wanted: Keys) -> bool:
    """Whether a word is one of those asked for, if any are."""
    return wanted is None or value in wanted
