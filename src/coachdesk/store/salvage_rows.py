"""Every row that can still be read in a damaged database, table by table.

One page that does not read must cost the rows on it and no other: around it the numbers of the rows
are halved until what reads is read. A connection that met damage is of no more use: it is reopened.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.store.engine import all_read, cipher_connect

_CHUNK = 400
_PROBES = 2000
"""Questions that one table may cost; beyond, what is left of it counts as lost."""
_BLIND = 200
"""The same between the two ends that read, where no list of the numbers of its rows does."""


class DamagedReader:
    """Reads a database of which some pages do not read."""

    def __init__(self, database: Path, key: bytes) -> None:
        self._database = database
        self._key = key
        self._connection: Any = None
        self._probes = 0

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def fetch(self, statement: str, *values: object) -> list[tuple[Any, ...]] | None:
        """The rows of ``statement``; None when a page that it needs does not read."""
        self._probes += 1
        try:
            if self._connection is None:
                self._connection = cipher_connect(self._database, self._key, "ro")
            found: list[tuple[Any, ...]] = self._connection.execute(statement, values).fetchall()
            whole = all_read(self._connection)
        except CipherError:
            whole = False
        if not whole:
            self.close()
            return None
        return found

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table; none when it is not there, or its description does not read."""
        return tuple(row[1] for row in self.fetch(f"PRAGMA table_info({table})") or ())

    def rows(self, table: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """The rows that read, each once."""
        self._probes = 0
        wanted = ", ".join(columns)
        statement = f"SELECT {wanted} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ?"  # noqa: S608  (our names)
        numbers = self._numbers(table)
        if numbers is None:
            yield from self._from_both_ends(table, wanted)
            return
        for start in range(0, len(numbers), _CHUNK):
            some = numbers[start : start + _CHUNK]
            yield from self._among(statement, some)

    def _numbers(self, table: str) -> list[int] | None:
        """The numbers of the rows, from the table or from any of its indexes that reads."""
        indexes = [row[1] for row in self.fetch(f"PRAGMA index_list({table})") or ()]
        for source in ("NOT INDEXED", *(f'INDEXED BY "{name}"' for name in indexes)):
            found = self.fetch(f"SELECT rowid FROM {table} {source}")  # noqa: S608  (our names)
            if found is not None:
                return sorted(row[0] for row in found)
        return None

    def _among(self, statement: str, numbers: list[int]) -> Iterator[tuple[Any, ...]]:
        if not numbers or self._probes > _PROBES:
            return
        found = self.fetch(statement, numbers[0], numbers[-1])
        if found is not None:
            yield from found
        elif len(numbers) > 1:
            half = len(numbers) // 2
            yield from self._among(statement, numbers[:half])
            yield from self._among(statement, numbers[half:])

    def _from_both_ends(self, table: str, wanted: str) -> Iterator[tuple[Any, ...]]:
        """The rows before the first page that does not read, and those after the last one."""
        ends = []
        for order, beyond, start in (("ASC", ">", -1), ("DESC", "<", 1 << 62)):
            at, size = start, _CHUNK
            while size:
                found = self.fetch(
                    f"SELECT rowid, {wanted} FROM {table} NOT INDEXED WHERE rowid {beyond} ? "  # noqa: S608  (our names)
                    f"ORDER BY rowid {order} LIMIT ?",
                    at,
                    size,
                )
                if found is None:
                    size //= 2
                    continue
                yield from (row[1:] for row in found)
                if len(found) < size:
                    return  # it was read to its end
                at = found[-1][0]
            ends.append(at)
        first, last = ends
        if 0 < last - first < 1 << 32:
            self._probes = _PROBES - _BLIND
            statement = f"SELECT {wanted} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ?"  # noqa: S608  (our names)
            yield from self._halved(statement, first + 1, last - 1)

    def _halved(self, statement: str, first: int, last: int) -> Iterator[tuple[Any, ...]]:
        if self._probes > _PROBES or first > last:
            return
        found = self.fetch(statement, first, last)
        if found is not None:
            yield from found
        elif first < last:
            middle = (first + last) // 2
            yield from self._halved(statement, first, middle)
            yield from self._halved(statement, middle + 1, last)


def read_text(reader: DamagedReader, statement: str) -> str | None:
    """The one text that ``statement`` gives; None when it does not read."""
    with suppress(IndexError, TypeError):
        return str((reader.fetch(statement) or [])[0][0])
    return None
