"""The list of participants: a sound Qt model, searched, filtered and sorted as people expect."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from coachdesk.core.french import fold
from coachdesk.queries.participants import participants_table
from coachdesk.services.people_columns import people_columns
from coachdesk.services.people_list import Facet, Situation, make_list
from coachdesk.ui.item_models.participants import ParticipantsModel
from coachdesk.ui.item_models.table import OBJECT_ROLE
from coachdesk.ui.item_models.ticks import COUNT_ROLE, Tick, TickModel

DAY = date(2024, 1, 15)
DESCENDING = Qt.SortOrder.DescendingOrder


@pytest.fixture(scope="module")
def people(read_desk):
    action = read_desk.action(None)
    rows = read_desk.read(lambda link: participants_table(link, action.id, DAY))
    return make_list(rows, action.profile, DAY)


@pytest.fixture
def model(read_desk, people):
    made = ParticipantsModel(read_desk.action(None).profile)
    made.show_people(people)
    return made


def shown(model):
    return [model.index(row, 0).data(OBJECT_ROLE) for row in range(model.rowCount())]


def test_the_models_keep_the_rules_of_qt(model, qtmodeltester):
    qtmodeltester.check(model)
    model.narrow("a", {})
    qtmodeltester.check(model)
    model.narrow("zzzz", {})
    qtmodeltester.check(model)
    assert model.rowCount() == 0
    ticks = TickModel()
    ticks.show_ticks([Tick("a", "Airaines", 3), Tick("b", "Beauval", 1)], {"a"})
    qtmodeltester.check(ticks)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "key",
    [
        "number",
        "name",
        "commune",
        "entered_on",
        "next_on",
        "attended",
        "unexcused",
        "state",
    ],
)
def test_each_column_sorts_by_its_meaning_and_what_is_not_known_comes_last(
    model, read_desk, key, descending
):
    column = next(
        item for item in people_columns(read_desk.action(None).profile) if item.key == key
    )
    order = DESCENDING if descending else Qt.SortOrder.AscendingOrder
    model.sort(model.keys.index(key), order)
    values = [column.value(row) for row in shown(model)]
    known = [value for value in values if value not in {None, ""}]
    assert all(value in {None, ""} for value in values[len(known) :])
    folded = [fold(value) if isinstance(value, str) else value for value in known]
    assert folded == sorted(folded, reverse=descending)
    for one, two in zip(shown(model), shown(model)[1:], strict=False):
        if column.value(one) == column.value(two):
            assert (fold(one.last_name), fold(one.first_name)) <= (
                fold(two.last_name),
                fold(two.first_name),
            )


@pytest.mark.parametrize("typed", ["hénocque", "HENOCQUE", "  henocque  amandine ", "amandine hén"])
def test_the_search_ignores_accents_case_and_order(model, typed):
    model.narrow(typed, {})
    assert {row.last_name for row in shown(model)} == {"HÉNOCQUE"}


def test_the_search_looks_in_commune_phone_number_and_case_manager(model):
    everyone = shown(model)
    person = next(row for row in everyone if row.phone and row.commune and row.case_manager)
    for typed in (
        person.number,
        person.phone,
        person.phone.replace(" ", ""),
        person.beneficiary_number,
        f"{person.last_name} {person.commune}",
        f"{person.case_manager} {person.first_name}",
    ):
        model.narrow(typed, {})
        assert person in shown(model), typed
        assert len(shown(model)) < len(everyone)
    model.narrow("", {})
    assert shown(model) == everyone


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["", "a", "ai", "air", "a m", "06", "06 1", "mar", "martin", "23-0"]),
        st.frozensets(st.sampled_from(list(Situation)), max_size=2),
        st.integers(0, 6),
        st.booleans(),
    ),
    max_size=6,
)


@settings(max_examples=40)
@given(STEPS)
def test_whatever_was_typed_before_the_list_is_that_of_what_is_typed_now(read_desk, people, steps):
    """Narrowing, filtering and sorting in any order end where a fresh list would."""
    profile = read_desk.action(None).profile
    walked = ParticipantsModel(profile)
    walked.show_people(people)
    for typed, situations, column, descending in steps:
        order = DESCENDING if descending else Qt.SortOrder.AscendingOrder
        chosen = {Facet.SITUATION: frozenset(item.value for item in situations)}
        walked.narrow(typed, chosen)
        walked.sort(column, order)
        fresh = ParticipantsModel(profile)
        fresh.sort(column, order)
        fresh.show_people(people)
        fresh.narrow(typed, chosen)
        assert shown(walked) == shown(fresh)
        assert set(shown(walked)) == {people.rows[place] for place in people.found(typed, chosen)}
        assert walked.counts() == fresh.counts()


def test_a_tick_keeps_the_keyboard_where_it_is_and_letters_find_a_value():
    ticks = TickModel()
    ticks.show_ticks([Tick("a", "Éaucourt", 3), Tick("b", "Beauval", 1)], ())
    ticks.seek("eau")
    assert [ticks.index(row).data() for row in range(ticks.rowCount())] == ["Éaucourt", "Beauval"]
    ticks.seek("éau")
    ticks.seek("eauc")
    assert ticks.index(0).data(COUNT_ROLE) == 3
    ticks.toggle(ticks.index(0))
    assert ticks.ticked == {"a"}
    assert ticks.index(0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    ticks.toggle(ticks.index(0))
    assert ticks.ticked == frozenset()
