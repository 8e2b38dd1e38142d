"""The day is read at once: its statements are compiled while the passphrase is typed."""

import shutil
from datetime import datetime, timedelta, timezone

import pytest

from coachdesk.core.clock import today
from coachdesk.services.day import day_view
from coachdesk.services.desk import open_desk
from coachdesk.services.first_reads import compile_first_reads
from coachdesk.services.setup import create_desk
from coachdesk.store.dialect import COMPILED
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


def test_what_was_compiled_for_a_store_serves_the_next_and_tells_nothing_of_it(store, tmp_path):
    directory, key = store
    read_day(directory, key)
    copy = shutil.copytree(directory, tmp_path / "other")
    assert read_day(copy, key)[0] == 0
    assert not [entry for entry in COMPILED.items() if "Claire" in repr(entry)]
