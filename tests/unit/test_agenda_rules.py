"""Openings, absences, roads and conflicts, against a calendar that is walked minute by minute."""

from datetime import date, timedelta
from itertools import combinations, pairwise
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from coachdesk.domain.agenda import Calendar, Off, OffPeriod, WeeklyOpening, Weeks
from coachdesk.domain.conflicts import (
    STEP,
    ConflictKind,
    Engagement,
    conflicts_of,
    free_start,
    leaves_time,
)
from coachdesk.domain.holidays import holiday
from coachdesk.domain.travels import SUPPOSED_MINUTES, Travels, commune_of, place_key

MONDAY = date(2024, 4, 29)
"""A week with a holiday (1 May), and two more (8 and 9 May) in the next."""
PLACES = ("Mairie d’Airaines", "Oisemont", "Doullens")
minutes = st.integers(0, 24).map(lambda hour: hour * 60) | st.integers(0, 1440)
days = st.integers(0, 13).map(lambda after: MONDAY + timedelta(days=after))
places = st.sampled_from(PLACES)


@st.composite
def spans(draw, least=1):
    start = draw(st.integers(0, 1439))
    return start, draw(st.integers(start + least, 1440)) if start + least < 1440 else 1440


@st.composite
def weekly(draw):
    start, end = draw(spans())
    return WeeklyOpening(
        draw(places), draw(st.integers(0, 6)), start, end, draw(st.sampled_from(Weeks))
    )


@st.composite
def periods(draw):
    first = draw(days)
    start, end = draw(st.none() | spans()) or (None, None)
    off = Off(start, end, draw(st.none() | places), "Congés")
    return OffPeriod(first, first + timedelta(days=draw(st.integers(0, 3))), off)


calendars = st.builds(
    Calendar,
    st.lists(weekly(), max_size=5).map(tuple),
    st.lists(periods(), max_size=3).map(tuple),
    st.dictionaries(places, days, max_size=1),
)


@st.composite
def engaged(draw, number=0):
    start = draw(st.integers(8 * 4, 18 * 4)) * 15
    return Engagement(
        UUID(int=number + 1),
        draw(days),
        start,
        start + draw(st.integers(1, 6)) * 15,
        draw(st.none() | places),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@st.composite
def agendas(draw):
    return [draw(engaged(number)) for number in range(draw(st.integers(0, 6)))]


travels = st.builds(
    Travels,
    st.dictionaries(
        st.sampled_from([frozenset(pair) for pair in combinations(PLACES, 2)]),
        st.integers(0, 6).map(lambda quarter: quarter * 15) | st.integers(0, 90),
    ),
)


def open_at(calendar, day, place, minute):
    """Whether someone may be met at that minute: the rules read one by one."""
    if holiday(day):
        return False
    if place in calendar.retired and calendar.retired[place] <= day:
        return False
    for period in calendar.periods:
        off = period.off
        if period.starts_on <= day <= period.ends_on and off.place in {None, place}:
            first, last = (0, 1440) if off.start_minute is None else off.span
            if first <= minute < last:
                return False
    typed = [one for one in calendar.openings if one.place == place]
    if not typed:
        return day.weekday() < 5 and 8 * 60 <= minute < 18 * 60
    week = day.isocalendar().week
    return any(
        one.weekday == day.weekday()
        and one.weeks in {Weeks.EVERY, Weeks.ODD if week % 2 else Weeks.EVEN}
        and one.start_minute <= minute < one.end_minute
        for one in typed
    )


@given(calendars, days, st.none() | places)
def test_the_hours_of_a_day_are_those_of_the_rules_minute_by_minute(calendar, day, place):
    inside = {m for start, end in calendar.hours(day, place) for m in range(start, end)}
    assert inside == {m for m in range(1440) if open_at(calendar, day, place, m)}


@given(calendars, days, st.none() | places)
def test_hours_come_in_order_and_never_touch(calendar, day, place):
    hours = calendar.hours(day, place)
    assert all(start < end for start, end in hours)
    assert all(before[1] < after[0] for before, after in pairwise(hours))


def covers(one, minute):
    return one.start_minute <= minute < one.end_minute


@settings(max_examples=60)
@given(agendas(), calendars, travels)
def test_a_conflict_is_what_the_minutes_say(items, calendar, between):
    found = conflicts_of(items, calendar, between)
    for item in items:
        told = {conflict.kind for conflict in found.get(item.id, ())}
        own = range(item.start_minute, item.end_minute)
        others = [one for one in items if one is not item and one.held_on == item.held_on]
        if not item.raises:
            assert not told
            continue
        overlaps = any(covers(one, minute) for one in others for minute in own)
        assert (ConflictKind.OVERLAP in told) == overlaps
        festive = holiday(item.held_on) is not None and item.sits
        assert (ConflictKind.HOLIDAY in told) == festive
        if festive:
            continue
        offs = [
            period.off
            for period in calendar.periods
            if period.starts_on <= item.held_on <= period.ends_on
        ]
        for kind, place in ((ConflictKind.OFF, None), (ConflictKind.CLOSED, item.place)):
            if kind is ConflictKind.CLOSED and item.place is None:
                assert kind not in told
                continue
            off = any(
                one.place == place and one.span[0] <= minute < one.span[1]
                for one in offs
                for minute in own
            )
            assert (kind in told) == (off and item.away)
        opened = Calendar(calendar.openings, (), calendar.retired)
        typed = any(one.place == item.place for one in calendar.openings)
        outside = (
            item.sits
            and typed
            and not all(open_at(opened, item.held_on, item.place, minute) for minute in own)
        )
        assert (ConflictKind.OUTSIDE in told) == outside


@settings(max_examples=60)
@given(agendas(), travels)
def test_two_places_in_a_row_leave_the_road_in_one_stretch(items, between):
    items = [
        Engagement(one.id, one.held_on, one.start_minute, one.end_minute, one.place)
        for one in items
    ]
    found = conflicts_of(items, Calendar(), between)
    for one, other in combinations(items, 2):
        before, after = sorted((one, other), key=lambda item: item.start_minute)
        if before.held_on != after.held_on or before.end_minute > after.start_minute:
            continue
        if None in {before.place, after.place}:
            continue
        day = [item for item in items if item.held_on == one.held_on]
        if any(
            item.place and covers(item, minute)
            for item in day
            if item not in {one, other}
            for minute in range(1440)
        ):
            continue  # only pairs with nobody else in a place that day: the road is theirs
        longest = stretch = 0
        for minute in range(before.end_minute, after.start_minute):
            stretch = 0 if any(covers(item, minute) for item in day) else stretch + 1
            longest = max(longest, stretch)
        needed = between.between(before.place, after.place)
        for item, away in ((before, after), (after, before)):
            told = [
                conflict
                for conflict in found.get(item.id, ())
                if conflict.kind is ConflictKind.TRAVEL
            ]
            assert bool(told) == (longest < needed)
            assert all(conflict.other == away for conflict in told)
            assert all((c.free, c.needed) == (longest, needed) for c in told)


@settings(max_examples=60)
@given(
    agendas(), calendars, travels, days, places, st.integers(0, 95).map(lambda q: q * 15),
    st.integers(1, 8).map(lambda q: q * 15),
)  # fmt: skip
def test_a_free_hour_is_the_nearest_at_which_nothing_stands(
    items, calendar, between, day, place, wanted, length
):
    taken = [Engagement(one.id, day, one.start_minute, one.end_minute, one.place) for one in items]

    def thought(start):
        return Engagement(None, day, start, start + length, place)

    def fits(start):
        return leaves_time(taken, thought(start), between)

    found = free_start(wanted, length, calendar.hours(day, place), taken, fits)
    before = conflicts_of(taken, calendar, between)

    def good(start):
        asked = range(start, start + length)
        if start + length > 1440 or not all(open_at(calendar, day, place, m) for m in asked):
            return False
        after = conflicts_of([*taken, thought(start)], calendar, between)
        tight = {ConflictKind.OVERLAP, ConflictKind.TRAVEL}
        worse = [
            one
            for one in taken
            if sum(c.kind in tight for c in after.get(one.id, ()))
            > sum(c.kind in tight for c in before.get(one.id, ()))
        ]
        return not worse and not any(c.kind in tight for c in after.get(None, ()))

    starts = [start for start in range(0, 1440, STEP) if good(start)]
    if found is None:
        assert not starts
    else:
        assert good(found)
        assert all(abs(found - wanted) <= abs(start - wanted) for start in starts)


@given(days)
def test_weeks_are_even_or_odd_as_the_calendar_numbers_them(day):
    assert Weeks.EVERY.holds(day)
    assert Weeks.EVEN.holds(day) != Weeks.ODD.holds(day)
    assert Weeks.ODD.holds(date(2024, 1, 15)), "week 3"


@given(st.none() | places, st.none() | places, travels)
def test_a_road_is_the_same_both_ways_and_supposed_until_it_is_typed(one, other, between):
    assert between.between(one, other) == between.between(other, one)
    if None in {one, other} or one == other:
        assert between.between(one, other) == 0
    elif not between.is_typed(one, other):
        assert between.between(one, other) == SUPPOSED_MINUTES


def test_two_rooms_of_one_commune_need_no_road():
    assert Travels().between("Mairie d’Airaines", "Salle d'Airaines") == 0
    assert commune_of("Mairie d’Airaines") == commune_of("Airaines")


def test_one_place_written_two_ways_is_known():
    assert place_key("Mairie Ailly") == place_key("mairie d’Ailly") == place_key("MAIRIE d'Ailly")
    assert place_key("Mairie d’Ailly") != place_key("Salle d’Ailly")
