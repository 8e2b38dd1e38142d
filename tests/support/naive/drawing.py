"""Facts drawn by hypothesis, and the parameters of any function of the catalogue."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from coachdesk.domain.catalogue import CATALOGUE
from coachdesk.domain.indicators import Parameter, ParameterKind
from coachdesk.domain.periods import Period, month_of, year_of
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.profile_counts import OWN_LISTS
from coachdesk.domain.profile_lists import word_lists
from support.cases import Case, Followed, Gone, Stage
from support.drawn_cases import PROFILE, YEAR, cases, keys, some_day
from support.naive.hinges import MONTHS, Hinges
from support.naive.work_drawing import MEASURED, works
from support.naive.world import DAY, World, later, months_of

_TEXTS = {
    ParameterKind.PAPER: ["final_review", "satisfaction"],
    ParameterKind.QUESTION: ["note", "useful", "near"],
    ParameterKind.TEXT: ["Un CV"],
}
_FEW = 2
"""Of what someone has at least: few have more."""
_USUAL = (1, 2, 3, 6)
"""Those on which a count turns: milestones, how many times."""
_SMALL = 24
"""The highest whole parameter drawn: facts span two years."""
_HOSTS = st.sampled_from(["Garage du Centre", "Boulangerie Roux", "Mairie", "EHPAD", "Ferme"])
_PLACES = ["Airaines", "Doullens", None]

periods = st.one_of(
    st.just(year_of(YEAR)),
    some_day.map(month_of),
    st.builds(lambda one, other: Period(min(one, other), max(one, other)), some_day, some_day),
)


@st.composite
def worlds(draw: Any, period: Period) -> World:
    """An action and all that happened in it, much of it on days that turn a count of ``period``."""
    hinges = Hinges(period, draw(st.sampled_from(months_of(period))))
    told = [draw(_told(case, hinges)) for case in draw(cases(hinges.day, hinges.near))]
    every = [_come_again(draw, told, rank, hinges) for rank in range(len(told))]
    return World(MEASURED, every, draw(works(every, hinges.of_cases(every))))


def _come_again(draw: Any, told: list[Case], rank: int, hinges: Hinges) -> Case:
    """Now and then she is someone who came before."""
    case = told[rank]
    first = [each for each in told[:rank] if each.entered and each.gone]
    if not (case.entered and first and draw(st.booleans())):
        return case
    before = first[0]
    assert before.gone
    entered = max(before.gone.day, draw(hinges.near(before.gone.day)))
    gone = case.gone and replace(case.gone, day=max(entered, case.gone.day))
    same: dict[str, Any] = {
        "gender": before.gender,
        "birth": before.birth,
        "commune": before.commune,
    }
    return replace(case, person=before.number, entered=entered, gone=gone, **same)


@st.composite
def _told(draw: Any, case: Case, hinges: Hinges) -> Case:
    """The case with what ``support.drawn_cases`` leaves out."""
    case = replace(
        case,
        commune=draw(st.sampled_from(_PLACES)),
        case_manager=draw(st.sampled_from(["Mme PETIT", "M. BRUN", None])),
        first_met=draw(st.none() | st.integers(0, 12).map(lambda days: case.received + DAY * days)),
    )
    if case.entered is None:
        return case
    return replace(
        case,
        words={**case.words, "employment": draw(st.none() | keys(PROFILE.employment))},
        planned_end=draw(st.none() | hinges.near(case.entered).map(lambda day: _after(case, day))),
        stages=[draw(_stage(stage, hinges)) for stage in case.stages],
        gone=draw(_gone(case.gone)) if case.gone else None,
        follow_ups=draw(_follow_ups(case.gone.day)) if case.gone else [],
    )


def _after(case: Case, day: date) -> date:
    assert case.entered
    return max(day, case.entered + DAY * 20)


@st.composite
def _stage(draw: Any, stage: Stage, hinges: Hinges) -> Stage:
    """Every other one is moved so that it ends on a day that counts, not begins there."""
    moved = draw(hinges.day) - stage.last if draw(st.booleans()) else DAY * 0
    outcome = draw(st.none() | st.sampled_from(list(ImmersionOutcome)))
    return replace(
        stage,
        first=stage.first + moved,
        last=stage.last + moved,
        outcome=outcome,
        company=draw(_HOSTS),
        cause=draw(st.none() | keys(PROFILE.immersion_causes)) if outcome else None,
        purpose=draw(st.none() | keys(PROFILE.purposes)),
        review=draw(st.none() | keys(PROFILE.reviews)),
    )


@st.composite
def _gone(draw: Any, gone: Gone) -> Gone:
    """The contract begins near the exit, and lasts half a year or a day more or less."""
    starts = draw(st.none() | st.integers(-5, 70).map(lambda days: gone.day + DAY * days))
    ends = starts and draw(
        st.none() | st.integers(-2, 2).map(lambda days: later(starts, 6) + DAY * days)
    )
    advice = draw(st.none() | keys(PROFILE.recommendations))
    return replace(gone, job_starts=starts, job_ends=ends, recommendation=advice)


@st.composite
def _follow_ups(draw: Any, left: date) -> list[Followed]:
    done = draw(st.sets(st.sampled_from(PROFILE.rules.follow_up_months)))
    return [
        Followed(
            months,
            later(left, months),
            draw(st.just("employed") | keys(PROFILE.follow_up_outcomes)),
        )
        for months in sorted(done)
    ]


@cache  # to make them takes longer than to draw from them
def parameters(name: str) -> Any:
    """What an indicator may give to that function, twice."""
    given = CATALOGUE[name].parameters
    one = st.fixed_dictionaries({each.name: _value(each) for each in given})
    return st.tuples(one, one) if given else st.tuples(one)


def _value(parameter: Parameter) -> Any:
    given = _given(parameter)
    return st.just(parameter.default) | given if parameter.optional else given


def _given(parameter: Parameter) -> Any:
    match parameter.kind:
        case ParameterKind.WHOLE:
            return _whole(parameter)
        case ParameterKind.FLAG:
            return st.booleans()
        case ParameterKind.CHOICE:
            return st.sampled_from(parameter.choices)
        case ParameterKind.WORD:
            return st.sampled_from(_words(parameter.words))
        case ParameterKind.WORDS:
            return st.sets(st.sampled_from(_words(parameter.words)), max_size=3).map(
                lambda chosen: tuple(sorted(chosen))
            )
        case _:
            return st.sampled_from(_TEXTS[parameter.kind])


def _whole(parameter: Parameter) -> Any:
    """Near the bounds of what people have, and of what they have little; else what is usual."""
    turning = MONTHS if parameter.name == "months" else _USUAL
    usual = [each for each in turning if parameter.least <= each <= parameter.most]
    little = parameter.name == "at_least"
    rest = st.integers(parameter.least, min(parameter.most, _FEW if little else _SMALL))
    return st.one_of(*[st.sampled_from(usual)] * 2, rest) if usual and not little else rest


def _words(name: str) -> Sequence[str]:
    if name in OWN_LISTS:
        return [each.value for each in OWN_LISTS[name]]
    return [word.key for word in word_lists(MEASURED)[name]]
