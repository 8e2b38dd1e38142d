"""The program as its users run it: another process, its exit code and what it printed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
    """Run ``coachdesk`` with this Python, without a display, and wait for it."""
    variables = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    variables |= {"COACHDESK_PASSPHRASE": passphrase, "PYTHONUTF8": "1", **(env or {})}
    command = [sys.executable, "-W", "error", "-m", "coachdesk", *map(str, arguments)]
    if store is not None:
        command += ["--store", str(store)]
    done = subprocess.run(
        command, env=variables, capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
