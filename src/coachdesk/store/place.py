"""Is the database the file that was opened here last, or a copy that a file manager made of it?

A folder copied by hand brings everything with it, the mark too: only the file itself is another
one. What was done since in the first is not in the second, as of any copy.
"""

import json
from contextlib import suppress
from pathlib import Path

from coachdesk.core.bounded import read_bounded
from coachdesk.core.file_identity import lasting_identity
from coachdesk.core.files import write_atomically
from coachdesk.core.store_files import DATABASE_FILE, PLACE_FILE

_LARGEST = 4096


def was_copied(directory: Path) -> bool:
    """Whether the database there is known to be another file than the one opened last."""
    noted, found = _noted(directory), lasting_identity(directory / DATABASE_FILE)
    return noted is not None and found is not None and noted != found


def note_place(directory: Path) -> None:
    """From now on the database there is this file.

    To be called too by who puts another file in its place for good. A disk that refuses costs one
    more incarnation at the next opening, and nothing else.
    """
    found = lasting_identity(directory / DATABASE_FILE)
    if found is None or found == _noted(directory):
        return
    with suppress(OSError):
        text = json.dumps({"file": found})
        write_atomically(directory / PLACE_FILE, text.encode("ascii") + b"\n")


def _noted(directory: Path) -> str | None:
    try:
        told = json.loads(read_bounded(directory / PLACE_FILE, _LARGEST))["file"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return told if isinstance(told, str) else None
