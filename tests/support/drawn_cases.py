"""People drawn by hypothesis, with a liking for the days on which figures are counted wrong."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.services.profiles import load_profile
from support.cases import Case, Gone, Met, Stage

PROFILE = load_profile("coaching-emploi")[1]
YEAR = 2024  # a leap year
DAY = timedelta(days=1)

# -- people at random, near the ends of months --

ends_of_months = st.builds(
    lambda month, shift: date(YEAR - 1 + month // 12, month % 12 + 1, 1) + DAY * shift,
    st.integers(0, 35),
    st.sampled_from([-1, 0]),
)
some_day = st.one_of(ends_of_months, st.dates(date(YEAR - 1, 6, 1), date(YEAR + 1, 6, 30)))
leap_births = st.sampled_from([date(1968, 2, 29), date(1984, 2, 29), date(2000, 2, 29)])


def births(entered: date) -> Any:
    """On the eve, the day or the morrow of a birthday that opens a band, or on 29 February."""
    return leap_births | st.builds(
        lambda years, shift: (
            date(entered.year - years, entered.month, 1) + DAY * (entered.day - 1 + shift)
        ),
        st.sampled_from([25, 40, 55, 30]),
        st.integers(-1, 1),
    )


def keys(words: Any) -> Any:
    return st.sampled_from([word.key for word in words])


@st.composite
def exits(draw: Any, entered: date, day: Any = some_day) -> Gone:
    kind = draw(st.sampled_from(list(PROFILE.exit_kinds)))
    detail = draw(st.none() | keys(kind.details)) if len(kind.details) else None
    return Gone(max(entered, draw(day)), kind.key, detail)


@st.composite
def cases(draw: Any, day: Any = some_day, near: Callable[..., Any] | None = None) -> list[Case]:
    """One to six; ``day`` of an entry and an exit, ``near`` those days of what comes of them."""
    people = []
    for index in range(draw(st.integers(1, 6))):
        case = Case(
            number=f"24-{index + 1:03}",
            received=draw(day),
            gender=draw(keys(PROFILE.genders)),
            outcome=draw(keys(PROFILE.outcomes)),
            prescriber=draw(keys(PROFILE.prescribers)),
        )
        if draw(st.integers(0, 4)):
            case = draw(followed(case, day, near or (lambda *_: day)))
        people.append(case)
    return people


@st.composite
def followed(draw: Any, case: Case, day: Any, near: Callable[..., Any]) -> Case:
    entered = draw(day)
    gone = draw(st.none() | exits(entered, near(entered)))
    hers = near(entered, gone and gone.day)
    met = st.builds(
        Met,
        day=hers,
        presence=st.sampled_from([*Presence, Presence.UNEXCUSED, Presence.UNEXCUSED]),
        minutes=st.sampled_from([15, 30, 45, 60, 3]),
        mode=st.sampled_from(list(Mode)),
        place=st.sampled_from([None, "Mairie", "Médiathèque"]),
    )
    stage = st.builds(
        lambda first, length: Stage(first, first + DAY * length), hers, st.integers(0, 40)
    )
    words = {
        "status": draw(st.none() | keys(PROFILE.statuses)),
        "training_level": draw(st.none() | keys(PROFILE.training_levels)),
        "household": draw(st.none() | keys(PROFILE.households)),
        "main_obstacle": draw(st.none() | keys(PROFILE.obstacles)),
    }
    return Case(
        **{
            **vars(case),
            "entered": entered,
            "birth": draw(births(entered)),
            "words": words,
            "gone": gone,
            "met": draw(st.lists(met, max_size=8)),
            "stages": draw(st.lists(stage, max_size=3)),
        }
    )
