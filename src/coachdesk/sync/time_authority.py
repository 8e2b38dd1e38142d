"""Who is asked for timestamps: an address, and the certificate that vouches for its signers."""

import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted

SUFFIX = ".tsr"
"""Of a timestamp kept in a file, as `openssl ts` reads it."""


@dataclass(frozen=True)
class TimeAuthority:
    """Where timestamps are asked for.

    Attributes:
        url: http or https.
        certificate: PEM; must vouch for who signs its timestamps. None: whoever signs is taken.
    """

    url: str
    certificate: str | None = None

    @property
    def host(self) -> str:
        """Its server."""
        return urlsplit(self.url).hostname or self.url


def checked_authority(url: str, certificate: str) -> TimeAuthority:
    """The authority as it was typed.

    Raises:
        UserError: an address or a certificate that can't be.
    """
    url, certificate = url.strip(), certificate.strip()
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
        usable = usable and parts.port != 0 and parts.username is None and url.isprintable()
    except ValueError:
        usable = False
    if not usable or " " in url:
        raise UserError(
            f"{quoted(url)} n’est pas l’adresse d’une autorité d’horodatage.",
            f"Écrivez-la ainsi{NBSP}: https://horodatage.exemple.fr/tsa, sans mot de passe.",
        )
    if certificate:
        tls_context(certificate)
    return TimeAuthority(url, certificate or None)


def tls_context(certificate: str | None) -> ssl.SSLContext:
    """TLS with the public authorities, and with hers: a service of the house has but one.

    Raises:
        UserError: it is no certificate.
    """
    context = ssl.create_default_context()
    if certificate:
        try:
            context.load_verify_locations(cadata=certificate)
        except (ssl.SSLError, ValueError):
            raise UserError(
                "Le certificat de l’autorité d’horodatage n’est pas lisible.",
                "Donnez le fichier .pem qu’elle publie.",
            ) from None
    return context
