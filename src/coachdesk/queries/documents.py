"""The documents of a dossier as they are listed, and one of them: who answered, what was kept.

The bytes are read by their number only: a list never reads them.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from coachdesk.core.errors import UserError
from coachdesk.domain.papers import Answer, CopyState, DocumentState, Role, SigningOutcome
from coachdesk.models import Document, DocumentRevision, Signature, SignatureRefusal
from coachdesk.queries.listing import records

_KEY = "key"
_SIGNED = (
    select(func.group_concat(Signature.role))
    .where(Signature.document_id == Document.id)
    .correlate(Document)
    .scalar_subquery()
)
_REFUSED = (
    select(
        func.group_concat(
            SignatureRefusal.role.concat(":")
            .concat(SignatureRefusal.outcome)
            .concat(":")
            .concat(SignatureRefusal.entry_seq)
        )
    )
    .where(SignatureRefusal.document_id == Document.id)
    .correlate(Document)
    .scalar_subquery()
)
ANSWERED: tuple[Any, ...] = (Document.signers, _SIGNED.label("signed"), _REFUSED.label("refused"))
"""Columns that tell who signs and what each answered: see ``Answers``."""


@dataclass(frozen=True)
class Answers:
    """Who signs a document and what each answered, as the columns ``ANSWERED`` tell it."""

    signers: str
    """JSON list of the roles."""
    signed: str | None
    refused: str | None

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Who signs, in order."""
        return tuple(Role(role) for role in json.loads(self.signers))

    @cached_property
    def outcomes(self) -> dict[Role, SigningOutcome]:
        """What each answered: a signature, or the latest refusal."""
        found: dict[Role, SigningOutcome] = {}
        refusals = (item.split(":") for item in (self.refused or "").split(",") if item)
        for role, outcome, _ in sorted(refusals, key=lambda item: int(item[2])):
            found[Role(role)] = SigningOutcome(outcome)
        for role in filter(None, (self.signed or "").split(",")):
            found[Role(role)] = SigningOutcome.SIGNED
        return found

    @property
    def missing(self) -> tuple[Role, ...]:
        """Who has not answered, in order."""
        return tuple(role for role in self.roles if role not in self.outcomes)

    @property
    def all_signed(self) -> bool:
        """Whether everyone who signs it has signed."""
        return all(self.outcomes.get(role) is SigningOutcome.SIGNED for role in self.roles)


@dataclass(frozen=True)
class Standing(Answers):
    """Where a document stands."""

    id: UUID
    kind: str
    subject_id: UUID | None
    revision: int
    title: str
    state: DocumentState
    made_on: date
    void_reason: str | None
    copy: CopyState | None
    copy_on: date | None
    paper_signed_on: date | None


@dataclass(frozen=True)
class DocumentLine(Standing):
    """A document in a list."""

    answered_on: datetime | None
    """The latest signature."""


@dataclass(frozen=True)
class DocumentRow(Standing):
    """One document whole, but for its bytes."""

    version: int
    action_id: UUID
    prescription_id: UUID | None
    answers: str
    attachment_id: UUID | None

    @cached_property
    def given(self) -> dict[str, Answer]:
        """What was filled in, by the key of the field."""
        return {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in json.loads(self.answers).items()
        }


def is_signed() -> ColumnElement[bool]:
    """Whether a document is finished and signed: on the screen by all who sign it, or by hand."""
    signatures = (
        select(func.count())
        .where(Signature.document_id == Document.id)
        .correlate(Document)
        .scalar_subquery()
    )
    return and_(
        Document.state == DocumentState.CLOSED,
        or_(
            Document.paper_signed_on.is_not(None),
            signatures >= func.json_array_length(Document.signers),
        ),
    )


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """The bytes of a document at one moment, or what is told of them."""

    number: int
    sha256: str
    pages: int
    signatures: int
    size: int


_LATEST = (
    select(func.max(Signature.signed_at))
    .where(Signature.document_id == Document.id)
    .correlate(Document)
    .scalar_subquery()
)
_STANDING: tuple[Any, ...] = (
    *ANSWERED,
    Document.id,
    Document.kind,
    Document.subject_id,
    Document.revision,
    Document.title,
    Document.state,
    Document.made_on,
    Document.void_reason,
    Document.copy,
    Document.copy_on,
    Document.paper_signed_on,
)
_LINES: "Select[*tuple[Any, ...]]" = (
    select(*_STANDING, _LATEST.label("answered_on"))
    .where(Document.prescription_id == bindparam(_KEY))
    .order_by(Document.made_on, Document.revision, Document.id)
)
_ONE: "Select[*tuple[Any, ...]]" = select(
    *_STANDING,
    Document.version,
    Document.action_id,
    Document.prescription_id,
    Document.answers,
    Document.attachment_id,
).where(Document.id == bindparam(_KEY))
_REVISIONS: "Select[*tuple[Any, ...]]" = (
    select(
        DocumentRevision.number,
        DocumentRevision.sha256,
        DocumentRevision.pages,
        DocumentRevision.signatures,
        func.length(DocumentRevision.data).label("size"),
    )
    .where(DocumentRevision.document_id == bindparam(_KEY))
    .order_by(DocumentRevision.number)
)
_BYTES = (
    select(DocumentRevision.data)
    .where(DocumentRevision.document_id == bindparam(_KEY))
    .order_by(DocumentRevision.number.desc())
    .limit(1)
)
"""The SELECTs are made once: a list opens in less time than it takes to write them anew."""


def documents_of(connection: Connection, prescription_id: UUID) -> tuple[DocumentLine, ...]:
    """The documents of a dossier, the oldest first."""
    return records(connection, DocumentLine, _LINES, {_KEY: prescription_id})


def document_row(connection: Connection, document_id: UUID) -> DocumentRow:
    """One document.

    Raises:
        UserError: it is gone.
    """
    found = records(connection, DocumentRow, _ONE, {_KEY: document_id})
    if not found:
        raise UserError("Ce document n’existe plus.", "Revenez à la liste des papiers.")
    return found[0]


def revisions_of(connection: Connection, document_id: UUID) -> tuple[RevisionRow, ...]:
    """What is kept of a document, in order; nothing before anyone answered."""
    return records(connection, RevisionRow, _REVISIONS, {_KEY: document_id})


def latest_bytes(connection: Connection, document_id: UUID) -> bytes | None:
    """The PDF as it stands after the last answer; None before anyone answered.

    Raises:
        UserError: it was emptied at its term.
    """
    data: bytes | None = connection.execute(_BYTES, {_KEY: document_id}).scalar()
    if data is not None and not data:
        raise UserError(
            "Ce papier est arrivé au terme de sa conservation\u00a0: il est vidé.",
            "Son empreinte reste au journal.",
        )
    return data
