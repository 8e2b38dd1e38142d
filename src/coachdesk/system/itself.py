"""The program started again by itself, apart: its own settings, its own incidents."""

import os
import subprocess  # nosec B404
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PLACES = (
    "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_APPDATA",
)  # fmt: skip
"""Where the folders of the user are told: by each system in its way, and to platformdirs."""
_MOST_TOLD = 4_000
"""Characters of what it says on its way that are kept: the last ones say what stopped it."""


@dataclass(frozen=True)
class Ended:
    """How it ended: its exit code, None when it was given up; what it printed, and complained."""

    code: int | None
    said: str
    complained: str


def own_command() -> list[str]:
    """What starts this program: the file of the installed one, or Python with its sources."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "coachdesk"]


def run_apart(
    arguments: Sequence[str], folder: Path, variables: Mapping[str, str], seconds: float
) -> Ended:
    """Run a command of this program with ``folder`` for all the user's folders.

    Raises:
        OSError: it can't be started.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = dict.fromkeys(_PLACES, str(folder))
    try:
        done = subprocess.run(  # noqa: S603  (this program itself)  # nosec B603
            [*own_command(), *arguments],
            env={**os.environ, **places, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as late:
        return Ended(None, _text(late.stdout), _text(late.stderr))
    return Ended(done.returncode, _text(done.stdout), _text(done.stderr))


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace").strip()[-_MOST_TOLD:]
