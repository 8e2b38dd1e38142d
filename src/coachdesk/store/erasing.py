"""Erasing what is only added to, and what that leaves in the file: free pages, the WAL."""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from coachdesk.core.errors import UserError
from coachdesk.store.engine import fold_wal
from coachdesk.store.triggers import create_triggers, drop_triggers
from coachdesk.store.unit_of_work import UnitOfWork

_MOST_BYTES = 1 << 29
"""SQLite rewrites a database in memory (``temp_store``): a larger one stays as it is.

Nothing is lost by it: ``secure_delete`` has overwritten what was erased."""
_logger = logging.getLogger(__name__)


@contextmanager
def erasing(writing: AbstractContextManager[UnitOfWork]) -> Iterator[UnitOfWork]:
    """The unit of work of ``writing``, free of what keeps proofs from change (RGPD art. 17).

    It commits by itself where the block ends, with what refuses such a change put back.

    Raises:
        UserError: as ``Store.write``.
    """
    with writing as uow:
        connection = uow.session.connection()
        drop_triggers(connection)
        yield uow
        uow.session.flush()
        create_triggers(connection)
        uow.commit()


def compact(engine: Engine, path: Path) -> None:
    """Rewrite the database at ``path`` without free pages, and fold the WAL, if nobody is in it."""
    try:
        if path.stat().st_size <= _MOST_BYTES:
            connection = engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute("PRAGMA query_only = OFF")
                cursor.execute("VACUUM")
            finally:
                connection.close()
    except (engine.dialect.loaded_dbapi.Error, DBAPIError, UserError, OSError):
        _logger.info("the database is rewritten another time", exc_info=True)
    fold_wal(engine)
