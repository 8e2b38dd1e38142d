"""The rendez-vous of a month that the journal says were changed, or signed, after some entry."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, literal, or_, select

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.models import (
    Appointment,
    JournalEntry,
    JournalPayload,
    Pathway,
    Place,
    Prescription,
    Signature,
    SignatureRefusal,
    Workshop,
)
from coachdesk.queries.listing import records
from coachdesk.store.row_changes import restored

_ROW = ("insert", "update", "delete")
_SHOWN = (
    "pathway_id", "held_on", "start_minute", "end_minute", "place_id", "mode", "presence",
    "workshop_id",
)  # fmt: skip
"""The columns of a rendez-vous that its row on a sheet is made of."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A rendez-vous as far as a sheet shows it."""

    pathway_id: UUID | None
    held_on: date
    start_minute: int
    end_minute: int
    place_id: UUID | None
    mode: Mode
    presence: Presence
    workshop_id: UUID | None


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """A rendez-vous then and now; None where it did not stand on a sheet of the month.

    Attributes:
        signed: drawings and answers that were given since: « person », « answer », « coach ».
    """

    before: SheetRow | None
    now: SheetRow | None
    signed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    entity_id: UUID
    body: bytes | None


@dataclass(frozen=True, slots=True)
class _Named:
    id: UUID
    name: str


def touched_rows(
    connection: Connection, since: int, first: date, last: date
) -> tuple[TouchedRow, ...]:
    """Those that differ from what they were at the journal entry ``since``, by day."""
    entries: dict[UUID, list[_Entry]] = {}
    for entry in _entries(connection, since, first, last):
        entries.setdefault(entry.entity_id, []).append(entry)
    signed = _signed(connection, since, first, last)
    now = _rows_now(connection, {*entries, *signed})
    found = []
    for key in {*entries, *signed}:
        current = now.get(key)
        then = _before(current, entries.get(key, ()))
        before, after = _shown(then, first, last), _shown(current, first, last)
        if (before or after) and (before != after or key in signed):
            found.append(TouchedRow(before, after, tuple(signed.get(key, ()))))
    return tuple(sorted(found, key=_place))


def numbers_of(
    connection: Connection, action_id: UUID, pathways: Iterable[UUID]
) -> Mapping[UUID, str]:
    """The numbers of the dossiers of these pathways, of the action only."""
    numbers = (
        select(Pathway.id, Prescription.number.label("name"))
        .join(Prescription, Prescription.id == Pathway.prescription_id)
        .where(Pathway.action_id == action_id, Pathway.id.in_(set(pathways)))
    )
    return {each.id: each.name for each in records(connection, _Named, numbers)}


def names_of(connection: Connection, keys: Iterable[UUID]) -> Mapping[UUID, str]:
    """The names of these places and the titles of these ateliers."""
    wanted = set(keys)
    places = select(Place.id, Place.name).where(Place.id.in_(wanted))
    ateliers = select(Workshop.id, Workshop.title.label("name")).where(Workshop.id.in_(wanted))
    found = (*records(connection, _Named, places), *records(connection, _Named, ateliers))
    return {each.id: each.name for each in found}


def _entries(connection: Connection, since: int, first: date, last: date) -> tuple[_Entry, ...]:
    """Every entry of the rendez-vous that stand in the month, or stood in it by one of them."""
    later = (
        JournalEntry.seq > since,
        JournalEntry.entity == Appointment.__tablename__,
        JournalEntry.kind.in_(_ROW),
    )
    standing = select(Appointment.id).where(Appointment.held_on.between(first, last))
    day_of_the_month = literal(f'"{first:%Y-%m}-'.encode())
    named = (
        select(JournalEntry.entity_id)
        .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .where(*later, func.instr(JournalPayload.body, day_of_the_month) > 0)
    )
    told = (
        select(JournalEntry.kind, JournalEntry.entity_id, JournalPayload.body)
        .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .where(*later, or_(JournalEntry.entity_id.in_(standing), JournalEntry.entity_id.in_(named)))
        .order_by(JournalEntry.seq)
    )
    return records(connection, _Entry, told)


def _signed(connection: Connection, since: int, first: date, last: date) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for who, column in (
        ("person", Signature.appointment_id),
        ("coach", Signature.countersigned_id),
        ("answer", SignatureRefusal.appointment_id),
    ):
        given = (
            select(column.label("id"))
            .join(Appointment, Appointment.id == column)
            .where(column.class_.entry_seq > since, Appointment.held_on.between(first, last))
            .distinct()
        )
        for row in connection.execute(given):
            found.setdefault(row.id, []).append(who)
    return found


def _rows_now(connection: Connection, keys: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    columns = (getattr(Appointment, name) for name in _SHOWN)
    standing = select(Appointment.id, *columns).where(Appointment.id.in_(set(keys)))
    return {
        row.id: {name: getattr(row, name) for name in _SHOWN}
        for row in connection.execute(standing)
    }


def _before(now: dict[str, Any] | None, entries: Iterable[_Entry]) -> dict[str, Any] | None:
    """Take back each entry, the last one first; one whose content was erased can't be."""
    row = dict(now) if now is not None else None
    for entry in reversed(tuple(entries)):
        if entry.kind == "insert":
            row = None
        elif entry.body is not None:
            old = json.loads(entry.body)["old"]
            told = restored(Appointment, {name: old[name] for name in _SHOWN if name in old})
            row = told if entry.kind == "delete" else {**(row or {}), **told}
    return row


def _shown(row: dict[str, Any] | None, first: date, last: date) -> SheetRow | None:
    """The row as a sheet of the month shows it; None when none does, or it is not known whole."""
    if row is None or row.keys() != set(_SHOWN) or row["pathway_id"] is None:
        return None
    shown = SheetRow(**row)
    on_it = first <= shown.held_on <= last and shown.presence is not Presence.PLANNED
    return shown if on_it else None


def _place(touched: TouchedRow) -> tuple[date, int, int]:
    row = touched.now or touched.before
    assert row is not None, "it stands on a sheet, or stood on one"
    return row.held_on, row.start_minute, row.end_minute
