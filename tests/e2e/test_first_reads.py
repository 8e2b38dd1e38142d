"""The day is read at once: its statements are compiled while the passphrase is typed."""

import shutil
from datetime import datetime, timedelta, timezone

import pytest

from coachdesk.core.clock import today
from coachdesk.queries.to_dos import expiring, under_way
from coachdesk.services.day import day_view
from coachdesk.services.desk import open_desk
from coachdesk.services.first_reads import compile_first_reads
from coachdesk.services.setup import create_desk
from coachdesk.services.standing import standing
from coachdesk.store.dialect import COMPILED, Dialect
from support.clock import FixedClock

CLOCK = FixedClock(datetime(2024, 1, 15, 9, 10, tzinfo=timezone(timedelta(hours=1))))
PASSPHRASE = "quatre mots sans lien"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    directory = tmp_path_factory.mktemp("first") / "store"
    made = create_desk(
        directory, PASSPHRASE, profile="coaching-emploi", coach_name="Claire", clock=CLOCK
    )
    made.desk.close()
    return directory, made.recovery_key


@pytest.fixture(autouse=True)
def _nothing_compiled():
    kept = dict(COMPILED)
    COMPILED.clear()
    compile_first_reads.cache_clear()
    yield
    COMPILED.update(kept)


def read_day(directory, key):
    """How many statements the day had to compile."""
    desk = open_desk(directory, key, clock=CLOCK)
    action, before = desk.action(None), len(COMPILED)
    view = desk.read(lambda link: day_view(link, action.id, action.profile, today(CLOCK)))
    desk.close()
    return len(COMPILED) - before, view


def test_the_day_of_a_store_just_opened_finds_its_statements_compiled(store):
    compiled, cold = read_day(*store)
    assert compiled > 20
    COMPILED.clear()
    compile_first_reads()
    again, warm = read_day(*store)
    assert again * 10 < compiled, "only what hangs on rows is left"
    assert warm == cold


@pytest.mark.usefixtures("dossier")
def test_with_someone_to_meet_nothing_of_the_day_nor_of_the_foot_is_left_to_compile(desk):
    action, day = desk.actions[0], today(desk.clock)
    COMPILED.clear()
    compile_first_reads()
    before = set(COMPILED)
    view = desk.read(lambda link: day_view(link, action.id, action.profile, day))
    standing(desk, action)
    assert view.stops
    assert set(COMPILED) == before


def test_who_has_not_left_is_what_the_keys_of_two_indexes_do_not_share(desk):
    action, day = desk.actions[0], today(desk.clock)
    for listing in (under_way(action.id, day), expiring(action.id, {"pending"}, day)):
        made = listing.compile(dialect=Dialect(), compile_kwargs={"literal_binds": True})
        with desk.store.read() as link:
            steps = [row[3] for row in link.exec_driver_sql(f"EXPLAIN QUERY PLAN {made}")]
        assert "MERGE (EXCEPT)" in steps, "both are walked once, side by side"


def test_what_was_compiled_for_a_store_serves_the_next_and_tells_nothing_of_it(store, tmp_path):
    directory, key = store
    read_day(directory, key)
    copy = shutil.copytree(directory, tmp_path / "other")
    assert read_day(copy, key)[0] == 0
    assert not [entry for entry in COMPILED.items() if "Claire" in repr(entry)]
