"""The database as its files allow, page by page: a copy where each sound page has its last state.

Where the middle of the WAL is damaged, SQLite stops there; the pages after it are sound all the
same, and their seals say so. They are taken if the database then holds together; else the page that
is damaged for good is left as one that does not read, never as it was before: beside what follows
it, it would tell of rows that have changed since.
"""

import os
import shutil
from io import SEEK_END
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.core.errors import UserError
from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.store.engine import cipher_connect, make_engine
from coachdesk.store.journal import Head
from coachdesk.store.pages import (
    PAGE,
    SALT,
    WAL_FRAME,
    Frame,
    Pages,
    look_at_pages,
    look_at_wal,
    mended_salt,
    told_count,
)
from coachdesk.store.salvage_rows import DamagedReader
from coachdesk.store.vault import Keys
from coachdesk.store.verify import verify_chain

_LOST = b"\xff" * PAGE


def gather(directory: Path, keys: Keys, target: Path, mark: Head | None) -> bool:
    """Write the best database that the files of ``directory`` allow in ``target``.

    Gives whether it is whole: every page, the tables, the journal up to ``mark``. Nothing of
    ``directory`` is changed.

    Raises:
        OSError: the disk refuses.
    """
    source = directory / DATABASE_FILE
    with source.open("rb") as raw:
        salt = raw.read(SALT)
        if look_at_pages(raw, keys.data_key).foreign:
            salt = mended_salt(raw, keys.data_key) or salt
    # What is damaged, or of another store, tells nothing: not even how long the database is.
    waiting = look_at_wal(source, keys.data_key, salt).frames
    frames = tuple(frame for frame in waiting if frame.sound)
    followed = tuple(frame for frame in frames if frame.followed)
    for wanted in (frames, followed) if followed != frames else (frames,):
        _write(source, keys.data_key, salt, wanted, target)
        if is_whole(target, keys, mark):
            return True
    lost = _lost_for_good(waiting) if followed != frames else frozenset()
    if lost:
        reached = _entries(target, keys)
        _write(source, keys.data_key, salt, frames, target, lost)
        if _entries(target, keys) <= reached:
            _write(source, keys.data_key, salt, followed, target)
    return False


def _lost_for_good(waiting: tuple[Frame, ...]) -> frozenset[int]:
    """The pages of which the last state is damaged; none where it can't be told which they are."""
    places = [frame.place for frame in waiting]
    if any(after - before != WAL_FRAME for before, after in pairwise(places)):
        return frozenset()  # one of them does not even say that it is of this WAL
    last = {frame.page: frame for frame in waiting}
    return frozenset(page for page, frame in last.items() if page and not frame.sound)


def _entries(database: Path, keys: Keys) -> int:
    """How many entries of the journal read in a database that nobody has open."""
    reader = DamagedReader(database, keys.data_key)
    try:
        return sum(1 for _ in reader.rows("journal_entry", ("seq",)))
    finally:
        reader.close()


def is_whole(database: Path, keys: Keys, mark: Head | None) -> bool:
    """Whether nothing at all is damaged in a database that nobody has open."""
    with database.open("rb") as raw:
        pages: Pages = look_at_pages(raw, keys.data_key)
    if pages.wrong or not pages.count:
        return False
    engine = make_engine(database, lambda: cipher_connect(database, keys.data_key, "rw"))
    try:
        with engine.connect() as connection:
            said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
            return said == ["ok"] and verify_chain(connection, mark=mark).fault is None
    except (UserError, CipherError):
        return False
    finally:
        engine.dispose()


def _write(
    source: Path,
    key: bytes,
    salt: bytes,
    frames: tuple[Frame, ...],
    target: Path,
    lost: frozenset[int] = frozenset(),
) -> None:
    for ending in ("-wal", "-shm"):  # of a look at what was there before
        target.with_name(f"{target.name}{ending}").unlink(missing_ok=True)
    shutil.copyfile(source, target)
    last = max((place for place, frame in enumerate(frames) if frame.commit), default=-1)
    wal = source.with_name(f"{source.name}-wal")
    with target.open("r+b") as writing:
        writing.write(salt)
        whole = frames[last].commit if last >= 0 else told_count(writing, key, salt)
        _lengthen(writing, whole)
        if last >= 0:
            with wal.open("rb") as reading:
                for frame in frames[: last + 1]:
                    reading.seek(frame.place)
                    writing.seek((frame.page - 1) * PAGE)
                    writing.write(reading.read(PAGE))
            writing.truncate(whole * PAGE)
        for page in lost:
            if page <= whole:
                writing.seek((page - 1) * PAGE)
                writing.write(_LOST)
        writing.flush()
        os.fsync(writing.fileno())


def _lengthen(writing: BinaryIO, whole: int) -> None:
    """Pages that do not read in the place of those that were cut off: SQLite refuses a short file.

    They are not left empty: SQLCipher would take them for pages that were never written.
    """
    size = writing.seek(0, SEEK_END)
    writing.write(_LOST[: -size % PAGE])
    writing.write(_LOST * max(0, whole - -(-size // PAGE)))
