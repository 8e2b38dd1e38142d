"""Aller-vers, counted by hand."""

from coachdesk.domain.periods import Period
from coachdesk.domain.words import NOT_TOLD
from support.naive.whose import Keys, told
from support.naive.work import Listed, Outside
from support.naive.world import World, inside


def _events(world: World, period: Period, kinds: Keys) -> list[Outside]:
    return [
        event
        for event in world.work.events
        if inside(event.day, period) and told(event.kind, kinds)
    ]


def _met(event: Outside) -> int:
    return max(event.met or 0, len(event.contacts))


def _outcome(world: World, contact: Listed) -> str:
    entered = {case.number for case in world.cases if case.entered}
    return "engaged" if contact.who in entered else contact.outcome


def _word(world: World, event: Outside, by: str) -> str:
    return {
        "place": event.place or NOT_TOLD,
        "kind": world.profile.outreach_kinds[event.kind].label,
        "title": event.title,
    }[by]


def outreach(world: World, period: Period, kinds: Keys) -> int:
    return len(_events(world, period, kinds))


def outreach_met(world: World, period: Period, kinds: Keys) -> int:
    return sum(_met(event) for event in _events(world, period, kinds))


def outreach_met_by(world: World, period: Period, by: str, kinds: Keys) -> dict[str, int]:
    found: dict[str, int] = {}
    for event in _events(world, period, kinds):
        word = _word(world, event, by)
        found[word] = found.get(word, 0) + _met(event)
    return found


def _contacts(
    world: World, period: Period, kinds: Keys, outcomes: Keys, *, called: bool
) -> list[tuple[Outside, Listed]]:
    return [
        (event, contact)
        for event in _events(world, period, kinds)
        for contact in event.contacts
        if told(_outcome(world, contact), outcomes) and (contact.called or not called)
    ]


def outreach_contacts(
    world: World, period: Period, kinds: Keys, outcomes: Keys, *, called: bool
) -> int:
    return len(_contacts(world, period, kinds, outcomes, called=called))


def outreach_contacts_by(
    world: World, period: Period, by: str, kinds: Keys, outcomes: Keys, *, called: bool
) -> list[str]:
    words = world.profile.outreach_outcomes
    return [
        words[_outcome(world, contact)].label if by == "outcome" else _word(world, event, by)
        for event, contact in _contacts(world, period, kinds, outcomes, called=called)
    ]


def outreach_rate(
    world: World, period: Period, outcomes: tuple[str, ...], of: str, kinds: Keys
) -> tuple[int, int]:
    every = [c for event in _events(world, period, kinds) for c in event.contacts]
    part = sum(_outcome(world, contact) in outcomes for contact in every)
    return part, len(every) if of == "contacts" else outreach_met(world, period, kinds)
