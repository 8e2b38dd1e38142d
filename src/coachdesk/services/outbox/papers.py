"""Papers that leave for those who take them: avis d'absence, retours de prescription, bilans.

What the profile lets leave by itself is queued in the transaction that seals the paper; the rest
when the coach asks for it.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, of, quoted
from coachdesk.domain.deliveries import DeliveryKind
from coachdesk.domain.papers import DocumentState
from coachdesk.domain.profile_deliveries import Leaving
from coachdesk.models import CaseManager, Delivery, Document, Participant, Prescription
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.document_words import document_words
from coachdesk.services.outbox.queueing import (
    IN_THE_OUTBOX,
    Mailbox,
    can_carry,
    document_content,
    queue_copy,
    queue_document,
    queue_for,
)
from coachdesk.services.outbox.steps import AS_COPY, copy_waits
from coachdesk.services.rows import person_of, row
from coachdesk.store import UnitOfWork

_KINDS = {
    "absence_notice": DeliveryKind.NOTICE,
    "prescription_return": DeliveryKind.RETURN,
    "interim_review": DeliveryKind.REVIEW,
    "final_review": DeliveryKind.REVIEW,
}
"""What a paper leaves as, by its key; the others are for the person, or for a company."""


def queue_issued(uow: UnitOfWork, action: ActionInfo, document: Document) -> tuple[UUID, ...]:
    """Queue a paper that was just sealed, when the profile lets it leave by itself."""
    kind = _KINDS.get(document.kind)
    if kind is None or _leaving(action, kind) is not Leaving.AUTOMATIC:
        return ()
    return _queue(uow, action, document, kind)


def send_paper(desk: Desk, document_id: UUID) -> tuple[UUID, ...]:
    """Queue a sealed paper for each recipient that takes its kind; gives the new deliveries.

    Raises:
        UserError: it is not sealed, no recipient takes it, or it is for nobody but the person.
    """
    told: list[str] = []
    with act(desk, lambda: f"mise en attente {of(told[0])}", final=IN_THE_OUTBOX) as uow:
        document = _sealed(uow.session, document_id, told)
        kind = _KINDS.get(document.kind)
        if kind is None:
            raise UserError(
                f"{quoted(document.title)} ne s’envoie pas à un destinataire de l’action.",
                "Remettez-le à la personne, ou envoyez-lui sa copie.",
            )
        action = _action(desk, document)
        queued = _queue_taken(uow, action, document, kind)
        uow.commit()
    return queued


def leaves(kind: str) -> bool:
    """Whether a paper of that key is sent to recipients of the action."""
    return kind in _KINDS


def queue_by_mail(uow: UnitOfWork, action: ActionInfo, document: Document) -> tuple[UUID, ...]:
    """Queue what « par courriel à la prochaine connexion » promises of a paper.

    An avis d'absence or a retour leaves for those who take it; any other paper is the person's
    own, and leaves in clear for the mailbox of her fiche: the answer is her wish.

    Raises:
        UserError: it can't leave so, and why; or it left so already.
    """
    queued = _queue_as_copy(uow, action, document)
    if not queued and not copy_waits(uow.session, document.id):
        raise UserError(
            "Cette copie est déjà partie par la boîte d’envoi.",
            "Renvoyez-la depuis Envois, ou dites qu’elle est remise.",
        )
    return queued


def _queue_as_copy(uow: UnitOfWork, action: ActionInfo, document: Document) -> tuple[UUID, ...]:
    kind = _KINDS.get(document.kind)
    if kind in AS_COPY:
        return _queue_taken(uow, action, document, kind)
    if document.prescription_id is None:
        raise UserError(
            "Ce papier n’est d’aucun dossier\u00a0: il n’a pas d’adresse de courriel.",
            "Imprimez-le, ou enregistrez-le.",
        )
    dossier = row(uow.session, Prescription, document.prescription_id)
    name = person_of(uow.session, dossier.id)
    address = row(uow.session, Participant, dossier.participant_id).email
    if address is None:
        raise UserError(
            f"L’adresse de courriel {of(name)} n’est pas connue.",
            "Ajoutez-la à sa fiche, ou remettez la copie autrement.",
        )
    return queue_copy(uow, action, document.id, name, address)


def _queue_taken(
    uow: UnitOfWork, action: ActionInfo, document: Document, kind: DeliveryKind
) -> tuple[UUID, ...]:
    """As ``_queue``, refused where nobody takes it."""
    queued = _queue(uow, action, document, kind)
    if not queued and not _left_already(uow.session, document.id, kind):
        raise UserError(
            f"Aucun destinataire ne reçoit {quoted(document.title)} par cet ordinateur.",
            "Cochez-le chez un destinataire qui a une voie d’envoi, dans Réglages.",
        )
    return queued


def _queue(
    uow: UnitOfWork, action: ActionInfo, document: Document, kind: DeliveryKind
) -> tuple[UUID, ...]:
    queued = queue_document(uow, action, document.id, kind)
    if kind is DeliveryKind.REVIEW:
        return queued
    mailbox = _case_manager(uow.session, document)
    if mailbox is None or not can_carry(uow.session, action):
        return queued
    content = document_content(uow.session, document.id, kind)
    return (*queued, *queue_for(uow, action, content, mailbox))


def _case_manager(session: Session, document: Document) -> Mailbox | None:
    """The mailbox of the référent RSA of the dossier, when papers may reach it."""
    if document.prescription_id is None:
        return None
    name = row(session, Prescription, document.prescription_id).case_manager
    known = session.scalars(select(CaseManager).where(CaseManager.name == name)).one_or_none()
    if known is None or known.email is None:
        return None
    if known.certificate is None and not known.clear_allowed:
        return None
    return Mailbox(known.name, known.email, known.certificate)


def _leaving(action: ActionInfo, kind: DeliveryKind) -> Leaving:
    rules = action.profile.deliveries
    return {
        DeliveryKind.NOTICE: rules.notices,
        DeliveryKind.RETURN: rules.returns,
        DeliveryKind.REVIEW: rules.reviews,
    }[kind]


def _sealed(session: Session, document_id: UUID, told: list[str]) -> Document:
    document = row(session, Document, document_id)
    told.append(document_words(document.title, person_of(session, document.prescription_id)))
    if document.state is not DocumentState.CLOSED:
        raise UserError(
            f"Ce document n’est pas encore établi, ou il est annulé{NBSP}: il ne part pas.",
            "Terminez-le, puis envoyez-le.",
        )
    return document


def _action(desk: Desk, document: Document) -> ActionInfo:
    return next(action for action in desk.actions if action.id == document.action_id)


def _left_already(session: Session, document_id: UUID, kind: DeliveryKind) -> bool:
    found = select(Delivery.id).where(Delivery.document_id == document_id, Delivery.kind == kind)
    return session.execute(found).first() is not None
