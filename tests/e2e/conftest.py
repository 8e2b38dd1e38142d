"""A new desk on a real store, for the tests of what is recorded in it."""

import pytest

from coachdesk.services.setup import create_desk


@pytest.fixture
def desk(tmp_path, fixed_clock):
    """Empty, on 1 June 2023."""
    made = create_desk(
        tmp_path / "store", "été à la mer", profile="coaching-emploi", coach_name=None,
        clock=fixed_clock,
    ).desk  # fmt: skip
    yield made
    made.close()
