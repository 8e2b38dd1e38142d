"""Suivis post-parcours, counted by hand."""

from coachdesk.domain.periods import Period
from support.naive.world import World, inside, label, later


def _due(world: World, period: Period, months: int | None) -> list[tuple[int, str | None]]:
    """Each milestone that comes in the period, and what it told."""
    asked = world.profile.rules.follow_up_months if months is None else (months,)
    return [
        (number, next((one.outcome for one in case.follow_ups if one.months == number), None))
        for case in world.cases
        if case.entered and case.gone and case.gone.kind != "death"
        for number in asked
        if inside(later(case.gone.day, number), period)
    ]


def _reached(outcome: str | None) -> bool:
    return outcome not in {None, "unreachable"}


def follow_ups_due(world: World, period: Period, months: int | None) -> int:
    return len(_due(world, period, months))


def follow_ups_by(
    world: World, period: Period, by: str, months: int | None, only: str | None
) -> list[str]:
    found = _due(world, period, months)
    if only == "reached":
        found = [both for both in found if _reached(both[1])]
    if only == "employed":
        found = [both for both in found if both[1] == "employed"]
    if by == "milestone":
        return [f"{number}\u00a0mois" for number, _ in found]
    words = world.profile.follow_up_outcomes
    return [
        label(words, outcome) if months else f"{number}\u00a0mois – {label(words, outcome)}"
        for number, outcome in found
    ]


def follow_up_rate(
    world: World,
    period: Period,
    months: int | None,
    outcomes: tuple[str, ...] | None,
    *,
    reached: bool,
) -> tuple[int, int]:
    wanted = ("employed",) if outcomes is None else outcomes
    found = [
        outcome for _, outcome in _due(world, period, months) if _reached(outcome) or not reached
    ]
    return sum(outcome in wanted for outcome in found), len(found)
