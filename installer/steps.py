"""What the trials of each system do alike: a step is said or ends them, files are compared."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

PASSPHRASE = "essai-de-l-installation"  # noqa: S105  (of a store made up here)
PATIENCE = 900
"""Seconds: the self-test on the slowest machine that builds."""


def done(passed: bool, sentence: str) -> None:  # noqa: FBT001  (reads as a sentence)
    """Say the step, or end there.

    Raises:
        SystemExit: it did not pass.
    """
    if not passed:
        sys.exit(f"trial: this failed: {sentence}")
    say(sentence)


def say(sentence: str) -> None:
    """Tell what is going on, at once."""
    print(f"trial: {sentence}", flush=True)


def command(program: Path, *arguments: str | Path, **variables: str) -> str:
    """What a command of the installed ``program`` prints; it has to succeed.

    Raises:
        SystemExit: it did not, with what it said.
    """
    ran = subprocess.run(
        [program, *arguments],
        env={**os.environ, "COACHDESK_PASSPHRASE": PASSPHRASE, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    if ran.returncode != 0:
        sys.exit(f"trial: {arguments[0]}: {ran.stdout}{ran.stderr}")
    return ran.stdout


def digests(folder: Path) -> dict[str, str]:
    """The digest of each file below ``folder``."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
