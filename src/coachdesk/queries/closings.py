"""The closings of a month, as they were frozen."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, select

from coachdesk.domain.periods import next_month
from coachdesk.models import Closing, Correction
from coachdesk.queries.listing import records


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """The last closing of a month. ``figures`` and ``gaps`` are the JSON texts of that moment."""

    id: UUID
    revision: int
    closed_at: datetime
    forced_reason: str | None
    figures: str
    gaps: str
    changes: str | None
    correcting: str | None
    """Why it is being rectified; None when it is not: it is read-only then."""


def last_closing(connection: Connection, action_id: UUID, month: date) -> ClosedMonth | None:
    """The closing in force of the month that begins on ``month``; None while it is open."""
    closings = (
        select(
            Closing.id,
            Closing.revision,
            Closing.closed_at,
            Closing.forced_reason,
            Closing.figures,
            Closing.gaps,
            Closing.changes,
            Correction.reason.label("correcting"),
        )
        .outerjoin(Correction, _open_correction())
        .where(Closing.action_id == action_id, Closing.month == month)
        .order_by(Closing.revision.desc())
        .limit(1)
    )
    found = records(connection, ClosedMonth, closings)
    return found[0] if found else None


def closing_in_force(connection: Connection, action_id: UUID, month: date) -> ClosedMonth | None:
    """The closing that keeps the month read-only; None while it is open, or being rectified."""
    closed = last_closing(connection, action_id, month)
    return None if closed is None or closed.correcting is not None else closed


def last_closed_month(connection: Connection, action_id: UUID) -> date | None:
    """The latest month that was closed, by its first day; None when none was."""
    last = select(func.max(Closing.month)).where(Closing.action_id == action_id)
    found: date | None = connection.execute(last).scalar()
    return found


def closed_months(connection: Connection, action_id: UUID, since: date) -> frozenset[date]:
    """The months that are read-only, from the one that begins on ``since`` on, by first days."""
    closed = (
        select(Closing.month, func.max(Correction.id).label("open"))
        .outerjoin(Correction, _open_correction())
        .where(Closing.action_id == action_id, Closing.month >= since)
        .group_by(Closing.month)
    )
    return frozenset(row.month for row in connection.execute(closed) if row.open is None)


def open_months_before(
    connection: Connection, action_id: UUID, first: date, month: date
) -> tuple[date, ...]:
    """The months from ``first`` on that come before ``month`` and were never closed, in order."""
    closed = set(
        connection.execute(
            select(Closing.month).where(Closing.action_id == action_id, Closing.month < month)
        ).scalars()
    )
    found = []
    while first < month:
        if first not in closed:
            found.append(first)
        first = next_month(first)
    return tuple(found)


def _open_correction() -> ColumnElement[bool]:
    """Joins a closing to the correction of it that is open."""
    return and_(Correction.closing_id == Closing.id, Correction.closed_by_id.is_(None))
