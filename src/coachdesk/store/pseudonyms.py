"""A database that keeps its shape and its counts, and says nothing of anybody.

Every letter and digit that was typed becomes another, by a key that is thrown away: the same text
becomes the same one everywhere, so that what depends on it still shows. Days move together by a
number of weeks that nobody keeps. Files become as many bytes of noise; the contents of the journal
go.
"""

import json
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import Column, Date, Enum, LargeBinary, String, Table
from sqlcipher3.dbapi2 import IntegrityError

from coachdesk.models import Base
from coachdesk.models.base import Instant

_KEPT = {
    "journal_entry": None,
    "setting": ("key",),
    "secret": ("name",),
    "action": ("code",),
    "alembic_version": None,
}
"""What is not of people: the chain, the names of settings. None: the whole table."""
_STRUCTURED = {("action", "profile"), ("profile_version", "text")}
"""TOML: what is between quotes is changed, the keys stay."""
_SAID = re.compile(r'"""(?s:.*?)"""|"[^"\n]*"|#[^\n]*')
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
"""Without a vowel no name comes about by chance."""


class Pseudonyms:
    """The replacements of one copy."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._shift = timedelta(weeks=secrets.choice([*range(-150, -20), *range(20, 150)]))

    def text(self, value: str) -> str:
        """As long, as many words, digits where digits were; JSON keeps its keys."""
        if value[:1] in "{[":
            try:
                return json.dumps(self._within(json.loads(value)), ensure_ascii=False)
            except ValueError:
                pass
        return self._scrambled(value)

    def toml(self, value: str) -> str:
        """The same of what is between quotes, and of what is remarked; the keys stay."""
        return _SAID.sub(lambda found: self._scrambled(found[0]), value)

    def day(self, value: str) -> str:
        """ISO, moved."""
        return (date.fromisoformat(value[:10]) + self._shift).isoformat() + value[10:]

    def birth(self, value: str) -> str:
        """Only the year, moved likewise."""
        return f"{(date.fromisoformat(value) + self._shift).year}-01-01"

    def noise(self, value: bytes) -> bytes:
        """As many bytes; two files stay two files."""
        drawn = blake2b(value, key=self._key).digest()
        return (drawn * (len(value) // len(drawn) + 1))[: len(value)]

    def _within(self, told: Any) -> Any:  # noqa: ANN401  (JSON of any shape)
        if isinstance(told, dict):
            return {key: self._within(value) for key, value in told.items()}
        if isinstance(told, list):
            return [self._within(value) for value in told]
        return self._scrambled(told) if isinstance(told, str) else told

    def _scrambled(self, value: str) -> str:
        stream = b""
        made = []
        for place, char in enumerate(value):
            if place >= len(stream):
                stream += blake2b(
                    value.encode("utf-8", "replace") + place.to_bytes(4, "big"), key=self._key
                ).digest()
            drawn = stream[place]
            if char.isdigit():
                made.append(str(drawn % 10))
            elif char.isalpha():
                letter = _CONSONANTS[drawn % len(_CONSONANTS)]
                made.append(letter.upper() if char.isupper() else letter)
            else:
                made.append(char)
        return "".join(made)


def replace_all(connection: Any, told: Callable[[float], None]) -> int:  # noqa: ANN401  (sqlcipher3 has no types)
    """Replace all that is of people in the open database; gives how many rows were changed.

    Triggers and foreign keys are off in it.
    """
    names = Pseudonyms()
    tables = list(Base.metadata.sorted_tables)
    count = 0
    for place, table in enumerate(tables):
        if table.name == "journal_payload":
            connection.execute(
                "UPDATE journal_payload SET salt = NULL, body = NULL, "
                "erased_at = coalesce(erased_at, '2000-01-01T00:00:00.000Z')"
            )
        elif _KEPT.get(table.name, ()) is not None:
            count += _replace_table(connection, table, names)
        told((place + 1) / len(tables))
    return count


def _replace_table(connection: Any, table: Table, names: Pseudonyms) -> int:  # noqa: ANN401  (no types)
    changes = dict(_changes(table, names))
    if not changes:
        return 0
    columns = tuple(changes)
    setting = ", ".join(f'"{name}" = ?' for name in columns)
    listing = ", ".join(f'"{name}"' for name in columns)
    rowids = [row[0] for row in connection.execute(f"SELECT rowid FROM {table.name}")]  # noqa: S608  (our names)
    for rowid in rowids:
        (row,) = connection.execute(
            f"SELECT {listing} FROM {table.name} WHERE rowid = ?",  # noqa: S608  (our names)
            (rowid,),
        ).fetchall()
        made = [
            None if value is None else changes[name](value)
            for name, value in zip(columns, row, strict=True)
        ]
        _put(connection, f"UPDATE {table.name} SET {setting} WHERE rowid = ?", made, rowid)  # noqa: S608  (our names)
    return len(rowids)


def _put(connection: Any, statement: str, values: list[Any], rowid: int) -> None:  # noqa: ANN401  (no types)
    """Write a row; where another has the same short words already, these are made longer."""
    while True:
        try:
            connection.execute(statement, (*values, rowid))
        except IntegrityError:
            values = [f"{value}x" if isinstance(value, str) else value for value in values]
        else:
            return


def _changes(table: Table, names: Pseudonyms) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    kept = _KEPT.get(table.name, ()) or ()
    for column in table.columns:
        if column.name not in kept:
            change = _change(table, column, names)
            if change is not None:
                yield column.name, change


def _change(table: Table, column: Column[Any], names: Pseudonyms) -> Callable[[Any], Any] | None:
    kind = column.type
    if isinstance(kind, LargeBinary):
        return names.noise
    if isinstance(kind, Instant | Date):
        return names.birth if column.name == "birth_date" else names.day
    if isinstance(kind, Enum) or not isinstance(kind, String):
        return None
    if kind.length is not None:
        return None  # the key of a word of the profile
    return names.toml if (table.name, column.name) in _STRUCTURED else names.text
