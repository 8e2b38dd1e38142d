"""Someone is anonymised among random facts: what is counted by months stays as it was."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from coachdesk.domain.catalogue import CATALOGUE
from coachdesk.domain.periods import month_of, year_of
from coachdesk.models import Participant
from coachdesk.queries.indicators import COUNTED
from coachdesk.queries.indicators.counting import Scope
from coachdesk.services.paper_kinds import paper_kinds
from coachdesk.services.rights.anonymising import anonymise
from coachdesk.services.rights.forgetting import naming_of
from coachdesk.services.rights.own_rows import hers
from coachdesk.store import Store
from coachdesk.store.triggers import drop_triggers
from support.cases import fill
from support.clock import FixedClock
from support.drawn_cases import YEAR, some_day
from support.naive.counted import plain
from support.naive.drawing import parameters, worlds
from support.naive.work_rows import fill_work
from support.stores import new_store

DAY = date(2026, 3, 5)
BY_THE_DAY = {
    "first_appointment_delay",
    "first_appointment_within",
    "pathway_length",
    "met_each_week",
    "met_each_month",
}
"""They count days, weeks or months of which no day is missing: nothing is kept of that."""
BY_THE_HOUR = {"coach_time", "coach_time_by_kind", "coach_road"}
"""Two meetings drawn at the same hour take the coach less time than both: no hour is kept.

What is true of a real agenda is in ``tests/e2e/test_erasing.py``."""
periods = st.one_of(st.just(year_of(YEAR)), some_day.map(month_of))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = new_store(
        tmp_path_factory.mktemp("anonymised") / "dossier",
        FixedClock(datetime(2026, 3, 5, 9, tzinfo=UTC)),
    )
    yield made.store
    made.store.close()


@settings(max_examples=15, phases=[Phase.generate])  # a shrink takes minutes
@given(period=periods, data=st.data())
def test_what_is_counted_by_months_is_as_it_was(
    store: Store, period: Any, data: st.DataObject
) -> None:
    world = data.draw(worlds(period), label="world")
    with store.write() as uow:  # never committed: the next facts find an empty store
        connection = uow.session.connection()
        drop_triggers(connection)
        action_id = fill(connection, world.cases)
        fill_work(connection, action_id, world.work)
        kinds = partial(paper_kinds, world.profile)
        asked = {name: data.draw(parameters(name), label=name) for name in COUNTED}

        def counted() -> dict[str, Any]:
            scope = Scope(action_id, world.profile, period, kinds)
            return {
                f"{name} {given_}": plain(
                    CATALOGUE[name].shape, COUNTED[name](scope, **given_).measured(connection)
                )
                for name in COUNTED
                if name not in BY_THE_DAY | BY_THE_HOUR
                for given_ in asked[name]
            }

        before = counted()
        people = list(connection.execute(select(Participant.id)).scalars())
        for person in people[:2]:
            mine = hers(connection, person)
            anonymise(connection, mine, naming_of(connection, mine), DAY, least=1)
        after = counted()
    assert {name: after[name] for name in before if after[name] != before[name]} == {}
