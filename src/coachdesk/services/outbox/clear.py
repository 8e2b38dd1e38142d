"""Personal data leave by mail encrypted, or for a mailbox that was found safe."""

from coachdesk.core.french import quoted
from coachdesk.domain.deliveries import DeliveryKind
from coachdesk.models import Delivery, Recipient
from coachdesk.sync.transports.trouble import After, TroubleError

_NOBODY = {DeliveryKind.TIMESTAMP, DeliveryKind.BACKUP}
"""What names nobody, or is encrypted by itself."""


def refuse_clear(delivery: Delivery, recipient: Recipient) -> None:
    """Let pass what may leave by mail.

    Raises:
        TroubleError: whoever reads the mail on its way would read people's names.
    """
    if delivery.encrypted or recipient.clear_allowed or delivery.kind in _NOBODY:
        return
    raise TroubleError(
        f"Cet envoi nomme des personnes, et partirait en clair pour {quoted(recipient.name)}.",
        "Donnez son certificat dans Réglages, ou indiquez que sa messagerie est sûre.",
        After.REPAIR,
    )
