"""A damaged, cut, older or foreign file is refused in words, or read as it was: never another."""

import json
import os
import shutil
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select

from coachdesk.core.errors import DamagedError, UserError
from coachdesk.core.store_files import DATABASE_FILE, KEY_FILE, MARK_FILE, SPARE_KEY_FILE
from coachdesk.models import Participant
from coachdesk.store.backup import Occasion, copy_store
from coachdesk.store.pages import PAGE
from coachdesk.store.salvage_rows import DamagedReader
from coachdesk.store.vault import unlock
from support.stores import (
    PASSPHRASE,
    copied,
    names,
    new_store,
    open_store,
    person,
    refusal_of,
    save,
    tampering,
)

PEOPLE = ["Azouline", "Berthelot", "Chauvet", "Delmas", "Estrade", "Fabre"]
LONG = "Azouline" * 3_000
"""Several pages."""
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


@pytest.fixture
def long_pages(store, closed_store, tmp_path):
    """Copies of a store that holds a long value, each with another page damaged."""
    save(store, LONG)
    store.close()
    pages = (closed_store / DATABASE_FILE).stat().st_size // PAGE

    def damaged():
        for page in range(1, pages):
            directory = copied(closed_store, tmp_path / f"page-{page}")
            data = bytearray((directory / DATABASE_FILE).read_bytes())
            data[page * PAGE + 100] ^= 8
            (directory / DATABASE_FILE).write_bytes(data)
            yield directory

    return damaged


def test_a_long_value_is_read_whole_or_refused_whichever_page_is_damaged(long_pages, fixed_clock):
    """SQLCipher gives zeros for its last page, and refuses the page that is read after it."""
    refused = 0
    for directory in long_pages():
        found = []

        def read(here=directory, found=found):
            with closing(open_store(here, fixed_clock)) as opened:
                found.extend(names(opened))

        refusal = refusal_of(read)
        refused += isinstance(refusal, DamagedError)
        assert refusal is not None or found == [LONG]
    assert refused >= len(LONG) // PAGE


def test_nothing_is_written_of_what_was_not_read(long_pages, fixed_clock):
    for directory in long_pages():

        def write(here=directory):
            with closing(open_store(here, fixed_clock)) as opened, opened.write() as uow:
                uow.session.scalars(select(Participant)).one().first_name = "Zoé"
                uow.session.flush()
                uow.commit()

        if refusal_of(write) is None:
            with closing(open_store(directory, fixed_clock)) as opened:
                assert names(opened) == [LONG]


def test_a_copy_of_it_is_refused_and_a_recovery_leaves_it(long_pages, fixed_clock, tmp_path):
    for directory in long_pages():
        keys = unlock(directory, PASSPHRASE)
        target = tmp_path / f"copie-{directory.name}"
        with pytest.raises((DamagedError, sqlcipher.DatabaseError)):
            copy_store(directory, keys, target, Occasion("copy", fixed_clock.now()))
        assert not target.exists()
        reader = DamagedReader(directory / DATABASE_FILE, keys.data_key)
        assert {name for (name,) in reader.rows("participant", ("last_name",))} <= {LONG}
        for (body,) in reader.rows("journal_payload", ("body",)):
            json.loads(body)
        reader.close()


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
