"""Who vouches for the hour of an envoi, an address and its certificate: none until she gives one.

Anyone may choose it; what comes of asking it is not here.
"""

from urllib.parse import urlsplit

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.services.desk import Desk
from coachdesk.services.directory.pem import told_certificate
from coachdesk.services.preferences import preference, put_preference
from coachdesk.sync.channel import is_host, shown
from coachdesk.sync.time_authority import TimeAuthority

__all__ = ["TimeAuthority", "keep_authority", "kept_authority"]

_KEPT = "timestamp_authority"
RETRY = "timestamp_retry"
"""The preference of when it is asked again, and what was wrong; another one does not wait."""


def kept_authority(connection: Connection) -> TimeAuthority | None:
    """The one that is asked; None when none is set."""
    kept = preference(connection, _KEPT)
    if not isinstance(kept, dict) or not kept.get("url"):
        return None
    return TimeAuthority(str(kept["url"]), str(kept.get("certificate") or ""))


def keep_authority(desk: Desk, url: str, certificate: str = "") -> None:
    """Ask that one from now on; an empty address asks none.

    Raises:
        UserError: an address or a certificate that can't be.
    """
    url = url.strip()
    if url:
        _refuse_address(url)
        if certificate:
            told_certificate(certificate, desk.clock.now())
    with desk.store.write() as uow:
        put_preference(
            uow.session, _KEPT, {"url": url, "certificate": certificate or None} if url else None
        )
        put_preference(uow.session, RETRY, None)
        uow.commit()


def _refuse_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        host = None
    if not is_host(host or "") or parts.scheme not in {"http", "https"} or " " in url:
        raise UserError(
            f"{shown(url)} n’est pas l’adresse d’une autorité d’horodatage.",
            "Écrivez-la comme http://horodatage.exemple.fr/tsa, ou laissez ce champ vide.",
        )
    if parts.username or parts.password:
        raise UserError(
            "Le mot de passe ne s’écrit pas dans l’adresse.",
            "Donnez l’adresse d’une autorité qui n’en demande pas.",
        )
