"""What opens the store, changed from the command line: another phrase, another key, a sheet."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coachdesk.core.clock import SystemClock
from coachdesk.core.store_files import KEY_FILE
from coachdesk.core.tries import note_wrong_try
from coachdesk.services.desk import open_desk
from coachdesk.services.first_run import key_waits
from coachdesk.store.key_file import Opener
from coachdesk.store.vault import unlock
from coachdesk.system.environment import take_secret
from support.command import PASSPHRASE, coachdesk
from support.faults import child_environment

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
NEW = "girafe moulin tabouret velours"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(GOLDEN / "store-0007", tmp_path / "store"))
    open_desk(folder, PASSPHRASE, clock=SystemClock()).close()  # brought to the newest tables
    shutil.rmtree(folder / "backups", ignore_errors=True)
    return folder


def change(store, *options, new=NEW, passphrase=PASSPHRASE):
    env = {"COACHDESK_NEW_PASSPHRASE": new}
    return coachdesk("passphrase", *options, store=store, passphrase=passphrase, env=env)


def proposes_another(store):
    desk = open_desk(store, NEW, clock=SystemClock())
    waits = desk.read(key_waits)
    desk.close()
    return waits


def opener(store, secret):
    return unlock(store, secret).opener


def test_the_passphrase_is_changed_and_what_still_opens_by_the_old_one_is_said_and_removed(
    store, tmp_path
):
    assert coachdesk("backup", "--to", tmp_path / "key", store=store).code == 0
    ran = change(store)
    assert ran.code == 0, ran.err
    assert "changée" in ran.out
    assert "1\u00a0sauvegarde s’ouvre encore avec une phrase d’avant" in ran.err
    assert coachdesk("status", store=store).code == 1
    assert opener(store, NEW) is Opener.PASSPHRASE
    ran = change(store, "--remove-older", passphrase=NEW)
    assert ran.code == 1
    assert "aucune sauvegarde" in ran.err
    assert coachdesk("backup", "--to", tmp_path / "other", store=store, passphrase=NEW).code == 0
    ran = change(store, "--remove-older", passphrase=NEW)
    assert ran.code == 0, ran.err
    assert "1\u00a0sauvegarde retirée" in ran.out
    assert not list((tmp_path / "key").iterdir())
    (kept,) = (tmp_path / "other").iterdir()
    assert opener(kept, NEW)


def test_the_store_is_encrypted_anew_and_its_keys_are_given(store, tmp_path):
    before = unlock(store, PASSPHRASE).data_key
    sheet, out = tmp_path / "association.txt", tmp_path / "secours.txt"
    assert coachdesk("association-key", "new", "--out", sheet, store=store).code == 0
    assert opener(store, sheet.read_text().strip()) is Opener.ASSOCIATION
    ran = change(store, "--encrypt-anew", "--recovery-out", out)
    assert ran.code == 0, ran.err
    assert "association n’ouvre plus" in ran.err
    assert unlock(store, NEW).data_key != before
    assert opener(store, out.read_text().strip()) is Opener.RECOVERY
    assert not proposes_another(store), "it was given"
    typed = {"COACHDESK_ASSOCIATION_KEY": sheet.read_text().strip().lower()}
    ran = coachdesk("association-key", "type", store=store, passphrase=NEW, env=typed)
    assert ran.code == 0, ran.err
    assert opener(store, sheet.read_text().strip()) is Opener.ASSOCIATION
    desk = open_desk(store, NEW, clock=SystemClock())
    assert desk.store.verify().fault is None
    desk.close()
    assert coachdesk("association-key", "none", store=store, passphrase=NEW).code == 0
    assert b"association" not in (store / KEY_FILE).read_bytes()


@pytest.mark.parametrize(
    ("options", "new", "words"),
    [
        ((), "court", "trop courte"),
        ((), PASSPHRASE, "déjà la phrase"),
        (("--recovery-out", "x.txt"), NEW, "--encrypt-anew"),
        (("--encrypt-anew",), "court", "trop courte"),
    ],
)
def test_what_is_refused_changes_nothing(store, options, new, words):
    before = (store / KEY_FILE).read_bytes()
    ran = change(store, *options, new=new)
    assert ran.code == 1
    assert words in ran.err
    assert (store / KEY_FILE).read_bytes() == before


def test_a_slip_of_the_finger_makes_no_key_of_the_association(store):
    ran = coachdesk("association-key", "new", store=store)
    key = ran.out.splitlines()[-1].strip()
    slipped = key[:-1] + ("A" if key[-1] != "A" else "B")
    typed = {"COACHDESK_ASSOCIATION_KEY": slipped}
    ran = coachdesk("association-key", "type", store=store, env=typed)
    assert ran.code == 1
    assert "mal recopié" in ran.err
    assert opener(store, key) is Opener.ASSOCIATION, "the one of before still opens"


def test_wrong_tries_are_counted_from_one_command_to_the_next(store):
    for _ in range(8):
        note_wrong_try(store, SystemClock())
    ran = coachdesk("outbox", store=store)
    assert ran.code == 1
    assert "Trop d’essais" in ran.err
    assert "Rien n’est effacé" in ran.err


def test_a_passphrase_in_the_environment_is_read_once_and_leaves_it(monkeypatch):
    monkeypatch.setenv("COACHDESK_PASSPHRASE", NEW)
    assert take_secret("COACHDESK_PASSPHRASE") == NEW
    assert take_secret("COACHDESK_PASSPHRASE") is None


def test_no_other_program_reads_it_in_the_memory_of_this_one():
    script = (
        "import sys; from pathlib import Path;"
        "from coachdesk.system.environment import take_secret;"
        "block = Path('/proc/self/environ'); secret = sys.stdin.readline().strip().encode();"
        "assert secret in block.read_bytes();"
        "taken = take_secret('COACHDESK_PASSPHRASE').encode(); assert taken == secret;"
        "print(secret in block.read_bytes())"
    )
    env = child_environment({"COACHDESK_PASSPHRASE": NEW})
    told = subprocess.run(
        [sys.executable, "-c", script], env=env, input=NEW, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "False"
