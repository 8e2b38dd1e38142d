"""Acts, counted by hand."""

from typing import Any

from coachdesk.domain.periods import Period
from coachdesk.domain.words import NOT_TOLD
from support.cases import Case
from support.naive.whose import Keys, concerned, in_window, told
from support.naive.work import Done
from support.naive.world import World, inside


def _acts(world: World, period: Period, kinds: Keys, results: Keys) -> list[Done]:
    return [
        act
        for act in world.work.acts
        if inside(act.day, period) and told(act.kind, kinds) and told(act.result, results)
    ]


def acts(world: World, period: Period, kinds: Keys, results: Keys) -> int:
    return len(_acts(world, period, kinds, results))


def acts_people(world: World, period: Period, kinds: Keys, results: Keys) -> int:
    return sum(len(a.who) + (a.unnamed or 0) for a in _acts(world, period, kinds, results))


def acts_minutes(world: World, period: Period, kinds: Keys, results: Keys) -> int:
    return sum(act.minutes or 0 for act in _acts(world, period, kinds, results))


def acts_quantity(world: World, period: Period, kinds: Keys, results: Keys) -> int:
    return sum(act.quantity or 0 for act in _acts(world, period, kinds, results))


def acts_by(world: World, period: Period, by: str, kinds: Keys, results: Keys) -> list[str]:
    services = world.profile.services

    def word(act: Done) -> str:
        if by == "place":
            return act.place or NOT_TOLD
        if by == "kind":
            return services[act.kind].label
        if act.result is None:
            return NOT_TOLD
        own = {each.key: each.label for each in services[act.kind].results}
        asked = [kind for kind in services if kinds is None or kind.key in kinds]
        words = {r.label for kind in asked for r in kind.results if r.key == act.result}
        if len(words) < 2:
            return words.pop() if words else act.result
        mine = own.get(act.result)
        return f"{mine} ({services[act.kind].label})" if mine else act.result

    return [word(act) for act in _acts(world, period, kinds, results)]


def acts_rate(
    world: World, period: Period, kinds: Keys, results: tuple[str, ...]
) -> tuple[int, int]:
    every = _acts(world, period, kinds, None)
    return sum(act.result in results for act in every), len(every)


def _reached(
    world: World, period: Period, case: Case, kinds: Keys, results: Keys, of: str, *when: Any
) -> int:
    hers = [
        act
        for act in world.work.acts
        if case.number in act.who
        and told(act.kind, kinds)
        and told(act.result, results)
        and in_window(case, act.day, period, *when)
    ]
    return {
        "acts": len(hers),
        "months": len({(act.day.year, act.day.month) for act in hers}),
        "hours": sum(act.minutes or 0 for act in hers),
        "quantity": sum(act.quantity or 0 for act in hers),
    }[of]


_ONE = {"acts": 1, "months": 1, "hours": 60, "quantity": 100}


def people_with_acts(
    world: World, period: Period, whose: str, exit_kinds: Keys, kinds: Keys, results: Keys,
    of: str, window: str, months: int, at_least: int, *, over: bool,
) -> int:  # fmt: skip
    return people_with_acts_rate(
        world, period, whose, exit_kinds, kinds, results, of, window, months, at_least, over=over
    )[0]


def people_with_acts_rate(
    world: World, period: Period, whose: str, exit_kinds: Keys, kinds: Keys, results: Keys,
    of: str, window: str, months: int, at_least: int, *, over: bool,
) -> tuple[int, int]:  # fmt: skip
    every = concerned(world, period, whose, exit_kinds, window, months, over=over)
    reached = [_reached(world, period, case, kinds, results, of, window, months) for case in every]
    return sum(number >= at_least * _ONE[of] for number in reached), len(every)


def acts_per_person(
    world: World, period: Period, whose: str, exit_kinds: Keys, kinds: Keys, results: Keys,
    of: str, window: str, months: int, *, over: bool,
) -> tuple[list[int], int]:  # fmt: skip
    every = concerned(world, period, whose, exit_kinds, window, months, over=over)
    reached = [_reached(world, period, case, kinds, results, of, window, months) for case in every]
    return reached, _ONE[of]
