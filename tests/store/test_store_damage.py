"""A damaged, cut, older or foreign file is refused in words, or read as it was: never another."""

import os
import shutil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from coachdesk.core.errors import UserError
from coachdesk.core.store_files import DATABASE_FILE, KEY_FILE, MARK_FILE, SPARE_KEY_FILE
from support.stores import copied, names, new_store, open_store, person, refusal_of, save, tampering

PEOPLE = ["Azouline", "Berthelot", "Chauvet", "Delmas", "Estrade", "Fabre"]
_NOBODY = 65_534


def files(directory):
    """The bytes of each file that says something: not the shared memory, not an empty WAL."""
    kept = {path.name: path.read_bytes() for path in directory.iterdir()}
    return {name: data for name, data in kept.items() if data and not name.endswith("-shm")}


def flip(path, draw):
    data = bytearray(path.read_bytes())
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    path.write_bytes(data)


def check_all(directory, clock):
    """The store says all that was saved, or the user meets a refusal."""
    store = open_store(directory, clock)
    try:
        report = store.verify()
        assert report.fault is None, report.sentence
        assert names(store) == PEOPLE
    finally:
        store.close()


def seen(directory, clock):
    """Whether the damage is refused, or seen by a check of every page when none in use is hit."""
    if refusal_of(lambda: check_all(directory, clock)):
        return True
    with tampering(directory) as driver:
        return bool(driver.execute("PRAGMA cipher_integrity_check").fetchall())


@pytest.fixture
def filled(store, closed_store):
    """A store of six people, closed."""
    save(store, *PEOPLE)
    store.close()
    return closed_store


@pytest.fixture
def in_wal(store, closed_store, tmp_path):
    """The files of a store whose last six commits are still in the WAL, as after a power cut."""
    save(store, *PEOPLE)
    taken = copied(closed_store, tmp_path / "power-cut")
    (taken / f"{DATABASE_FILE}-shm").unlink()
    assert (taken / f"{DATABASE_FILE}-wal").stat().st_size > 6 * 4096
    return taken


def test_a_flipped_bit_in_the_database_is_never_read_as_data(
    filled, tmp_path, fixed_clock, torture_n
):
    noticed = 0
    for seed in range(10 * torture_n):
        directory = copied(filled, tmp_path / f"flip-{seed}")
        flip(directory / DATABASE_FILE, Random(seed))
        noticed += seen(directory, fixed_clock)
    assert noticed >= 9 * torture_n


def test_a_flipped_bit_in_the_wal_loses_nothing_silently(in_wal, tmp_path, fixed_clock, torture_n):
    refused = 0
    for seed in range(10 * torture_n):
        directory = copied(in_wal, tmp_path / f"flip-{seed}")
        flip(directory / f"{DATABASE_FILE}-wal", Random(seed))
        before = files(directory)
        refusal = refusal_of(lambda here=directory: check_all(here, fixed_clock))
        if refusal:
            assert "plus ancien" in refusal.sentence
            assert files(directory) == before
            refused += 1
    assert refused >= 5 * torture_n


@pytest.mark.parametrize("kept", [0, 1, 100, 4096, 5000, -4096, -1])
def test_a_truncated_database_is_refused(filled, fixed_clock, kept):
    path = filled / DATABASE_FILE
    path.write_bytes(path.read_bytes()[:kept])
    before = files(filled)
    assert seen(filled, fixed_clock)
    assert files(filled) == before


@pytest.mark.parametrize("content", [b"hello " * 4000, b"SQLite format 3\0" + bytes(8176)])
def test_what_is_no_store_is_refused(filled, fixed_clock, content):
    (filled / DATABASE_FILE).write_bytes(content)
    with pytest.raises(UserError, match="abîmé ou n’est pas un fichier de CoachDesk"):
        open_store(filled, fixed_clock)


def test_a_missing_database_is_refused(filled, fixed_clock):
    (filled / DATABASE_FILE).unlink()
    with pytest.raises(UserError, match="introuvable"):
        open_store(filled, fixed_clock)
    assert not (filled / DATABASE_FILE).exists()


def test_an_older_copy_of_the_database_is_refused_and_left_alone(
    store, closed_store, fixed_clock, tmp_path
):
    save(store, "Azouline")
    store.close()
    shutil.copyfile(closed_store / DATABASE_FILE, tmp_path / "older.db")
    again = open_store(closed_store, fixed_clock)
    save(again, "Berthelot", "Chauvet")
    again.close()
    shutil.copyfile(tmp_path / "older.db", closed_store / DATABASE_FILE)
    before = files(closed_store)
    with pytest.raises(UserError, match="plus ancien") as refusal:
        open_store(closed_store, fixed_clock)
    assert "n°\u00a02 au lieu de n°\u00a04" in refusal.value.sentence
    assert files(closed_store) == before
    # What the remedy offers to who has no backup:
    (closed_store / MARK_FILE).unlink()
    last = open_store(closed_store, fixed_clock)
    assert names(last) == ["Azouline"]
    assert last.verify().fault is None
    last.close()


def test_another_history_with_as_many_entries_is_refused(
    store, closed_store, fixed_clock, tmp_path
):
    fork = copied(closed_store, tmp_path / "fork")
    save(store, "Azouline")
    store.close()
    other = open_store(fork, fixed_clock)
    save(other, "Berthelot", "Chauvet")
    other.close()
    shutil.copyfile(fork / DATABASE_FILE, closed_store / DATABASE_FILE)
    with pytest.raises(UserError, match="n’a pas le même enregistrement n°\u00a02"):
        open_store(closed_store, fixed_clock)


def test_the_key_files_of_another_store_are_refused(filled, tmp_path, fixed_clock):
    new_store(tmp_path / "other", fixed_clock).store.close()
    for name in (KEY_FILE, SPARE_KEY_FILE):
        shutil.copyfile(tmp_path / "other" / name, filled / name)
    with pytest.raises(UserError, match="abîmé ou n’est pas"):
        open_store(filled, fixed_clock)


def test_a_connection_that_met_damage_is_not_used_again(store, fixed_clock):
    save(store, *PEOPLE)
    store.close()
    path = store.directory / DATABASE_FILE
    sound = path.read_bytes()
    opened = open_store(store.directory, fixed_clock)
    path.write_bytes(sound[:4096] + bytes(len(sound) - 4096))
    with pytest.raises(UserError, match="abîmé"):
        names(opened)
    path.write_bytes(sound)
    assert names(opened) == PEOPLE
    opened.close()


def test_nothing_is_readable_in_any_file(store, closed_store, fixed_clock):
    telling = ["Zwyrtková", "0612345678", "Saint-Étienne-de-Tinée"]
    with store.write() as uow:
        uow.session.add(person(telling[0], phone=telling[1], commune=telling[2]))
        uow.commit()
    found = {path for path in closed_store.rglob("*") if path.is_file()}
    assert {path.name for path in found} >= {
        DATABASE_FILE,
        f"{DATABASE_FILE}-wal",
        KEY_FILE,
        MARK_FILE,
    }
    for path in found:
        data = path.read_bytes()
        for text in telling:
            assert text.encode() not in data
            assert text.encode("utf-16-le") not in data


@pytest.fixture
def in_the_open(closed_store):
    """The same store where any account can go: the folders of tests are of this one alone."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield copied(closed_store, Path(folder) / "dossier")


def test_a_folder_that_cannot_be_written_is_said_in_words(in_the_open, fixed_clock):
    for path in in_the_open.iterdir():
        path.chmod(0o666)
    in_the_open.chmod(0o555)
    root = os.geteuid() == 0  # to whom nothing is forbidden
    try:
        if root:
            os.seteuid(_NOBODY)
        refused = refusal_of(lambda: open_store(in_the_open, fixed_clock))
    finally:
        if root:
            os.seteuid(0)
        in_the_open.chmod(0o755)
    assert "ne peut pas être modifié" in refused.sentence
    assert "lecture seule" in refused.remedy
    open_store(in_the_open, fixed_clock).close()
