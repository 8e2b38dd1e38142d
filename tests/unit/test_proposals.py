"""The next rendez-vous is proposed where she will be, when she is free, never on a holiday."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from coachdesk.core.ids import new_id
from coachdesk.domain.agenda import Weeks
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.holidays import easter, holiday, holidays, is_workday
from coachdesk.models import DayOff, Place, PlaceOpening
from coachdesk.services.agenda.proposals import first_slot, next_slot
from coachdesk.services.agenda.search import proposed_slots
from coachdesk.services.agenda.view import against
from support.cases import Case, bare_database, fill

TUESDAY = date(2023, 5, 2)
HALF_PAST_NINE = Slot(TUESDAY, 570, 600, "Airaines", Mode.ON_SITE)


@pytest.fixture
def link():
    with bare_database() as connection:
        fill(connection, [Case("23-001", TUESDAY, entered=TUESDAY)])
        yield connection


def sit(link, place, day, start=540, presence=Presence.PLANNED):
    pathway = link.exec_driver_sql("SELECT id FROM pathway").scalar()
    found = link.exec_driver_sql("SELECT id FROM place WHERE name = ?", (place,)).scalar()
    place_id = found or (new_id().hex if place else None)
    if place and not found:
        link.exec_driver_sql("INSERT INTO place (id, name) VALUES (?, ?)", (place_id, place))
    link.exec_driver_sql(
        "INSERT INTO appointment (id, version, pathway_id, held_on, start_minute, end_minute, "
        "place_id, mode, presence, cut_over) VALUES (?, 1, ?, ?, ?, ?, ?, 'on_site', ?, 0)",
        (new_id().hex, pathway, day.isoformat(), start, start + 30, place_id, presence.value),
    )


def weeks(link, place, day, number=4):
    for week in range(1, number + 1):
        sit(link, place, day - timedelta(weeks=week), presence=Presence.ATTENDED)


def test_a_week_later_the_same_hour_in_the_same_place(link):
    weeks(link, "Airaines", TUESDAY)
    assert next_slot(link, HALF_PAST_NINE) == Slot(
        TUESDAY + timedelta(days=7), 570, 600, "Airaines", Mode.ON_SITE
    )


def test_an_hour_taken_moves_to_the_nearest_free_one(link):
    weeks(link, "Airaines", TUESDAY)
    sit(link, "Airaines", TUESDAY + timedelta(days=7), start=570)
    slot = next_slot(link, HALF_PAST_NINE)
    assert (slot.held_on, slot.start_minute) in {
        (TUESDAY + timedelta(days=7), 540),
        (TUESDAY + timedelta(days=7), 600),
    }


def test_a_holiday_is_skipped_for_the_next_day_she_is_there(link):
    monday = date(2023, 5, 22)  # the Monday after is Pentecost
    weeks(link, "Airaines", monday)
    slot = next_slot(link, Slot(monday, 570, 600, "Airaines", Mode.ON_SITE))
    assert slot.held_on == date(2023, 6, 5)


def test_elsewhere_on_that_day_the_place_she_is_in_that_week_is_proposed(link):
    weeks(link, "Airaines", TUESDAY)
    weeks(link, "Oisemont", TUESDAY + timedelta(days=2))
    sit(link, "Doullens", TUESDAY + timedelta(days=7), start=900)  # planned elsewhere for once
    slot = next_slot(link, HALF_PAST_NINE)
    assert slot.place == "Airaines"
    assert slot.held_on == TUESDAY + timedelta(days=14)


def test_the_first_rendez_vous_comes_within_the_days_allowed_near_her_home(link):
    weeks(link, "Airaines", TUESDAY)
    weeks(link, "Oisemont", TUESDAY + timedelta(days=2))
    assert first_slot(link, TUESDAY, 7, "Oisemont").held_on == TUESDAY + timedelta(days=2)
    assert first_slot(link, TUESDAY, 7, "Liomer").held_on == TUESDAY + timedelta(days=2)
    weeks(link, "Mairie de Doullens", TUESDAY + timedelta(days=3))
    assert first_slot(link, TUESDAY, 7, "Doullens").place == "Mairie de Doullens"


def test_nothing_known_of_her_week_any_workday_will_do(link):
    assert next_slot(link, HALF_PAST_NINE).held_on == TUESDAY + timedelta(days=7)
    assert next_slot(link, HALF_PAST_NINE).place == "Airaines"


def test_one_rendez_vous_on_a_sunday_does_not_say_where_she_sits(link):
    sunday = TUESDAY + timedelta(days=12)
    sit(link, "Doullens", sunday)
    monday = sunday + timedelta(days=1)
    assert first_slot(link, sunday, 7).held_on == monday
    sit(link, None, monday)
    assert first_slot(link, sunday, 7).start_minute >= 570, "the hour is taken"


def test_by_phone_any_workday_and_no_place(link):
    weeks(link, "Airaines", TUESDAY)
    thursday = Slot(TUESDAY + timedelta(days=2), 600, 630, None, Mode.PHONE)
    slot = next_slot(link, thursday)
    assert (slot.held_on, slot.place, slot.mode) == (date(2023, 5, 11), None, Mode.PHONE)


@given(
    st.dates(date(2023, 1, 1), date(2026, 12, 31)),
    st.integers(8 * 4, 17 * 4),
    st.lists(st.tuples(st.integers(0, 20), st.integers(8 * 4, 17 * 4)), max_size=12),
)
def test_a_proposal_is_always_a_free_workday(day, quarter, busy):
    with bare_database() as link:
        fill(link, [Case("23-001", TUESDAY, entered=TUESDAY)])
        for after, start in busy:
            sit(link, "Airaines", day + timedelta(days=after), start=start * 15)
        like = Slot(day, quarter * 15, quarter * 15 + 30, "Airaines", Mode.ON_SITE)
        for slot in islice(proposed_slots(link, day, like=like), 6):
            assert is_workday(slot.held_on)
            assert slot.held_on >= day
            for after, start in busy:
                if day + timedelta(days=after) == slot.held_on:
                    assert slot.end_minute <= start * 15 or slot.start_minute >= start * 15 + 30


PLACES = ("Airaines", "Oisemont", "Doullens")


@settings(max_examples=60)
@given(
    st.sampled_from((*PLACES, None)),
    st.integers(8 * 4, 17 * 4),
    st.lists(st.tuples(st.integers(0, 12), st.integers(32, 68), st.sampled_from(PLACES))),
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.integers(0, 4), st.sampled_from(Weeks)), max_size=4
    ),
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from((*PLACES, None))), max_size=3),
)
def test_nothing_ever_stands_against_a_proposal(place, quarter, busy, openings, away):
    with bare_database() as link:
        fill(link, [Case("23-001", TUESDAY, entered=TUESDAY)])
        for after, start, where in busy:
            sit(link, where, TUESDAY + timedelta(days=after), start=start * 15)
        ids = dict(link.execute(select(Place.name, Place.id)).all())
        for name in PLACES:
            if name not in ids:
                ids[name] = new_id()
                link.execute(insert(Place), {"id": ids[name], "name": name})
        for number, (name, weekday, weeks) in enumerate(openings):
            values = {"id": new_id(), "place_id": ids[name], "weekday": weekday, "weeks": weeks}
            hours = {"start_minute": 540 + number, "end_minute": 720, "version": 1}
            link.execute(insert(PlaceOpening), values | hours)
        for after, closed in away:
            day = TUESDAY + timedelta(days=after)
            values = {"id": new_id(), "starts_on": day, "ends_on": day, "label": "Congés"}
            link.execute(insert(DayOff), values | {"place_id": ids.get(closed), "version": 1})
        mode = Mode.ON_SITE if place else Mode.PHONE
        like = Slot(TUESDAY, quarter * 15, quarter * 15 + 30, place, mode)
        for slot in islice(proposed_slots(link, TUESDAY, like=like), 10):
            assert against(link, slot) == ""
            assert slot.place == place or mode is Mode.ON_SITE


def test_easter_falls_on_the_days_of_the_almanac():
    assert [easter(year) for year in (1961, 2000, 2008, 2023, 2024, 2038)] == [
        date(1961, 4, 2), date(2000, 4, 23), date(2008, 3, 23), date(2023, 4, 9),
        date(2024, 3, 31), date(2038, 4, 25),
    ]  # fmt: skip


@given(st.integers(1900, 2199))
def test_a_year_has_eleven_holidays_unless_two_fall_together(year):
    assert len(holidays(year)) in {10, 11}
    assert holiday(date(year, 7, 14)) == "Fête nationale"
    assert easter(year).weekday() == 6
