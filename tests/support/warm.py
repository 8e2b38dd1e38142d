"""Children that start warm: one process loads the program, and forks itself for each of them.

What a child of the tests does is over in a tenth of the second that loading its modules takes. A
fork is a process like another to the disk and to SIGKILL. POSIX only; ``support.faults`` starts
its children cold on Windows.

``python -m support.warm SOCKET`` is the process that forks.
"""

import array
import atexit
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from struct import Struct
from typing import IO, Self

_MOST = 1 << 20
_NUMBER = Struct("q")
_LATE = (
    "alembic.command", "coachdesk.documents.sheet_book", "coachdesk.services.importing.workbook",
    "coachdesk.services.report.papers", "coachdesk.services.rights.erasing",
    "coachdesk.signing.appearance", "coachdesk.signing.embedding", "coachdesk.signing.pdf_objects",
    "coachdesk.store.migrate", "coachdesk.sync.stamped", "pypdfium2",
)  # fmt: skip
"""What the program loads when it is first needed: the blow is to fall on the disk, not in that."""


class WarmChild:
    """A child that was forked: what ``subprocess.Popen`` is to one that was started."""

    def __init__(
        self, command: Sequence[str], errors: IO[bytes], environment: Mapping[str, str]
    ) -> None:
        reading, writing = os.pipe()
        self.stdout = os.fdopen(reading, "rb")
        self._told, theirs = socket.socketpair()
        asked = json.dumps([list(command), dict(environment)]).encode() + b"\n"
        ends = array.array("i", [writing, errors.fileno(), theirs.fileno()])
        _nursery().sendmsg([asked], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, ends)])
        os.close(writing)
        theirs.close()
        self._pid = _heard(self._told)
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, as ``subprocess`` tells it.

        Raises:
            subprocess.TimeoutExpired: it still runs after ``timeout`` seconds.
        """
        if self.returncode is None:
            self._told.settimeout(timeout)
            try:
                self.returncode = os.waitstatus_to_exitcode(_heard(self._told))
            except (TimeoutError, BlockingIOError):
                raise subprocess.TimeoutExpired("a warm child", timeout or 0) from None
        return self.returncode

    def kill(self) -> None:
        """End it by SIGKILL, unless it has ended."""
        with suppress(subprocess.TimeoutExpired, ProcessLookupError):
            self.wait(0)
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stdout.close()
        self.kill()
        self.wait()
        self._told.close()


@cache
def _nursery() -> socket.socket:
    """Where children are asked for; the process behind it ends with this one."""
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-m", "support.warm", str(theirs.fileno())],
        env={
            **os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"
        },
        pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
    )  # fmt: skip
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def _serve(asking: socket.socket) -> list[str] | None:
    """Fork a child each time that one is asked for; returns in the child, with its command.

    None when the tests are over.
    """
    while True:
        held = array.array("i")
        asked, ends, *_ = asking.recvmsg(_MOST, socket.CMSG_SPACE(3 * held.itemsize))
        if not asked:
            return None
        while not asked.endswith(b"\n"):
            asked += asking.recv(_MOST)
        command, environment = json.loads(asked)
        _load(command[0])
        held.frombytes(ends[0][2])
        output, errors, telling = held
        pid = os.fork()
        if not pid:
            os.dup2(output, 1)
            os.dup2(errors, 2)
            for end in held:
                os.close(end)
            os.environ.clear()
            os.environ.update(environment)
            return list(command)
        os.close(output)
        os.close(errors)
        with socket.socket(fileno=telling) as told:
            told.send(_NUMBER.pack(pid))
            told.send(_NUMBER.pack(os.waitpid(pid, 0)[1]))


def _load(module: str) -> None:
    import_module(module)
    if "coachdesk.services.desk" in sys.modules:
        for each in _LATE:
            import_module(each)


def _heard(told: socket.socket) -> int:
    (number,) = _NUMBER.unpack(told.recv(_NUMBER.size))
    return int(number)


def main(number: int) -> None:
    """Serve; then, in a child, be what was asked for."""
    with socket.socket(fileno=number) as asking:
        command = _serve(asking)
    if command is not None:
        module, *sys.argv[1:] = command
        found = sys.modules[module].__spec__
        assert found is not None
        assert found.origin is not None
        runpy.run_path(found.origin, run_name="__main__")


if __name__ == "__main__":
    main(int(sys.argv[1]))
