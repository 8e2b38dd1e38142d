"""The closings of a month, as they were frozen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, select, union
from sqlalchemy.orm import aliased

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, month_name, of
from coachdesk.models import Appointment, Closing, Correction, Exit, Package, Pathway
from coachdesk.queries.known import presence_noted
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
    differed: str | None
    """What differed already when it was opened to be rectified, JSON."""


@dataclass(frozen=True, slots=True)
class Version:
    """One closing of a month with its envoi; ``reason`` is why it rectifies the one before."""

    revision: int
    closed_at: datetime
    filename: str
    reason: str | None
    forced_reason: str | None
    changes: str | None


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
            Correction.differed,
        )
        .outerjoin(Correction, being_rectified())
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
    """The latest month that is read-only, by its first day; None when none is."""
    return max(closed_months(connection, action_id, date.min), default=None)


def read_only(action_id: Any, day: Any) -> ColumnElement[bool]:  # noqa: ANN401  (columns)
    """True of a row whose ``day`` is in a month of its action that nothing changes any more."""
    of_month = (Closing.action_id == action_id, Closing.month == func.date(day, "start of month"))
    opened = select(Correction.id).join(Closing, being_rectified()).where(*of_month)
    return and_(select(Closing.id).where(*of_month).exists(), ~opened.exists())


def closed_months(connection: Connection, action_id: UUID, since: date) -> frozenset[date]:
    """The months that are read-only, from the one that begins on ``since`` on, by first days."""
    closed = (
        select(Closing.month, func.max(Correction.id).label("open"))
        .outerjoin(Correction, being_rectified())
        .where(Closing.action_id == action_id, Closing.month >= since)
        .group_by(Closing.month)
    )
    return frozenset(row.month for row in connection.execute(closed) if row.open is None)


def being_rectified() -> ColumnElement[bool]:
    """Joins a closing to the correction of it that is open."""
    return and_(Correction.closing_id == Closing.id, Correction.closed_by_id.is_(None))


def superseded() -> ColumnElement[bool]:
    """True of a closing that a later version of its month replaces."""
    later = aliased(Closing)
    return (
        select(later.id)
        .where(
            later.action_id == Closing.action_id,
            later.month == Closing.month,
            later.revision > Closing.revision,
        )
        .exists()
    )


def over_its_time(month: date) -> UserError:
    """What is said of a month whose envoi was emptied at its term."""
    return UserError(
        f"L’envoi {of(month_name(month))} est arrivé au terme de sa conservation{NBSP}: il est "
        "vidé.",
        "Ses chiffres restent, avec l’empreinte de ce qui a été envoyé.",
    )


def versions_of(connection: Connection, action_id: UUID, month: date) -> tuple[Version, ...]:
    """Each closing of the month, the last one first."""
    closings = (
        select(
            Closing.revision,
            Closing.closed_at,
            Package.filename,
            Correction.reason,
            Closing.forced_reason,
            Closing.changes,
        )
        .join(Package, Package.closing_id == Closing.id)
        .outerjoin(Correction, Correction.closed_by_id == Closing.id)
        .where(Closing.action_id == action_id, Closing.month == month)
        .order_by(Closing.revision.desc())
    )
    return records(connection, Version, closings)


@dataclass(frozen=True, slots=True)
class OpenCorrection:
    """A month that is open to be rectified: since when, and why."""

    month: date
    opened_at: datetime
    reason: str


def open_corrections(connection: Connection, action_id: UUID) -> tuple[OpenCorrection, ...]:
    """The months that are open to be rectified, in order."""
    opened = (
        select(Closing.month, Correction.opened_at, Correction.reason)
        .join(Correction, being_rectified())
        .where(Closing.action_id == action_id)
        .order_by(Closing.month)
    )
    return records(connection, OpenCorrection, opened)


def open_months_before(connection: Connection, action_id: UUID, month: date) -> tuple[date, ...]:
    """The months before ``month`` in which there was work, and that are not read-only, in order.

    Work is a presence noted or an exit, here and not taken over from before: what was brought in
    was sent by other means. A month open to be rectified is open. Two years back at most: it is
    asked each time that a month is shown, and a store of ten years is not read for it.
    """
    since = month.replace(year=month.year - 2)
    hers = select(Pathway.id).where(Pathway.action_id == action_id)
    met = select(func.date(Appointment.held_on, "start of month").label("month")).where(
        Appointment.pathway_id.in_(hers),
        Appointment.held_on >= since,
        Appointment.held_on < month,
        presence_noted(),
    )
    left = select(func.date(Exit.left_on, "start of month").label("month")).where(
        Exit.pathway_id.in_(hers), Exit.left_on >= since, Exit.left_on < month, ~Exit.cut_over
    )
    worked = {date.fromisoformat(row.month) for row in connection.execute(union(met, left))}
    if not worked:
        return ()
    return tuple(sorted(worked - closed_months(connection, action_id, min(worked))))
