"""New stores of the tests: made as the program makes them, without the same slow work each time.

The derivation of a key from a passphrase is slow on purpose, and a migration from nothing to the
newest revision gives the same tables every time. The processes that tests start do both in full,
and so do ``tests/store/test_store_vault`` and ``tests/store/test_migrate``.
"""

from functools import lru_cache
from typing import Any

import pytest
from sqlalchemy import Connection

from coachdesk.models.migrations import read_revision
from coachdesk.store import migrate, store, vault
from support.stores import CHEAP

_upgrade = migrate.upgrade


def lay_quickly(patch: pytest.MonkeyPatch) -> None:
    """Let a new store have a cheap key, and the tables that the migrations made the first time."""
    laid: list[tuple[str, Any]] = []

    def upgrade(connection: Connection, *scripts: Any) -> None:
        if scripts or read_revision(connection) is not None:
            _upgrade(connection, *scripts)
        elif laid:
            for statement, rows in laid:
                connection.exec_driver_sql(statement, rows)
        else:
            _upgrade(connection)
            laid.extend(statements(connection))

    patch.setattr(store, "KdfCost", lambda: CHEAP)
    patch.setattr(migrate, "upgrade", upgrade)


def derive_once(patch: pytest.MonkeyPatch) -> None:
    """Let what one secret and one slot give be derived once: the copies of a store share both."""
    patch.setattr(vault, "_wrapping_key", lru_cache(maxsize=None)(vault._wrapping_key))


def statements(connection: Connection) -> list[tuple[str, Any]]:
    """What makes such a database again, in order, the guards after the rows."""
    master = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    ).all()
    made: list[tuple[str, Any]] = [(sql, None) for kind, _, sql in master if kind != "trigger"]
    for kind, name, _ in master:
        if kind == "table":
            found = connection.exec_driver_sql(f"SELECT * FROM {name}").all()
            made += [(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", tuple(row))
                     for row in found]  # fmt: skip
    return [*made, *((sql, None) for kind, _, sql in master if kind == "trigger")]
