"""The people that the coach works with: référents RSA, partners, recipients, typed once."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.models.base import Base, Key, Versioned, Word


class CaseManager(Versioned, Base):
    """A référent RSA; a prescription names him as it was written."""

    __tablename__ = "case_manager"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    organisation: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    certificate: Mapped[str | None]
    """PEM, RSA: what is sent to him is encrypted for it."""
    clear_allowed: Mapped[bool] = mapped_column(default=False)
    """His mailbox was found safe: papers may reach it in clear."""


class Partner(Versioned, Base):
    """Whom people are oriented to: for mobility, housing, training, health."""

    __tablename__ = "partner"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[Word | None]
    """Thematic of data·inclusion, e.g. « mobilite »."""
    contact: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    address: Mapped[str | None]
    note: Mapped[str | None]


class Recipient(Versioned, Base):
    """Who receives papers of an action, beside the person and her référent RSA."""

    __tablename__ = "recipient"

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"), index=True)
    name: Mapped[str]
    """« Conseil départemental, service insertion »."""
    address: Mapped[str | None]
    """As it stands on an envelope, one line each."""
    email: Mapped[str | None]
    takes_months: Mapped[bool]
    """The monthly package: named on its bordereau."""
    takes_notices: Mapped[bool]
    """The absence notices."""
    takes_returns: Mapped[bool]
    """The retours de prescription."""
    takes_reviews: Mapped[bool] = mapped_column(default=False)
    """The bilans."""
    takes_copies: Mapped[bool] = mapped_column(default=False)
    """What is sent to signers and référents RSA: a mail server that carries to their mailboxes."""
    takes_backups: Mapped[bool] = mapped_column(default=False)
    """An encrypted sauvegarde with each month."""
    channel: Mapped[str | None]
    """How it is reached, an address without any secret (``sync.channel``); None: by hand or post.

    Its password or key is kept apart, in ``RecipientSecret``."""
    host_key: Mapped[str | None]
    """Fingerprint of the server's key, pinned at set-up: « SHA256:… »."""
    authority: Mapped[str | None]
    """PEM of the authority that vouches for the server, when it is not a public one."""
    certificate: Mapped[str | None]
    """PEM, RSA: what is sent is encrypted for it."""
    clear_allowed: Mapped[bool] = mapped_column(default=False)
    """It was found safe: personal data may leave for it in clear by mail."""
    retired_on: Mapped[date | None]
    """Since when nothing more is sent to it; what was sent still names it."""


class RecipientSecret(Base):
    """The password or private key of a recipient's channel. No journal, log or export sees it."""

    __tablename__ = "recipient_secret"

    id: Mapped[UUID] = mapped_column(ForeignKey("recipient.id"), primary_key=True)
    value: Mapped[bytes]
