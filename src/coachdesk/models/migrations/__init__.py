"""How the tables came to be, one revision after the other; run by ``store.migrate`` only."""

from sqlalchemy import Connection

HEAD = "0008"
"""The newest revision: a store that has it opens without loading Alembic."""


def read_revision(connection: Connection) -> str | None:
    """The revision of the tables of a database; None when it has none."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.exec_driver_sql(known).scalar() is None:
        return None
    revision: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return revision
