"""Workshops, the coach's time and road, partners, counted by hand."""

from coachdesk.domain.attendance import Presence
from coachdesk.domain.partner_themes import THEMES
from coachdesk.domain.periods import Period
from coachdesk.domain.words import NOT_TOLD
from support.cases import Met
from support.naive.whose import Keys
from support.naive.work import Together
from support.naive.world import World, inside


def _held(world: World, period: Period, title: str | None) -> list[Together]:
    return [
        each
        for each in world.work.workshops
        if inside(each.day, period) and title in {None, each.title}
    ]


def _met(world: World, each: Together) -> list[tuple[str, Met]]:
    """The rendez-vous of its people."""
    by_number = {case.number: case for case in world.cases}
    return [(number, by_number[number].met[rank]) for number, rank in each.came]


def _came(world: World, period: Period, title: str | None) -> list[tuple[str, int]]:
    return [
        (number, met.minutes)
        for each in _held(world, period, title)
        for number, met in _met(world, each)
        if met.presence is Presence.ATTENDED
    ]


def workshops(world: World, period: Period, title: str | None) -> int:
    return len(_with_someone(world, period, title))


def _with_someone(world: World, period: Period, title: str | None) -> list[Together]:
    return [
        each
        for each in _held(world, period, title)
        if any(met.presence is Presence.ATTENDED for _, met in _met(world, each))
    ]


def workshops_by(world: World, period: Period, by: str, title: str | None) -> list[str]:
    return [
        each.title if by == "title" else each.place or NOT_TOLD
        for each in _with_someone(world, period, title)
    ]


def workshop_presences(world: World, period: Period, title: str | None) -> int:
    return len(_came(world, period, title))


def workshop_people(world: World, period: Period, title: str | None) -> int:
    return len({number for number, _ in _came(world, period, title)})


def workshop_minutes(world: World, period: Period, title: str | None) -> int:
    return sum(minutes for _, minutes in _came(world, period, title))


def _spent(world: World, period: Period) -> list[tuple[str, int]]:
    """Minute by minute of each day, the one who began first keeping it."""
    found = [
        (each.kind, each.minutes)
        for each in world.work.times
        if inside(each.day, period) and not each.shared
    ]
    kinds = {Presence.ATTENDED: "appointment", Presence.UNEXCUSED: "unexcused"}
    together = {pair for each in world.work.workshops for pair in each.came}
    pieces = [
        (met.day, met.start, met.start + met.minutes, kinds[met.presence])
        for case in world.cases
        for rank, met in enumerate(case.met)
        if met.presence in kinds and (case.number, rank) not in together
    ]
    pieces += [
        (each.day, 600, 720, "workshop")
        for each in world.work.workshops
        if not each.came
        or any(met.presence is not Presence.CANCELLED for _, met in _met(world, each))
    ]
    taken: dict[object, str] = {}
    for day, start, end, kind in sorted(pieces, key=lambda piece: piece[:3]):
        for minute in range(start, end):
            if inside(day, period):
                taken.setdefault((day, minute), kind)
    return [*found, *((kind, 1) for kind in taken.values())]


def coach_time(world: World, period: Period, kinds: Keys) -> int:
    return sum(m for kind, m in _spent(world, period) if kinds is None or kind in kinds)


def coach_time_by_kind(world: World, period: Period) -> dict[str, int]:
    labels = {
        "appointment": "Rendez-vous",
        "unexcused": "Absences non excusées",
        "workshop": "Ateliers",
        **{word.key: word.label for word in world.profile.time_kinds},
    }
    found: dict[str, int] = {}
    for kind, minutes in _spent(world, period):
        found[labels[kind]] = found.get(labels[kind], 0) + minutes
    hours = {word: minutes // 60 for word, minutes in found.items()}
    # They add up to the whole, rounded: an hour more to those who lost most, the first ones first.
    while sum(hours.values()) < (sum(found.values()) + 30) // 60:
        lost = {word: found[word] - 60 * hours[word] for word in labels.values() if word in found}
        hours[max(lost, key=lambda word: lost[word])] += 1
    return hours


def coach_road(world: World, period: Period) -> int:
    metres = sum(m for day, m in world.work.roads if inside(day, period))
    return (metres + 5) // 10


def partners(world: World, period: Period) -> int:
    return len(world.work.partners)


def partners_by_theme(world: World, period: Period) -> list[str]:
    return [
        NOT_TOLD if theme is None else THEMES.get(theme, theme) for _, theme in world.work.partners
    ]
