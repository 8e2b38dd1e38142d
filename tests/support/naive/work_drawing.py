"""The work of an action drawn by hypothesis, for cases that were drawn."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from coachdesk.domain.measures import MeasureKind
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import AidOutcome, Impact
from coachdesk.domain.words import Word, WordList
from support.cases import Case
from support.drawn_cases import PROFILE, keys, some_day
from support.naive.hinges import Hinges
from support.naive.work import (
    Answered,
    Done,
    Firm,
    Judged,
    Listed,
    Outside,
    Paper,
    Signed,
    Spent,
    Stepped,
    Together,
    Work,
)

_LEVELS = WordList((Word("a1", "A1"), Word("a2", "A2"), Word("b1", "B1")))
_CALM = WordList((Word("low", "Faible"), Word("high", "Forte")))
_SEEN = Word("met", "Vu par le partenaire")
MEASURED: ActionProfile = replace(
    PROFILE,
    services=WordList(
        tuple(
            replace(kind, results=WordList((*kind.results, _SEEN)))
            if kind.key == "orientation"
            else kind
            for kind in PROFILE.services
        )
    ),
    measures=WordList(
        (
            MeasureKind("french", "Français", levels=_LEVELS),
            MeasureKind("trust", "Confiance", levels=_CALM),
        )
    ),
)
"""The profile of the drawn cases, with two scales, and a result that two acts call otherwise."""
_PLACES = st.sampled_from(["Airaines", "Doullens", None])
_TITLES = st.sampled_from(["Un CV", "Le budget"])
_PAPERS = st.sampled_from(["final_review", "interim_review"])


@st.composite
def works(draw: Any, cases: Sequence[Case], hinges: Hinges) -> Work:
    """What was done for them, and for others."""
    who = st.sampled_from([case.number for case in cases])
    followed = [case.number for case in cases if case.entered]
    inside = st.sampled_from(followed) if followed else None
    firms = draw(st.lists(_firm(inside, hinges), max_size=4))
    return Work(
        acts=draw(st.lists(_act(who, hinges), max_size=12)),
        events=draw(st.lists(_event(who, hinges), max_size=4)),
        firms=[
            replace(firm, name=f"Entreprise {rank}", hired=_left(cases, firm, firms[:rank]))
            for rank, firm in enumerate(firms)
        ],
        steps=draw(
            st.lists(
                _hers(
                    Stepped,
                    who,
                    hinges,
                    keys(PROFILE.steps),
                    aid=st.none() | st.sampled_from([each.value for each in AidOutcome]),
                ),
                max_size=8,
            )
        ),
        freins=_once(
            draw(st.lists(_judged(who, hinges, ["mobility", "health"], Impact), max_size=14))
        ),
        levels=_once(
            draw(
                st.lists(
                    _judged(who, hinges, ["french"], ["a1", "a2", "b1", "gone"])
                    | _judged(who, hinges, ["trust"], ["low", "high"]),
                    max_size=12,
                )
            )
        ),
        contracts=draw(_contracts(followed, hinges)),
        papers=draw(
            st.lists(
                _hers(
                    Paper,
                    who,
                    hinges,
                    _PAPERS,
                    state=st.sampled_from([each.value for each in DocumentState]),
                    by_hand=st.none() | some_day,
                    refused=st.booleans(),
                ),
                max_size=8,
            )
        ),
        workshops=draw(_workshops(cases, hinges)),
        answers=draw(st.lists(_answered(hinges), max_size=12)),
        times=draw(
            st.lists(
                st.builds(
                    Spent,
                    hinges.day,
                    keys(PROFILE.time_kinds),
                    st.integers(1, 400),
                    st.booleans(),
                ),
                max_size=5,
            )
        ),
        roads=list(draw(st.dictionaries(hinges.day, st.integers(1, 90_000), max_size=4)).items()),
        partners=list(
            draw(
                st.dictionaries(
                    st.sampled_from(["CIDFF", "Garage solidaire", "Mission locale"]),
                    st.sampled_from(["mobilite", "sante", "ancien-theme", None]),
                )
            ).items()
        ),
    )


def _hers(made: Any, who: Any, hinges: Hinges, kind: Any, **more: Any) -> Any:
    """A fact of someone, whose day is often one on which her counts turn."""
    return who.flatmap(
        lambda number: st.builds(made, st.just(number), kind, hinges.of(number), **more)
    )


@st.composite
def _act(draw: Any, who: Any, hinges: Hinges) -> Done:
    named = draw(st.lists(who, unique=True, max_size=3))
    day = hinges.of(named[0]) if named else hinges.day
    made: Done = draw(_done(st.just(named), day))
    return made


def _done(named: Any, day: Any) -> Any:
    return st.builds(
        Done,
        keys(PROFILE.services),
        day,
        named,
        st.none() | st.integers(1, 9),
        st.none() | st.sampled_from([100, 250, 1200]),
        st.none() | st.sampled_from([30, 60, 90]),
        _PLACES,
        st.none() | st.sampled_from(["met", "hired", "received"]),
    )


def _event(who: Any, hinges: Hinges) -> Any:
    listed = st.builds(
        Listed, keys(PROFILE.outreach_outcomes), st.none() | hinges.day, st.none() | who
    )
    return st.builds(
        Outside,
        keys(PROFILE.outreach_kinds),
        _TITLES,
        hinges.day,
        st.none() | st.integers(0, 9),
        _PLACES,
        st.lists(listed, max_size=4),
    )


def _firm(inside: Any, hinges: Hinges) -> Any:
    said = st.tuples(
        hinges.day, keys(PROFILE.prospecting_kinds), st.none() | keys(PROFILE.prospecting_results)
    )
    return st.builds(
        Firm,
        st.just(""),
        st.none() | hinges.day,
        st.lists(said, max_size=4),
        st.lists(inside, unique=True, max_size=2) if inside is not None else st.just([]),
    )


def _left(cases: Sequence[Case], firm: Firm, before: Sequence[Firm]) -> list[str]:
    """Who left, and is hired by no company before this one."""
    taken = {number for other in before for number in other.hired}
    gone = {case.number for case in cases if case.gone}
    return [number for number in firm.hired if number in gone and number not in taken]


def _judged(who: Any, hinges: Hinges, kinds: list[str], told: Any) -> Any:
    words = st.sampled_from([str(each.value if isinstance(each, Impact) else each)
                             for each in told])  # fmt: skip
    return _hers(Judged, who, hinges, st.sampled_from(kinds), told=words)


def _once(judged: list[Judged]) -> list[Judged]:
    """The last word of a day counts."""
    return list({(each.who, each.kind, each.day): each for each in judged}.values())


@st.composite
def _contracts(draw: Any, followed: list[str], hinges: Hinges) -> list[Signed]:
    found = []
    for number in followed:
        days = draw(st.lists(st.none() | hinges.of(number), max_size=3))
        found += [Signed(number, 1 + rank, day) for rank, day in enumerate(days)]
    return found


@st.composite
def _workshops(draw: Any, cases: Sequence[Case], hinges: Hinges) -> list[Together]:
    """Some rendez-vous of theirs are those of workshops, each of one."""
    found = [
        draw(st.builds(Together, _TITLES, hinges.day, _PLACES))
        for _ in range(draw(st.integers(0, 3)))
    ]
    came: list[list[tuple[str, int]]] = [[] for _ in found]
    for case in cases:
        for rank in range(len(case.met)):
            chosen = draw(st.integers(0, 2 * len(found)))
            if chosen < len(found):
                came[chosen].append((case.number, rank))
    return [replace(each, came=who) for each, who in zip(found, came, strict=True)]


def _answered(hinges: Hinges) -> Any:
    return st.builds(
        Answered,
        hinges.day.map(lambda day: day.replace(day=1)),
        st.sampled_from(["", "1", "3", "4", "5"]),
        st.sampled_from(["", "fully", "rather", "not"]),
    )
