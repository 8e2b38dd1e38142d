"""The fault harness must itself be able to find a fault."""

import errno
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from support.child_files import replace_whole
from support.faults import child_environment, disk_full, file_size_limit, run_until_killed
from support.faults_files import disk_steps, io_error_at

ROWS = 100_000
"""More than a child can save before it is killed."""


def saved(file: Path) -> set[str]:
    connection = sqlite3.connect(file)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {str(number) for (number,) in connection.execute("SELECT number FROM row")}
    finally:
        connection.close()


def database(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, body TEXT)")
    return connection


def test_a_committed_row_survives_the_kill(tmp_path, torture_n, torture_figures):
    acked = 0
    for seed in range(torture_n):
        file = tmp_path / f"{seed}.db"
        args = (str(file), str(ROWS), "durable")
        death = run_until_killed("support.child_sqlite", *args, seed=seed, acks=60)
        assert death.killed
        assert death.acked
        lost = set(death.acked) - saved(file)
        assert not lost, f"seed {seed}: lost {sorted(lost)}"
        acked += len(death.acked)
    torture_figures("harness: plain SQLite", kills=torture_n, acknowledged=acked, lost=0)


def test_rows_acknowledged_before_their_commit_are_found_lost(tmp_path):
    file = tmp_path / "liar.db"
    death = run_until_killed("support.child_sqlite", str(file), str(ROWS), "liar", seed=1, acks=60)
    assert set(death.acked) - saved(file) == set(death.acked)


def test_a_child_that_ends_before_the_blow_is_not_called_killed(tmp_path):
    death = run_until_killed(
        "support.child_sqlite", str(tmp_path / "a.db"), "3", "durable", seed=0, within=50
    )
    assert (death.killed, death.acked) == (False, ("0", "1", "2"))


@pytest.mark.parametrize("blow", [{"within": 50}, {"acks": 60}])
def test_a_child_that_fails_by_itself_fails_the_test(blow):
    with pytest.raises(AssertionError, match="the child failed"):
        run_until_killed("support.child_sqlite", "nowhere/a.db", "1", "durable", seed=0, **blow)


def test_a_full_disk_refuses_the_row_and_keeps_the_others(tmp_path):
    connection = database(tmp_path / "full.db")
    connection.execute("INSERT INTO row VALUES (1, 'kept')")
    with (
        disk_full(connection),
        pytest.raises(sqlite3.OperationalError, match="database or disk is full"),
    ):
        connection.execute("INSERT INTO row VALUES (2, ?)", ("x" * 100_000,))
    connection.execute("INSERT INTO row VALUES (3, ?)", ("x" * 100_000,))
    connection.close()
    assert saved(tmp_path / "full.db") == {"1", "3"}


def test_a_size_limit_is_an_io_error_at_the_nth_frame_of_the_wal(tmp_path):
    connection = database(tmp_path / "limit.db")
    grown = (tmp_path / "limit.db-wal").stat().st_size + 5 * (4096 + 24)
    done = []

    def save_ten() -> None:
        for number in range(10):
            connection.execute("INSERT INTO row VALUES (?, ?)", (number, "x" * 100))
            done.append(str(number))

    with file_size_limit(grown), pytest.raises(sqlite3.OperationalError, match="disk I/O error"):
        save_ten()
    connection.close()
    assert 0 < len(done) < 10
    assert saved(tmp_path / "limit.db") == set(done)


def test_every_step_of_a_replacement_can_fail_and_leaves_one_whole_file(tmp_path):
    file = tmp_path / "slots.json"
    with disk_steps(tmp_path) as steps:
        replace_whole(file, "old")
    assert steps.seen == ["open", "write", "replace"]
    for number in count(1):
        with io_error_at(number, tmp_path, errno.ENOSPC) as steps, suppress(OSError):
            replace_whole(file, "new")
        if not steps.struck:
            break
        assert file.read_text() == "old"
    assert number == 4
    assert file.read_text() == "new"


def test_a_failed_write_is_torn(tmp_path):
    with io_error_at(2, tmp_path), pytest.raises(OSError, match=re.escape(os.strerror(errno.EIO))):
        (tmp_path / "a.txt").write_text("half whole")
    assert (tmp_path / "a.txt").read_text() == "half "


def test_steps_through_descriptors_and_temporary_files_are_seen(tmp_path):
    with disk_steps(tmp_path) as steps:
        descriptor, name = tempfile.mkstemp(dir=tmp_path)
        with os.fdopen(descriptor, "wb") as file:
            file.write(b"x")
            os.fsync(file.fileno())
        Path(name).unlink()
        with tempfile.NamedTemporaryFile(dir=tmp_path) as file:
            file.write(b"x")
    assert steps.seen == ["open", "write", "fsync", "unlink", "open", "write"]


def test_what_happens_elsewhere_is_no_step(tmp_path):
    (tmp_path / "inside").mkdir()
    with disk_steps(tmp_path / "inside") as steps:
        (tmp_path / "outside.txt").write_text("x")
    assert steps.seen == []


@pytest.mark.parametrize(("step", "left"), [(1, "old"), (2, "old"), (3, "old"), (4, "new")])
def test_a_process_can_be_made_to_die_at_one_step(tmp_path, step, left):
    (tmp_path / "slots.json").write_text("old")
    child = subprocess.run(
        [sys.executable, "-m", "support.child_files", str(tmp_path), str(step)],
        env=child_environment(),
        check=False,
    )
    assert (child.returncode == 0) == (left == "new")
    assert (tmp_path / "slots.json").read_text() == left
