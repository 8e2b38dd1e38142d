"""The first start beside the window: the key that waits, is kept, is made anew."""

import pytest

from coachdesk.core.errors import UserError
from coachdesk.services.desk import open_desk
from coachdesk.services.first_run import (
    begin_again,
    keep_key,
    key_waits,
    make_sheet,
    new_recovery_key,
    save_sheet,
)
from coachdesk.services.setup import create_desk
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
    sheet = make_sheet(made.desk, made.recovery_key, for_association=True)
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
