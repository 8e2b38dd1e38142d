"""The timeline: a sound Qt model, what is to come above today, the past below it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from coachdesk.core.ids import new_id
from coachdesk.services.timeline import EventKind, TimelineEvent
from coachdesk.ui.item_models.timeline import EVENT_ROLE, Heading, TimelineModel

DAY = date(2024, 1, 15)


def event(days, kind=EventKind.APPOINTMENT):
    return TimelineEvent(kind, DAY + timedelta(days=days), f"{days} {new_id()}")


@pytest.fixture
def model():
    made = TimelineModel()
    made.show_events([event(days) for days in (14, 7, 0, 0, -1, -30, -31)], DAY)
    return made


def test_the_model_keeps_the_rules_of_qt(model, qtmodeltester):
    qtmodeltester.check(model)
    model.keep_kinds([EventKind.STEP])
    assert model.rowCount() == 0


def test_what_is_to_come_then_today_then_the_past_by_month(model):
    said = [line.words for line in model.lines() if isinstance(line, Heading)]
    assert said == [
        "À venir",
        "Aujourd’hui, lundi\u00a015\u00a0janvier\u00a02024",
        "Janvier\u00a02024",
        "Décembre\u00a02023",
    ]


def test_a_heading_is_passed_over_and_an_event_says_itself_whole(model):
    heading, first = model.index(0), model.index(1)
    assert model.flags(heading) == Qt.ItemFlag.NoItemFlags
    assert model.flags(first) & Qt.ItemFlag.ItemIsSelectable
    assert first.data().startswith("29/01/2024")
    assert first.data(EVENT_ROLE).day == date(2024, 1, 29)


@given(
    st.lists(st.tuples(st.integers(-400, 400), st.sampled_from(EventKind))),
    st.sets(st.sampled_from(EventKind)),
)
def test_every_event_of_the_kinds_kept_is_shown_once_in_its_order(told, kinds):
    model = TimelineModel()
    events = [event(days, kind) for days, kind in sorted(told, reverse=True)]
    model.show_events(events, DAY)
    model.keep_kinds(kinds)
    shown = [line for line in model.lines() if isinstance(line, TimelineEvent)]
    assert shown == [item for item in events if not kinds or item.kind in kinds]
    lines = model.lines()
    assert all(
        isinstance(after, TimelineEvent) or "Aujourd’hui" in before.words
        for before, after in pairwise(lines)
        if isinstance(before, Heading)
    ), "no heading without its lines, but today's"
