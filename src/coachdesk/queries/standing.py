"""What has not left the desk: envois never handed over, drafts, the last dates of the journal."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.domain.clock_check import Reading
from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.models import Closing, Delivery, Draft, JournalEntry, Package
from coachdesk.queries.closings import superseded
from coachdesk.queries.listing import Listing, rows

_LOOKED_AT = 200
"""Entries back in the journal among which the latest date is looked for."""


def envois_to_hand_over(connection: Connection, action_id: UUID) -> tuple[date, ...]:
    """The closed months whose envoi in force was never exported nor queued, the oldest first.

    What is in the outbox is told by it, not here.
    """
    exported = (
        select(JournalEntry.seq)
        .where(JournalEntry.kind == "export", JournalEntry.entity_id == Package.id)
        .exists()
    )
    queued = (
        select(Delivery.id)
        .where(
            Delivery.package_id == Package.id,
            Delivery.kind == DeliveryKind.MONTH,
            Delivery.state != DeliveryState.WITHDRAWN,
        )
        .exists()
    )
    waiting: Listing = (
        select(Closing.month)
        .join(Package, Package.closing_id == Closing.id)
        .where(Closing.action_id == action_id, ~superseded(), ~exported, ~queued)
        .order_by(Closing.month)
    )
    return tuple(row.month for row in rows(connection, waiting))


def draft_count(connection: Connection) -> int:
    """How many forms wait to be recorded."""
    return connection.execute(select(func.count()).select_from(Draft)).scalar_one()


def last_dates(connection: Connection) -> tuple[Reading, ...]:
    """The dates of the last entries of the journal, the last one first."""
    entries: Listing = (
        select(JournalEntry.wall, JournalEntry.mono_ms, JournalEntry.boot)
        .order_by(JournalEntry.seq.desc())
        .limit(_LOOKED_AT)
    )
    return tuple(
        Reading(datetime.fromisoformat(row.wall), row.mono_ms, row.boot)
        for row in rows(connection, entries)
    )
