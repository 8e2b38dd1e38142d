"""Contracts, papers and questionnaires, counted by hand."""

from fractions import Fraction

from coachdesk.domain.periods import Period
from support.naive.whose import Keys, concerned, in_window
from support.naive.work import Answered, Paper, Signed
from support.naive.world import World, inside

_FIRST, _NEXT = "Premier contrat", "Renouvellement ou avenant"


def _is(signed: Signed, which: str) -> bool:
    return which == "any" or (signed.revision == 1) == (which == "first")


def contracts(world: World, period: Period, which: str) -> int:
    return sum(inside(s.day, period) and _is(s, which) for s in world.work.contracts)


def contracts_by(world: World, period: Period) -> list[str]:
    return [
        _FIRST if signed.revision == 1 else _NEXT
        for signed in world.work.contracts
        if inside(signed.day, period)
    ]


def contract_rate(
    world: World, period: Period, whose: str, exit_kinds: Keys, which: str, window: str,
    months: int, *, over: bool,
) -> tuple[int, int]:  # fmt: skip
    every = concerned(world, period, whose, exit_kinds, window, months, over=over)
    return sum(
        any(
            signed.who == case.number
            and _is(signed, which)
            and in_window(case, signed.day, period, window, months)
            for signed in world.work.contracts
        )
        for case in every
    ), len(every)


def _good(paper: Paper, kind: str, *, signed: bool) -> bool:
    done = paper.state == "closed" and (paper.by_hand is not None or not paper.refused)
    return paper.kind == kind and (done if signed else paper.state in {"open", "closed"})


def papers(world: World, period: Period, paper: str, *, signed: bool) -> int:
    return sum(
        inside(each.day, period) and _good(each, paper, signed=signed) for each in world.work.papers
    )


def papers_rate(
    world: World, period: Period, paper: str, at_least: int, whose: str, exit_kinds: Keys,
    window: str, months: int, *, signed: bool, over: bool,
) -> tuple[int, int]:  # fmt: skip
    every = concerned(world, period, whose, exit_kinds, window, months, over=over)
    had = [
        sum(
            each.who == case.number
            and _good(each, paper, signed=signed)
            and in_window(case, each.day, period, window, months)
            for each in world.work.papers
        )
        for case in every
    ]
    return sum(number >= at_least for number in had), len(every)


def _answers(world: World, period: Period, paper: str) -> list[Answered]:
    first = period.first.replace(day=1)
    return [
        each
        for each in world.work.answers
        if paper == "satisfaction" and first <= each.month <= period.last
    ]


def satisfaction_answers(world: World, period: Period, paper: str) -> int:
    return len(_answers(world, period, paper))


def satisfaction_mean(
    world: World, period: Period, paper: str, question: str | None
) -> list[Fraction]:
    every = _answers(world, period, paper)
    notes = [Fraction(each.note) for each in every if each.note]
    return notes if question in {None, "note"} and len(notes) >= 5 else []


def satisfaction_by(world: World, period: Period, paper: str, question: str) -> list[str]:
    every = _answers(world, period, paper)
    labels = {
        "fully": "Oui, tout à fait", "rather": "Plutôt oui", "not": "Non, pas du tout",
        **{str(note): str(note) for note in range(1, 6)},
    }  # fmt: skip
    told = [each.note if question == "note" else each.useful for each in every]
    given = [labels[answer] for answer in told if answer]
    return given if question in {"note", "useful"} and len(given) >= 5 else []
