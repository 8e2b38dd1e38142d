"""A verified copy of a store, made while it is in use: by SQLite, never by copying its files.

Copying the files of a live database leaves behind what is still in the WAL.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coachdesk.core.errors import UserError
from coachdesk.core.files import give_name, make_folder, sync_directory
from coachdesk.core.french import quoted
from coachdesk.core.store_files import (
    COPY_FILE,
    DATABASE_FILE,
    ERASED_FILE,
    KEY_FILE,
    MARK_FILE,
    SPARE_KEY_FILE,
)
from coachdesk.store.engine import cipher_connect, refuse_unread
from coachdesk.store.examine import Watch, examine_still
from coachdesk.store.health import Health
from coachdesk.store.journal import Head
from coachdesk.store.manifest import write_manifest
from coachdesk.store.vault import Keys

UNFINISHED = ".tmp"
"""What the name of a copy ends by until it is whole."""
BACKUPS = "backups"
"""The folder of a store that holds the sauvegardes made on its own disk."""
_PAGES = 512
"""Copied between two words to the watch: 2 MiB."""
COPIED = 0.6
"""Share of a sauvegarde that copying takes; reading it again takes the rest."""


@dataclass(frozen=True)
class Occasion:
    """Why and when a copy is made, as its manifest tells."""

    name: str
    made_at: datetime


def copy_store(
    directory: Path,
    keys: Keys,
    target: Path,
    occasion: Occasion,
    *,
    least: Head | None = None,
    watch: Watch = lambda _: None,
) -> Head:
    """Copy the store in ``directory`` to ``target``: database, keys and mark, all as encrypted.

    The copy is read again before it has its name: its pages, its journal (which must hold
    ``least``), every file kept inside; its manifest says what it is made of. Gives the last entry
    of its journal.

    Raises:
        UserError: the store is damaged, or the copy not whole.
        OSError: it cannot be written.
        sqlcipher3.dbapi2.Error: the store cannot be read, or the copy not written.
    """
    aside = target.with_name(f"{target.name}{UNFINISHED}")
    shutil.rmtree(aside, ignore_errors=True)  # what an interrupted copy left
    make_folder(aside)
    try:
        for name in (KEY_FILE, SPARE_KEY_FILE, MARK_FILE, ERASED_FILE):
            if (directory / name).exists():
                _copy_file(directory / name, aside / name)
        (aside / COPY_FILE).touch()
        _copy_database(directory / DATABASE_FILE, aside / DATABASE_FILE, keys.data_key, watch)
        watch(COPIED)
        found = examine_still(
            aside / DATABASE_FILE,
            keys.data_key,
            mark=least,
            watch=lambda done: watch(COPIED + (1 - COPIED) * done),
        )
        head = _faithful(found, target)
        write_manifest(
            aside, keys.store_id, occasion.made_at, occasion.name, found.revision, head,
            found.files,
        )  # fmt: skip
        watch(1.0)
        sync_directory(aside)
        give_name(aside, target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)  # a full disk must not fill further
        raise
    sync_directory(target.parent)
    return head


def _faithful(found: Health, target: Path) -> Head:
    if not found.sound or found.head is None:
        raise UserError(
            f"La sauvegarde {quoted(target)} n’est pas gardée. {found.sentences[0]}",
            "Refaites-la sur un autre disque. Si cela se répète, remettez en place une "
            "sauvegarde plus ancienne.",
        )
    return found.head


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
        watch(COPIED * (1 - remaining / max(total, 1)))

    try:
        # One state of the store until the end: without this transaction, each write that commits
        # meanwhile would begin the copy again from its first page.
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        reading.backup(writing, pages=_PAGES, progress=told)
        refuse_unread(reading, source)
    finally:
        writing.close()
        reading.close()
