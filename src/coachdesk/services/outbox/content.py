"""The bytes of a delivery, as they were queued."""

import hashlib

from sqlalchemy.orm import Session

from coachdesk.core.french import quoted
from coachdesk.models import Delivery, DeliveryContent, Package
from coachdesk.services.rows import row
from coachdesk.sync.transports.trouble import After, TroubleError


def bytes_of(session: Session, delivery: Delivery) -> bytes:
    """What is handed over: the same bytes each time.

    Raises:
        TroubleError: they are no longer those that were queued.
    """
    kept = session.get(DeliveryContent, delivery.id)
    if kept is not None:
        data = kept.data
    else:
        assert delivery.package_id is not None, "only a package is not kept twice"
        data = row(session, Package, delivery.package_id).data
    if hashlib.sha256(data).hexdigest() != delivery.sha256:
        raise TroubleError(
            f"Le fichier {quoted(delivery.filename)} est abîmé dans le magasin.",
            "Rien n’a été envoyé. Remettez la dernière sauvegarde.",
            After.REPAIR,
        )
    return data
