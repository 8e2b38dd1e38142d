"""What waits in clear for whom has given a certificate since leaves encrypted in its place."""

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, case, select

from coachdesk.domain.deliveries import DeliveryKind, DeliveryState
from coachdesk.models import CaseManager, Delivery, Recipient
from coachdesk.services.desk import Desk
from coachdesk.services.outbox.content import bytes_of
from coachdesk.services.outbox.queueing import Content, Mailbox, queue_to
from coachdesk.services.outbox.steps import move
from coachdesk.services.rows import row

_STAYS_CLEAR = (DeliveryKind.TIMESTAMP, DeliveryKind.BACKUP, DeliveryKind.COPY)
"""What names nobody, is encrypted by itself, or is in clear because that person wishes it."""
_WAITS = (DeliveryState.QUEUED, DeliveryState.FAILED)
_CERTIFICATE: ColumnElement[str | None] = case(
    (Delivery.address.is_(None), Recipient.certificate), else_=CaseManager.certificate
)
"""Of whom it is for: the mail server that carries it for him has none to say."""


def wrapped(desk: Desk, delivery_id: UUID) -> UUID:
    """The delivery that leaves in the place of one that waits: itself, unless it is to be wrapped.

    Its bytes never change: the one in clear is withdrawn, and another is queued.

    Raises:
        UserError: its bytes were damaged, or the certificate can't encrypt.
    """
    if desk.read(lambda link: _certificate(link, delivery_id)) is None:
        return delivery_id
    with desk.store.write() as uow:
        certificate = _certificate(uow.session.connection(), delivery_id)
        if certificate is None:
            return delivery_id
        delivery = row(uow.session, Delivery, delivery_id)
        content = Content(
            delivery.kind,
            delivery.subject,
            delivery.filename,
            bytes_of(uow.session, delivery, desk.store.directory),
            delivery.package_id,
            delivery.document_id,
        )
        mailbox = (
            Mailbox(delivery.addressee, delivery.address, certificate) if delivery.address else None
        )
        made = queue_to(
            uow,
            row(uow.session, Recipient, delivery.recipient_id),
            content,
            mailbox,
            "à la place de celui qui attendait en clair",
        )
        move(uow, delivery, DeliveryState.WITHDRAWN, "remplacé par le même, chiffré")
        delivery.trouble = None
        uow.commit()
    return made


def _certificate(link: Connection, delivery_id: UUID) -> str | None:
    """For which one that waits in clear is to be wrapped; None for none."""
    known = (
        select(_CERTIFICATE)
        .select_from(Delivery)
        .join(Recipient, Recipient.id == Delivery.recipient_id)
        .outerjoin(
            CaseManager,
            (CaseManager.name == Delivery.addressee) & (CaseManager.email == Delivery.address),
        )
        .where(
            Delivery.id == delivery_id,
            Delivery.state.in_(_WAITS),
            ~Delivery.encrypted,
            Delivery.kind.not_in(_STAYS_CLEAR),
        )
    )
    return link.execute(known).scalar()
