"""The bytes of a delivery, as they were queued."""

import hashlib
from pathlib import Path

from sqlalchemy.orm import Session

from coachdesk.core.french import quoted
from coachdesk.domain.deliveries import DeliveryKind
from coachdesk.models import Delivery, DeliveryContent, Package
from coachdesk.services.rows import row
from coachdesk.sync.transports.trouble import After, TroubleError

WAITING = "outbox"
"""The folder, beside the database of the store, of what waits outside of it: sauvegardes."""


def waiting_file(directory: Path, sha256: str) -> Path:
    """Where the bytes of that digest wait, in the directory of a store."""
    return directory / WAITING / f"{sha256}.zip"


def bytes_of(session: Session, delivery: Delivery, directory: Path) -> bytes:
    """What is handed over: the same bytes each time.

    Args:
        session: on the store.
        delivery: what is sent.
        directory: of the store.

    Raises:
        TroubleError: they are no longer those that were queued.
    """
    kept = session.get(DeliveryContent, delivery.id)
    if delivery.kind is DeliveryKind.BACKUP:
        data = _waiting(directory, delivery)
    elif kept is not None:
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


def _waiting(directory: Path, delivery: Delivery) -> bytes:
    try:
        return waiting_file(directory, delivery.sha256).read_bytes()
    except OSError as error:
        raise TroubleError(
            f"La sauvegarde {quoted(delivery.filename)} n’attend plus sur cet ordinateur.",
            "Retirez cette remise\u202f: la prochaine clôture en enverra une autre.",
            After.REPAIR,
        ) from error
