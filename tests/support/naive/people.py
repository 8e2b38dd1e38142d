"""Prescriptions, participants and the file active, counted by hand."""

from datetime import date
from typing import Any

from coachdesk.domain.periods import Period
from coachdesk.domain.words import NOT_TOLD
from support.cases import Case
from support.naive.world import World, inside, label, last_day, later, months_of


def _of_year(world: World, period: Period) -> list[Case]:
    waiting = [case for case in world.cases if not case.entered and inside(case.received, period)]
    return [case for case, _ in world.active(period)] + waiting


def prescriptions(world: World, period: Period) -> int:
    return len(_of_year(world, period))


def prescriptions_by(world: World, period: Period, by: str) -> list[str]:
    profile = world.profile
    told: Any = {
        "outcome": lambda case: label(profile.outcomes, case.outcome),
        "prescriber": lambda case: label(profile.prescribers, case.prescriber),
        "case_manager": lambda case: case.case_manager or NOT_TOLD,
        "commune": lambda case: case.commune or NOT_TOLD,
    }[by]
    return [told(case) for case in _of_year(world, period)]


def prescriptions_received(world: World, period: Period) -> int:
    return sum(inside(case.received, period) for case in world.cases)


def participants(world: World, period: Period) -> int:
    return len(world.active(period))


def _age(birth: date, day: date) -> int:
    """By counting birthdays: 29 February is kept on 1 March of a common year."""
    age = -1
    for year in range(birth.year, day.year + 1):
        try:
            birthday = birth.replace(year=year)
        except ValueError:
            birthday = date(year, 3, 1)
        age += birthday <= day
    return age


def _band(world: World, age: int) -> str:
    return next(
        band.label
        for band in world.profile.age_bands
        if band.first <= age and (band.last is None or age <= band.last)
    )


def participants_by(world: World, period: Period, by: str) -> list[str]:
    profile, found = world.profile, world.active(period)
    if by == "age":
        return [_band(world, _age(case.birth, entered)) for case, entered in found]
    if by == "gender":
        return [label(profile.genders, case.gender) for case, _ in found]
    if by == "commune":
        return [case.commune or NOT_TOLD for case, _ in found]
    words: Any = {
        "status": profile.statuses,
        "training_level": profile.training_levels,
        "household": profile.households,
        "main_obstacle": profile.obstacles,
        "employment": profile.employment,
    }[by]
    return [label(words, case.words.get(by)) for case, _ in found]


def entries(world: World, period: Period) -> int:
    return sum(inside(case.entered, period) for case in world.cases)


def still_there(world: World, period: Period) -> int:
    return sum(
        case.entered is not None and case.entered <= period.last < last_day(case)
        for case in world.cases
    )


def file_active(world: World, period: Period) -> list[int]:
    return [len(world.active(month)) for month in months_of(period)]


file_active_mean = file_active


def renewals(world: World, period: Period, months: int | None) -> int:
    usual = months or world.profile.rules.duration_months
    found = 0
    for case in world.cases:
        if case.entered is None or case.planned_end is None:
            continue
        over = later(case.entered, usual)
        found += inside(over, period) and case.planned_end >= over and last_day(case) >= over
    return found


def pathway_length(world: World, period: Period) -> list[int]:
    return [(gone.day - case.entered).days + 1 for case, gone in world.left(period) if case.entered]
