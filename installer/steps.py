"""What the trials of each system do alike: a step is said or ends them, files are compared."""

import hashlib
import sys
from pathlib import Path


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


def digests(folder: Path) -> dict[str, str]:
    """The digest of each file below ``folder``."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
