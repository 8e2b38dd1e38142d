"""From a changed row to what the journal says of it: its columns, old and new, as plain JSON.

The content of a binary column (a drawing, a package, a private key) never goes to the journal: its
SHA-256 stands for it.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from sqlalchemy import inspect

from coachdesk.core.canonical import Json
from coachdesk.models import (
    AccessEntry,
    ArchivedProof,
    ArchivedProofContent,
    Base,
    Draft,
    JournalEntry,
    JournalPayload,
    LearnedWord,
    RecipientSecret,
    Secret,
    Setting,
)
from coachdesk.models.base import Versioned, instant_text

_NOT_JOURNALED = (
    JournalEntry, JournalPayload, Secret, RecipientSecret, Draft, Setting, LearnedWord,
    AccessEntry, ArchivedProof, ArchivedProofContent,
)  # fmt: skip
"""The journal is kept for ever; a name that is to go, or a look, must not stay in it."""


def journaled(row: object) -> bool:
    """Whether the changes of ``row`` go to the journal: all but the journal's own and comforts."""
    return not isinstance(row, _NOT_JOURNALED)


def inserted(table: type[Base], values: Mapping[str, Any]) -> dict[str, Json]:
    """Every column of a row that was inserted, from its values by column."""
    return {"new": _whole(table, values)}


def deleted(row: Base) -> dict[str, Json]:
    """Every column of a row that was deleted."""
    return {"old": _whole(type(row), vars(row))}


def updated(row: Base) -> dict[str, Json] | None:
    """The columns that an update changed, old and new; None when none did.

    The version is left out: it is the entry's own base version that counts.
    """
    state = inspect(row)
    old: dict[str, Json] = {}
    new: dict[str, Json] = {}
    for key in _keys(type(row)):
        history = state.attrs[key].history
        if key != "version" and history.has_changes():
            old[key] = _json(history.deleted[0]) if history.deleted else None
            new[key] = _json(history.added[0]) if history.added else None
    return {"old": old, "new": new} if new else None


def base_version(row: Base, *, updated: bool) -> int | None:
    """The version on which a flushed change was made: an update has just raised it by one."""
    if not isinstance(row, Versioned):
        return None
    return row.version - 1 if updated else row.version


def _whole(table: type[Base], values: Mapping[str, Any]) -> dict[str, Json]:
    return {key: _json(values.get(key)) for key in _keys(table)}


@cache
def _keys(table: type[Base]) -> tuple[str, ...]:
    return tuple(attribute.key for attribute in inspect(table).column_attrs)


_SAME = frozenset({str, int, bool, type(None)})
_CONVERSIONS: dict[type, Callable[[Any], Json]] = {
    date: date.isoformat,
    datetime: instant_text,
    UUID: str,
    bytes: lambda value: {"sha256": sha256(value).hexdigest()},
}


def _json(value: object) -> Json:
    kind = type(value)
    if kind in _SAME:
        return cast("Json", value)
    if isinstance(value, StrEnum):
        return value.value
    return _CONVERSIONS[kind](value)


def restored(table: type[Base], changes: Mapping[str, Json]) -> dict[str, Any]:
    """Values of columns as the journal tells them, in the types of the columns.

    Raises:
        ValueError: a binary column is among them, of which the journal keeps the digest alone.
    """
    columns = inspect(table).columns
    return {key: _value(columns[key].type.python_type, told) for key, told in changes.items()}


_RESTORED: dict[type, Callable[[Any], Any]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    UUID: UUID,
}


def _value(kind: type, told: Json) -> Any:  # noqa: ANN401  (the column's type, known at run time)
    if told is None or kind in _SAME:
        return told
    if kind is bytes:
        raise ValueError("the journal holds no bytes")
    return _RESTORED[kind](told) if kind in _RESTORED else kind(told)
