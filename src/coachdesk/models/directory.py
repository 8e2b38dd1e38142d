"""The people that the coach works with: référents RSA and partners, typed once."""

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
