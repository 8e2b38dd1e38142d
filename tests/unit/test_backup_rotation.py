"""The rotation of the sauvegardes, on any life of a store: what stays, what goes."""

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.backup_rotation import (
    DAYS,
    MONTHS,
    WEEKS,
    superseded,
    superseded_by_incarnation,
)
from coachdesk.domain.periods import months_later

START = date(2023, 1, 1)
TODAY = date(2025, 3, 14)
gaps = st.lists(st.integers(0, 3) | st.integers(0, 45), max_size=120)
"""Days between one sauvegarde and the next: she works, she is away, she is away for long."""


def made_by(waits: list[int]) -> list[date]:
    days, day = [], START
    for wait in waits:
        day += timedelta(days=wait)
        days.append(day)
    return days


def kept(days: list[date], today: date) -> list[int]:
    gone = superseded(days, today)
    return [place for place in range(len(days)) if place not in gone]


@given(gaps, st.integers(0, 500))
def test_the_last_of_each_span_stays_and_nothing_is_older_than_a_year(waits, later):
    days = made_by(waits)
    today = (days[-1] if days else START) + timedelta(days=later)
    stay = set(kept(days, today))
    young = [place for place, day in enumerate(days) if day >= months_later(today, -12)]
    expected = set(range(len(days))[-1:])
    for quota, span in (
        (DAYS, date.toordinal),
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    ):
        last: dict[object, int] = {}
        for place in young:
            last[span(days[place])] = place
        expected |= set(sorted(last.values())[-quota:])
    assert stay == expected
    assert len(stay) <= DAYS + WEEKS + MONTHS


@given(gaps)
def test_day_after_day_each_month_of_the_year_keeps_its_last_one(waits):
    """Removed as they are made, not all at the end: what is gone is gone for good."""
    present: list[date] = []
    ever: dict[tuple[int, int], date] = {}
    for today in made_by(waits):
        present.append(today)
        ever[today.year, today.month] = today
        gone = superseded(present, today)
        present = [day for place, day in enumerate(present) if place not in gone]
        assert present[-1] == today
        assert not superseded(present, today), "a second look removes nothing more"
        limit = months_later(today, -12)
        assert all(day >= limit for day in present)
        wanted = sorted(day for day in ever.values() if day >= limit)[-MONTHS:]
        assert set(wanted) <= set(present)


@given(st.lists(st.dates(date(1970, 1, 1), date(2100, 1, 1)), min_size=1, max_size=30))
def test_whatever_the_clocks_told_the_last_one_made_stays(days):
    assert len(days) - 1 in kept(days, TODAY)
    by_day = defaultdict(list)
    for place in kept(days, TODAY):
        by_day[min(days[place], TODAY)].append(place)
    assert all(len(places) <= 2 for places in by_day.values()), "one, and the last of all"


def test_one_of_twelve_months_ago_stays_and_goes_the_day_after():
    year_old = date(2024, 3, 14)
    assert kept([year_old, TODAY], TODAY) == [0, 1]
    assert kept([year_old, TODAY], TODAY + timedelta(days=1)) == [1]
    assert kept([year_old], date(2030, 1, 1)) == [0], "the only one"
    assert kept([], TODAY) == []


@given(st.lists(st.integers(0, 40), min_size=1, max_size=40), st.integers(0, 40), st.data())
def test_the_last_ones_of_before_a_restore_stay_until_enough_days_of_after(waits, later, data):
    days = made_by(waits)
    restored = data.draw(st.integers(1, len(days)))  # how many were made since, the last ones
    since = len(days) - restored
    of = ["before"] * since + ["after"] * restored
    today = days[-1] + timedelta(days=later)
    stay = set(range(len(days))) - superseded_by_incarnation(days, of, today)
    assert len(days) - 1 in stay
    limit = months_later(today, -12)
    assert all(days[place] >= limit for place in stay - {len(days) - 1})
    if len(set(days[since:])) >= DAYS or not since:
        assert stay == set(kept(days, today))
    else:
        young = {place for place in kept(days[:since], today) if days[place] >= limit}
        assert young <= stay
