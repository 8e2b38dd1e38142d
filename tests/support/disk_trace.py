"""What a child really asked of the disk, in order: the system calls that change files, by strace.

Linux only, as strace is. The reads are not traced, so that the child goes at nearly its own pace.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from support.faults import child_environment
from support.tools import require

_CALLS = (
    "open", "openat", "creat", "close", "write", "pwrite64", "writev", "pwritev", "lseek",
    "truncate", "ftruncate", "fallocate", "fsync", "fdatasync", "rename", "renameat", "renameat2",
    "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "link", "linkat", "symlink", "symlinkat",
    "sendfile", "copy_file_range",
)  # fmt: skip
_WITHIN = frozenset({"openat", "unlinkat", "mkdirat"})
_LONGEST = 100_000_000
_LINE = re.compile(r"(\d+)\s+(.*)", re.DOTALL)
_UNFINISHED = re.compile(r"(.*)<unfinished \.\.\.>$")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)$")
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_ON = re.compile(r"\d+<((?:\\x[0-9a-f]{2})*)")
_ARGUMENT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"|([^,"<]+)(?:<[^>]*>)?')


@dataclass(frozen=True)
class Call:
    """A system call that succeeded."""

    process: int
    name: str
    arguments: tuple[bytes | str, ...]
    """Texts as bytes, the rest as strace writes it."""
    result: int
    on: str = ""
    """The file of the descriptor that comes first; a socket or a pipe is told otherwise."""

    def number(self, at: int) -> int:
        """An argument that is a number."""
        text = self.arguments[at]
        assert isinstance(text, str), self
        return int(text)

    def path(self, at: int) -> Path:
        """An argument that is an absolute path."""
        text = self.arguments[at]
        assert isinstance(text, bytes), self
        return Path(text.decode())

    def data(self) -> bytes:
        """What was written, as far as it was."""
        text = self.arguments[1]
        assert isinstance(text, bytes), self
        return text[: self.result]


@dataclass(frozen=True)
class Trace:
    """What a child did, to its end."""

    calls: tuple[Call, ...]
    exit_code: int
    errors: str


def traced(module: str, *args: str, folder: Path, env: Mapping[str, str] | None = None) -> Trace:
    """Run ``python -m module args`` to its end; ``folder`` is for the trace."""
    told = folder / "trace"
    command = [
        require("strace"), "-f", "--seccomp-bpf", "-qq", "-xx", "-y", "-s", str(_LONGEST),
        "-e", "signal=none", "-e", f"trace={','.join('?' + call for call in _CALLS)}",
        "-o", str(told),
    ]  # fmt: skip
    done = subprocess.run(
        [*command, sys.executable, "-m", module, *args],
        env=child_environment(env), stdin=subprocess.DEVNULL, capture_output=True, check=False,
        timeout=900,
    )  # fmt: skip
    with told.open(encoding="ascii") as stream:
        calls = tuple(_calls(stream))
    told.unlink()
    return Trace(calls, done.returncode, done.stderr.decode("utf-8", "replace"))


def _calls(lines: Iterator[str]) -> Iterator[Call]:
    begun: dict[str, str] = {}
    for line in lines:
        parted = _LINE.match(line.rstrip("\n"))
        if parted is None:
            continue
        process, text = parted.groups()
        unfinished, resumed = _UNFINISHED.match(text), _RESUMED.match(text)
        if unfinished is not None:
            begun[process] = unfinished[1].rstrip()
            continue
        if resumed is not None:
            text = begun.pop(process, "") + resumed[1]
        call = _CALL.match(text)
        if call is None or call[3].startswith("-"):
            continue
        arguments = tuple(
            bytes.fromhex(found[1].replace("\\x", "")) if found[1] is not None else found[2].strip()
            for found in _ARGUMENT.finditer(call[2])
            if found[1] is not None or found[2].strip()
        )
        on = _ON.match(call[2])
        told = Call(int(process), call[1], arguments, int(call[3]), _text(on[1]) if on else "")
        yield _from_the_root(told)


def _from_the_root(call: Call) -> Call:
    """The same with a whole path, when it names something within a folder that is open."""
    if call.name not in _WITHIN or not call.on:
        return call
    folder, name, *others = call.arguments
    assert isinstance(name, bytes), call
    if name.startswith(b"/"):
        return call
    return replace(call, arguments=(folder, os.fsencode(call.on) + b"/" + name, *others))


def _text(escaped: str) -> str:
    return bytes.fromhex(escaped.replace("\\x", "")).decode("utf-8", "replace")
