"""The papers that are signed: documents, each version of their bytes, the signatures, workshops."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from coachdesk.domain.papers import CopyState, DocumentState, Role, SigningOutcome
from coachdesk.models.base import Base, Key, Versioned, Word

_ONE_SUBJECT = (
    "(appointment_id IS NOT NULL) + (countersigned_id IS NOT NULL) + (document_id IS NOT NULL)"
    " + (closing_id IS NOT NULL) = 1"
)


class Document(Versioned, Base):
    """A paper of one kind, from the first word typed to the last signature.

    Its answers change until the first signature; then its bytes are in ``DocumentRevision``.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index(None, "prescription_id", "kind"),
        # What waits for a signature, a printer or a hand, among all that was ever made.
        Index("ix_document_open", "action_id", sqlite_where=text("state IN ('draft', 'open')")),
        Index(
            "ix_document_copy",
            "action_id",
            sqlite_where=text("copy IN ('owed', 'to_print', 'to_email')"),
        ),
        Index(
            "ix_document_unscanned",
            "action_id",
            sqlite_where=text("paper_signed_on IS NOT NULL AND attachment_id IS NULL"),
        ),
    )

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    prescription_id: Mapped[UUID | None] = mapped_column(ForeignKey("prescription.id"))
    """The dossier; None for a paper of a group."""
    kind: Mapped[Word]
    """Key of its template, e.g. « contract »."""
    subject_id: Mapped[UUID | None]
    """What it is about within the dossier: a contract, a rendez-vous, an immersion, a workshop."""
    revision: Mapped[int]
    """1 for the first of its kind and subject, then its renewals and amendments."""
    title: Mapped[str]
    answers: Mapped[str]
    """JSON object: what was filled in, by the key of the field."""
    signers: Mapped[str]
    """JSON list of the roles that sign, in order."""
    state: Mapped[DocumentState]
    made_on: Mapped[date]
    void_reason: Mapped[str | None]
    """Why its signatures no longer count; None unless void."""
    copy: Mapped[CopyState | None]
    """The signer's or addressee's copy; None while none is due."""
    copy_on: Mapped[date | None]
    """When it was given."""
    paper_signed_on: Mapped[date | None]
    """Signed by hand on the printed paper."""
    attachment_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    """The scan of the paper signed by hand."""


class DocumentRevision(Base):
    """The bytes of a document as they were shown to the next signer. Append-only."""

    __tablename__ = "document_revision"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[Key]
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    """0 before anyone signed, then one more for each answer and for the closing seal."""
    made_at: Mapped[datetime]
    sha256: Mapped[str]
    pages: Mapped[int]
    signatures: Mapped[int]
    """How many seals its bytes hold."""
    entry_seq: Mapped[int | None] = mapped_column(ForeignKey("journal_entry.seq"))
    """The journal entry that keeps the digest; None before anyone signed."""
    data: Mapped[bytes]


class Signature(Base):
    """One drawing, made afresh for one rendez-vous, document or closing. Append-only."""

    __tablename__ = "signature"
    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="subject"),
        UniqueConstraint("document_id", "role"),
        UniqueConstraint("closing_id", "role"),
    )

    id: Mapped[Key]
    appointment_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"), unique=True)
    """The presence that the person signs."""
    countersigned_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"), unique=True)
    """The presence that the coach signs on its row, where the profile asks for it."""
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    closing_id: Mapped[UUID | None] = mapped_column(ForeignKey("closing.id"))
    role: Mapped[Role]
    entry_seq: Mapped[int] = mapped_column(ForeignKey("journal_entry.seq"), unique=True)
    """The evidence record in the journal."""
    signed_at: Mapped[datetime]
    drawing: Mapped[bytes] = mapped_column(unique=True)
    """cdk-stroke/1; unique, so that a copy put in by hand is refused too."""
    drawing_salt: Mapped[bytes]
    """Salt of the drawing's digest in the evidence record."""
    fingerprint: Mapped[bytes] = mapped_column(unique=True)
    """HMAC of the normalised drawing: the same one never stands twice."""
    regularisation: Mapped[str | None]
    """Why it was signed after the day of the rendez-vous; None when signed that day."""
    remark: Mapped[str | None]
    """The réserve with which it was signed."""


class SignatureRefusal(Base):
    """Asked to sign, the person answered otherwise. Append-only; she may sign later."""

    __tablename__ = "signature_refusal"
    __table_args__ = (
        CheckConstraint("(appointment_id IS NULL) <> (document_id IS NULL)", name="subject"),
        Index(None, "appointment_id"),
        Index(None, "document_id"),
    )

    id: Mapped[Key]
    appointment_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"))
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"))
    role: Mapped[Role]
    outcome: Mapped[SigningOutcome]
    """Never « signed »."""
    reason: Mapped[str]
    witness: Mapped[str]
    """Who was there: the coach."""
    entry_seq: Mapped[int] = mapped_column(ForeignKey("journal_entry.seq"), unique=True)
    answered_at: Mapped[datetime]


class Workshop(Versioned, Base):
    """An atelier collectif: one time for many people, each with a rendez-vous of her own."""

    __tablename__ = "workshop"

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"))
    title: Mapped[str]
    """The same on every sheet (domain §4.1)."""
    held_on: Mapped[date] = mapped_column(index=True)
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"))


class SatisfactionAnswer(Base):
    """A questionnaire de satisfaction, without its author: shown aggregated from five up."""

    __tablename__ = "satisfaction_answer"

    id: Mapped[Key]
    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"), index=True)
    kind: Mapped[Word]
    """Key of the paper that asked."""
    month: Mapped[date]
    """First day of the month: an exact day would name who sat there."""
    answers: Mapped[str]
    """JSON object, by the key of the question."""
