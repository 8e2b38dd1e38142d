"""The rules of an immersion against a naive calendar, each limit from both sides."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.french import typeset
from coachdesk.domain.holidays import holiday
from coachdesk.domain.pmsmp import Part, Plan, broken_rules, last_possible_day, warnings
from coachdesk.domain.week_hours import (
    NO_HOURS,
    WeekHours,
    minutes_of,
    read_day,
    read_week,
    short_words,
    written,
)

ADULT = date(1985, 3, 10)
DAY = ((540, 720), (780, 1020))
"""7 hours."""
WEEK = WeekHours((DAY,) * 5 + ((), ()))
MONDAY = date(2024, 3, 4)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def plan(**changed) -> Plan:
    facts = {
        "starts_on": MONDAY,
        "ends_on": MONDAY + timedelta(days=11),
        "week": WEEK,
        "purposes": ("discover",),
        "birth_date": ADULT,
    }
    return Plan(**{**facts, **changed})


def broken(**changed) -> set[Part]:
    return {rule.part for rule in broken_rules(plan(**changed))}


def naive_end(start: date) -> date:
    """Day after day, until the same number comes back, or the month after has ended."""
    following = (start.year + start.month // 12, start.month % 12 + 1)
    day = start
    while True:
        tomorrow = day + timedelta(days=1)
        if (tomorrow.year, tomorrow.month) == following and tomorrow.day == start.day:
            return day
        if (day.year, day.month) == following and day.day == monthrange(*following)[1]:
            return day
        day = tomorrow


@given(days)
def test_a_month_ends_where_a_naive_calendar_says(start: date):
    assert last_possible_day(start) == naive_end(start)


@given(days, st.integers(0, 45))
def test_an_immersion_longer_than_a_month_is_refused_and_none_other(start: date, length: int):
    end = start + timedelta(days=length)
    every_day = WeekHours((DAY[:1],) * 6 + ((),))
    parts = broken(starts_on=start, ends_on=end, week=every_day)
    assert (Part.ENDS in parts) == (end > naive_end(start))


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2024, 1, 10), date(2024, 2, 9)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2023, 1, 31), date(2023, 2, 28)),
        (date(2024, 12, 1), date(2024, 12, 31)),
        (date(2024, 12, 15), date(2025, 1, 14)),
    ],
)
def test_known_months(start: date, last: date):
    assert last_possible_day(start) == last


def test_it_cannot_end_before_it_begins():
    rule = broken_rules(plan(ends_on=MONDAY - timedelta(days=1)))[0]
    assert rule.part is Part.ENDS
    assert rule.remedy


@pytest.mark.parametrize(("minutes", "refused"), [(48 * 60, False), (48 * 60 + 1, True)])
def test_48_hours_a_week_are_the_most(minutes: int, *, refused: bool):
    five, rest = divmod(minutes, 5)
    spans = [((360, 360 + five),)] * 4 + [((360, 360 + five + rest),)]
    week = WeekHours((*spans, (), ()))
    assert week.minutes == minutes
    assert (Part.HOURS in broken(week=week)) == refused


@pytest.mark.parametrize(("count", "refused"), [(6, False), (7, True)])
def test_one_day_of_rest_a_week(count: int, *, refused: bool):
    week = WeekHours((((540, 600),),) * count + ((),) * (7 - count))
    assert (Part.HOURS in broken(week=week)) == refused


def test_hours_must_fall_within_the_dates():
    saturday = MONDAY + timedelta(days=5)
    assert Part.HOURS in broken(starts_on=saturday, ends_on=saturday + timedelta(days=1))
    assert Part.HOURS in broken(week=NO_HOURS)


@pytest.mark.parametrize("purposes", [(), ("discover", "confirm")])
def test_one_object_and_only_one(purposes: tuple[str, ...]):
    assert broken(purposes=purposes) == {Part.PURPOSE}
    assert broken() == set()


@pytest.mark.parametrize(
    ("birth", "refused", "said"),
    [
        (date(2008, 3, 5), True, "15"),
        (date(2008, 3, 4), True, "mineure"),
        (date(2006, 3, 5), True, "mineure"),
        (date(2006, 3, 4), False, ""),
    ],
)
def test_minors_from_the_day_it_begins(birth: date, *, refused: bool, said: str):
    rules = broken_rules(plan(birth_date=birth))
    assert bool(rules) == refused
    assert said in " ".join(rule.sentence for rule in rules)


def test_what_is_not_forbidden_is_warned_of():
    assert warnings(plan()) == ()
    long_days = WeekHours((((540, 1020),),) * 5 + ((), ()))
    assert "35" in warnings(plan(week=long_days))[0]
    sunday = WeekHours(((),) * 6 + (((540, 600),),))
    assert "dimanche" in warnings(plan(week=sunday))[0]
    night = WeekHours((((300, 600),),) + ((),) * 6)
    assert "nuit" in warnings(plan(week=night))[0]
    for week in (long_days, sunday, night):
        assert all(typeset(said) == said for said in warnings(plan(week=week)))
    may = warnings(plan(starts_on=date(2024, 4, 29), ends_on=date(2024, 5, 10)))
    assert ["férié" in said for said in may] == [True] * 3  # 1, 8 and 9 May 2024


@pytest.mark.parametrize(
    ("span", "night"),
    [((360, 720), False), ((359, 720), True), ((780, 1260), False), ((780, 1261), True)],
)
def test_night_is_before_six_and_after_nine_in_the_evening(span: tuple[int, int], *, night: bool):
    week = WeekHours(((span,),) + ((),) * 6)
    assert bool([said for said in warnings(plan(week=week)) if "nuit" in said]) == night


@pytest.mark.parametrize(("minutes", "warned"), [(2100, False), (2101, True)])
def test_35_hours_a_week_are_not_warned_of(minutes: int, *, warned: bool):
    shorter = minutes - 4 * 420
    week = WeekHours((((540, 960),),) * 4 + (((540, 540 + shorter),), (), ()))
    assert bool(warnings(plan(week=week))) == warned


spans = st.lists(st.integers(0, 1440), min_size=0, max_size=8, unique=True).map(
    lambda times: tuple(
        zip(sorted(times)[: len(times) // 2 * 2 : 2], sorted(times)[1::2], strict=True)
    )
)
weeks = st.tuples(*[spans] * 7).map(WeekHours)


@given(spans)
def test_what_is_written_of_a_day_is_read_back(day):
    assert read_day(short_words(day)) == day


@given(weeks)
def test_a_week_is_kept_as_it_was(week: WeekHours):
    assert read_week(written(week)) == week


@given(weeks, days, st.integers(0, 40))
def test_the_total_is_the_sum_of_the_days_of_a_naive_calendar(week, start, length):
    end = start + timedelta(days=length)
    total = 0
    day = start
    while day <= end:
        if holiday(day) is None:
            total += minutes_of(week.days[day.weekday()])
        day += timedelta(days=1)
    assert sum(minutes for _, minutes in week.presences(start, end)) == total


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9h-12h30 14h-17h", ((540, 750), (840, 1020))),
        ("9-12, 13-17", ((540, 720), (780, 1020))),
        ("8:30 à 12h et 13h30 à 17h", ((510, 720), (810, 1020))),
        ("22h-24h", ((1320, 1440),)),
        ("", ()),
        ("  ", ()),
        ("9h", None),
        ("12h-9h", None),
        ("9h-12h 11h-14h", None),
        ("9h75-12h", None),
        ("25h-26h", None),
        ("matin", None),
    ],
)
def test_hours_as_people_type_them(typed: str, meant):
    assert read_day(typed) == meant
