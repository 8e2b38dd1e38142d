"""Hours that overlap or are too close, moments that follow in series, against a plain recount."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.clashes import in_order, overlapping, series, too_close


@dataclass(frozen=True)
class Hours:
    number: int
    held_on: date
    start_minute: int
    end_minute: int
    place: str | None = None


PLACES = st.sampled_from([None, "Airaines", "Oisemont"])


@st.composite
def some_hours(draw: st.DrawFn) -> list[Hours]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, 20))
        day = date(2023, 5, draw(st.integers(1, 2)))
        made.append(Hours(number, day, start, start + draw(st.integers(1, 6)), draw(PLACES)))
    return made


@given(some_hours())
def test_pairs_overlap_when_they_share_a_minute(hours: list[Hours]) -> None:
    expected = {
        frozenset((one.number, other.number))
        for one, other in combinations(hours, 2)
        if one.held_on == other.held_on
        and one.start_minute < other.end_minute
        and other.start_minute < one.end_minute
    }
    pairs = list(overlapping(hours))
    assert {frozenset((one.number, other.number)) for one, other in pairs} == expected
    assert len(pairs) == len(expected), "each pair once"
    assert all(one.start_minute <= other.start_minute for one, other in pairs)


@given(some_hours(), st.integers(0, 8))
def test_too_close_is_less_than_the_road_in_one_free_stretch(hours, road):
    def between(one, other):
        return 0 if None in (one, other) or one == other else road

    told = {(before.number, after.number) for before, after, _ in too_close(hours, between)}
    for day in {one.held_on for one in hours}:
        own = in_order(one for one in hours if one.held_on == day)
        placed = [one for one in own if one.place]
        for number, after in enumerate(placed[1:], start=1):
            before = max(placed[:number], key=lambda one: one.end_minute)
            stretch = longest = 0
            for minute in range(before.end_minute, after.start_minute):
                busy = any(one.start_minute <= minute < one.end_minute for one in own)
                stretch = 0 if busy else stretch + 1
                longest = max(longest, stretch)
            apart = before.end_minute <= after.start_minute
            late = apart and longest < between(before.place, after.place)
            assert ((before.number, after.number) in told) == late


@given(st.lists(st.integers(0, 200)))
def test_a_series_is_broken_by_a_longer_wait_only(minutes: list[int]) -> None:
    start = datetime(2023, 5, 1, 9, tzinfo=UTC)
    wait = timedelta(minutes=10)
    runs = series(minutes, lambda minute: start + timedelta(minutes=minute), wait)
    assert [minute for run in runs for minute in run] == sorted(minutes)
    for run in runs:
        assert all(b - a <= 10 for a, b in pairwise(run))
    for before, after in pairwise(runs):
        assert after[0] - before[-1] > 10
