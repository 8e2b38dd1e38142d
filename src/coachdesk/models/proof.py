"""What proves: the journal, its erasable payloads, the closings and the packages kept as built."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.models.base import Base, Key, Versioned


class JournalEntry(Base):
    """One link of the device's hash chain (design §3, Journal). Append-only."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        # Which envois never left is asked after every write: not by reading the whole chain.
        Index("ix_journal_entry_exports", "entity_id", sqlite_where=text("kind = 'export'")),
        # What was corrected of someone: a few entries among millions.
        Index(
            "ix_journal_entry_corrections",
            "entity_id",
            sqlite_where=text("kind = 'update' AND entity IN ('participant', 'prescription')"),
        ),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    incarnation: Mapped[UUID]
    kind: Mapped[str]
    """« incarnation », « insert », « update », « delete », « evidence », « import »…"""
    entity: Mapped[str]
    entity_id: Mapped[UUID]
    base_version: Mapped[int | None]
    wall: Mapped[str]
    """ISO 8601 local time with offset, milliseconds."""
    mono_ms: Mapped[int]
    boot: Mapped[str]
    app_version: Mapped[str]
    payload_digest: Mapped[str]
    """SHA-256 of salt and payload, hex."""
    prev: Mapped[str]
    hash: Mapped[str]
    """SHA-256 of the canonical JSON of the fields above, hex."""
    signature: Mapped[bytes | None]
    """ECDSA of the device over the same bytes, for evidence records."""


class JournalPayload(Base):
    """The content behind an entry. It can be erased (RGPD): the chain still verifies."""

    __tablename__ = "journal_payload"

    seq: Mapped[int] = mapped_column(
        ForeignKey("journal_entry.seq"), primary_key=True, autoincrement=False
    )
    salt: Mapped[bytes | None]
    body: Mapped[bytes | None]
    """Canonical JSON: changed fields old/new, or the evidence."""
    erased_at: Mapped[datetime | None]


class Secret(Base):
    """A random secret of the store: the key of the drawings' fingerprints."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]


class ProfileVersion(Base):
    """The profile of an action as a month or a year was closed with it. Append-only."""

    __tablename__ = "profile_version"
    __table_args__ = (UniqueConstraint("action_id", "number"),)

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    number: Mapped[int]
    kept_at: Mapped[datetime]
    text: Mapped[str]
    """TOML."""


class YearClosing(Base):
    """A yearly bilan closed: its figures frozen, so that they stay. Append-only."""

    __tablename__ = "year_closing"
    __table_args__ = (UniqueConstraint("action_id", "year", "revision"),)

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    year: Mapped[int]
    revision: Mapped[int]
    closed_at: Mapped[datetime]
    reason: Mapped[str | None]
    """Why it was closed again; None for a first version."""
    figures: Mapped[str]
    """JSON of the report and of each indicator as they stood."""
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile_version.id"))


class Closing(Base):
    """A month closed: read-only from then on, its figures frozen."""

    __tablename__ = "closing"
    __table_args__ = (UniqueConstraint("action_id", "month", "revision"),)

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    month: Mapped[date]
    """First day of the month."""
    revision: Mapped[int]
    closed_at: Mapped[datetime]
    forced_reason: Mapped[str | None]
    """Why it was closed with gaps; None when nothing was missing."""
    figures: Mapped[str]
    """JSON of the month's figures as they stood."""
    gaps: Mapped[str]
    """JSON list of the gaps that were forced."""
    changes: Mapped[str | None]
    """JSON list of what a correction changed; None for a first version."""
    profile_id: Mapped[UUID | None] = mapped_column(ForeignKey("profile_version.id"))
    """The profile that it was closed with; None for one of before profiles were kept."""


class Correction(Versioned, Base):
    """A closed month opened again to be rectified; it ends with the closing that supersedes."""

    __tablename__ = "correction"

    id: Mapped[Key]
    closing_id: Mapped[UUID] = mapped_column(ForeignKey("closing.id"), unique=True)
    """The version that it rectifies."""
    reason: Mapped[str]
    opened_at: Mapped[datetime]
    differed: Mapped[str | None]
    """JSON of what differed from that version already: given up while nothing else does."""
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("closing.id"), unique=True)
    """The version that supersedes it; None while it is open."""


class Package(Base):
    """The envoi of a closing, built once: each export gives these bytes."""

    __tablename__ = "package"

    id: Mapped[Key]
    closing_id: Mapped[UUID] = mapped_column(ForeignKey("closing.id"), unique=True)
    filename: Mapped[str]
    sha256: Mapped[str]
    data: Mapped[bytes]
