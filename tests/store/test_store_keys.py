"""Who opens a store: another passphrase, the association's key, wrong tries that wait."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from coachdesk.core.errors import SecretRefusedError, UserError
from coachdesk.core.store_files import KEY_FILE, SPARE_KEY_FILE, TRIES_FILE
from coachdesk.core.tries import FREE_TRIES, WAITS, seconds_to_wait
from coachdesk.store.key_file import Opener
from coachdesk.store.openings import OPENED_BY
from coachdesk.store.vault import new_association_key, same_passphrase, unlock
from support.command import PASSPHRASE as GOLDEN_PASSPHRASE
from support.faults_files import io_error_at
from support.stores import PASSPHRASE, copied, open_store, refusal_of, tampering

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
NEW = "une autre phrase, plus longue"


def kinds(directory):
    with tampering(directory) as driver:
        return [kind for (kind,) in driver.execute("SELECT kind FROM journal_entry ORDER BY seq")]


def miss(directory, clock, times=1):
    for _ in range(times):
        with pytest.raises(SecretRefusedError) as refusal:
            open_store(directory, clock, "autre chose")
    return refusal.value.wait


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("store-*")))
def test_the_key_file_of_every_version_takes_a_passphrase_and_an_association(
    name, tmp_path, fixed_clock
):
    folder = shutil.copytree(GOLDEN / name, tmp_path / "store")
    key = new_association_key()
    store = open_store(folder, fixed_clock, GOLDEN_PASSPHRASE)
    store.change_passphrase(NEW)
    store.put_association_key(key)
    store.close()
    content = json.loads((folder / KEY_FILE).read_bytes())
    assert content["format"] == 1, "the program of before reads it"
    assert set(content) == {"format", "store", "sum", "passphrase", "recovery", "association"}
    before = json.loads((GOLDEN / name / KEY_FILE).read_bytes())
    assert content["recovery"] == before["recovery"], "her sheet still opens"
    with pytest.raises(SecretRefusedError):
        unlock(folder, GOLDEN_PASSPHRASE)
    assert unlock(folder, NEW).opener is Opener.PASSPHRASE
    assert unlock(folder, key.lower().replace("-", " ")).opener is Opener.ASSOCIATION
    again = open_store(folder, fixed_clock, NEW)
    recovery = again.encrypt_anew(NEW, key, lambda _uow: None)
    assert again.verify().fault is None
    again.close()
    for secret in (NEW, key, recovery):
        unlock(folder, secret)


def test_a_new_passphrase_changes_no_byte_of_the_database(store, closed_store, recovery_key):
    before = (closed_store / "store.db").read_bytes()
    store.change_passphrase(NEW)
    assert (closed_store / "store.db").read_bytes() == before
    with pytest.raises(UserError, match="n’ouvre pas"):
        unlock(closed_store, PASSPHRASE)
    assert unlock(closed_store, NEW) == unlock(closed_store, recovery_key)
    assert (closed_store / KEY_FILE).read_bytes() == (closed_store / SPARE_KEY_FILE).read_bytes()


def test_an_old_copy_still_opens_by_the_old_passphrase_and_is_known_by_it(
    store, closed_store, tmp_path
):
    old = copied(closed_store, tmp_path / "copy")
    assert same_passphrase(closed_store, old)
    store.renew_recovery_key()
    assert same_passphrase(closed_store, old)
    store.change_passphrase(NEW)
    assert not same_passphrase(closed_store, old)
    assert unlock(old, PASSPHRASE)


def test_a_change_that_the_disk_cuts_leaves_one_passphrase_that_opens(
    closed_store, tmp_path, fixed_clock
):
    number, struck = 0, True
    while struck:
        number += 1
        directory = copied(closed_store, tmp_path / f"cut-{number}")
        store = open_store(directory, fixed_clock)
        with io_error_at(number, directory) as steps:
            refusal = refusal_of(lambda store=store: store.change_passphrase(NEW))
        struck = steps.struck
        store.close()
        opening = [word for word in (PASSPHRASE, NEW) if not refusal_of(
            lambda word=word, directory=directory: unlock(directory, word)
        )]  # fmt: skip
        assert len(opening) == 1
        assert refusal or opening == [NEW]
        open_store(directory, fixed_clock, opening[0]).close()
        spare = (directory / SPARE_KEY_FILE).read_bytes()
        assert (directory / KEY_FILE).read_bytes() == spare, "the spare opens by nothing older"
    assert number > 6


def test_an_empty_passphrase_is_none(store):
    assert "vide" in refusal_of(lambda: store.change_passphrase("  ")).sentence
    assert store.opens_by(PASSPHRASE) is Opener.PASSPHRASE


def test_what_opens_with_a_key_on_paper_is_told_by_the_journal(
    store, closed_store, fixed_clock, recovery_key
):
    key = new_association_key()
    assert not store.has_association_key()
    store.put_association_key(key)
    assert store.has_association_key()
    store.close()
    open_store(closed_store, fixed_clock).close()
    assert not {*OPENED_BY.values()} & {*kinds(closed_store)}
    open_store(closed_store, fixed_clock, recovery_key).close()
    assert kinds(closed_store)[-1] == OPENED_BY[Opener.RECOVERY]
    opened = open_store(closed_store, fixed_clock, key.replace("O", "0"))
    assert kinds(closed_store)[-1] == OPENED_BY[Opener.ASSOCIATION]
    assert opened.verify().fault is None
    opened.put_association_key(None)
    opened.close()
    with pytest.raises(SecretRefusedError):
        unlock(closed_store, key)
    assert unlock(closed_store, recovery_key)


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH", "A" * 31, "A" * 36, PASSPHRASE])
def test_what_is_no_key_of_an_association_is_refused(store, typed):
    assert "clé de l’association" in refusal_of(lambda: store.put_association_key(typed)).sentence


def test_one_key_opens_the_stores_of_all_its_coaches_and_gives_none_the_other(
    store, tmp_path, fixed_clock, closed_store
):
    other = copied(closed_store, tmp_path / "other")
    key = new_association_key()
    store.put_association_key(key)
    second = open_store(other, fixed_clock)
    second.put_association_key(key)
    second.close()
    slots = [json.loads((folder / KEY_FILE).read_bytes())["association"]
             for folder in (closed_store, other)]  # fmt: skip
    assert slots[0]["salt"] != slots[1]["salt"]
    assert slots[0]["wrapped"] != slots[1]["wrapped"]
    assert unlock(other, key).opener is Opener.ASSOCIATION


def test_wrong_tries_make_the_next_ones_wait_and_a_right_one_is_never_too_late(
    closed_store, fixed_clock, recovery_key
):
    assert miss(closed_store, fixed_clock, FREE_TRIES) == 0
    for wait in (*WAITS, WAITS[-1], WAITS[-1]):
        assert miss(closed_store, fixed_clock) == wait
        for secret in (PASSPHRASE, recovery_key):
            with pytest.raises(SecretRefusedError, match="Trop d’essais") as refusal:
                open_store(closed_store, fixed_clock, secret)
            assert refusal.value.wait == wait
        fixed_clock.advance(timedelta(seconds=wait - 1))
        assert seconds_to_wait(closed_store, fixed_clock) == 1
        fixed_clock.advance(timedelta(seconds=1))
    open_store(closed_store, fixed_clock, recovery_key).close()
    assert not (closed_store / TRIES_FILE).exists()
    assert miss(closed_store, fixed_clock) == 0, "it begins anew"


def test_neither_a_restart_nor_the_clock_set_shortens_the_wait(closed_store, fixed_clock):
    for _ in range(FREE_TRIES + len(WAITS)):
        fixed_clock.advance(timedelta(seconds=miss(closed_store, fixed_clock)))
    assert miss(closed_store, fixed_clock) == WAITS[-1]
    now = fixed_clock.now()
    fixed_clock.set_wall(now + timedelta(days=1))
    assert seconds_to_wait(closed_store, fixed_clock) == WAITS[-1]
    fixed_clock.set_wall(now - timedelta(days=30))
    fixed_clock.restart()
    assert seconds_to_wait(closed_store, fixed_clock) == WAITS[-1]
    fixed_clock.advance(timedelta(seconds=100))
    assert seconds_to_wait(closed_store, fixed_clock) == WAITS[-1] - 100
    fixed_clock.restart("2" * 16)
    fixed_clock.advance(timedelta(seconds=WAITS[-1] - 100))
    assert seconds_to_wait(closed_store, fixed_clock) == 0, "and nobody is locked out by it"
    open_store(closed_store, fixed_clock).close()


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"wrong": 9, "left_ms": 1e999}',
     b'{"wrong":9,"left_ms":99999999,"wall":"2023-06-01T09:00:00+02:00","monotonic_ms":0,"boot":""}'],
)  # fmt: skip
def test_a_file_of_tries_that_says_nothing_true_locks_nobody_out(
    closed_store, fixed_clock, rubbish
):
    (closed_store / TRIES_FILE).write_bytes(rubbish)
    open_store(closed_store, fixed_clock).close()
    assert not (closed_store / TRIES_FILE).exists()
