"""Someone is anonymised among random facts: what is counted by months stays as it was."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from coachdesk.domain.catalogue import CATALOGUE
from coachdesk.domain.periods import month_of, year_of
from coachdesk.models import Participant, ServicePerson
from coachdesk.queries.indicators import COUNTED
from coachdesk.queries.indicators.counting import Scope
from coachdesk.services.paper_kinds import paper_kinds
from coachdesk.services.rights.anonymising import anonymise
from coachdesk.services.rights.forgetting import naming_of
from coachdesk.services.rights.own_rows import Hers, alone_in_services, hers
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
    "renewals",
    "met_each_week",
    "met_each_month",
}
"""They count days, weeks or months from a day to a day: nothing is kept of that."""
BY_THE_HOUR = {"coach_time", "coach_time_by_kind", "coach_road"}
"""Two meetings drawn at the same hour take the coach less time than both: no hour is kept.

What is true of a real agenda is in ``tests/e2e/test_erasing.py``."""
BY_A_SHARED_DAY = {"acts_per_person", "people_with_acts", "people_with_acts_rate"}
"""An act for several people keeps its day, while her entry and exit move: told by a window of her
parcours, it may be counted otherwise."""
periods = st.one_of(st.just(year_of(YEAR)), some_day.map(month_of))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = new_store(
        tmp_path_factory.mktemp("anonymised") / "dossier",
        FixedClock(datetime(2026, 3, 5, 9, tzinfo=UTC)),
    )
    yield made.store
    made.store.close()


@settings(max_examples=8, phases=[Phase.generate])  # a shrink takes minutes
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
        shared = False
        for person in people[:2]:
            mine = hers(connection, person)
            shared = shared or _shares_an_act(connection, mine)
            anonymise(connection, mine, naming_of(connection, mine), DAY, least=1)
        after = counted()
    changed = {name: after[name] for name in before if after[name] != before[name]}
    if shared:
        changed = {
            name: told
            for name, told in changed.items()
            if name.split()[0] not in BY_A_SHARED_DAY or "'window': 'period'" in name
        }
    assert changed == {}


def _shares_an_act(connection: Connection, mine: Hers) -> bool:
    """Whether an act was for her and for others."""
    acts = select(ServicePerson.service_id).where(ServicePerson.id.in_(mine.of(ServicePerson)))
    return set(connection.execute(acts).scalars()) != set(alone_in_services(connection, mine))
