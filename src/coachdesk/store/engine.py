"""The encrypted engine: how a connection is opened, a transaction begun, a failure explained.

One pool serves reads and writes, last in first out, so that the pages just decrypted are at hand.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from coachdesk.core.errors import UserError
from coachdesk.core.store_files import JOURNAL_FILE
from coachdesk.store.dialect import COMPILED, DRIVER
from coachdesk.store.failures import DAMAGED, READONLY, explain_sqlite, result_code, unread

Connect = Callable[[], Any]
"""Opens one DB-API connection."""

USUAL_CACHE_KB, LARGE_CACHE_KB = 32_000, 96_000
"""Decrypted pages kept. All figures of a year of ten coaches read the same 60 MB again and again:
with the usual cache each page would be decrypted several times."""

# cipher_memory_security stays off: it locks and wipes each allocation of SQLite, which makes a bulk
# insertion 25 times slower, while the same text stays in Python's memory all the same.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA trusted_schema = OFF",  # a copy to restore may come from anyone
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA cache_size = -{USUAL_CACHE_KB}",
)
_BUSY_SECONDS = 10.0
_logger = logging.getLogger(__name__)

Mode = Literal["ro", "rw", "rwc", "still"]
"""Read only (not even the WAL is touched, not even at the close), read and write, or create; or
still: a file that nobody writes, as a sauvegarde, read without a file beside it."""


def cipher_connect(path: Path, key: bytes, mode: Mode) -> Any:  # noqa: ANN401  (sqlcipher3 has no types)
    """One keyed DB-API connection to ``path``; a wrong key shows at the first statement."""
    how = "mode=ro&immutable=1" if mode == "still" else f"mode={mode}"
    connection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    # SQLCipher prints its errors on stderr, and this pragma is its only silencer.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # The format of this file, whatever a later SQLCipher prefers.
    connection.execute("PRAGMA cipher_compatibility = 4")
    return connection


def connector(path: Path, key: bytes, mode: Mode = "rw", *, foreign_keys: bool = True) -> Connect:
    """How the engine of the store at ``path`` opens its connections.

    Migrations rebuild tables and want ``foreign_keys`` off, which only works outside a transaction.
    """

    def connect() -> Any:  # noqa: ANN401  (sqlcipher3 has no types)
        connection = cipher_connect(path, key, mode)
        prepare(connection, foreign_keys=foreign_keys)
        return connection

    return connect


def prepare(connection: Any, *, foreign_keys: bool = True) -> None:  # noqa: ANN401  (any DB-API module)
    """Set what every connection of the program relies on."""
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")


def make_engine(path: Path, connect: Connect, module: Any = sqlcipher) -> Engine:  # noqa: ANN401  (a DB-API module)
    """The engine over ``connect``; ``path`` only names the file in sentences."""
    engine = create_engine(
        DRIVER, module=module, creator=connect, poolclass=QueuePool, pool_use_lifo=True,
        execution_options={"compiled_cache": COMPILED},
    )  # fmt: skip
    event.listen(engine, "begin", _begin)

    def explain(context: ExceptionContext) -> None:
        error = context.original_exception
        if result_code(error) in DAMAGED:
            context.is_disconnect = True
        explained = explain_sqlite(error, path)
        # Writing in a reading transaction is our mistake, not the user's; but what only reads
        # writes too, where the folder lets nobody make the files beside the database.
        ours = result_code(error) == READONLY and not _writes(context.connection)
        ours = ours and _writable(path.parent)
        if explained is not None and not ours:
            raise explained from error

    event.listen(engine, "handle_error", explain)
    event.listen(engine, "commit", _believe)
    return engine


@contextmanager
def connected(engine: Engine) -> Iterator[Connection]:
    """A connection of which nothing that was read is believed when one of its pages did not hold.

    Raises:
        DamagedError: one did not, whatever else came of the zeros that stood for it.
    """
    with engine.connect() as connection:
        try:
            yield connection
        except Exception as error:
            _believe(connection, error)
            raise
        _believe(connection)


def refuse_unread(driver: Any, path: Path) -> None:  # noqa: ANN401  (any DB-API module)
    """Refuse what was read by this connection to ``path`` if a page of it did not hold."""
    if not all_read(driver):
        raise unread(path)


def _believe(connection: Connection, error: Exception | None = None) -> None:
    if connection.invalidated:
        return
    driver = connection.connection.dbapi_connection
    if driver is not None and not all_read(driver):
        (_, _, path) = driver.execute("PRAGMA database_list").fetchone()
        connection.invalidate()
        raise unread(Path(path)) from error


def all_read(driver: Any) -> bool:  # noqa: ANN401  (any DB-API module)
    """Whether every page that this connection asked for did hold.

    SQLCipher puts zeros in the place of one that does not, and refuses the *next* one: the last
    page of a long value would be taken for data.
    """
    return bool(driver.execute("PRAGMA cipher_status").fetchone() != ("0",))


def take_back(path: Path, key: bytes) -> None:
    """Have SQLite take back what a program left half written when it was cut alone with the file.

    Only a connection that may write does it, and the others can't read until then.

    Raises:
        UserError: it can't be.
    """
    if not path.with_name(JOURNAL_FILE).exists():
        return
    engine = make_engine(path, lambda: cipher_connect(path, key, "rw"))
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").all()
    finally:
        engine.dispose()


def fold_wal(engine: Engine) -> None:
    """Write the WAL into the database and empty it, if the disk allows; it can also wait."""
    try:
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    except (engine.dialect.loaded_dbapi.Error, DBAPIError, UserError):
        _logger.info("the WAL stays for the next start", exc_info=True)


def for_writing(engine: Engine) -> Engine:
    """The same pool, whose transactions write."""
    return engine.execution_options(coachdesk_writes=True)


def _begin(connection: Connection) -> None:
    # The driver begins nothing by itself: without these lines every statement would be its own
    # transaction, and no rollback would undo anything.
    if _writes(connection):
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        # Rows that name each other may be flushed in any order.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    else:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")


def _writable(folder: Path) -> bool:
    """Whether files can be made there by who the program runs as."""
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _writes(connection: Connection | None) -> bool:
    return connection is not None and "coachdesk_writes" in connection.get_execution_options()
