"""The file active to come, told from planned ends and from the prescriptions that wait."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.forecast import OpenPathway, forecast
from coachdesk.domain.periods import months_later

TODAY = date(2023, 11, 14)
DAYS = st.dates(date(2022, 1, 1), date(2025, 12, 31))
OPEN = st.lists(st.builds(OpenPathway, DAYS, st.none() | DAYS), max_size=30)


def told(staying=(), *, waiting=0, decided=0, enrolled=0, months=6):
    """The forecast of an action of six months."""
    return forecast(
        staying,
        waiting=waiting,
        decided=decided,
        enrolled=enrolled,
        today=TODAY,
        months=months,
        duration_months=6,
    )


def test_each_stays_to_the_month_of_her_planned_end():
    staying = [
        OpenPathway(date(2023, 9, 1), date(2023, 12, 1)),  # there in December, on its first day
        OpenPathway(date(2023, 9, 1), date(2023, 11, 30)),  # gone in December
        OpenPathway(date(2023, 8, 20), None),  # six months: until 20 February
    ]
    assert [month.staying for month in told(staying)] == [2, 1, 1, 0, 0, 0]
    assert [f"{month.month:%Y-%m}" for month in told(staying)] == [
        "2023-12", "2024-01", "2024-02", "2024-03", "2024-04", "2024-05",
    ]  # fmt: skip


def test_those_who_wait_come_in_as_those_of_the_year_did():
    # 9 of 12 enrolled: three quarters of 5 is 3.75, so 4.
    assert [month.arriving for month in told(waiting=5, decided=12, enrolled=9)] == [4] * 6
    assert [month.arriving for month in told(waiting=5, decided=12, enrolled=9, months=8)] == [
        4, 4, 4, 4, 4, 4, 0, 0,
    ]  # fmt: skip


def test_nobody_comes_in_where_nothing_says_how_many_do():
    assert [month.expected for month in told(waiting=5)] == [0] * 6


@given(OPEN, st.integers(0, 50), st.integers(0, 50))
def test_it_only_ever_goes_down_without_a_renewal(staying, waiting, decided):
    found = told(staying, waiting=waiting, decided=decided, enrolled=decided // 2, months=12)
    counts = [month.expected for month in found]
    assert counts == sorted(counts, reverse=True)
    assert all(0 <= month.arriving <= waiting for month in found)
    assert all(month.staying <= len(staying) for month in found)


@given(OPEN)
def test_a_month_holds_who_is_there_on_one_of_its_days(staying):
    for month in told(staying):
        there = [
            s for s in staying if (s.planned_end_on or months_later(s.entered_on, 6)) >= month.month
        ]
        assert month.staying == len(there)
