"""Immersions, counted by hand."""

from datetime import timedelta

from coachdesk.domain.periods import Period
from coachdesk.domain.pmsmp import ImmersionOutcome
from support.cases import Case, Stage
from support.naive.exits import POSITIVE
from support.naive.world import World, inside, label, last_day, later


def _begun(world: World, period: Period) -> list[Stage]:
    return [stage for case in world.cases for stage in case.stages if inside(stage.first, period)]


def _happened(stage: Stage) -> bool:
    return stage.outcome is not ImmersionOutcome.NOT_DONE


def _done(case: Case) -> int:
    return sum(_happened(stage) for stage in case.stages)


def immersions_started(world: World, period: Period) -> int:
    return sum(_happened(stage) for stage in _begun(world, period))


def immersions_by(world: World, period: Period, by: str) -> list[str]:
    profile, begun = world.profile, _begun(world, period)
    if by == "outcome":
        return [label(profile.immersion_outcomes, stage.outcome) for stage in begun]
    if by == "cause":
        return [label(profile.immersion_causes, stage.cause) for stage in begun]
    happened = [stage for stage in begun if _happened(stage)]
    if by == "purpose":
        return [label(profile.purposes, stage.purpose) for stage in happened]
    if by == "review":
        return [label(profile.reviews, stage.review) for stage in happened]
    return [stage.company for stage in happened]


def leavers_by_immersions(world: World, period: Period) -> list[str]:
    names = ["Aucune immersion", "Une", "Deux ou plus"]
    return [names[min(_done(case), 2)] for case, _ in world.left(period)]


def leavers_with_immersions(world: World, period: Period, least: int) -> int:
    return sum(_done(case) >= least for case, _ in world.left(period))


def leavers_without_immersion(world: World, period: Period) -> list[str]:
    return [
        "Emploi ou formation"
        if gone.kind in POSITIVE
        else label(world.profile.exit_kinds, gone.kind)
        for case, gone in world.left(period)
        if not _done(case)
    ]


def immersion_within(world: World, period: Period, months: int, *, each: bool) -> tuple[int, int]:
    part = whole = 0
    for case in world.cases:
        if case.entered is None:
            continue
        for rank in range(60 // months if each else 1):
            starts, over = (later(case.entered, n * months) for n in (rank, rank + 1))
            if rank and last_day(case) < over - timedelta(days=1):
                break  # the months after the first are those that were whole
            if inside(min(over, last_day(case)), period):
                whole += 1
                part += any(
                    _happened(stage) and starts <= stage.first < over for stage in case.stages
                )
    return part, whole
