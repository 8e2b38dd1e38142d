"""Statements compiled once for all the stores of the tests.

SQLAlchemy keeps what it compiled by engine, and each test has a store of its own: without this,
every test compiles again what the program compiles once a day.
"""

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from coachdesk.store import engine as product

_ALL = 5000
"""More than the program and its tests have statements."""


def compile_once(patch: pytest.MonkeyPatch) -> None:
    """Let every engine take what another one of the same driver compiled: the text is the same."""
    compiled: LRUCache[object, object] = LRUCache(_ALL)

    def sharing(url: str, **asked: object) -> Engine:
        made = create_engine(url, **asked)
        made._compiled_cache = compiled  # type: ignore[assignment]
        return made

    patch.setattr(product, "create_engine", sharing)
    # A part of the key of a compiled statement, here and in each mapper.
    patch.setattr(DefaultDialect, "__hash__", lambda one: hash(_kind(one)))
    patch.setattr(DefaultDialect, "__eq__", lambda one, other: _kind(one) == _kind(other))


def _kind(dialect: object) -> tuple[type, object]:
    return type(dialect), getattr(dialect, "dbapi", None)
