"""What a store puts right by itself when it is opened: its key file, by the copy beside it.

The slot that opened says which bytes are right: both files are made those, once. A damaged file is
put aside, never deleted.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coachdesk.core.bounded import read_bounded
from coachdesk.core.errors import SecretRefusedError
from coachdesk.core.files import free_name, make_folder, sync_directory, write_atomically
from coachdesk.core.store_files import ASIDE_FOLDER, KEY_FILE, SPARE_KEY_FILE
from coachdesk.store.key_file import MOST_BYTES, read_key_file, store_of
from coachdesk.store.mark import read_mark
from coachdesk.store.vault import Keys, unlock_file

if TYPE_CHECKING:
    from uuid import UUID

_PRIVATE = 0o600
_BOTH = (KEY_FILE, SPARE_KEY_FILE)


@dataclass(frozen=True)
class Opened:
    """The keys that a secret gave, and the bytes of the file whose slot it opened."""

    keys: Keys
    data: bytes


def unlock_by_either(directory: Path, secret: str) -> Opened:
    """The keys of the store in ``directory``, by its key file, else by the copy beside it.

    The copy is tried where the first is not whole, or is of another store: one of the same store
    that differs holds an older passphrase, which is to open no more.

    Raises:
        SecretRefusedError: neither is opened by ``secret``.
        UserError: neither is whole, or the disk refuses to read the first.
    """
    mark = read_mark(directory)
    whole: dict[UUID, bytes] = {}
    for data in filter(None, (_read(directory / name) for name in _BOTH)):
        store = store_of(data)
        if store is not None:
            whole.setdefault(store, data)
    if not whole:
        read_key_file(directory)  # says what is wrong with it
    refusal: SecretRefusedError | None = None
    for store, data in whole.items():
        if mark is not None and mark.store_id in whole and store != mark.store_id:
            continue
        try:
            return Opened(unlock_file(data, secret), data)
        except SecretRefusedError as error:
            refusal = error
    assert refusal is not None, "a file that is whole was tried"
    raise refusal


def mend_keys(directory: Path, opened: Opened, now: datetime) -> tuple[str, ...]:
    """Have both key files be the one that opened; gives the names of those that were damaged.

    One that was whole, but of before a change of passphrase that was cut, follows without a word:
    what was to open no more does not. A disk that refuses is left for the next opening.
    """
    damaged = []
    for name in _BOTH:
        path = directory / name
        found = _read(path)
        if found == opened.data:
            continue
        try:
            if found is None or store_of(found) != opened.keys.store_id:
                put_aside(path, now)
                damaged.append(name)
            write_atomically(path, opened.data, mode=_PRIVATE)
        except OSError:
            continue
    return tuple(damaged)


def put_aside(path: Path, now: datetime) -> Path | None:
    """Move a damaged file to the folder ``mis-de-cote``; gives where, None without one.

    Raises:
        OSError: the disk refuses.
    """
    if not path.exists():
        return None
    folder = path.parent / ASIDE_FOLDER
    make_folder(folder)
    target = free_name(folder / f"{now:%Y-%m-%d_%Hh%M%S}_{path.name}")
    path.replace(target)
    sync_directory(folder)
    return target


def _read(path: Path) -> bytes | None:
    """What is there; None of what is missing, unreadable, or no key file by its size."""
    try:
        return read_bounded(path, MOST_BYTES)
    except OSError:
        return None
