"""Killed, starved, crowded: what was acknowledged is there, and the user is told of the rest."""

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from coachdesk.core.clock import SystemClock
from coachdesk.core.errors import UserError
from coachdesk.core.store_files import DATABASE_FILE, MARK_FILE
from coachdesk.store import Store
from coachdesk.store.mark import read_mark
from support.faults import child_environment, disk_full, file_size_limit, run_until_killed
from support.faults_files import io_error_at
from support.stores import (
    CHEAP,
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

NO_TEXT = b'{"store": 1, "incarnation": 2, "seq": 3, "hash": 4}'
OUT_OF_COUNT = b'{"store": "%(id)s", "incarnation": "%(id)s", "seq": %(seq)d, "hash": ""}' % {
    b"id": b"0" * 32,
    b"seq": 1 << 70,
}


def driver_of(connection):
    return connection.connection.driver_connection


def test_no_acknowledged_commit_is_lost_to_a_kill(
    closed_store, tmp_path, torture_n, torture_figures
):
    acked = 0
    for seed in range(torture_n):
        directory = copied(closed_store, tmp_path / f"kill-{seed}")
        args = (str(directory), "Azouline", "100000")
        death = run_until_killed("support.child_store", *args, seed=seed, acks=40)
        assert death.killed
        store = open_store(directory, SystemClock())
        found = names(store)
        assert set(death.acked) <= set(found), f"seed {seed}: a commit was lost"
        assert len(found) <= len(death.acked) + 1
        report = store.verify()
        assert report.fault is None, f"seed {seed}: {report.sentence}"
        store.close()
        acked += len(death.acked)
    torture_figures("store: kill -9", kills=torture_n, acknowledged=acked, lost=0)


def test_two_programs_may_write_at_once(closed_store):
    command = [sys.executable, "-m", "support.child_store", str(closed_store)]
    children = [
        subprocess.Popen([*command, label, "40"], env=child_environment(), stdout=subprocess.PIPE)
        for label in ("Azouline", "Berthelot")
    ]
    for child in children:
        child.communicate(timeout=60)
        assert child.returncode == 0
    store = open_store(closed_store, SystemClock())
    assert len(names(store)) == 80
    assert store.head().seq == 81
    assert store.verify().fault is None
    store.close()


def test_threads_share_a_store(store):
    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(save, store, f"A{number}") for number in range(24)]:
            future.result()
    assert len(names(store)) == 24
    assert store.verify().fault is None
    assert read_mark(store.directory).head == store.head()


def test_a_full_disk_writes_nothing_and_says_so(store):
    save(store, "Azouline")
    head = store.head()

    def save_more_than_it_holds():
        with store.write() as uow, disk_full(driver_of(uow.session.connection()), spare_pages=2):
            uow.session.add_all([person("é" * 3000) for _ in range(50)])
            uow.commit()

    assert "disque est plein" in str(refusal_of(save_more_than_it_holds))
    assert store.head() == head
    assert names(store) == ["Azouline"]
    save(store, "Berthelot")
    assert store.verify().fault is None


def test_a_disk_that_refuses_a_write_loses_nothing(store, torture_n):
    save(store, "A")
    wal = store.directory / f"{DATABASE_FILE}-wal"
    refused = 0
    for number in range(4 * torture_n):  # each time it refuses a frame further
        room = wal.stat().st_size + number * 4120 // torture_n
        with file_size_limit(room):
            refusal = refusal_of(lambda: save(store, "B"))
        if refusal:
            assert "disque" in refusal.sentence
            refused += 1
    saved = ["A"] + ["B"] * (4 * torture_n - refused)
    assert refused
    assert names(store) == saved
    save(store, "C")
    assert names(store) == [*saved, "C"]
    assert store.verify().fault is None


def test_a_store_is_closed_on_a_full_disk_without_a_word(store, fixed_clock):
    save(store, *(f"A{number}" for number in range(20)))
    with file_size_limit((store.directory / DATABASE_FILE).stat().st_size // 2):
        store.close()
    assert (store.directory / f"{DATABASE_FILE}-wal").stat().st_size
    again = open_store(store.directory, fixed_clock)
    assert len(names(again)) == 20
    assert again.verify().fault is None
    again.close()


def test_a_busy_store_says_so(store, closed_store, fixed_clock):
    other = open_store(closed_store, fixed_clock)
    with other.read() as connection:
        driver_of(connection).execute("PRAGMA busy_timeout = 50")
    with store.write(), pytest.raises(UserError, match="occupé"), other.write():
        pass
    save(other, "Azouline")
    other.close()


def test_a_disk_error_during_the_creation_leaves_nothing_behind(tmp_path, fixed_clock):
    number, struck = 0, True
    while struck:
        number += 1
        directory = tmp_path / f"new-{number}"
        with io_error_at(number, directory) as steps:
            refusal = refusal_of(lambda here=directory: new_store(here, fixed_clock).store.close())
        struck = steps.struck
        assert bool(refusal) == struck
        if refusal:
            assert not directory.exists() or list(directory.iterdir()) == []
    assert number > 5


def test_a_mark_that_cannot_be_written_does_not_undo_a_commit(store, caplog):
    caplog.set_level(logging.INFO)
    for number in range(1, 6):
        with io_error_at(number, store.directory):
            save(store, f"A{number}")
    assert len(names(store)) == 5
    assert "mark could not be written" in caplog.text
    assert store.verify().fault is None


def test_what_is_no_folder_is_refused_in_words(tmp_path, fixed_clock):
    file = tmp_path / "notes.txt"
    file.write_text("x")
    for attempt in (file, file / "dossier"):
        with pytest.raises(UserError, match="n’est pas un dossier"):
            Store.create(attempt, PASSPHRASE, clock=fixed_clock, kdf=CHEAP)
        with pytest.raises(UserError, match="pas de magasin"):
            open_store(attempt, fixed_clock)
    assert file.read_text() == "x"


def test_a_store_is_never_made_over_another(closed_store, fixed_clock):
    before = {path.name: path.read_bytes() for path in closed_store.iterdir()}
    with pytest.raises(UserError, match="contient déjà"):
        Store.create(closed_store, PASSPHRASE, clock=fixed_clock, kdf=CHEAP)
    assert {path.name: path.read_bytes() for path in closed_store.iterdir()} == before


def test_a_database_that_cannot_be_written_says_so(store, closed_store, fixed_clock):
    with store.write() as uow:
        driver_of(uow.session.connection()).execute("PRAGMA query_only = ON")
        uow.session.add(person())
        with pytest.raises(UserError, match="ne peut pas être modifié"):
            uow.session.flush()


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"{", b"[1]", b"\xff", b"[" * 100_000, b'{"seq": 1e400}', NO_TEXT, OUT_OF_COUNT],
)
def test_a_mark_that_cannot_be_read_is_as_good_as_none(closed_store, fixed_clock, rubbish):
    (closed_store / MARK_FILE).write_bytes(rubbish)
    store = open_store(closed_store, fixed_clock)
    assert read_mark(closed_store).head == store.head()
    with tampering(closed_store) as driver:
        kinds = [kind for (kind,) in driver.execute("SELECT kind FROM journal_entry")]
    assert kinds == ["incarnation", "incarnation", "guards-restored"]
    store.close()
    assert not (closed_store / f"{DATABASE_FILE}-wal").exists()
