"""Encrypt a store anew, under another data key: what was copied before opens nothing that follows.

The new database and its key file are made whole in a folder beside, and verified. Then one small
file, the *switch*, is written durably: before it the store is the old one, from it on the new one,
and whoever opens the store next finishes what was cut. ``PRAGMA rekey`` is not used: killed at the
wrong moment, it leaves a database on a key that nobody knows.
"""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.files import give_name, sync_directory, sync_file, take_away, write_atomically
from coachdesk.core.french import NBSP
from coachdesk.core.store_files import (
    DATABASE_FILE,
    KEY_FILE,
    NEXT_FOLDER,
    PLACE_FILE,
    SPARE_KEY_FILE,
    SWITCH_FILE,
)
from coachdesk.store.engine import (
    cipher_connect,
    connector,
    fold_wal,
    for_writing,
    make_engine,
    refuse_unread,
)
from coachdesk.store.examine import Watch, examine_still
from coachdesk.store.failures import BUSY, LOCKED, explain_os, explain_sqlite, result_code
from coachdesk.store.hold import occupied
from coachdesk.store.journal import Head
from coachdesk.store.key_file import KdfCost
from coachdesk.store.unit_of_work import UnitOfWork
from coachdesk.store.vault import Keys, write_keys

_PAGES = 512
_COPIED, _WRITTEN = 0.6, 0.7
_MOVED = (DATABASE_FILE, KEY_FILE, SPARE_KEY_FILE)


@dataclass(frozen=True)
class NewWays:
    """What opens the store once it is encrypted anew.

    Attributes:
        passphrase: hers, the same or another one.
        cost: of its derivation.
        association: the association's key, typed again; None for none.
        told: what else is written in the first transaction of the new database.
    """

    passphrase: str
    cost: KdfCost
    association: str | None
    told: Callable[[UnitOfWork], None]


def encrypt_anew(
    directory: Path, keys: Keys, least: Head, ways: NewWays, clock: Clock, watch: Watch
) -> tuple[Keys, Head, str]:
    """Make the store in ``directory`` anew up to the switch: its keys, head and recovery key.

    ``finish_switch`` follows. Nobody may have it open. ``least`` is the entry that the new one must
    hold.

    Raises:
        UserError: someone has it open, the disk refuses, or the copy is not faithful; or what
            ``watch`` raises. The store is as before then.
    """
    new = Keys(keys.store_id, secrets.token_bytes(32))
    beside = directory / NEXT_FOLDER
    try:
        with _alone(directory / DATABASE_FILE, keys) as reading:
            shutil.rmtree(beside, ignore_errors=True)  # what an attempt that was cut left
            beside.mkdir(mode=0o700)
            try:
                recovery = write_keys(beside, new, ways.passphrase, ways.cost, ways.association)
                _copy(reading, beside / DATABASE_FILE, new, watch)
                refuse_unread(reading, directory / DATABASE_FILE)
                watch(_COPIED)
                head = _write_first(beside / DATABASE_FILE, new, ways.told, clock)
                watch(_WRITTEN)
                _refuse_unfaithful(beside / DATABASE_FILE, new, least, watch)
                sync_file(beside / DATABASE_FILE)
                sync_directory(beside)
                watch(1.0)  # the last moment at which it may be stopped
                write_atomically(directory / SWITCH_FILE, b"{}\n")
            except BaseException:
                _take_back_switch(directory)
                clear_unfinished(directory)
                raise
    except OSError as error:
        raise explain_os(error, directory) from error
    except CipherError as error:
        explained = explain_sqlite(error, directory / DATABASE_FILE)
        if explained is None:
            raise
        raise explained from error
    return new, head, recovery


def _take_back_switch(directory: Path) -> None:
    """The store is the old one, and goes on: a switch that may be there, its folder not flushed.

    Left, it would put the new one in its place at the next opening, without what is done until
    then.
    """
    with suppress(OSError):
        (directory / SWITCH_FILE).unlink(missing_ok=True)
        sync_directory(directory)


def finish_switch(directory: Path) -> None:
    """Put in place what was encrypted anew, if the switch says so; nobody may have it open.

    Raises:
        UserError: the disk refuses; it can be finished later.
    """
    switch, beside = directory / SWITCH_FILE, directory / NEXT_FOLDER
    if not switch.exists():
        return
    try:
        for name in _MOVED:
            made = beside / name
            if not made.exists():
                continue  # moved before the program was cut
            if name == DATABASE_FILE:
                take_away(directory / PLACE_FILE)  # another file, and no copy
                for suffix in ("-wal", "-shm", "-journal"):
                    take_away(directory / f"{name}{suffix}")
                sync_directory(directory)  # never the old WAL beside the new database
            give_name(made, directory / name)
        sync_directory(directory)
        take_away(switch)
        sync_directory(directory)
    except OSError as error:
        raise explain_os(error, directory) from error
    clear_unfinished(directory)


def switch_over(directory: Path) -> None:
    """The same, of a store that has just been encrypted anew, whose window goes on.

    Raises:
        UserError: the disk refuses: it is the new store that the next opening finishes.
    """
    try:
        finish_switch(directory)
    except UserError as error:
        raise UserError(
            f"Le magasin est chiffré de nouveau, mais n’est pas encore en place. {error.sentence}",
            "Fermez CoachDesk et rouvrez-le avec la phrase que vous venez de choisir : il finira.",
        ) from error


def clear_unfinished(directory: Path) -> None:
    """Remove what an attempt that was cut left beside; nobody may be encrypting it now."""
    if not (directory / SWITCH_FILE).exists():
        shutil.rmtree(directory / NEXT_FOLDER, ignore_errors=True)


@contextmanager
def _alone(database: Path, keys: Keys) -> Iterator[Any]:
    """A connection that nobody else has beside it, the WAL folded into the file.

    Every connection in WAL mode holds the file for reading: the mode can be left by the last one.
    """
    connection = cipher_connect(database, keys.data_key, "rw")
    try:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except CipherError as error:
            if result_code(error) in {BUSY, LOCKED}:
                raise occupied() from error
            raise
        yield connection
    finally:
        connection.close()


def _copy(reading: Any, target: Path, new: Keys, watch: Watch) -> None:  # noqa: ANN401  (sqlcipher3 has no types)
    writing = cipher_connect(target, new.data_key, "rwc")

    def told(_status: int, remaining: int, total: int) -> None:
        watch(_COPIED * (1 - remaining / max(total, 1)))

    try:
        reading.backup(writing, pages=_PAGES, progress=told)
    finally:
        writing.close()


def _write_first(
    database: Path, new: Keys, told: Callable[[UnitOfWork], None], clock: Clock
) -> Head:
    """The first transaction under the new key, folded into the file."""
    engine = make_engine(database, connector(database, new.data_key))
    heads: list[Head] = []
    try:
        with for_writing(engine).connect() as connection:
            connection.begin()
            uow = UnitOfWork(connection, new.store_id, clock, heads.append)
            with uow.session:
                uow.note("encrypted-anew", "store", new.store_id, {})
                told(uow)
                uow.commit()
        fold_wal(engine)
    finally:
        engine.dispose()
    return heads[0]


def _refuse_unfaithful(database: Path, new: Keys, least: Head, watch: Watch) -> None:
    """All of it is read again: its pages, its journal, every file kept inside."""
    found = examine_still(
        database,
        new.data_key,
        mark=least,
        watch=lambda done: watch(min(0.99, _WRITTEN + (1 - _WRITTEN) * done)),
    )
    wal = database.with_name(f"{database.name}-wal")
    folded = not wal.exists() or wal.stat().st_size == 0  # all of it is in the file that moves
    if not found.sound or not folded:
        raise UserError(
            f"Le magasin chiffré de nouveau n’est pas fidèle{NBSP}: rien n’a été modifié.",
            "Vérifiez le disque, puis recommencez.",
        )
