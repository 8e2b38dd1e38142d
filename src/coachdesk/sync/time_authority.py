"""Who is asked for timestamps: an address, and the certificate that vouches for its signers."""

from dataclasses import dataclass
from urllib.parse import urlsplit

SUFFIX = ".tsr"
"""Of a timestamp kept in a file, as `openssl ts` reads it."""


@dataclass(frozen=True)
class TimeAuthority:
    """Where timestamps are asked for.

    Attributes:
        url: http or https.
        certificate: PEM; must vouch for who signs its timestamps. Empty: whoever signs is taken.
    """

    url: str
    certificate: str = ""

    @property
    def host(self) -> str:
        """Its server."""
        return urlsplit(self.url).hostname or self.url
