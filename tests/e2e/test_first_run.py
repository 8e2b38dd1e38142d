"""The first start beside the window: the key that waits, is kept, is made anew."""

import time

import pytest

from coachdesk.core.errors import UserError
from coachdesk.core.store_files import is_unfinished, store_exists
from coachdesk.services.desk import open_desk
from coachdesk.services.first_run import (
    begin_again,
    keep_key,
    key_waits,
    make_sheet,
    new_recovery_key,
    save_sheet,
)
from coachdesk.services.setup import create_desk, remove_store_files
from support.faults import run_until_killed
from support.signing_desk import CLOCK

PASSPHRASE = "girafe moulin tabouret velours"


@pytest.fixture
def made(tmp_path):
    created = create_desk(
        tmp_path / "store", PASSPHRASE, profile="coaching-emploi", coach_name="Odile Vasseur",
        association="Association de Poix", guided=True, clock=CLOCK,
    )  # fmt: skip
    yield created
    created.desk.close()


def test_a_window_closed_before_the_key_was_typed_leaves_a_store_that_says_so(made, tmp_path):
    made.desk.close()
    desk = open_desk(tmp_path / "store", PASSPHRASE, clock=CLOCK)
    assert desk.coach.association == "Association de Poix"
    assert desk.read(key_waits)
    key = new_recovery_key(desk)
    assert desk.read(key_waits), "the new one was not typed either"
    keep_key(desk)
    assert not desk.read(key_waits)
    assert desk.store.verify().fault is None
    desk.close()
    with pytest.raises(UserError):
        open_desk(tmp_path / "store", made.recovery_key, clock=CLOCK)
    for secret in (key, PASSPHRASE):
        open_desk(tmp_path / "store", secret, clock=CLOCK).close()


def test_a_store_made_on_the_command_line_has_no_key_that_waits(tmp_path):
    created = create_desk(
        tmp_path / "b", PASSPHRASE, profile="coaching-emploi", coach_name=None, clock=CLOCK
    )
    assert not created.desk.read(key_waits)
    created.desk.close()


def test_the_sheet_is_written_only_where_she_chose(made, tmp_path):
    sheet = make_sheet(made.desk, made.recovery_key)
    save_sheet(made.desk, sheet, tmp_path / "fiche.pdf")
    save_sheet(made.desk, sheet, tmp_path / "fiche.txt")
    assert (tmp_path / "fiche.pdf").read_bytes() == sheet.pdf
    assert made.recovery_key in (tmp_path / "fiche.txt").read_text("utf-8")
    assert (tmp_path / "fiche.pdf").stat().st_mode & 0o077 == 0
    with pytest.raises(UserError) as refusal:
        save_sheet(made.desk, sheet, tmp_path / "absent" / "fiche.pdf")
    assert refusal.value.remedy


def test_a_name_corrected_after_the_store_was_made_leaves_nothing_of_it(made, tmp_path):
    begin_again(made)
    assert list((tmp_path / "store").iterdir()) == []
    again = create_desk(
        tmp_path / "store", PASSPHRASE, profile="coaching-emploi", coach_name="Odile V.",
        guided=True, clock=CLOCK,
    )  # fmt: skip
    assert again.recovery_key != made.recovery_key
    again.desk.close()


def test_a_first_start_killed_at_any_moment_locks_nobody_out(tmp_path, torture_n, torture_figures):
    began = time.perf_counter()
    made = create_desk(
        tmp_path / "measured", PASSPHRASE, profile="coaching-emploi", coach_name=None, clock=CLOCK
    )
    seconds = time.perf_counter() - began
    made.desk.close()
    assert not is_unfinished(tmp_path / "measured")
    states = []
    for seed in range(torture_n):
        directory = tmp_path / str(seed)
        death = run_until_killed(
            "support.child_create", str(directory), seed=seed, acks=1, within=1.5 * seconds
        )
        states.append(state(directory))
        assert states[-1] == "opens" or "done" not in death.acked, seed
    torture_figures("first start, killed", kills=torture_n, opened=states.count("opens"))


def state(directory):
    """« opens » by the passphrase; or else it says that it was cut, and can be made again."""
    kind = "nothing yet"
    if store_exists(directory):
        try:
            open_desk(directory, PASSPHRASE, clock=CLOCK).close()
        except UserError:
            assert is_unfinished(directory)
            remove_store_files(directory)
            kind = "cut"
        else:
            assert not is_unfinished(directory)
            return "opens"
    again = create_desk(
        directory, PASSPHRASE, profile="coaching-emploi", coach_name=None, clock=CLOCK
    )
    again.desk.close()
    return kind
