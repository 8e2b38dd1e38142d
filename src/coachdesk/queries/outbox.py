"""The boîte d’envoi: every delivery with where it stands, and the history of one."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select

from coachdesk.domain.deliveries import UNSENT, DeliveryKind, DeliveryState
from coachdesk.models import Closing, Delivery, DeliveryEvent, Package, Receipt, Recipient
from coachdesk.queries.listing import Listing, records

_STUCK = (DeliveryState.CONFLICT, DeliveryState.TO_CHECK)


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A delivery in the list."""

    id: UUID
    kind: DeliveryKind
    subject: str
    addressee: str
    recipient: str
    channel: str | None
    filename: str
    size: int
    sha256: str
    encrypted: bool
    state: DeliveryState
    attempts: int
    next_try: datetime | None
    trouble: str | None
    queued_at: datetime
    handed_at: datetime | None
    confirmed_at: datetime | None

    @property
    def is_unsent(self) -> bool:
        """Whether it still waits for a connection, or for somebody."""
        return self.state in UNSENT

    @property
    def needs_repair(self) -> bool:
        """Whether it failed for what no new try mends."""
        return self.state is DeliveryState.FAILED and self.next_try is None

    @property
    def needs_somebody(self) -> bool:
        """Whether no connection helps it: it waits for a repair or a look."""
        return self.needs_repair or self.state in _STUCK


@dataclass(frozen=True, slots=True)
class DeliveryStep:
    """A line of the history of a delivery."""

    at: datetime
    state: DeliveryState
    words: str | None


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """An accusé de réception of a delivery."""

    id: UUID
    received_at: datetime
    said_at: datetime | None
    author: str
    kept: bool
    """What its author sent is here; else she was told of it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a connection, or for somebody."""

    number: int
    oldest: datetime | None
    stuck: int
    """Those that wait for a repair or a look: no connection helps them."""


def deliveries(action_id: UUID | None = None) -> Listing:
    """Every delivery of an action, or of all of them, the latest first."""
    listing: Listing = (
        select(
            Delivery.id, Delivery.kind, Delivery.subject, Delivery.addressee,
            Recipient.name.label("recipient"), Recipient.channel, Delivery.filename,
            Delivery.size, Delivery.sha256, Delivery.encrypted, Delivery.state, Delivery.attempts,
            Delivery.next_try, Delivery.trouble, Delivery.queued_at, Delivery.handed_at,
            Delivery.confirmed_at,
        )
        .join(Recipient, Recipient.id == Delivery.recipient_id)
        .order_by(Delivery.queued_at.desc(), Delivery.id.desc())
    )  # fmt: skip
    return listing if action_id is None else listing.where(Delivery.action_id == action_id)


def outbox(connection: Connection, action_id: UUID | None = None) -> tuple[DeliveryLine, ...]:
    """The deliveries of an action, or of all of them, the latest first."""
    return records(connection, DeliveryLine, deliveries(action_id))


def month_deliveries(
    connection: Connection, action_id: UUID, month: date
) -> tuple[DeliveryLine, ...]:
    """The deliveries of the last envoi of a closed month itself, the latest first."""
    last = (
        select(Package.id)
        .join(Closing, Closing.id == Package.closing_id)
        .where(Closing.action_id == action_id, Closing.month == month)
        .order_by(Closing.revision.desc())
        .limit(1)
        .scalar_subquery()
    )
    listing = deliveries().where(  # by its package alone: an action has tens of thousands
        Delivery.package_id == last, Delivery.kind == DeliveryKind.MONTH
    )
    return records(connection, DeliveryLine, listing)


def has_channel(connection: Connection, action_id: UUID, *, months: bool = False) -> bool:
    """Whether some recipient of an action can be reached from here; one that takes months."""
    wanted = select(Recipient.id).where(
        Recipient.action_id == action_id,
        Recipient.channel.is_not(None),
        Recipient.retired_on.is_(None),
    )
    if months:
        wanted = wanted.where(Recipient.takes_months)
    return connection.execute(wanted.limit(1)).first() is not None


def stuck(connection: Connection, action_id: UUID) -> tuple[DeliveryLine, ...]:
    """The deliveries of an action that wait for a repair or a look, the oldest first."""
    return records(connection, DeliveryLine, _stuck(action_id))


@lru_cache(maxsize=8)
def _stuck(action_id: UUID) -> Listing:
    listing = deliveries(action_id).where(_needs_somebody()).order_by(None)
    return listing.order_by(Delivery.queued_at, Delivery.id)


def receipts(connection: Connection, delivery_id: UUID) -> tuple[ReceiptLine, ...]:
    """What was acknowledged of a delivery, in order; what could not be read has no author."""
    listing: Listing = (
        select(
            Receipt.id, Receipt.received_at, Receipt.said_at, Receipt.author,
            Receipt.data.is_not(None).label("kept"),
        )
        .where(Receipt.delivery_id == delivery_id, Receipt.author != "")
        .order_by(Receipt.received_at, Receipt.id)
    )  # fmt: skip
    return records(connection, ReceiptLine, listing)


def history(connection: Connection, delivery_id: UUID) -> tuple[DeliveryStep, ...]:
    """What became of a delivery, in order."""
    listing = (
        select(DeliveryEvent.at, DeliveryEvent.state, DeliveryEvent.words)
        .where(DeliveryEvent.delivery_id == delivery_id)
        .order_by(DeliveryEvent.at, DeliveryEvent.id)
    )
    return records(connection, DeliveryStep, listing)


def waiting(connection: Connection) -> Waiting:
    """How much waits, since when, and how many of them need somebody."""
    found = connection.execute(
        select(
            func.count(),
            func.min(Delivery.queued_at),
            func.count().filter(_needs_somebody()),
        ).where(Delivery.state.in_(UNSENT))
    ).one()
    return Waiting(*found)


def _needs_somebody() -> ColumnElement[bool]:
    repair = (Delivery.state == DeliveryState.FAILED) & Delivery.next_try.is_(None)
    return repair | Delivery.state.in_(_STUCK)
