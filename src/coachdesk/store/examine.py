"""A database that nobody writes, looked at whole: pages, tables, journal, files kept inside.

A sauvegarde is read as it lies, without a byte of it or a file beside it being changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.models.migrations import read_revision
from coachdesk.store.contents import check_contents, contents_fault
from coachdesk.store.engine import cipher_connect, make_engine
from coachdesk.store.journal import Head, read_head
from coachdesk.store.verify import verify_chain

Watch = Callable[[float], None]
"""Told how far it is (0 to 1); what it raises stops it."""
_PAGES, _CHAIN = 0.4, 0.9
_UNREADABLE = "Le fichier des données ne se lit pas avec cette clé, ou il est abîmé."


@dataclass(frozen=True)
class Examined:
    """What a whole look found."""

    faults: tuple[str, ...]
    """French sentences; empty when all is as it was written."""
    revision: str = ""
    head: Head | None = None
    """The last entry that stands."""
    last_act: datetime | None = None
    """When the last entry was made."""
    contents: int = 0
    """Files kept inside whose hashes were made again."""


def examine(
    database: Path, key: bytes, *, mark: Head | None = None, watch: Watch = lambda _: None
) -> Examined:
    """Look at all of ``database``; ``mark`` is an entry that its journal must hold."""
    stopped: list[BaseException] = []

    def watched(done: float) -> None:
        try:
            watch(done)
        except BaseException as error:
            stopped.append(error)
            raise

    engine = make_engine(database, lambda: cipher_connect(database, key, "still"))
    try:
        with engine.connect() as connection:
            # What a stranger may have put in the schema runs nothing while it is read.
            connection.exec_driver_sql("PRAGMA trusted_schema = OFF")
            return _examined(connection, mark, watched)
    except (UserError, CipherError, ValueError, TypeError):  # the engine says what SQLite met
        if stopped:
            raise
        return Examined((_UNREADABLE,))
    finally:
        engine.dispose()


def _examined(connection: Connection, mark: Head | None, watch: Watch) -> Examined:
    faults = []
    # The first check reads the file and not the WAL, of which what lies still has none.
    if connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall():
        return Examined((f"Des pages du fichier des données sont abîmées{NBSP}: {_ILLEGIBLE}",))
    watch(_PAGES / 2)
    if [tuple(row) for row in connection.exec_driver_sql("PRAGMA integrity_check")] != [("ok",)]:
        faults.append("Les tables du fichier des données ne s’accordent plus.")
    watch(_PAGES)
    revision = read_revision(connection)
    newest = read_head(connection) if revision is not None else None
    if revision is None or newest is None:
        return Examined((*faults, "Le fichier des données est vide."))
    share = (_CHAIN - _PAGES) / max(newest.seq, 1)
    report = verify_chain(
        connection, mark=mark, walked=lambda seen: watch(_PAGES + min(seen, newest.seq) * share)
    )
    if report.fault:
        faults.append(report.sentence)
    watch(_CHAIN)
    contents = check_contents(connection, lambda _: watch(_CHAIN))
    if contents.faults:
        faults.append(contents_fault(contents))
    watch(1.0)
    return Examined(
        tuple(faults), revision, report.head, _moment(connection, report.head), contents.files
    )


_ILLEGIBLE = "elles ne se déchiffrent plus."


def _moment(connection: Connection, head: Head | None) -> datetime | None:
    if head is None:
        return None
    wall = connection.exec_driver_sql(
        "SELECT wall FROM journal_entry WHERE seq = ?", (head.seq,)
    ).scalar()
    return datetime.fromisoformat(str(wall))
