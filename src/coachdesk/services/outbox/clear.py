"""Personal data leave by mail encrypted, or for a mailbox that was found safe."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.french import quoted
from coachdesk.domain.deliveries import DeliveryKind
from coachdesk.models import CaseManager, Delivery, Recipient
from coachdesk.sync.transports.trouble import After, TroubleError

_NOBODY = {DeliveryKind.TIMESTAMP, DeliveryKind.BACKUP}
"""What names nobody, or is encrypted by itself."""


def refuse_clear(session: Session, delivery: Delivery, recipient: Recipient) -> None:
    """Let pass what may leave by mail.

    Someone's own copy leaves in clear because that person asked for it, in words that its history
    keeps (``queueing.queue_copy``). A paper for a référent RSA is judged by his own mailbox, not by
    the server that carries it.

    Raises:
        TroubleError: whoever reads the mail on its way would read people's names.
    """
    if delivery.encrypted or delivery.kind in _NOBODY or delivery.kind is DeliveryKind.COPY:
        return
    if delivery.address is None and recipient.clear_allowed:
        return
    if delivery.address is not None and _is_safe(session, delivery):
        return
    raise TroubleError(
        f"Cet envoi nomme des personnes, et partirait en clair pour {quoted(delivery.addressee)}.",
        "Donnez son certificat dans Réglages, ou indiquez que sa messagerie est sûre.",
        After.REPAIR,
    )


def _is_safe(session: Session, delivery: Delivery) -> bool:
    safe = select(CaseManager.id).where(
        CaseManager.name == delivery.addressee,
        CaseManager.email == delivery.address,
        CaseManager.clear_allowed,
    )
    return session.execute(safe).first() is not None
