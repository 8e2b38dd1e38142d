"""People's rights: who looked at what, who was erased, and what is kept of her apart."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.models.base import Base, Key, Word


class AccessEntry(Base):
    """A read, an export or a print of personal data; kept 12 months, then dropped.

    Outside the journal, which is kept for ever.
    """

    __tablename__ = "access_entry"
    __table_args__ = (Index(None, "at"), Index(None, "participant_id"))

    id: Mapped[Key]
    at: Mapped[datetime]
    deed: Mapped[Word]
    """« read », « export », « print »…"""
    subject: Mapped[Word]
    """What of: « card », « paper », « month », « archive »…"""
    subject_id: Mapped[UUID | None]
    participant_id: Mapped[UUID | None]
    """The person, when it is about one; no foreign key, since she may be erased."""
    people: Mapped[int | None]
    """How many people, when it is about several."""


class ErasedPerson(Base):
    """The ledger of erasures: who must be erased again after a restore. Append-only."""

    __tablename__ = "erased_person"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """That of the participant who is gone."""
    erased_at: Mapped[datetime]
    reason: Mapped[Word]
    """« request », « retention »…"""


class ErasedMark(Base):
    """A keyed hash of who someone was that was erased: a workbook that tells of her is known."""

    __tablename__ = "erased_mark"

    mark: Mapped[str] = mapped_column(primary_key=True)
    """HMAC-SHA256, hexadecimal, under a secret of the store."""
    kept_until: Mapped[date] = mapped_column(index=True)


class ArchivedProof(Base):
    """The signed proofs of someone who was erased, kept apart for their legal time."""

    __tablename__ = "archived_proof"

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    label: Mapped[str]
    """Name and n° of the dossier: how a controller asks for it."""
    archived_on: Mapped[date]
    kept_until: Mapped[date] = mapped_column(index=True)
    size: Mapped[int]
    sha256: Mapped[str]


class ArchivedProofContent(Base):
    """The file of an archived proof, apart so that a list never reads it."""

    __tablename__ = "archived_proof_content"

    id: Mapped[UUID] = mapped_column(ForeignKey("archived_proof.id"), primary_key=True)
    data: Mapped[bytes]
