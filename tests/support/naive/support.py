"""Démarches, freins and measures, counted by hand."""

from coachdesk.domain.periods import Period
from coachdesk.domain.words import NOT_TOLD
from support.cases import Case
from support.naive.whose import Keys, concerned, told
from support.naive.work import Judged, Stepped
from support.naive.world import World, inside, last_day

_AIDS = {"granted": "Accordée", "refused": "Refusée", "pending": "En attente"}
_WEIGHTS = {"none": 0, "moderate": 1, "strong": 2}
_TRENDS = {
    "better": "Mieux qu’au début",
    "same": "Comme au début",
    "worse": "Moins bien qu’au début",
    "new": "Une seule fois",
}


def _steps(
    world: World, period: Period, kinds: Keys, outcomes: Keys, *, aids: bool
) -> list[Stepped]:
    return [
        step
        for step in world.work.steps
        if inside(step.day, period)
        and told(step.kind, kinds)
        and told(step.aid, outcomes)
        and (step.aid or not aids)
    ]


def steps(world: World, period: Period, kinds: Keys, outcomes: Keys, *, aids: bool) -> int:
    return len(_steps(world, period, kinds, outcomes, aids=aids))


def steps_people(world: World, period: Period, kinds: Keys, outcomes: Keys, *, aids: bool) -> int:
    return len({step.who for step in _steps(world, period, kinds, outcomes, aids=aids)})


def steps_by(
    world: World, period: Period, by: str, kinds: Keys, outcomes: Keys, *, aids: bool
) -> list[str]:
    return [
        world.profile.steps[step.kind].label
        if by == "kind"
        else _AIDS.get(step.aid or "", NOT_TOLD)
        for step in _steps(world, period, kinds, outcomes, aids=aids)
    ]


def _in_order(judged: list[Judged], case: Case, period: Period) -> list[str]:
    """What was judged of her, until she left or the period ended."""
    end = min(period.last, last_day(case))
    hers = [each for each in judged if each.who == case.number and each.day <= end]
    return [each.told for each in sorted(hers, key=lambda each: each.day)]


def _way(ranks: list[int]) -> str:
    """Up is better."""
    if len(ranks) == 1:
        return "new"
    change = ranks[-1] - ranks[0]
    return "same" if not change else "better" if change > 0 else "worse"


def _freins(
    world: World, period: Period, whose: str, exit_kinds: Keys, kinds: Keys
) -> list[tuple[str, str]]:
    """Each frein that weighed, and how it went."""
    found = []
    for case in concerned(world, period, whose, exit_kinds):
        for kind in sorted({each.kind for each in world.work.freins}):
            judged = [each for each in world.work.freins if each.kind == kind]
            order = _in_order(judged, case, period)
            if told(kind, kinds) and any(impact != "none" for impact in order):
                found.append((kind, _way([-_WEIGHTS[impact] for impact in order])))
    return found


def obstacles_by(
    world: World, period: Period, by: str, whose: str, exit_kinds: Keys, kinds: Keys, trends: Keys
) -> list[str]:
    return [
        world.profile.obstacles[kind].label if by == "kind" else _TRENDS[way]
        for kind, way in _freins(world, period, whose, exit_kinds, kinds)
        if told(way, trends)
    ]


def obstacles_rate(
    world: World, period: Period, whose: str, exit_kinds: Keys, kinds: Keys,
    trends: tuple[str, ...],
) -> tuple[int, int]:  # fmt: skip
    every = _freins(world, period, whose, exit_kinds, kinds)
    return sum(way in trends for _, way in every), len(every)


def _levels(
    world: World, period: Period, measure: str, whose: str, exit_kinds: Keys
) -> list[tuple[str | None, str | None]]:
    """The first level of each, and the last where there are two at least."""
    judged = [each for each in world.work.levels if each.kind == measure]
    found = []
    for case in concerned(world, period, whose, exit_kinds):
        order = _in_order(judged, case, period)
        found.append((order[0] if order else None, order[-1] if len(order) > 1 else None))
    return found


def measures_by(
    world: World, period: Period, measure: str, when: str, whose: str, exit_kinds: Keys
) -> list[str]:
    words = world.profile.measures[measure].levels
    both = _levels(world, period, measure, whose, exit_kinds)
    return [
        NOT_TOLD if level is None else words.label(level)
        for level in (each[when == "last"] for each in both)
    ]


def _rank(world: World, measure: str, level: str | None) -> int | None:
    order = [word.key for word in world.profile.measures[measure].levels]
    return order.index(level) + 1 if level in order else None


def measures_mean(
    world: World, period: Period, measure: str, when: str, whose: str, exit_kinds: Keys
) -> list[int]:
    both = _levels(world, period, measure, whose, exit_kinds)
    ranks = (_rank(world, measure, each[when == "last"]) for each in both)
    return [rank for rank in ranks if rank is not None]


def _ways(
    world: World, period: Period, measure: str, whose: str, exit_kinds: Keys
) -> list[str | None]:
    found: list[str | None] = []
    for first, last in _levels(world, period, measure, whose, exit_kinds):
        ranks = [_rank(world, measure, level) for level in (first, last) if level is not None]
        known = [rank for rank in ranks if rank is not None]
        if first is not None and last is None:
            found.append("new")
        else:
            found.append(_way(known) if len(known) == 2 else None)
    return found


def measure_trends(
    world: World, period: Period, measure: str, whose: str, exit_kinds: Keys
) -> list[str]:
    ways = _ways(world, period, measure, whose, exit_kinds)
    return [_TRENDS[way] if way else NOT_TOLD for way in ways]


def measure_rate(
    world: World, period: Period, measure: str, trends: tuple[str, ...], whose: str,
    exit_kinds: Keys,
) -> tuple[int, int]:  # fmt: skip
    ways = _ways(world, period, measure, whose, exit_kinds)
    twice = [way for way in ways if way and way != "new"]
    return sum(way in trends for way in twice), len(twice)
