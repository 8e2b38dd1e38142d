"""A damaged key file comes back by the copy beside it; another store takes a place whole."""

import json
import shutil
import subprocess
import sys
from itertools import count
from random import Random
from signal import SIGKILL

import pytest

from coachdesk.core.errors import SecretRefusedError, UserError
from coachdesk.core.store_files import (
    ASIDE_FOLDER,
    DATABASE_FILE,
    KEY_FILE,
    MARK_FILE,
    REPLACED_FILE,
    SPARE_KEY_FILE,
    STORE_FILES,
    TRIES_FILE,
)
from coachdesk.store.hold import alone_in
from coachdesk.store.replacing import put_in_place
from coachdesk.store.vault import change_passphrase, unlock
from support.faults import child_environment
from support.faults_files import disk_steps, io_error_at
from support.stores import CHEAP, PASSPHRASE, copied, names, new_store, open_store, refusal_of, save

KEYS = [KEY_FILE, SPARE_KEY_FILE]


def opened_and_told(directory, clock):
    """What the journal says was put right when the store is opened."""
    store = open_store(directory, clock)
    with store.read() as connection:
        body = connection.exec_driver_sql(
            "SELECT p.body FROM journal_entry e JOIN journal_payload p USING (seq) "
            "WHERE e.kind = 'guards-restored' ORDER BY e.seq DESC"
        ).scalar()
    assert store.verify().fault is None
    store.close()
    return json.loads(body) if body else {}


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("content", [None, b"", b"{}", "flipped"])
def test_one_key_file_is_put_right_by_the_other(closed_store, fixed_clock, name, content):
    sound = (closed_store / name).read_bytes()
    damaged = sound[:40] + b"?" + sound[41:] if content == "flipped" else content
    (closed_store / name).unlink()
    if damaged is not None:
        (closed_store / name).write_bytes(damaged)
    assert opened_and_told(closed_store, fixed_clock) == {"keys": [name]}
    assert (closed_store / name).read_bytes() == sound
    kept = [path.read_bytes() for path in (closed_store / ASIDE_FOLDER).glob("*")]
    assert kept == ([] if damaged is None else [damaged]), "put aside, never deleted"


def test_the_key_file_of_another_store_gives_way_to_the_copy(closed_store, tmp_path, fixed_clock):
    new_store(tmp_path / "other", fixed_clock).store.close()
    shutil.copyfile(tmp_path / "other" / KEY_FILE, closed_store / KEY_FILE)
    assert opened_and_told(closed_store, fixed_clock) == {"keys": [KEY_FILE]}


def test_two_damaged_key_files_open_nothing_and_are_left_alone(closed_store, fixed_clock):
    for name in KEYS:
        (closed_store / name).write_bytes(b"rien")
    with pytest.raises(UserError, match="abîmé"):
        open_store(closed_store, fixed_clock)
    assert [(closed_store / name).read_bytes() for name in KEYS] == [b"rien"] * 2


@pytest.fixture
def two(store, closed_store, fixed_clock):
    """A store of Berthelot with, in it, a copy of when there was only Azouline."""
    save(store, "Azouline")
    store.close()
    coming = closed_store / "venant.tmp"
    coming.mkdir()
    for name in STORE_FILES:
        if (closed_store / name).exists():
            shutil.copyfile(closed_store / name, coming / name)
    again = open_store(closed_store, fixed_clock)
    save(again, "Berthelot")
    again.close()
    return closed_store, coming


def in_it(directory, clock):
    store = open_store(directory, clock)
    found = names(store)
    store.close()
    return found


def test_what_was_there_stays_aside_whole(two, fixed_clock):
    directory, coming = two
    before = {name: (directory / name).read_bytes() for name in (DATABASE_FILE, MARK_FILE)}
    aside = put_in_place(directory, coming, fixed_clock.now())
    assert {name: (aside / name).read_bytes() for name in before} == before
    assert in_it(directory, fixed_clock) == ["Azouline"]
    assert in_it(aside, fixed_clock) == ["Azouline", "Berthelot"]
    assert not coming.exists()
    assert not (directory / REPLACED_FILE).exists()


def test_an_error_at_any_step_leaves_one_or_the_other_never_between(two, tmp_path, fixed_clock):
    directory, coming = two
    outcomes = set()
    for step in count(1):
        here = copied(directory, tmp_path / f"step-{step}")
        with io_error_at(step, here) as steps:
            refusal = refusal_of(
                lambda here=here: put_in_place(here, here / coming.name, fixed_clock.now())
            )
        if not steps.struck:
            break
        assert refusal
        found = in_it(here, fixed_clock)
        assert found in (["Azouline"], ["Azouline", "Berthelot"])
        outcomes.add(len(found))
    assert outcomes == {1, 2}


def test_a_kill_at_any_step_leaves_one_or_the_other_never_between(
    two, tmp_path, fixed_clock, torture_n, torture_figures
):
    directory, coming = two
    counted = copied(directory, tmp_path / "counted")
    with disk_steps(counted) as steps:
        put_in_place(counted, counted / coming.name, fixed_clock.now())
    before = after = 0
    for seed in range(torture_n):
        here = copied(directory, tmp_path / f"kill-{seed}")
        step = Random(seed).randint(1, len(steps.seen))
        ran = subprocess.run(
            [sys.executable, "-m", "support.child_replace", str(here), coming.name, str(step)],
            env=child_environment(), check=False,
        )  # fmt: skip
        assert ran.returncode == -SIGKILL
        found = in_it(here, fixed_clock)
        assert found in (["Azouline"], ["Azouline", "Berthelot"])
        before, after = before + (len(found) == 2), after + (len(found) == 1)
        assert not list(here.glob(REPLACED_FILE))
    torture_figures("a store put in the place of another, killed", before=before, after=after)


def test_a_wrong_secret_and_a_damaged_file_change_nothing(closed_store, fixed_clock):
    (closed_store / KEY_FILE).write_bytes(b"rien")
    before = {path.name: path.read_bytes() for path in closed_store.iterdir()}
    with pytest.raises(SecretRefusedError):
        open_store(closed_store, fixed_clock, "autre chose")
    after = {path.name: path.read_bytes() for path in closed_store.iterdir()}
    assert after.pop(TRIES_FILE)
    assert after == before, "no slot opened: nothing says which file is right"


def test_without_a_mark_the_file_that_opens_is_the_right_one(closed_store, tmp_path, fixed_clock):
    new_store(tmp_path / "other", fixed_clock).store.close()
    other = tmp_path / "other"
    change_passphrase(other, unlock(other, PASSPHRASE), "celle d’un autre magasin", CHEAP)
    shutil.copyfile(other / KEY_FILE, closed_store / KEY_FILE)
    (closed_store / MARK_FILE).unlink()
    assert opened_and_told(closed_store, fixed_clock)["keys"] == [KEY_FILE]
    sound = (closed_store / SPARE_KEY_FILE).read_bytes()
    assert (closed_store / KEY_FILE).read_bytes() == sound


def test_two_damages_in_a_second_are_both_kept_aside(closed_store, fixed_clock):
    for content in (b"un", b"deux"):
        (closed_store / KEY_FILE).write_bytes(content)
        open_store(closed_store, fixed_clock).close()
    aside = (closed_store / ASIDE_FOLDER).iterdir()
    assert sorted(path.read_bytes() for path in aside) == [b"deux", b"un"]


def test_what_was_begun_is_finished_by_one_who_is_alone_and_by_nobody_else(two, fixed_clock):
    directory, coming = two
    note = {"step": "out", "incoming": coming.name, "aside": "hier"}
    (directory / REPLACED_FILE).write_text(json.dumps(note))
    before = {path.name for path in directory.iterdir()}
    with alone_in(directory):  # who began it may be at it still
        assert "ouvert dans une autre fenêtre" in str(
            refusal_of(lambda: open_store(directory, fixed_clock))
        )
    assert {path.name for path in directory.iterdir()} == before
    assert in_it(directory, fixed_clock) == ["Azouline"]
    assert in_it(directory / ASIDE_FOLDER / "hier", fixed_clock) == ["Azouline", "Berthelot"]
