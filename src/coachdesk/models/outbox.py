"""The boîte d'envoi: what waits to be sent, to whom, what became of it, and what came back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.models.base import Base, Key, Versioned


class Delivery(Versioned, Base):
    """One file for one recipient. It is never deleted: what was sent stays told."""

    __tablename__ = "delivery"

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"), index=True)
    recipient_id: Mapped[UUID] = mapped_column(ForeignKey("recipient.id"), index=True)
    """Whose channel carries it."""
    kind: Mapped[DeliveryKind]
    package_id: Mapped[UUID | None] = mapped_column(ForeignKey("package.id"), index=True)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"), index=True)
    addressee: Mapped[str]
    """Whom it is for, as it was written when it was queued."""
    address: Mapped[str | None]
    """The mailbox, when the channel is a mail server that carries for several."""
    subject: Mapped[str]
    """« Mois de mai 2023, version 1 », as the list shows it."""
    filename: Mapped[str]
    """As it arrives: the same name, the same bytes."""
    sha256: Mapped[str]
    size: Mapped[int]
    encrypted: Mapped[bool]
    """Wrapped for the recipient's certificate; else whoever opens it reads it."""
    state: Mapped[DeliveryState] = mapped_column(index=True)
    uncertain: Mapped[bool]
    """While it is sent: the step that makes it arrive was begun."""
    attempts: Mapped[int]
    """Failures in a row."""
    next_try: Mapped[datetime | None]
    """Of a failed one: when it is tried again; None when a repair is needed first."""
    trouble: Mapped[str | None]
    """Why it is not sent: a French sentence and its remedy."""
    queued_at: Mapped[datetime]
    handed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]


class DeliveryContent(Base):
    """The bytes to send, where they are not those of the package itself: wrapped, or a paper."""

    __tablename__ = "delivery_content"

    id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    data: Mapped[bytes]


class DeliveryEvent(Base):
    """A line of the history of a delivery. Only added to."""

    __tablename__ = "delivery_event"

    id: Mapped[Key]
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    at: Mapped[datetime]
    state: Mapped[DeliveryState]
    words: Mapped[str | None]
    """What is said of it: why it failed, how it was handed over."""


class Receipt(Base):
    """An accusé de réception, as it came."""

    __tablename__ = "receipt"

    id: Mapped[Key]
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    received_at: Mapped[datetime]
    """When we took it."""
    said_at: Mapped[datetime | None]
    """When its author says that the file arrived."""
    author: Mapped[str]
    data: Mapped[bytes | None]
    """As it came; None when she was told of it."""


class TimestampToken(Base):
    """An RFC 3161 token over the manifest of a package."""

    __tablename__ = "timestamp_token"
    __table_args__ = (UniqueConstraint("package_id", "authority"),)

    id: Mapped[Key]
    package_id: Mapped[UUID] = mapped_column(ForeignKey("package.id"))
    authority: Mapped[str]
    """Where it was asked for, an address."""
    stamped_at: Mapped[datetime]
    """The moment that the authority states."""
    data: Mapped[bytes]
    """Its whole answer, DER, as it came: the file « .tsr » that is sent."""
