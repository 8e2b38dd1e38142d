"""The people that the coach works with: référents RSA, partners, recipients, typed once."""

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
