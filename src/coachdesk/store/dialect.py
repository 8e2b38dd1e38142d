"""SQLite as SQLAlchemy speaks it, the same for every engine: a statement is compiled once for all.

SQLAlchemy keeps what it compiled by engine and by dialect. A store that is opened again, after a
lock, would compile all of it anew; and nothing could be compiled before a store is open.
"""

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

DRIVER = "sqlite+coachdesk://"
_MOST = 1_000
COMPILED: LRUCache[object, object] = LRUCache(_MOST)
"""What was compiled, for all engines; it holds no value of a row."""


class Dialect(SQLiteDialect_pysqlite):
    """Two of one driver compile alike, so that one finds what was compiled for the other."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dialect) and self.dbapi is other.dbapi

    def __hash__(self) -> int:
        return hash(Dialect)


registry.register("sqlite.coachdesk", __name__, Dialect.__name__)
