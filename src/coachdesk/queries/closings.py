"""The closings of a month, as they were frozen."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.models import Closing
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
        )
        .where(Closing.action_id == action_id, Closing.month == month)
        .order_by(Closing.revision.desc())
        .limit(1)
    )
    found = records(connection, ClosedMonth, closings)
    return found[0] if found else None


def last_closed_month(connection: Connection, action_id: UUID) -> date | None:
    """The latest month that was closed, by its first day; None when none was."""
    last = select(func.max(Closing.month)).where(Closing.action_id == action_id)
    found: date | None = connection.execute(last).scalar()
    return found


def closed_months(connection: Connection, action_id: UUID, since: date) -> frozenset[date]:
    """The months closed, from the one that begins on ``since`` on, by their first days."""
    months = select(Closing.month).where(Closing.action_id == action_id, Closing.month >= since)
    return frozenset(connection.execute(months).scalars())
