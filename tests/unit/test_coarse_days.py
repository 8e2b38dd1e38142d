"""Days made coarse: each in its month, in its order, and none that says what it was."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.coarse_days import coarse_days
from coachdesk.domain.periods import months_later

days = st.dates(date(2022, 1, 1), date(2024, 12, 31))


@given(st.lists(days, max_size=9), st.lists(days, max_size=60))
def test_a_day_stays_in_its_month_and_after_what_came_before(
    counted: list[date], others: list[date]
) -> None:
    became = coarse_days(counted, others)
    assert became.keys() == {*counted, *others}
    every = sorted(became)
    for one, next_one in pairwise(every):
        assert became[one] <= became[next_one]
    for day, coarse in became.items():
        assert (coarse.year, coarse.month) == (day.year, day.month)


@given(st.lists(days, min_size=2, max_size=9), st.integers(1, 24))
def test_so_many_months_after_a_day_that_counts_is_as_it_was(
    counted: list[date], months: int
) -> None:
    early = [day for day in counted if day.day <= 28]  # a short month has no 29th to compare with
    became = coarse_days(early, ())
    for one in early:
        for other in early:
            was = months_later(one, months) <= other
            assert (months_later(became[one], months) <= became[other]) is was


@given(st.lists(days, max_size=9))
def test_only_the_order_of_the_marks_is_told(counted: list[date]) -> None:
    """Where they lay in their months is not: any others in that order become the same days."""
    marks = sorted({day.day for day in counted})
    earliest = [day.replace(day=marks.index(day.day) + 1) for day in counted]
    told, other = coarse_days(counted, ()), coarse_days(earliest, ())
    assert [told[day] for day in counted] == [other[day] for day in earliest]
