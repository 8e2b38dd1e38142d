"""Faults from outside, seeded: a process killed at a random moment, a full disk, a size limit.

The faults that strike the program's own file writes are in ``support.faults_files``. A test that
takes the fixture ``torture_n`` runs a few seeds in ``make test``, and as many as wanted in
``make torture N=…``.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryFile
from typing import IO, Any, Protocol

if sys.platform != "win32":
    import resource

    from support.warm import WarmChild

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Death:
    """What a child process left behind.

    Attributes:
        acked: the lines it acknowledged, each after an act that must survive.
        killed: False when it had ended by itself before the blow.
        errors: what it wrote on its error stream.
    """

    acked: tuple[str, ...]
    killed: bool
    errors: str


def acknowledge(act: str) -> None:
    """Tell the parent, from the child, that ``act`` is done for good."""
    os.write(sys.stdout.fileno(), f"{act}\n".encode())


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment in which a child of the tests finds both the program and the tests' tools."""
    path = os.pathsep.join(str(ROOT / folder) for folder in ("src", "tests"))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **(extra or {})}


def run_until_killed(
    module: str,
    *args: str,
    seed: int,
    acks: int = 0,
    within: float | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> Death:
    """Run ``python -m module args`` and kill it (SIGKILL) at a moment that ``seed`` draws.

    The child acknowledges each durable act by a line on its output (``acknowledge``). The blow
    falls after a number of lines drawn from 2 to ``acks``, at a random moment of twice their mean
    distance, so that it strikes inside one of the next acts. When ``within`` is given it falls
    after exactly ``acks`` lines, at a random moment of that many seconds.

    Raises:
        AssertionError: when the child fails by itself, or is stuck for ``timeout`` seconds.
    """
    draw = Random(seed)
    awaited = draw.randint(2, acks) if within is None else acks
    with TemporaryFile() as errors, _child([module, *args], errors, env) as process:
        assert process.stdout is not None
        stuck = threading.Timer(timeout, process.kill)
        stuck.start()
        try:
            lines, times = [], []
            for _, line in zip(range(awaited), process.stdout, strict=False):
                lines.append(line)
                times.append(time.perf_counter())
            mean = (times[-1] - times[0]) / (len(times) - 1) if len(times) > 1 else 0.0
            moment = draw.random() * (2 * mean if within is None else within)
            ended = len(lines) < awaited  # its output is closed: it is leaving by itself
            finished = _ended_within(process, timeout if ended else moment)
            assert stuck.is_alive(), f"seed {seed}: the child hung for {timeout} s"
            process.kill()
            lines.append(process.stdout.read())
        finally:
            process.kill()
            stuck.cancel()
            stuck.join()
        process.wait()
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")
    assert not finished or process.returncode == 0, f"seed {seed}: the child failed:\n{said}"
    acked = b"".join(lines).decode("utf-8").split("\n")
    return Death(tuple(acked[:-1]), killed=not finished, errors=said)  # a line cut short is no ack


def seconds_of(module: str, *args: str) -> float:
    """How long the act of a child takes by itself: from its first acknowledgement to its second."""
    with TemporaryFile() as errors, _child([module, *args], errors, None) as process:
        assert process.stdout is not None
        process.stdout.readline()
        began = time.perf_counter()
        done = process.stdout.readline()
        seconds = time.perf_counter() - began
        process.stdout.read()
        process.wait()
        errors.seek(0)
        assert done, errors.read().decode("utf-8", "replace")
    return seconds


def run_through(module: str, *args: str, timeout: float = 120) -> None:
    """Run ``python -m module args`` to its end.

    Raises:
        AssertionError: the child fails.
    """
    with TemporaryFile() as errors, _child([module, *args], errors, None) as process:
        assert process.stdout is not None
        process.stdout.read()
        code = process.wait(timeout)
        errors.seek(0)
        assert code == 0, errors.read().decode("utf-8", "replace")


def _child(
    command: list[str], errors: IO[bytes], env: Mapping[str, str] | None
) -> "subprocess.Popen[bytes] | WarmChild":
    if sys.platform != "win32":
        return WarmChild(command, errors, child_environment(env))
    else:  # noqa: RET505  (the other system's: the type checker leaves it alone)
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=child_environment(env),
        )


def _ended_within(process: "subprocess.Popen[bytes] | WarmChild", seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


class DatabaseConnection(Protocol):
    """A DB-API connection of ``sqlite3`` or of ``sqlcipher3``."""

    def execute(self, sql: str, /) -> Any:
        """Run one statement."""
        ...


@contextmanager
def disk_full(connection: DatabaseConnection, spare_pages: int = 0) -> Iterator[None]:
    """Let the database of ``connection`` grow by ``spare_pages`` pages and no more.

    What goes beyond meets SQLITE_FULL, « database or disk is full », on any system and without
    root. Under SQLAlchemy give ``connection.connection.driver_connection``.
    """
    (before,) = connection.execute("PRAGMA max_page_count").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + spare_pages}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA max_page_count = {before}")


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """No file of this process may grow beyond ``size`` bytes: SQLITE_IOERR, or OSError EFBIG.

    This reaches the writes that SQLite does in C. In the WAL of a database just opened the limit
    is its n-th write: a frame is a page and 24 bytes. (Later on a file is no measure: a transaction
    that was rolled back leaves its frames behind the end, to be written over.) POSIX only; on
    Windows ``disk_full`` does the work.
    """
    assert sys.platform != "win32", "a process has no file size limit on Windows: use disk_full"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
