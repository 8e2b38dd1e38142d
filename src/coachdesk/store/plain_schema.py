"""Are the tables of a database plain? What a stranger wrote in them would run as they are read.

A view may never end, a virtual table reads what it likes, a computed column or an index on an
expression makes gigabytes of nothing. The program has none of them.
"""

import re

from sqlalchemy import Connection

_MADE = re.compile(
    r"\b(zeroblob|randomblob|printf|format|replace|hex|concat|concat_ws|quote|load_extension)\s*\(",
    re.IGNORECASE,
)
"""What makes much out of little."""
_ODD = (
    # The table of all others is read as it is: it can't be a view.
    "SELECT 1 FROM sqlite_master WHERE type = 'view' OR sql LIKE 'create virtual%'",
    (
        "SELECT 1 FROM sqlite_master m, pragma_table_xinfo(m.name) c "
        "WHERE m.type = 'table' AND c.hidden <> 0"
    ),
    (
        "SELECT 1 FROM sqlite_master m, pragma_index_xinfo(m.name) c "
        "WHERE m.type = 'index' AND c.cid = -2"
    ),
)
_TOLD = "SELECT sql FROM sqlite_master WHERE type <> 'trigger' AND sql IS NOT NULL"


def has_plain_tables(connection: Connection) -> bool:
    """Whether nothing is computed when they are read; asked before any of them is."""
    if any(connection.exec_driver_sql(query).first() is not None for query in _ODD):
        return False
    return not any(_MADE.search(sql) for (sql,) in connection.exec_driver_sql(_TOLD))
