"""Whom a TLS server is vouched for by, and what is wrong with its certificate, in French."""

import ssl

from cryptography.hazmat.primitives.serialization import Encoding

from coachdesk.core.errors import UserError
from coachdesk.core.french import quoted
from coachdesk.signing.certificate import load_certificates
from coachdesk.sync.transports.trouble import After, TroubleError

_WRONG_TIME = {9, 10}
_WRONG_HOST = {62, 64}
"""X509_V_ERR_… of OpenSSL; a host may be named by its number."""


def context_for(authority: str | None, *, public_too: bool = False) -> ssl.SSLContext:
    """TLS 1.2 or later; the server is vouched for by ``authority`` (PEM), or by a public one.

    Args:
        authority: certificates; words may stand around them, as openssl writes them.
        public_too: the public ones are believed beside it.

    Raises:
        UserError: it is no certificate.
    """
    if not authority:
        return ssl.create_default_context()
    try:
        found = load_certificates(authority.encode("utf-8"))
        believed = b"".join(each.public_bytes(Encoding.DER) for each in found)
        if not public_too:
            return ssl.create_default_context(cadata=believed)
        context = ssl.create_default_context()
        context.load_verify_locations(cadata=believed)
    except (ssl.SSLError, ValueError):
        raise UserError(
            "Le certificat de l’autorité de ce serveur n’est pas lisible.",
            "Donnez le fichier .pem remis par son informatique.",
        ) from None
    return context


def untrusted(error: BaseException, host: str) -> TroubleError | None:
    """What is wrong with the server's certificate when ``error`` comes of that; else None."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if not isinstance(cause, ssl.SSLCertVerificationError):
        return None
    where = quoted(host)
    if cause.verify_code in _WRONG_TIME:
        return TroubleError(
            f"Le certificat du serveur {where} n’est plus valable, ou l’horloge de cet ordinateur "
            "est fausse.",
            "Vérifiez la date de l’ordinateur\u202f; si elle est juste, prévenez l’informatique du "
            "destinataire. Rien n’a été envoyé.",
            After.REPAIR,
        )
    if cause.verify_code in _WRONG_HOST:
        return TroubleError(
            f"Le certificat reçu n’est pas celui du serveur {where}\u00a0: rien n’a été envoyé.",
            "Vérifiez l’adresse de ce destinataire dans Réglages.",
            After.REPAIR,
        )
    return TroubleError(
        f"Personne de connu ne répond du certificat du serveur {where}\u00a0: rien n’a été envoyé.",
        "Si le destinataire a sa propre autorité, donnez son certificat dans Réglages.",
        After.REPAIR,
    )
