"""Hours of activity of a week: what counts, in which week, and never more than was done."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.activity import (
    ActivityKind,
    ActivityRow,
    activity_of,
    immersion_minutes,
    week_of,
)
from coachdesk.domain.periods import Period
from coachdesk.domain.support import Impact, Trend, trend

MONDAY = date(2024, 1, 15)
WEEK = week_of(MONDAY)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
minutes = st.integers(0, 2400)
conventions = st.tuples(days, st.integers(0, 60)).map(
    lambda told: Period(told[0], told[0] + timedelta(days=told[1]))
)


def test_a_full_week_counts_whole_and_a_convention_from_wednesday_three_fifths():
    assert immersion_minutes(Period(MONDAY, date(2024, 1, 19)), 2100, WEEK) == 2100
    assert immersion_minutes(Period(date(2024, 1, 17), date(2024, 1, 30)), 2100, WEEK) == 1260
    assert immersion_minutes(Period(date(2024, 1, 20), date(2024, 1, 21)), 2100, WEEK) == 0
    assert immersion_minutes(Period(MONDAY, date(2024, 1, 19)), None, WEEK) == 0


@given(days)
def test_a_week_goes_from_monday_to_sunday_and_holds_its_day(day):
    week = week_of(day)
    assert week.first.weekday() == 0
    assert (week.last - week.first).days == 6
    assert week.first <= day <= week.last


@given(conventions, minutes)
def test_the_weeks_of_a_convention_hold_each_of_its_workdays_once(convention, weekly):
    week, total, workdays = week_of(convention.first), 0.0, 0
    day = convention.first
    while day <= convention.last:
        workdays += day.weekday() < 5
        day += timedelta(days=1)
    weeks = 0
    while week.first <= convention.last:
        part = immersion_minutes(convention, weekly, week)
        assert 0 <= part <= weekly
        total += part
        weeks += 1
        week = week_of(week.last + timedelta(days=1))
    assert abs(total - weekly * workdays / 5) <= weeks / 2, "rounded once a week, to the minute"


rows = st.lists(
    st.builds(
        ActivityRow,
        st.sampled_from(ActivityKind),
        st.dates(MONDAY - timedelta(days=20), MONDAY + timedelta(days=20)),
        minutes,
        st.just("x"),
    )
)


@given(rows, st.none() | st.integers(0, 2400))
def test_only_the_rows_of_the_week_count_and_the_share_stays_between_none_and_all(found, wanted):
    told = activity_of(WEEK, found, wanted, None)
    assert told.minutes == sum(row.minutes for row in found if WEEK.first <= row.day <= WEEK.last)
    assert all(row.minutes for row in told.rows), "what took no time is no line"
    assert 0 <= told.share <= 1
    if wanted:
        assert (told.share == 1) == (told.minutes >= wanted)
    else:
        assert told.share == 0


impacts = st.lists(st.sampled_from(Impact), min_size=1)


@given(impacts)
def test_a_trend_goes_from_the_first_to_the_last_and_turns_with_them(judged):
    turned = {
        Trend.BETTER: Trend.WORSE, Trend.WORSE: Trend.BETTER, Trend.SAME: Trend.SAME,
        Trend.NEW: Trend.NEW,
    }  # fmt: skip
    assert trend(judged[::-1]) is turned[trend(judged)]
    assert (trend(judged) is Trend.NEW) == (len(judged) == 1)
    if trend(judged) is Trend.BETTER:
        assert judged[-1].weight < judged[0].weight
