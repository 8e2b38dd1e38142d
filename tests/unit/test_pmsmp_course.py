"""Where an immersion stands on each day, and the hours really done, against a naive calendar."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.domain.delegation import Delegation, Warned
from coachdesk.domain.holidays import holiday
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.pmsmp_course import (
    Course,
    ImmersionStage,
    last_presence,
    refuse_unfit_end,
)
from coachdesk.domain.week_hours import WeekHours
from coachdesk.services.immersion_outcome import missed_minutes
from support.stores import refusal_of

DAY = timedelta(days=1)
MONDAY = date(2024, 3, 4)
SEVEN_HOURS = ((540, 720), (780, 1020))
WEEK = WeekHours((SEVEN_HOURS,) * 5 + ((), ()))
COURSE = Course(MONDAY, MONDAY + 11 * DAY, WEEK)

DONE, EARLY, NOT_DONE = ImmersionOutcome
courses = st.builds(
    lambda first, length, days: Course(
        first,
        first + timedelta(days=length),
        WeekHours(tuple(SEVEN_HOURS if day in days else () for day in range(7))),
    ),
    st.dates(date(2023, 1, 1), date(2026, 12, 31)),
    st.integers(1, 30),
    st.sets(st.integers(0, 6), min_size=1, max_size=6),
)


def naive_minutes(course, last):
    total, day = 0, course.starts_on
    while day <= last:
        if course.week.days[day.weekday()] and holiday(day) is None:
            total += 7 * 60
        day += DAY
    return total


@given(courses, st.integers(0, 29), st.integers(0, 40 * 60))
def test_real_hours_are_those_until_the_last_day_less_what_was_missed(course, stayed, missed):
    last = course.starts_on + timedelta(days=stayed)
    early = replace(course, outcome=EARLY, ended_on=last, missed_minutes=missed)
    assert early.real_minutes == max(naive_minutes(course, last) - missed, 0)
    assert early.last_on == last
    whole = replace(course, outcome=DONE)
    assert whole.real_minutes == naive_minutes(course, course.ends_on) == course.planned_minutes
    assert course.real_minutes is None, "nobody said what became of it"


def test_one_that_did_not_happen_has_no_hours_and_one_of_the_reprise_unknown_ones():
    assert replace(COURSE, outcome=NOT_DONE).real_minutes == 0
    assert not replace(COURSE, outcome=NOT_DONE).took_place
    reprise = replace(COURSE, week=None, outcome=DONE)
    assert reprise.real_minutes is None
    assert reprise.planned_minutes is None


@pytest.mark.parametrize(
    ("day", "signed", "stage"),
    [
        (MONDAY - DAY, False, ImmersionStage.TO_SIGN),
        (MONDAY - DAY, True, ImmersionStage.SIGNED),
        (MONDAY, True, ImmersionStage.UNDER_WAY),
        (MONDAY, False, ImmersionStage.UNDER_WAY),
        (COURSE.ends_on, True, ImmersionStage.UNDER_WAY),
        (COURSE.ends_on + DAY, True, ImmersionStage.DONE),
    ],
)
def test_each_day_has_its_stage(day, signed, stage):
    assert COURSE.stage(day, signed=signed) is stage


@given(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.booleans())
def test_what_was_told_rules_whatever_the_day(day, signed):
    for outcome in ImmersionOutcome:
        stage = replace(COURSE, outcome=outcome).stage(day, signed=signed)
        assert stage.value == outcome.value
        assert stage.over


def refused(day, **told):
    refusal = refusal_of(lambda: refuse_unfit_end(replace(COURSE, **told), day))
    assert refusal is None or refusal.remedy
    return refusal.sentence if refusal else ""


END = COURSE.ends_on


@pytest.mark.parametrize(
    ("day", "told", "said"),
    [
        (END, {"outcome": DONE}, ""),
        (END - DAY, {"outcome": DONE}, "dure jusqu"),
        (MONDAY, {"outcome": EARLY, "ended_on": MONDAY}, ""),
        (MONDAY - DAY, {"outcome": EARLY, "ended_on": MONDAY}, "ne commence"),
        (END, {"outcome": EARLY, "ended_on": END - DAY}, ""),
        (END, {"outcome": EARLY, "ended_on": END}, "tombe entre"),
        (END, {"outcome": EARLY, "ended_on": MONDAY - DAY}, "tombe entre"),
        (END, {"outcome": EARLY}, "tombe entre"),
        (MONDAY, {"outcome": EARLY, "ended_on": MONDAY + DAY}, "à venir"),
        (END, {"outcome": EARLY, "ended_on": MONDAY, "missed_minutes": 420}, ""),
        (END, {"outcome": EARLY, "ended_on": MONDAY, "missed_minutes": 421}, "plus que"),
        (END, {"outcome": DONE, "missed_minutes": 70 * 60}, ""),
        (END, {"outcome": DONE, "missed_minutes": 70 * 60 + 1}, "plus que"),
        (MONDAY - DAY, {"outcome": NOT_DONE}, ""),
    ],
)
def test_what_cannot_have_become_of_it_is_refused(day, told, said):
    sentence = refused(day, **told)
    assert (said in sentence) if said else not sentence


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (MONDAY + DAY, MONDAY + DAY),
        (MONDAY + 6 * DAY, MONDAY + 4 * DAY),
        (MONDAY - DAY, MONDAY),
        (END + 5 * DAY, END - DAY),
    ],
)
def test_an_early_end_begins_with_the_last_day_she_was_there(day, last):
    assert last_presence(COURSE, day) == last


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("", 0), ("7 h", 420), ("7h30", 450), ("7,5", 450), ("7 h\u00a030", 450), ("1.5", 90)],
)
def test_missed_hours_as_people_type_them(typed, minutes):
    assert missed_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["beaucoup", "-3", "7h75"])
def test_hours_that_are_none_are_refused(typed):
    with pytest.raises(UserError):
        missed_minutes(typed)


@pytest.mark.parametrize(
    ("day", "warned"),
    [
        (date(2024, 3, 29), None),
        (date(2024, 3, 30), Warned.QUARTER),
        (date(2024, 5, 29), Warned.QUARTER),
        (date(2024, 5, 30), Warned.MONTH),
        (date(2024, 6, 30), Warned.MONTH),
        (date(2024, 7, 1), Warned.OVER),
    ],
)
def test_the_end_of_a_delegation_is_told_three_months_then_one_before_and_the_day_after(
    day, warned
):
    assert Delegation("Département", "", "", date(2024, 6, 30)).warned(day) is warned
