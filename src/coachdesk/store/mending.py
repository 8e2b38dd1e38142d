"""What a store puts right by itself when it is opened: its key file, by the copy beside it.

A damaged file is put aside, never deleted.
"""

from datetime import datetime
from pathlib import Path

from coachdesk.core.files import write_atomically
from coachdesk.core.store_files import ASIDE_FOLDER, KEY_FILE, SPARE_KEY_FILE
from coachdesk.store.failures import explain_os
from coachdesk.store.key_file import store_of
from coachdesk.store.mark import read_mark

_PRIVATE = 0o600


def mend_keys(directory: Path, now: datetime) -> tuple[str, ...]:
    """Have both key files whole and of this store again; gives the names of those put right.

    When neither is, nothing is done: there is nothing to put them right by.

    Raises:
        UserError: the disk refuses.
    """
    mark = read_mark(directory)
    made = {name: store_of(directory / name) for name in (KEY_FILE, SPARE_KEY_FILE)}
    ours = mark.store_id if mark and mark.store_id in made.values() else made[KEY_FILE]
    ours = ours or made[SPARE_KEY_FILE]
    wrong = tuple(name for name, store in made.items() if store != ours)
    if ours is None or not wrong:
        return ()
    (name,) = wrong
    other = directory / (SPARE_KEY_FILE if name == KEY_FILE else KEY_FILE)
    try:
        put_aside(directory / name, now)
        write_atomically(directory / name, other.read_bytes(), mode=_PRIVATE)
    except OSError as error:
        raise explain_os(error, directory / name) from error
    return wrong


def put_aside(path: Path, now: datetime) -> Path | None:
    """Keep a copy of a damaged file in the folder ``mis-de-cote``; gives where, None without one.

    Raises:
        OSError: the disk refuses.
    """
    if not path.exists():
        return None
    target = path.parent / ASIDE_FOLDER / f"{now:%Y-%m-%d_%Hh%M%S}_{path.name}"
    target.parent.mkdir(exist_ok=True)
    write_atomically(target, path.read_bytes(), mode=_PRIVATE)
    return target
