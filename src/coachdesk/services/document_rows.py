"""Documents in a transaction: found again, made, emptied of their signatures."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.core.ids import new_id
from coachdesk.core.journal_form import VOIDED
from coachdesk.domain.papers import LIVE, Answer, DocumentState, PaperTemplate, Role, Subject
from coachdesk.models import (
    Document,
    DocumentRevision,
    EngagementContract,
    Signature,
)
from coachdesk.queries.documents import DocumentRow
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_words import voided_words
from coachdesk.services.outbox.steps import withdraw_of
from coachdesk.services.papers.templates import templates
from coachdesk.signing.device_signature import sign_bytes
from coachdesk.signing.document_records import voided_record
from coachdesk.store import UnitOfWork

_FINAL = "des signatures ont été annulées"


def action_of(desk: Desk, action_id: UUID) -> ActionInfo:
    """The action that a document belongs to."""
    return next(action for action in desk.actions if action.id == action_id)


def template_of(action: ActionInfo, kind: str) -> PaperTemplate:
    """The kind of paper of that key.

    Raises:
        UserError: the action does not have it (any more).
    """
    found = templates(action).get(kind)
    if found is None:
        raise UserError(
            f"Le papier {quoted(kind)} n’est plus dans le profil de l’action.",
            "Rétablissez-le dans le profil, ou choisissez un autre papier.",
        )
    return found


def live_document(
    session: Session,
    prescription_id: UUID | None,
    kind: str,
    subject_id: UUID | None,
    states: Collection[DocumentState] = LIVE,
) -> Document | None:
    """The draft or the document that waits for a signer, of that kind and subject."""
    return session.scalar(
        select(Document)
        .where(
            Document.prescription_id.is_not_distinct_from(prescription_id),
            Document.kind == kind,
            Document.subject_id.is_not_distinct_from(subject_id),
            Document.state.in_(states),
        )
        .order_by(Document.revision.desc())
        .limit(1)
    )


def signed_document(
    session: Session, prescription_id: UUID, kind: str, contract_id: UUID | None
) -> Document | None:
    """The document by which a contract is signed, on the screen or on paper."""
    return session.scalar(
        select(Document)
        .join(EngagementContract, EngagementContract.id == Document.subject_id)
        .where(
            Document.prescription_id == prescription_id,
            Document.kind == kind,
            Document.subject_id == contract_id,
            Document.state == DocumentState.CLOSED,
            EngagementContract.signed_on.is_not(None),
        )
        .order_by(Document.revision.desc())
        .limit(1)
    )


def add_document(
    session: Session,
    template: PaperTemplate,
    action_id: UUID,
    prescription_id: UUID | None,
    subject_id: UUID | None,
    answers: Mapping[str, Answer],
    day: date,
) -> Document:
    """A new draft, numbered after those of its kind and subject; of no dossier for the coach's own.

    Args:
        session: of the transaction.
        template: the kind of paper.
        action_id: whose paper it is.
        prescription_id: the dossier.
        subject_id: what it is about.
        answers: what is filled in already.
        day: today.
    """
    before = select(func.max(Document.revision)).where(
        Document.prescription_id.is_not_distinct_from(prescription_id),
        Document.kind == template.key,
    )
    if template.subject is not Subject.CONTRACT:  # whose versions are those of one contract
        before = before.where(Document.subject_id.is_not_distinct_from(subject_id))
    made = Document(
        id=new_id(),
        action_id=action_id,
        prescription_id=prescription_id,
        kind=template.key,
        subject_id=subject_id,
        revision=(session.scalar(before) or 0) + 1,
        title=template.title,
        answers=answers_json(answers),
        signers=signers_json(template),
        state=DocumentState.DRAFT,
        made_on=day,
    )
    session.add(made)
    return made


def signers_of(kept: DocumentRow, template: PaperTemplate) -> tuple[Role, ...]:
    """Who signs: of a draft, as the profile says today; then, as it was when someone answered."""
    return template.signers if kept.state is DocumentState.DRAFT else kept.roles


def signers_json(template: PaperTemplate) -> str:
    """Who signs, as a document keeps it."""
    return json.dumps([str(role) for role in template.signers])


def answers_json(answers: Mapping[str, Answer]) -> str:
    """The answers as a document keeps them."""
    return json.dumps(answers, ensure_ascii=False, sort_keys=True)


def void_document(
    desk: Desk, uow: UnitOfWork, document: Document, reason: str | None = None
) -> None:
    """The signatures of ``document`` count no more; its bytes stay, and the journal says why.

    Without ``reason`` its text has changed. Ctrl+Z does not bring the signatures back: the entry
    that says so is signed by the device.
    """
    uow.final = _FINAL
    reason = reason or voided_words(signed_roles(uow.session, document.id))
    document.state, document.void_reason, document.copy = DocumentState.VOID, reason, None
    uow.session.flush()
    withdraw_of(uow, document.id, "le document a été annulé")
    last = uow.session.scalar(
        select(func.max(DocumentRevision.number)).where(DocumentRevision.document_id == document.id)
    )
    uow.signed(
        VOIDED,
        Document.__tablename__,
        document.id,
        voided_record(document.id, last or 0, reason),
        lambda data: sign_bytes(desk.identity, data),
    )


def signed_roles(session: Session, document_id: UUID) -> tuple[Role, ...]:
    """Who drew a signature on it."""
    found = session.scalars(
        select(Signature.role)
        .where(Signature.document_id == document_id)
        .order_by(Signature.entry_seq)
    )
    return tuple(found)


def void_changed(desk: Desk, uow: UnitOfWork, prescription_id: UUID, subject_id: UUID) -> bool:
    """What a paper is about has changed: those under way count no more; True when one was."""
    begun = select(Document).where(
        Document.prescription_id == prescription_id,
        Document.subject_id == subject_id,
        Document.state == DocumentState.OPEN,
    )
    found = uow.session.scalars(begun).all()
    for document in found:
        void_document(desk, uow, document)
    return bool(found)
