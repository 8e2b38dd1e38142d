"""A verified copy of a store, made while it is in use: by SQLite, never by copying its files.

Copying the files of a live database leaves behind what is still in the WAL.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from coachdesk.core.errors import UserError
from coachdesk.core.files import sync_directory
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.store_files import (
    COPY_FILE,
    DATABASE_FILE,
    KEY_FILE,
    MARK_FILE,
    SPARE_KEY_FILE,
)
from coachdesk.store.engine import cipher_connect

Watch = Callable[[float], None]
"""Told how far the copy is (0 to 1); what it raises stops the copy, of which nothing is left."""
UNFINISHED = ".tmp"
"""What the name of a copy ends by until it is whole."""
_PAGES = 512
"""Copied between two words to the watch: 2 MiB."""
_COPIED = 0.8


def copy_store(
    directory: Path,
    key: bytes,
    target: Path,
    *,
    watch: Watch = lambda _: None,
    check: Callable[[Path], None] = lambda _: None,
) -> None:
    """Copy the store in ``directory`` to ``target``: database, key file and mark, all as encrypted.

    The copy is reopened and checked, page by page, before it has its name. ``check`` looks at the
    database of the copy further, and raises when it is not what it should be.

    Raises:
        UserError: the copy is not whole.
        OSError: it cannot be written.
        sqlcipher3.dbapi2.Error: the store cannot be read, or the copy not written.
    """
    aside = target.with_name(f"{target.name}{UNFINISHED}")
    shutil.rmtree(aside, ignore_errors=True)  # what an interrupted copy left
    aside.mkdir(parents=True)
    try:
        for name in (KEY_FILE, SPARE_KEY_FILE, MARK_FILE):
            if (directory / name).exists():
                _copy_file(directory / name, aside / name)
        (aside / COPY_FILE).touch()
        _copy_database(directory / DATABASE_FILE, aside / DATABASE_FILE, key, watch)
        watch(_COPIED)
        _refuse_unfaithful(aside / DATABASE_FILE, key, target)
        check(aside / DATABASE_FILE)
        watch(1.0)
        sync_directory(aside)
        aside.replace(target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)  # a full disk must not fill further
        raise
    sync_directory(target.parent)


def _copy_file(source: Path, target: Path) -> None:
    """On the disk when this returns: a key pulled out too soon must not hold an empty key file."""
    with source.open("rb") as reading, target.open("xb") as writing:
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())


def _copy_database(source: Path, target: Path, key: bytes, watch: Watch) -> None:
    reading = cipher_connect(source, key, "rw")
    writing = cipher_connect(target, key, "rwc")

    def told(_status: int, remaining: int, total: int) -> None:
        watch(_COPIED * (1 - remaining / max(total, 1)))

    try:
        # One state of the store until the end: without this transaction, each write that commits
        # meanwhile would begin the copy again from its first page.
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        reading.backup(writing, pages=_PAGES, progress=told)
    finally:
        writing.close()
        reading.close()


def _refuse_unfaithful(database: Path, key: bytes, target: Path) -> None:
    if not _whole(database, key):
        raise UserError(
            f"La sauvegarde {quoted(target)} n’est pas fidèle{NBSP}: rien n’a été modifié.",
            "Vérifiez le disque, puis recommencez.",
        )


def _whole(database: Path, key: bytes) -> bool:
    connection = cipher_connect(database, key, "rw")
    try:
        # The first check reads the file and not the WAL, of which a fresh copy has none.
        pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        tables = connection.execute("PRAGMA integrity_check").fetchall()
        return bool(pages == [] and tables == [("ok",)])
    finally:
        connection.close()
