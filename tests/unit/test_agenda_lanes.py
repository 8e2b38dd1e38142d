"""The columns of the agenda: nothing lost, nothing hidden, nothing free that is taken."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.domain.agenda import Off, Opening
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.services.agenda.view import AgendaDay, AgendaEntry, EntryKind
from coachdesk.ui.screens.agenda.dragging import Ghost, Grip, taken_at
from coachdesk.ui.screens.agenda.lanes import (
    Lane,
    Scope,
    is_cancelled,
    opened_at,
    place_there,
    plan_of,
)
from coachdesk.ui.screens.agenda.walking import Spot, along, beside, found_again, mark_of

MONDAY = date(2024, 1, 15)
PLACES = ("Airaines", "Doullens", None)
DAY_MINUTES = 24 * 60


def entry(start, end, place="Airaines", number=1, **other) -> AgendaEntry:
    facts = {
        "kind": EntryKind.APPOINTMENT, "id": UUID(int=number), "prescription_id": UUID(int=number),
        "who": "DURAND Léa", "title": "", "word": None, "held_on": MONDAY, "start_minute": start,
        "end_minute": end, "place": place, "mode": Mode.ON_SITE, "presence": Presence.PLANNED,
        "signed": False, "people": None, "cut_over": False, "conflict": "",
    } | other  # fmt: skip
    return AgendaEntry(**facts)


def day(*entries, openings=(), off=(), holiday=None, held_on=MONDAY) -> AgendaDay:
    return AgendaDay(held_on, holiday, tuple(off), tuple(openings), tuple(entries))


@st.composite
def full_days(draw) -> AgendaDay:
    made = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, DAY_MINUTES - 1))
        end = draw(st.integers(start + 1, DAY_MINUTES))
        timed = draw(st.booleans()) or draw(st.booleans())
        made.append(
            entry(
                start if timed else None,
                end if timed else None,
                draw(st.sampled_from(PLACES)),
                number,
                presence=draw(st.sampled_from(Presence)),
            )
        )
    opened = [
        Opening(place, start, start + length)
        for place, start, length in draw(
            st.lists(
                st.tuples(
                    st.sampled_from(("Airaines", "Doullens")),
                    st.integers(420, 900),
                    st.integers(30, 300),
                ),
                max_size=3,
            )
        )
    ]
    return day(*made, openings=opened)


@given(full_days(), st.sampled_from((Scope.DAY, Scope.WEEK)))
def test_every_entry_is_shown_once_whatever_the_columns(known, scope):
    plan = plan_of([known], scope)
    shown = [block.entry.id for block in plan.blocks]
    shown += [item.id for untimed in plan.untimed for item in untimed]
    assert sorted(shown) == sorted(item.id for item in known.entries)
    for block in plan.blocks:
        assert plan.first <= block.start < block.end <= plan.last
        lane = plan.lanes[block.lane]
        assert lane.whole or lane.place == block.entry.place


@given(full_days())
def test_no_two_entries_of_the_same_minute_hide_each_other(known):
    blocks = plan_of([known], Scope.WEEK).blocks
    for one in blocks:
        assert 0 <= one.nth < one.beside
        for other in blocks:
            together = one.start < other.end and other.start < one.end
            if one is not other and together:
                assert (one.beside, one.nth) != (other.beside, other.nth)
                assert one.beside == other.beside


@given(full_days())
def test_a_free_time_is_free_and_within_the_openings(known):
    plan = plan_of([known], Scope.WEEK)
    for free in plan.frees:
        for minute in range(free.start, free.end):
            assert not any(
                item.start_minute is not None
                and item.start_minute <= minute < item.end_minute
                and not is_cancelled(item)
                for item in known.entries
            )
            assert not known.openings or any(
                opening.place == free.place and opening.start_minute <= minute < opening.end_minute
                for opening in known.openings
            )


@pytest.mark.parametrize(
    "away",
    [
        Off(None, None, None, "Congés"),
        Off(540, 720, None, "Formation"),
        Off(None, None, "Airaines", "Mairie fermée"),
    ],
)
def test_nothing_is_free_while_she_is_away_or_the_place_is_closed(away):
    known = day(openings=[Opening("Airaines", 540, 720)], off=[away])
    assert not plan_of([known], Scope.WEEK).frees


def test_a_place_that_is_closed_leaves_the_other_one_free():
    openings = [Opening("Airaines", 540, 720), Opening("Doullens", 540, 720)]
    known = day(openings=openings, off=[Off(None, None, "Airaines", "Fermée")])
    assert [free.place for free in plan_of([known], Scope.WEEK).frees] == ["Doullens"]


def test_the_week_end_is_shown_only_when_something_is_there():
    saturday = date(2024, 1, 20)
    assert not plan_of([day(held_on=saturday)], Scope.WEEK).lanes
    assert plan_of([day(entry(540, 570), held_on=saturday)], Scope.WEEK).lanes


def test_a_place_filters_the_week_and_what_is_remote_has_its_own_column_of_the_day():
    known = day(entry(540, 570), entry(600, 630, "Doullens", 2), entry(660, 690, None, 3))
    assert [block.entry.place for block in plan_of([known], Scope.WEEK, "Doullens").blocks] == [
        "Doullens"
    ]
    assert [lane.place for lane in plan_of([known], Scope.DAY).lanes] == [
        "Airaines", "Doullens", None,
    ]  # fmt: skip


def test_an_entry_keeps_its_place_unless_the_coach_is_then_in_another_one():
    item = entry(540, 570)
    there = Lane(day(openings=[Opening("Doullens", 540, 720)]))
    assert place_there(there, item, 600) == "Doullens"
    assert place_there(there, item, 800) == "Airaines"
    both = [Opening("Doullens", 540, 720), Opening("Airaines", 800, 900)]
    assert place_there(Lane(day(openings=both)), item, 600) == "Airaines"
    assert place_there(Lane(day(), "Poix", whole=False), item, 600) == "Poix"
    assert place_there(there, replace(item, mode=Mode.PHONE, place=None), 600) is None


def test_something_new_is_where_she_sits_or_where_her_nearest_rendez_vous_is():
    assert opened_at(Lane(day(openings=[Opening("Doullens", 540, 720)])), 600) == "Doullens"
    known = day(entry(540, 570), entry(840, 870, "Doullens", 2))
    assert opened_at(Lane(known), 800) == "Doullens"
    assert opened_at(Lane(day()), 800) is None


@given(
    st.integers(0, DAY_MINUTES - 31),
    st.floats(-200, DAY_MINUTES + 200),
    st.booleans(),
    st.integers(0, 4),
)
def test_what_is_moved_snaps_keeps_its_length_and_stays_in_the_day(start, minute, fine, lane):
    (block,) = plan_of([day(entry(start, start + 30))], Scope.WEEK).blocks
    ghost = taken_at(block, Grip.MOVE, start + 10).to(lane, minute, fine=fine)
    assert ghost.end - ghost.start == 30
    assert 0 <= ghost.start < ghost.end <= DAY_MINUTES
    assert ghost.lane == lane
    if 0 < ghost.start < DAY_MINUTES - 30:
        assert ghost.start % (5 if fine else 15) == 0


@given(st.floats(-100, DAY_MINUTES + 200), st.booleans())
def test_an_end_that_is_stretched_never_comes_before_its_start(minute, fine):
    (block,) = plan_of([day(entry(600, 630))], Scope.WEEK).blocks
    ghost = taken_at(block, Grip.END).to(3, minute, fine=fine)
    assert ghost.lane == block.lane
    assert 600 < ghost.end <= DAY_MINUTES


def test_hours_are_drawn_downwards_from_where_the_hand_went_down():
    drawn = Ghost(Grip.DRAW, 1, 600, 615)
    assert drawn.to(4, 667, fine=False) == Ghost(Grip.DRAW, 1, 600, 660)
    assert drawn.to(1, 300, fine=False).end == 615


def test_arrows_meet_entries_and_free_times_and_go_to_the_nearest_of_the_next_day():
    openings = [Opening("Airaines", 540, 720)]
    tuesday = date(2024, 1, 16)
    one = day(entry(540, 570), entry(660, 690, number=2), openings=openings)
    two = day(entry(600, 630, number=3, held_on=tuesday), held_on=tuesday, openings=openings)
    plan = plan_of([one, two], Scope.WEEK)
    met = [Spot(0, plan.of_lane(0)[0])]
    while (following := along(plan, met[-1], 1)) != met[-1]:
        met.append(following)
    assert [(spot.item.start, spot.item.end) for spot in met] == [
        (540, 570), (570, 660), (660, 690), (690, 720),
    ]  # fmt: skip
    across = beside(plan, met[1], 1)
    assert (across.lane, across.item.start) == (1, 540)
    assert beside(plan, across, 1) is None
    assert found_again(plan, mark_of(plan, met[2])) == met[2]
