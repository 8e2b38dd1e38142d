"""What leaves is queued in the transaction that makes it: a closed month is never half sent."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, month_name, of, quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.domain.identity import cleaned_email
from coachdesk.domain.profile_deliveries import Leaving
from coachdesk.models import (
    Closing,
    Delivery,
    DeliveryContent,
    Document,
    DocumentRevision,
    Package,
    Prescription,
    Recipient,
)
from coachdesk.queries.closings import over_its_time
from coachdesk.services.acts import act
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.directory.recipients import Takes
from coachdesk.services.document_words import document_file_name
from coachdesk.services.outbox.recovering import note_incarnation
from coachdesk.services.outbox.steps import tell
from coachdesk.services.rows import row
from coachdesk.signing.envelope import encrypt_for
from coachdesk.store import UnitOfWork
from coachdesk.sync.channel import Way

_TAKES = {
    DeliveryKind.MONTH: Takes.MONTHS,
    DeliveryKind.NOTICE: Takes.NOTICES,
    DeliveryKind.RETURN: Takes.RETURNS,
    DeliveryKind.REVIEW: Takes.REVIEWS,
}
"""Who receives what, as its row in Réglages says."""


@dataclass(frozen=True)
class Content:
    """Something to be sent, before it is known to whom."""

    kind: DeliveryKind
    subject: str
    filename: str
    data: bytes
    package_id: UUID | None = None
    document_id: UUID | None = None


@dataclass(frozen=True)
class Mailbox:
    """Someone who is reached by a mail server that carries for several.

    Attributes:
        certificate: PEM, RSA; None when what leaves for that mailbox is not encrypted.
    """

    name: str
    address: str
    certificate: str | None = None


def queue_package(uow: UnitOfWork, action: ActionInfo, package: Package) -> tuple[UUID, ...]:
    """Queue a month's envoi for each recipient that takes months; gives the deliveries.

    An action whose profile has months leave when they are asked for queues nothing here.
    """
    if action.profile.deliveries.months is not Leaving.AUTOMATIC:
        return ()
    closing = row(uow.session, Closing, package.closing_id)
    return queue(uow, action, _month_content(package, closing))


def queue_document(
    uow: UnitOfWork, action: ActionInfo, document_id: UUID, kind: DeliveryKind
) -> tuple[UUID, ...]:
    """Queue the last version of a sealed document for each recipient that takes its kind."""
    return queue(uow, action, document_content(uow.session, document_id, kind))


def queue_copy(
    uow: UnitOfWork,
    action: ActionInfo,
    document_id: UUID,
    addressee: str,
    address: str,
) -> tuple[UUID, ...]:
    """Queue someone's copy of a document for that person's mailbox, in clear as she wishes.

    Args:
        uow: the transaction.
        action: the action.
        document_id: a sealed document.
        addressee: whose copy it is.
        address: the mailbox.

    Raises:
        UserError: the address is none, or nothing carries copies.
    """
    who = " ".join(addressee.split())
    mailbox = cleaned_email(address)
    if mailbox is None or not who:
        raise UserError(
            "Le nom ou l’adresse de courriel manque.", "Donnez les deux, puis recommencez."
        )
    content = document_content(uow.session, document_id, DeliveryKind.COPY)
    words = "la personne veut sa copie par courriel, en clair"
    return queue_for(uow, action, content, Mailbox(who, mailbox), words)


def queue_for(
    uow: UnitOfWork, action: ActionInfo, content: Content, mailbox: Mailbox, words: str = ""
) -> tuple[UUID, ...]:
    """Queue for one mailbox, through the mail server that carries for several.

    Gives the delivery, or nothing when that mailbox has it queued or sent already.

    Raises:
        UserError: no recipient of the action carries what is for a mailbox.
    """
    carrier = _carrier(uow.session, action)
    if carrier is None:
        raise UserError(
            "Aucun serveur de courriel n’est réglé pour envoyer des copies.",
            "Ajoutez-en un dans Réglages, Destinataires.",
        )
    if _is_queued(uow.session, carrier, content, mailbox.address):
        return ()
    return (queue_to(uow, carrier, content, mailbox, words),)


def queue_backup_file(
    uow: UnitOfWork, action: ActionInfo, subject: str, filename: str, data: bytes
) -> tuple[UUID, ...]:
    """Queue a sauvegarde whose bytes wait beside the store, for each recipient that takes them."""
    content = Content(DeliveryKind.BACKUP, subject, filename, data)
    return tuple(
        queue_to(uow, recipient, content)
        for recipient in _reached(uow.session, action, Takes.BACKUPS)
    )


def reached(connection: Connection, action_id: UUID, takes: Takes) -> bool:
    """Whether some recipient takes such a thing and can be reached from here."""
    found = select(Recipient.id).where(
        Recipient.action_id == action_id,
        Recipient.channel.is_not(None),
        Recipient.retired_on.is_(None),
        getattr(Recipient, takes.value),
    )
    return connection.execute(found.limit(1)).first() is not None


def can_carry(session: Session, action: ActionInfo) -> bool:
    """Whether the action has a mail server that carries for several."""
    return _carrier(session, action) is not None


def queue(uow: UnitOfWork, action: ActionInfo, content: Content) -> tuple[UUID, ...]:
    """Queue for each recipient that takes such a thing and has not got it queued already."""
    return _queue_new(uow, _reached(uow.session, action, _TAKES[content.kind]), content)


def queue_month(
    desk: Desk, action: ActionInfo, month: date, to: str | None = None
) -> tuple[UUID, ...]:
    """Queue the last envoi of a closed month, for one recipient or for all that take months.

    Gives the new deliveries: what is queued or sent already is left as it is.

    Raises:
        UserError: the month is open, the recipient is unknown, or nobody can be reached.
    """
    name = month_name(month)
    with act(desk, f"mise en attente de l’envoi {of(name)}", final=IN_THE_OUTBOX) as uow:
        found = uow.session.execute(
            select(Package, Closing)
            .join(Closing, Closing.id == Package.closing_id)
            .where(Closing.action_id == action.id, Closing.month == month)
            .order_by(Closing.revision.desc())
            .limit(1)
        ).one_or_none()
        if found is None:
            raise UserError(
                f"Le mois {of(name)} n’est pas clôturé{NBSP}: il n’a pas d’envoi.",
                "Clôturez-le d’abord.",
            )
        package, closing = found
        if not package.data:
            raise over_its_time(month)
        content = _month_content(package, closing)
        recipients = _reached(uow.session, action, Takes.MONTHS)
        if to is not None:
            recipients = [_named(uow.session, action, to)]
        if not recipients:
            raise UserError(
                "Aucun destinataire ne peut recevoir l’envoi du mois par cet ordinateur.",
                "Donnez à un destinataire une voie d’envoi, dans Réglages.",
            )
        queued = _queue_new(uow, recipients, content)
        uow.commit()
    return queued


IN_THE_OUTBOX = "ce qui est dans la boîte d’envoi se retire dans Envois"
"""Why queueing is not undone."""


def document_content(session: Session, document_id: UUID, kind: DeliveryKind) -> Content:
    """The last version of a document, as it is sent.

    Raises:
        UserError: it is not sealed yet.
    """
    document = row(session, Document, document_id)
    data = session.scalars(
        select(DocumentRevision.data)
        .where(DocumentRevision.document_id == document_id)
        .order_by(DocumentRevision.number.desc())
        .limit(1)
    ).one_or_none()
    if data is None:
        raise UserError(
            "Ce document n’est pas encore signé ni parti.", "Terminez-le, puis envoyez-le."
        )
    number = (
        row(session, Prescription, document.prescription_id).number
        if document.prescription_id
        else ""
    )
    name = document_file_name(document.title, number, document.made_on)
    stem, _, ending = name.rpartition(".")
    unique = f"{stem}_{document_id.hex[-8:]}.{ending}"
    return Content(kind, document.title, unique, data, document_id=document_id)


def _month_content(package: Package, closing: Closing) -> Content:
    version = f", version {closing.revision}" if closing.revision > 1 else ""
    return Content(
        DeliveryKind.MONTH,
        f"Mois {of(month_name(closing.month))}{version}",
        package.filename,
        package.data,
        package_id=package.id,
    )


def _reached(session: Session, action: ActionInfo, takes: Takes) -> list[Recipient]:
    """The recipients that take such a thing and can be reached from here."""
    return list(
        session.scalars(
            select(Recipient)
            .where(
                Recipient.action_id == action.id,
                Recipient.channel.is_not(None),
                Recipient.retired_on.is_(None),
                getattr(Recipient, takes.value),
            )
            .order_by(Recipient.name)
        )
    )


def _named(session: Session, action: ActionInfo, name: str) -> Recipient:
    found = session.scalars(
        select(Recipient).where(
            Recipient.action_id == action.id,
            Recipient.name == name,
            Recipient.retired_on.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise UserError(
            f"Le destinataire {quoted(name)} n’est pas connu de cette action.",
            "Voyez la liste des destinataires.",
        )
    if found.channel is None:
        raise UserError(
            f"Le destinataire {quoted(name)} n’a pas de voie d’envoi.",
            "Donnez-lui-en une, ou remettez-lui l’envoi sur une clé.",
        )
    return found


def _carrier(session: Session, action: ActionInfo) -> Recipient | None:
    """The mail server that carries to mailboxes; its address alone tells that it is one."""
    mail = tuple(f"{way.value}:" for way in (Way.MAIL, Way.MAIL_TLS))
    reached = _reached(session, action, Takes.COPIES)
    return next((each for each in reached if (each.channel or "").startswith(mail)), None)


def _queue_new(
    uow: UnitOfWork, recipients: Iterable[Recipient], content: Content
) -> tuple[UUID, ...]:
    """For those who have not got it queued already."""
    return tuple(
        queue_to(uow, recipient, content)
        for recipient in recipients
        if not _is_queued(uow.session, recipient, content)
    )


def _is_queued(
    session: Session, recipient: Recipient, content: Content, address: str | None = None
) -> bool:
    """Whether it is, or was, sent to that one; what was withdrawn does not count."""
    found = session.scalars(
        select(Delivery.id).where(
            Delivery.recipient_id == recipient.id,
            Delivery.kind == content.kind,
            Delivery.address == address if address else Delivery.address.is_(None),
            Delivery.package_id == content.package_id
            if content.package_id
            else Delivery.document_id == content.document_id,
            Delivery.state != DeliveryState.WITHDRAWN,
        )
    ).first()
    return found is not None


def queue_to(
    uow: UnitOfWork,
    recipient: Recipient,
    content: Content,
    mailbox: Mailbox | None = None,
    words: str = "",
) -> UUID:
    """Queue for that very recipient, or a mailbox that it carries to; gives the delivery."""
    data, name = content.data, content.filename
    certificate = mailbox.certificate if mailbox else recipient.certificate
    backup = content.kind is DeliveryKind.BACKUP  # encrypted by itself, as the store is
    if content.kind in {DeliveryKind.BACKUP, DeliveryKind.TIMESTAMP}:  # this one names nobody
        certificate = None
    if certificate is not None:
        data, name = encrypt_for(certificate.encode("ascii"), data), f"{name}.p7m"
    delivery = Delivery(
        id=new_id(),
        action_id=recipient.action_id,
        recipient_id=recipient.id,
        kind=content.kind,
        package_id=content.package_id,
        document_id=content.document_id,
        addressee=mailbox.name if mailbox else recipient.name,
        address=mailbox.address if mailbox else None,
        subject=content.subject,
        filename=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        encrypted=backup or certificate is not None,
        state=DeliveryState.QUEUED,
        uncertain=False,
        attempts=0,
        queued_at=uow.now,
    )
    uow.session.add(delivery)
    uow.session.flush()
    if not backup and (certificate is not None or content.kind is not DeliveryKind.MONTH):
        uow.session.add(DeliveryContent(id=delivery.id, data=data))
    tell(uow, delivery, words)
    note_incarnation(uow)
    return delivery.id
