"""What the feuille de temps needs beside the agenda: times without an hour, roads typed, sheets."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.models import Document, Mileage, TimeEntry
from coachdesk.queries.listing import records

TIME_SHEET = "time_sheet"
"""Kind of the document that keeps a signed feuille de temps."""


@dataclass(frozen=True, slots=True)
class TimeRow:
    """Some time that was typed, with an hour or not."""

    id: UUID
    action_id: UUID | None
    held_on: date
    start_minute: int | None
    minutes: int
    kind: str
    note: str | None


@dataclass(frozen=True, slots=True)
class MileageRow:
    """The road of a day as it was typed."""

    driven_on: date
    metres: int
    reason: str


@dataclass(frozen=True, slots=True)
class SignedSheet:
    """The last feuille de temps that was signed for a month."""

    id: UUID
    revision: int
    made_on: date
    digest: str


def times_between(connection: Connection, first: date, last: date) -> tuple[TimeRow, ...]:
    """The times typed for these days, of every action, by day."""
    listing = (
        select(
            TimeEntry.id,
            TimeEntry.action_id,
            TimeEntry.held_on,
            TimeEntry.start_minute,
            TimeEntry.minutes,
            TimeEntry.kind,
            TimeEntry.note,
        )
        .where(TimeEntry.held_on.between(first, last))
        .order_by(TimeEntry.held_on, TimeEntry.start_minute, TimeEntry.id)
    )
    return records(connection, TimeRow, listing)


def roads_between(connection: Connection, first: date, last: date) -> dict[date, MileageRow]:
    """The roads typed for these days."""
    listing = select(Mileage.driven_on, Mileage.metres, Mileage.reason).where(
        Mileage.driven_on.between(first, last)
    )
    return {row.driven_on: row for row in records(connection, MileageRow, listing)}


def signed_sheet(connection: Connection, action_id: UUID, month: date) -> SignedSheet | None:
    """The last one signed for the month; None while nobody signed it."""
    listing = (
        select(
            Document.id,
            Document.revision,
            Document.made_on,
            func.json_extract(Document.answers, "$.digest").label("digest"),
        )
        .where(
            Document.action_id == action_id,
            Document.kind == TIME_SHEET,
            func.json_extract(Document.answers, "$.month") == f"{month:%Y-%m}",
        )
        .order_by(Document.revision.desc())
        .limit(1)
    )
    return next(iter(records(connection, SignedSheet, listing)), None)
