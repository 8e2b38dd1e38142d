"""Faults in the file writes that Python code makes itself: the n-th step fails, or kills.

A *step* is anything that changes the disk below one folder: a file opened for writing, a write, a
truncation, an fsync, a replacement, a removal, a folder made. What SQLite writes in C is out of
reach here: see ``support.faults``.
"""

import _io
import builtins
import errno
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch  # replaces the system calls; no object of the program is mocked

_NAMED = ("replace", "rename", "link", "unlink", "remove", "mkdir", "truncate")
"""Functions of ``os`` that change the disk and name a path."""
_NUMBERED = ("write", "fsync", "ftruncate")
"""Functions of ``os`` that change the disk through a file descriptor."""


class DiskSteps:
    """The steps seen below a folder, and whether the fault has struck."""

    def __init__(self, folder: Path, strike_at: int | None, strike: Callable[[], None]) -> None:
        self._folder = folder.resolve()
        self._strike_at = strike_at
        self._strike = strike
        self.seen: list[str] = []

    @property
    def struck(self) -> bool:
        """Whether the fault came, that is whether there were that many steps."""
        return self._strike_at is not None and len(self.seen) >= self._strike_at

    def step(self, name: str, target: object, before: Callable[[], object] | None = None) -> None:
        """Count one step on ``target``; strike when its number has come, ``before`` run first."""
        if not self.holds(target):
            return
        self.seen.append(name)
        if len(self.seen) == self._strike_at:
            if before is not None:
                before()
            self._strike()

    def holds(self, target: object) -> bool:
        """Whether a path, or an open descriptor, lies in the folder."""
        if isinstance(target, int):
            wanted = _identity(os.fstat(target))
            return any(
                _identity(path.stat()) == wanted
                for path in (self._folder, *self._folder.rglob("*"))
                if path.exists()
            )
        if isinstance(target, str | os.PathLike):
            return Path(target).resolve().is_relative_to(self._folder)
        return False


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


class _WatchedFile:
    """A file opened for writing, whose writes are steps. A write that fails is torn in half."""

    def __init__(self, file: Any, steps: DiskSteps, target: object) -> None:
        self._file = file
        self._steps = steps
        self._target = target

    def write(self, data: Any) -> Any:
        def tear() -> None:
            self._file.write(data[: len(data) // 2])
            self._file.flush()

        self._steps.step("write", self._target, tear)
        return self._file.write(data)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def truncate(self, size: int | None = None) -> Any:
        self._steps.step("truncate", self._target)
        return self._file.truncate(size)

    def __enter__(self) -> Self:
        self._file.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._file.__exit__(*error)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def disk_steps(folder: Path) -> Iterator[DiskSteps]:
    """Count the steps below ``folder``, without any fault."""
    with _watched(DiskSteps(folder, None, lambda: None)) as steps:
        yield steps


@contextmanager
def io_error_at(number: int, folder: Path, code: int = errno.EIO) -> Iterator[DiskSteps]:
    """Make the ``number``-th step below ``folder`` (from 1) fail with ``code``.

    ``errno.ENOSPC`` is the full disk. Sweep ``number`` from 1 until ``struck`` stays False: then
    every step has had its turn.
    """

    def strike() -> None:
        raise OSError(code, os.strerror(code))

    with _watched(DiskSteps(folder, number, strike)) as steps:
        yield steps


@contextmanager
def dies_at(number: int, folder: Path) -> Iterator[DiskSteps]:
    """Kill this very process at the ``number``-th step: for a child of the tests."""

    def strike() -> None:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    with _watched(DiskSteps(folder, number, strike)) as steps:
        yield steps


@contextmanager
def _watched(steps: DiskSteps) -> Iterator[DiskSteps]:
    with ExitStack() as stack:
        for module in (builtins, io, _io):  # tempfile calls the last one
            stack.enter_context(patch.object(module, "open", _watched_open(io.open, steps)))
        for name in (*_NAMED, *_NUMBERED):
            stack.enter_context(patch.object(os, name, _watched_call(name, steps)))
        yield steps


def _watched_open(real: Callable[..., Any], steps: DiskSteps) -> Callable[..., Any]:
    def watched(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if not set(mode) & set("wax+") or not steps.holds(file):
            return real(file, mode, *args, **kwargs)
        steps.step("open", file)
        return _WatchedFile(real(file, mode, *args, **kwargs), steps, file)

    return watched


def _watched_call(name: str, steps: DiskSteps) -> Callable[..., Any]:
    real = getattr(os, name)

    def watched(target: Any, *args: Any, **kwargs: Any) -> Any:
        moved = args[0] if name in {"replace", "rename", "link"} else None
        inside = next((path for path in (target, moved) if steps.holds(path)), None)
        steps.step(name, inside)
        return real(target, *args, **kwargs)

    return watched
