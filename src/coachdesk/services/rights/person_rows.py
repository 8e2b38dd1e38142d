"""All that the store tells of one person, row by row, each value as it is and in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from coachdesk.core.canonical import Json
from coachdesk.core.french import clock_time, decimal, hours, moment, short_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Base, Company, Place, Service, ServicePerson
from coachdesk.models.base import instant_text
from coachdesk.services.rights.own_rows import Hers, chunks, table_of
from coachdesk.services.rights.person_words import PARTS, SILENT, enum_word, label_of, word_of

_NAMED = {"place_id": ("place", "Lieu", Place), "company_id": ("company", "Entreprise", Company)}
"""What a row names by an id, told by its name."""
_MODELS: Mapping[str, type[Base]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a row: its column, as it is, its label, in words."""

    column: str
    raw: Json
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Told:
    """A row of hers."""

    id: UUID
    values: tuple[Value, ...]

    def said(self, column: str) -> str:
        """The value of a column in words; empty where it has none."""
        return next((each.said for each in self.values if each.column == column), "")


def told_columns(table: str) -> dict[str, str]:
    """The columns of a table that are told, each with its name in the export."""
    return {
        name: _NAMED[name][0] if name in _NAMED else name
        for name in table_of(_MODELS[table]).columns.keys()  # noqa: SIM118  (it walks columns)
        if name in _NAMED or (name not in SILENT and not name.endswith("_id"))
    }


def rows_of(
    link: Connection, mine: Hers, profile: ActionProfile, zone: tzinfo | None
) -> dict[str, tuple[Told, ...]]:
    """The rows of each part of the export, the oldest first."""
    names = {kind: _names(link, kind) for _, _, kind in _NAMED.values()}
    found = {}
    for name in PARTS:
        model = _MODELS[name]
        keys = _services(link, mine) if model is Service else mine.of(model)
        rows = tuple(
            Told(row["id"], tuple(_values(name, row, profile, zone, names)))
            for row in _read(link, table_of(model), keys)
        )
        if rows:
            found[name] = rows
    return found


def _read(link: Connection, table: Table, keys: Sequence[UUID]) -> Iterator[Mapping[str, Any]]:
    for some in chunks(keys):
        for row in link.execute(select(table).where(table.c.id.in_(some))).mappings():
            yield dict(row)


def _services(link: Connection, mine: Hers) -> tuple[UUID, ...]:
    """The acts that were for her, alone or with others."""
    table = table_of(ServicePerson)
    return tuple(
        key
        for some in chunks(mine.of(ServicePerson))
        for key in link.execute(select(table.c.service_id).where(table.c.id.in_(some))).scalars()
    )


def _names(link: Connection, kind: type[Base]) -> dict[UUID, str]:
    table = table_of(kind)
    return {key: name for key, name in link.execute(select(table.c.id, table.c.name))}  # noqa: C416  (a Row is not a pair to mypy)


def _values(
    table: str,
    row: Mapping[str, Any],
    profile: ActionProfile,
    zone: tzinfo | None,
    names: Mapping[type[Base], Mapping[UUID, str]],
) -> Iterator[Value]:
    for column, key in told_columns(table).items():
        value = row[column]
        if value is None:
            continue
        if column in _NAMED:
            _, label, kind = _NAMED[column]
            yield Value(key, names[kind].get(value, ""), label, names[kind].get(value, ""))
        else:
            said = _said(profile, table, column, value, zone)
            yield Value(key, _raw(value, said), label_of(column), said)


def _raw(value: object, said: str) -> Json:
    """As a machine reads it; a key of a list with its words."""
    match value:
        case bool() | int():
            return value
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case StrEnum():
            return {"key": value.value, "label": said}
        case str():
            return value if said == value else {"key": value, "label": said}
    raise TypeError(f"no form for {type(value).__name__}")


def _said(
    profile: ActionProfile, table: str, column: str, value: object, zone: tzinfo | None
) -> str:
    match value:
        case bool():
            said = "oui" if value else "non"
        case datetime():
            said = moment(value.astimezone(zone))
        case date():
            said = short_date(value)
        case StrEnum():
            said = enum_word(profile, value)
        case int() if column.endswith("_minute"):
            said = clock_time(value)
        case int() if column == "minutes" or column.endswith("_minutes"):
            said = hours(value)
        case int() if column == "quantity":
            said = decimal(value / 100, 2)
        case _:
            said = word_of(profile, table, column, str(value))
    return said
