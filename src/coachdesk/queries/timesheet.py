"""What the feuille de temps needs beside the agenda: times and roads typed, its papers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.domain.papers import DocumentState
from coachdesk.models import Document, Mileage, TimeEntry, TimeSheet
from coachdesk.queries.listing import records

TIME_SHEET = "time_sheet"
"""Key of the paper."""


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
class SheetRow:
    """The feuille of a month, with its latest paper."""

    id: UUID
    digest: str | None
    document_id: UUID | None
    state: DocumentState | None
    made_on: date | None


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


def sheet_of(connection: Connection, action_id: UUID, month: date) -> SheetRow | None:
    """The feuille of that month; None when no paper was made of it yet."""
    sheet = (
        select(
            TimeSheet.id,
            TimeSheet.digest,
            Document.id.label("document_id"),
            Document.state,
            Document.made_on,
        )
        .outerjoin(Document, (Document.subject_id == TimeSheet.id) & (Document.kind == TIME_SHEET))
        .where(TimeSheet.action_id == action_id, TimeSheet.month == month)
        .order_by(Document.revision.desc())
        .limit(1)
    )
    return next(iter(records(connection, SheetRow, sheet)), None)


def month_of_sheet(connection: Connection, sheet_id: UUID) -> date:
    """The month of a feuille, by its first day."""
    return connection.execute(select(TimeSheet.month).where(TimeSheet.id == sheet_id)).scalar_one()
