"""Every indicator against a count by hand, over random facts in a real encrypted store."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from inspect import signature

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coachdesk.domain.catalogue import CATALOGUE
from coachdesk.domain.periods import Period
from coachdesk.queries.indicators import COUNTED
from coachdesk.queries.indicators.counting import Scope
from coachdesk.services.paper_kinds import paper_kinds
from coachdesk.store import Store
from support.cases import fill
from support.clock import FixedClock
from support.naive.counted import NAIVE, expected, plain, rows_agree
from support.naive.drawing import parameters, periods, worlds
from support.naive.work_rows import fill_work
from support.stores import new_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = new_store(
        tmp_path_factory.mktemp("indicators") / "dossier",
        FixedClock(datetime(2025, 7, 1, 9, tzinfo=UTC)),
    )
    yield made.store
    made.store.close()


def test_each_function_has_its_query_and_its_count_by_hand() -> None:
    assert set(CATALOGUE) == set(COUNTED) == set(NAIVE)
    for name, function in CATALOGUE.items():
        named = {each.name for each in function.parameters}
        assert set(signature(COUNTED[name]).parameters) - {"scope"} == named, name


def test_what_is_counted_by_hand_takes_the_same_parameters() -> None:
    for name, by_hand in NAIVE.items():
        named = {each.name for each in CATALOGUE[name].parameters}
        assert set(signature(by_hand).parameters) - {"world", "period"} == named, name


@settings(max_examples=30, phases=[Phase.generate])  # a shrink takes minutes
@given(period=periods, data=st.data())
def test_an_indicator_is_what_a_count_by_hand_finds(
    store: Store, period: Period, data: st.DataObject
) -> None:
    world = data.draw(worlds(period), label="world")
    with store.write() as uow:  # never committed: the next facts find an empty store
        connection = uow.session.connection()
        action_id = fill(connection, world.cases)
        fill_work(connection, action_id, world.work)
        kinds = partial(paper_kinds, world.profile)
        scope = Scope(action_id, world.profile, period, kinds)
        for name, count_by_hand in NAIVE.items():
            shape = CATALOGUE[name].shape
            for given_ in data.draw(parameters(name), label=name):
                counting = COUNTED[name](scope, **given_)
                measured = counting.measured(connection)
                by_hand = expected(shape, count_by_hand(world, period, **given_))
                assert plain(shape, measured) == by_hand, (name, given_)
                assert rows_agree(connection, shape, counting, measured), (name, given_)
