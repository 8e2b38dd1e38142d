"""The boîte d’envoi: every delivery with where it stands, and the history of one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.domain.deliveries import UNSENT, DeliveryKind, DeliveryState
from coachdesk.models import Delivery, DeliveryEvent, Recipient
from coachdesk.queries.listing import Listing, records


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


@dataclass(frozen=True, slots=True)
class DeliveryStep:
    """A line of the history of a delivery."""

    at: datetime
    state: DeliveryState
    words: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a connection, or for somebody."""

    number: int
    oldest: datetime | None
    stuck: int
    """Those that wait for a repair or a look: no connection helps them."""


_STUCK = (DeliveryState.CONFLICT, DeliveryState.TO_CHECK)


def deliveries(action_id: UUID) -> Listing:
    """Every delivery of an action, the latest first."""
    return (
        select(
            Delivery.id, Delivery.kind, Delivery.subject, Delivery.addressee,
            Recipient.name.label("recipient"), Recipient.channel, Delivery.filename,
            Delivery.size, Delivery.sha256, Delivery.encrypted, Delivery.state, Delivery.attempts,
            Delivery.next_try, Delivery.trouble, Delivery.queued_at, Delivery.handed_at,
            Delivery.confirmed_at,
        )
        .join(Recipient, Recipient.id == Delivery.recipient_id)
        .where(Delivery.action_id == action_id)
        .order_by(Delivery.queued_at.desc(), Delivery.id.desc())
    )  # fmt: skip


def outbox(connection: Connection, action_id: UUID) -> tuple[DeliveryLine, ...]:
    """The deliveries of an action, the latest first."""
    return records(connection, DeliveryLine, deliveries(action_id))


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
    repair = (Delivery.state == DeliveryState.FAILED) & Delivery.next_try.is_(None)
    found = connection.execute(
        select(
            func.count(),
            func.min(Delivery.queued_at),
            func.count().filter(repair | Delivery.state.in_(_STUCK)),
        ).where(Delivery.state.in_(UNSENT))
    ).one()
    return Waiting(*found)
