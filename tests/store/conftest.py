"""A store of one's own for each test, copied from one that is made once."""

from datetime import datetime, timedelta, timezone

import pytest

from support.clock import FixedClock
from support.stores import copied, new_store, open_store


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    clock = FixedClock(datetime(2023, 6, 1, 8, 0, tzinfo=timezone(timedelta(hours=2))))
    directory = tmp_path_factory.mktemp("made-once") / "dossier"
    created = new_store(directory, clock)
    created.store.close()
    return directory, created.recovery_key


@pytest.fixture
def closed_store(made_once, tmp_path):
    """The directory of a fresh store that nobody has open."""
    return copied(made_once[0], tmp_path / "dossier")


@pytest.fixture
def recovery_key(made_once):
    return made_once[1]


@pytest.fixture
def store(closed_store, fixed_clock):
    opened = open_store(closed_store, fixed_clock)
    yield opened
    opened.close()
