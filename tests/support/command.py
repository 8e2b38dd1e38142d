"""The program as its users run it: a command, its exit code and what it printed."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from coachdesk import cli

PASSPHRASE = "ruisseau-lampe-violon-12"


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code, standard output and error."""

    code: int
    out: str
    err: str


def coachdesk(
    *arguments: str | Path,
    store: Path | None = None,
    passphrase: str = PASSPHRASE,
    env: Mapping[str, str] | None = None,
) -> Ran:
    """Carry out one command of ``coachdesk``, here, without a display.

    Everything of it but its process, whose start costs more than most commands:
    ``alone`` gives it one.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), "ascii", write_through=True) for _ in "oe")
    with redirect_stdout(out), redirect_stderr(err), _environment(_asked(passphrase, env)):
        try:
            code: object = cli.run(_line(arguments, store))
        except SystemExit as end:  # as argparse leaves
            code = end.code
    assert isinstance(code, int), f"a window is opened: {code}"
    return _ran(code, *(stream.buffer.getvalue() for stream in (out, err)))


def alone(
    *arguments: str | Path,
    store: Path | None = None,
    passphrase: str = PASSPHRASE,
    env: Mapping[str, str] | None = None,
) -> Ran:
    """The same in a process of its own, which pays for a real key and shares nothing with us."""
    command = [sys.executable, "-W", "error", "-m", "coachdesk", *_line(arguments, store)]
    with _environment(_asked(passphrase, env)):
        done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    return _ran(done.returncode, done.stdout, done.stderr)


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """These variables and no display, while it lasts."""
    before = dict(os.environ)
    os.environ.pop("DISPLAY", None)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _line(arguments: tuple[str | Path, ...], store: Path | None) -> list[str]:
    there = [] if store is None else ["--store", str(store)]
    return [*map(str, arguments), *there]


def _asked(passphrase: str, env: Mapping[str, str] | None) -> dict[str, str]:
    return {"COACHDESK_PASSPHRASE": passphrase, "PYTHONUTF8": "1", **(env or {})}


def _ran(code: int, out: bytes, err: bytes) -> Ran:
    said = err.decode()
    assert "Traceback" not in said, said
    assert "imprévue" not in said, said
    return Ran(code, out.decode(), said)
