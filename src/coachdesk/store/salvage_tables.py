"""The tables of the version that wrote a damaged store: made anew as they were, not as they are.

What is salvaged goes into tables of its own time; the usual upgrade brings them to today's, as it
does those of a sound store.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import CHAR, Connection, inspect
from sqlalchemy.types import TypeEngine

from coachdesk.core.canonical import Json
from coachdesk.store.engine import make_engine
from coachdesk.store.migrate import make_tables, rebuilding, revisions
from coachdesk.store.salvage_rows import DamagedReader, read_text

Tables = Mapping[str, Mapping[str, TypeEngine[object]]]
"""The types of the columns, by table."""
_VERSION = "alembic_version"


def tables_of(connection: Connection) -> Tables:
    """The tables of a database, that of the versions left out."""
    inspector = inspect(connection)
    return {
        name: {column["name"]: column["type"] for column in inspector.get_columns(name)}
        for name in inspector.get_table_names()
        if name != _VERSION
    }


def revision_of(reader: DamagedReader) -> str | None:
    """The revision of a damaged database; None of one that this program does not know.

    Where the page that says it does not read, it is the newest one of which all the tables are
    described there.
    """
    told = read_text(reader, f"SELECT version_num FROM {_VERSION}")  # noqa: S608  (our name)  # nosec B608
    if told is not None:
        return told if told in revisions() else None
    return next((known for known in revisions() if _is_described(reader, _as_made(known))), None)


def as_kept(kind: TypeEngine[object], told: Json) -> str | int | None:
    """A value of a column as the database keeps it, from what the journal tells of it.

    Raises:
        ValueError: it is made of bytes, of which the journal keeps the digest alone.
    """
    if told is None or isinstance(told, int):
        return told
    if not isinstance(told, str):
        raise ValueError("the journal holds no bytes")  # noqa: TRY004  (it is told as they are)
    return told.replace("-", "") if isinstance(kind, CHAR) else told  # an identifier


def _as_made(revision: str) -> Tables:
    """The tables as they were at that revision."""
    engine = make_engine(
        Path(), lambda: sqlite3.connect(":memory:", isolation_level=None), module=sqlite3
    )
    with rebuilding(engine) as connection:
        make_tables(connection, revision)
        return tables_of(connection)


def _is_described(reader: DamagedReader, tables: Tables) -> bool:
    return all(columns.keys() <= set(reader.columns(name)) for name, columns in tables.items())
