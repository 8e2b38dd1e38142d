"""A new desk on a real store, for the tests of what is recorded in it."""

import shutil
from datetime import datetime, timedelta, timezone

import pytest

from coachdesk.services.desk import open_desk
from coachdesk.services.setup import create_desk
from support.clock import FixedClock


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory):
    """The folder of a desk that was just made, to be copied, and its recovery key.

    Made once, and opened by that key: a passphrase takes its time, as it should.
    """
    folder = tmp_path_factory.mktemp("new") / "store"
    clock = FixedClock(datetime(2023, 6, 1, 9, 0, tzinfo=timezone(timedelta(hours=2))))
    made = create_desk(
        folder, "été à la mer", profile="coaching-emploi", coach_name=None, clock=clock
    )
    made.desk.close()
    return folder, made.recovery_key


@pytest.fixture
def desk(new_desk, tmp_path, fixed_clock):
    """Empty, on 1 June 2023."""
    folder, recovery_key = new_desk
    shutil.copytree(folder, tmp_path / "store")
    opened = open_desk(tmp_path / "store", recovery_key, clock=fixed_clock)
    yield opened
    opened.close()
