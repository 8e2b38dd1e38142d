"""A child of the harness's own test: saves numbered rows one by one, acknowledging each.

``python -m support.child_sqlite FILE COUNT durable|lazy|liar``: the lazy one commits without
waiting for the disk, the liar acknowledges rows that it has not committed.
"""

import sqlite3
import sys

from support.faults import acknowledge


def main(file: str, count: int, how: str) -> None:
    """Insert ``count`` rows into ``file``."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={'NORMAL' if how == 'lazy' else 'FULL'}")
    connection.execute("CREATE TABLE IF NOT EXISTS row (number INTEGER PRIMARY KEY, body TEXT)")
    if how == "liar":
        connection.execute("BEGIN")
    for number in range(count):
        connection.execute("INSERT INTO row VALUES (?, ?)", (number, "é" * 400))
        acknowledge(str(number))
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
