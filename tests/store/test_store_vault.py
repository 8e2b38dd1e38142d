"""The key file: what opens it, what does not, and what is said of a damaged one."""

import json
import os
import subprocess
import sys
import unicodedata
from random import Random

import pytest

from coachdesk.core.errors import UserError
from coachdesk.core.store_files import KEY_FILE, SPARE_KEY_FILE
from coachdesk.store import Store
from coachdesk.store.key_file import KdfCost, _sum
from coachdesk.store.vault import create_keys, unlock
from support.faults import child_environment
from support.stores import CHEAP, PASSPHRASE, new_store, open_store, refusal_of

WRONG = "La phrase de passe n’ouvre pas ce magasin."


def edit(path, change):
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def test_the_passphrase_opens_however_the_keyboard_writes_its_accents(closed_store, fixed_clock):
    for form in ("NFC", "NFD"):
        open_store(closed_store, fixed_clock, unicodedata.normalize(form, PASSPHRASE)).close()


def test_the_recovery_key_opens_as_a_hand_copies_it(closed_store, recovery_key):
    keys = unlock(closed_store, PASSPHRASE)
    assert len(recovery_key.replace("-", "")) == 32
    misread = recovery_key.replace("O", "0").replace("I", "1").replace("B", "8")
    for typed in (recovery_key, recovery_key.lower(), recovery_key.replace("-", " "), misread):
        assert unlock(closed_store, typed) == keys


@pytest.mark.parametrize("secret", ["", "ete a la mer", PASSPHRASE + " ", "A" * 32])
def test_anything_else_is_refused_in_words(closed_store, secret):
    with pytest.raises(UserError) as refusal:
        unlock(closed_store, secret)
    assert refusal.value.sentence == WRONG
    assert refusal.value.remedy


def test_an_empty_passphrase_makes_no_store(tmp_path, fixed_clock):
    with pytest.raises(UserError, match="vide"):
        Store.create(tmp_path / "a", "  ", clock=fixed_clock, kdf=CHEAP)
    assert list((tmp_path / "a").iterdir()) == []


def test_a_missing_key_file_is_named_and_its_copy_proposed(closed_store):
    (closed_store / KEY_FILE).unlink()
    with pytest.raises(UserError, match="introuvable") as refusal:
        unlock(closed_store, PASSPHRASE)
    assert SPARE_KEY_FILE in refusal.value.remedy


def test_any_bit_flipped_in_the_key_file_is_told_from_a_wrong_passphrase(closed_store):
    path = closed_store / KEY_FILE
    sound = path.read_bytes()
    draw = Random(20230601)
    for _ in range(200):
        damaged = bytearray(sound)
        damaged[draw.randrange(len(sound))] ^= 1 << draw.randrange(8)
        path.write_bytes(damaged)
        refusal = refusal_of(lambda: unlock(closed_store, PASSPHRASE))
        if refusal:
            assert "abîmé" in refusal.sentence
        else:  # a space became another space: the file says the same
            assert json.loads(damaged) == json.loads(sound)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"sum": 1}', b"[" * 100_000]
)
def test_rubbish_in_place_of_the_key_file_is_refused(closed_store, content):
    (closed_store / KEY_FILE).write_bytes(content)
    with pytest.raises(UserError, match="abîmé"):
        unlock(closed_store, PASSPHRASE)


def test_edited_parameters_open_nothing_even_with_a_fresh_sum(closed_store):
    def cheaper(content):
        content["passphrase"]["t"] += 1
        del content["sum"]
        content["sum"] = _sum(content)

    edit(closed_store / KEY_FILE, cheaper)
    with pytest.raises(UserError) as refusal:
        unlock(closed_store, PASSPHRASE)
    assert refusal.value.sentence == WRONG


@pytest.mark.parametrize("part", ["salt", "nonce", "wrapped"])
def test_a_slot_cut_short_is_refused(closed_store, part):
    def cut(content):
        content["passphrase"][part] = content["passphrase"][part][:2]
        del content["sum"]
        content["sum"] = _sum(content)

    edit(closed_store / KEY_FILE, cut)
    with pytest.raises(UserError, match="abîmé"):
        unlock(closed_store, PASSPHRASE)


@pytest.mark.parametrize(
    "cost", [KdfCost(t=1, m=2 * 1024 * 1024, p=1), KdfCost(t=10_000), KdfCost(p=1_000)]
)
def test_a_hostile_key_file_cannot_exhaust_the_machine(closed_store, cost):
    def greedy(content):
        content["passphrase"].update(t=cost.t, m=cost.m, p=cost.p)
        del content["sum"]
        content["sum"] = _sum(content)

    edit(closed_store / KEY_FILE, greedy)
    with pytest.raises(UserError, match="abîmé"):
        unlock(closed_store, PASSPHRASE)


def test_the_keys_are_readable_by_the_user_only(tmp_path):
    create_keys(tmp_path, PASSPHRASE, CHEAP)
    on_windows = os.name == "nt"  # where the user's folder says who may read
    assert on_windows or (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0


def test_the_products_own_cost_opens(tmp_path):
    keys, recovery = create_keys(tmp_path, PASSPHRASE, KdfCost())
    assert unlock(tmp_path, PASSPHRASE) == keys
    assert unlock(tmp_path, recovery) == keys


def test_two_passphrases_tried_at_once_both_end(tmp_path):
    """In another process: what waits for ever can't be stopped in this one."""
    create_keys(tmp_path, PASSPHRASE, KdfCost())
    script = (
        "import sys; from concurrent.futures import ThreadPoolExecutor; from pathlib import Path;"
        "from coachdesk.store.vault import unlock;"
        "pool = ThreadPoolExecutor(2);"
        "print(len(list(pool.map(lambda _: unlock(Path(sys.argv[1]), sys.argv[2]), range(2)))))"
    )
    command = [sys.executable, "-c", script, str(tmp_path), PASSPHRASE]
    told = subprocess.run(
        command, env=child_environment(), capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stdout == "2\n"


def test_two_stores_share_no_key(tmp_path, fixed_clock):
    first = new_store(tmp_path / "a", fixed_clock)
    second = new_store(tmp_path / "b", fixed_clock)
    assert first.recovery_key != second.recovery_key
    assert first.store.store_id != second.store.store_id
    assert first.store.secret("drawing-key") != second.store.secret("drawing-key")
    first.store.close()
    second.store.close()


def test_a_new_recovery_key_opens_and_the_old_one_does_not(closed_store, recovery_key, fixed_clock):
    store = open_store(closed_store, fixed_clock)
    data_key = unlock(closed_store, PASSPHRASE)
    new_key = store.renew_recovery_key()
    store.close()
    assert new_key != recovery_key
    assert unlock(closed_store, new_key) == unlock(closed_store, PASSPHRASE) == data_key
    for name in (KEY_FILE, SPARE_KEY_FILE):
        (closed_store / KEY_FILE).write_bytes((closed_store / name).read_bytes())
        with pytest.raises(UserError) as refusal:
            unlock(closed_store, recovery_key)
        assert refusal.value.sentence == WRONG, f"the old key still opens {name}"
    open_store(closed_store, fixed_clock, new_key).close()


def test_a_damaged_key_file_gets_no_new_recovery_key(closed_store, recovery_key, fixed_clock):
    sound = (closed_store / KEY_FILE).read_bytes()
    store = open_store(closed_store, fixed_clock)
    (closed_store / KEY_FILE).write_bytes(b"{}")
    assert "abîmé" in refusal_of(store.renew_recovery_key).sentence
    store.close()
    (closed_store / KEY_FILE).write_bytes(sound)
    assert unlock(closed_store, recovery_key)


def test_a_key_file_of_another_store_gets_no_new_recovery_key(closed_store, tmp_path, fixed_clock):
    other = new_store(tmp_path / "autre", fixed_clock)
    other.store.close()
    store = open_store(closed_store, fixed_clock)
    (closed_store / KEY_FILE).write_bytes((tmp_path / "autre" / KEY_FILE).read_bytes())
    assert "autre magasin" in refusal_of(store.renew_recovery_key).sentence
    store.close()
