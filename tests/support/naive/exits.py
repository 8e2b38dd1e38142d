"""Exits, counted by hand."""

from datetime import date
from typing import Any

from coachdesk.domain.periods import Period
from support.cases import Case, Gone
from support.naive.world import DAY, World, label, later

CLASSES = {
    "durable": "Emploi durable",
    "transition": "Emploi de transition",
    "positive": "Sortie positive",
    "other": "Autre sortie",
    "neutral": "Retirée du calcul",
}


_BY_KIND = {"training": "positive", "health": "neutral", "move": "neutral", "death": "neutral"}
_FIXED = {"fixed_long": "durable", "fixed_short": "transition"}


def _class_of(gone: Gone) -> str:
    """As the profile of *Coaching Emploi* says it, in words of its own."""
    if gone.kind != "employment":
        return _BY_KIND.get(gone.kind, "other")
    starts, ends = gone.job_starts, gone.job_ends
    if gone.detail in {"permanent", "apprenticeship"}:
        return "durable"
    if starts is None or ends is None:
        return _FIXED.get(gone.detail or "", "transition")
    six_months = later(starts, 6) - DAY
    lasts = (gone.detail in _FIXED and ends >= six_months) or (
        gone.detail == "temporary" and ends > six_months
    )
    return "durable" if lasts else "transition"


POSITIVE = ("employment", "training")


def _wanted(
    gone: Gone, kinds: tuple[str, ...] | None, classes: tuple[str, ...] | None, *, positive: bool
) -> bool:
    return (
        (positive and gone.kind in POSITIVE)
        or gone.kind in (kinds or ())
        or _class_of(gone) in (classes or ())
    )


def _kept(gone: Gone, *, without_neutral: bool) -> bool:
    return not (without_neutral and _class_of(gone) == "neutral")


def exits(
    world: World,
    period: Period,
    *,
    positive: bool,
    kinds: tuple[str, ...] | None,
    classes: tuple[str, ...] | None,
    without_neutral: bool,
) -> int:
    named = positive or kinds is not None or classes is not None
    return sum(
        _kept(gone, without_neutral=without_neutral)
        and (not named or _wanted(gone, kinds, classes, positive=positive))
        for _, gone in world.left(period)
    )


def exits_by(world: World, period: Period, by: str, kinds: tuple[str, ...] | None) -> list[str]:
    profile = world.profile
    told: Any = {
        "kind": lambda gone: label(profile.exit_kinds, gone.kind),
        "recommendation": lambda gone: label(profile.recommendations, gone.recommendation),
        "class": lambda gone: CLASSES[_class_of(gone)],
    }[by]
    return [told(gone) for _, gone in world.left(period) if kinds is None or gone.kind in kinds]


def exits_by_detail(
    world: World, period: Period, ahead: str | None, kinds: tuple[str, ...] | None
) -> list[str]:
    leads = {"job": ["employment"], "training": ["training"], "nothing": ["end_of_support"]}
    every = [kind for each in leads.values() for kind in each]
    asked = [kind for kind in (leads[ahead] if ahead else every) if kinds is None or kind in kinds]
    found = []
    for _, gone in world.left(period):
        if gone.kind in asked:
            kind = world.profile.exit_kinds[gone.kind]
            before = f"{kind.label} – " if len(asked) > 1 else ""
            found.append(before + label(kind.details, gone.detail))
    return found


def exit_rate(
    world: World,
    period: Period,
    *,
    positive: bool,
    kinds: tuple[str, ...] | None,
    classes: tuple[str, ...] | None,
    without_neutral: bool,
) -> tuple[int, int]:
    left = [gone for _, gone in world.left(period) if _kept(gone, without_neutral=without_neutral)]
    return sum(_wanted(gone, kinds, classes, positive=positive) for gone in left), len(left)


def next_step_rate(world: World, period: Period, *, without_neutral: bool) -> tuple[int, int]:
    left = [gone for _, gone in world.left(period) if _kept(gone, without_neutral=without_neutral)]
    return (
        sum(bool(gone.kind in POSITIVE or gone.detail or gone.recommendation) for gone in left),
        len(left),
    )


def positive_within(
    world: World,
    period: Period,
    months: int,
    outcomes: tuple[str, ...] | None,
    *,
    without_neutral: bool,
) -> tuple[int, int]:
    wanted = ("employed",) if outcomes is None else outcomes
    left = [both for both in world.left(period) if _kept(both[1], without_neutral=without_neutral)]
    return sum(_becomes(world, case, gone, months, wanted) for case, gone in left), len(left)


def _becomes(world: World, case: Case, gone: Gone, months: int, outcomes: tuple[str, ...]) -> bool:
    until = later(gone.day, months)

    def between(day: date | None) -> bool:
        return day is not None and gone.day <= day <= until

    return (
        gone.kind in POSITIVE
        or between(gone.job_starts)
        or any(one.months <= months and one.outcome in outcomes for one in case.follow_ups)
        or any(
            other.entered > gone.day and other.gone.kind in POSITIVE and between(other.gone.day)
            for other in world.cases
            if (other.person or other.number) == (case.person or case.number)
            and other.entered
            and other.gone
        )
    )
