"""An empty database in memory, on which statements are compiled before a store is open."""

from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from coachdesk.models import Base
from coachdesk.store.engine import make_engine


def on_an_empty_store(read: Callable[[Connection], None]) -> None:
    """Let ``read`` ask what it would of a store; there is nothing in this one, and it is gone."""
    engine = make_engine(
        Path("en mémoire"), lambda: sqlcipher.connect(":memory:", check_same_thread=False)
    )
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
            Base.metadata.create_all(connection)
            read(connection)
    finally:
        engine.dispose()
