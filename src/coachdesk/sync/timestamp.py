"""Trusted time: an authority is asked for a timestamp over HTTP, and its answer is checked.

The request holds a SHA-256 and a number drawn for it: it names nobody, and may travel in clear.
"""

import secrets
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from coachdesk.core.clock import SystemClock
from coachdesk.core.french import NBSP, quoted
from coachdesk.signing.timestamp import (
    BadTimestampError,
    Timestamp,
    check_timestamp,
    timestamp_request,
)
from coachdesk.sync.time_authority import TimeAuthority
from coachdesk.sync.transports.quiet import keep_quiet
from coachdesk.sync.transports.tls import context_for, untrusted
from coachdesk.sync.transports.trouble import After, TroubleError

keep_quiet("httpx", "httpcore")

PATIENCE = 20.0
"""Seconds for the whole exchange: an authority answers in one."""
_MOST_BYTES = 1 << 18
_NONCE_BITS = 63
_KEPT = "L’envoi n’en dépend pas\u202f; l’horodatage sera redemandé plus tard."
_HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True)
class Stamp:
    """A timestamp that was just given, and the answer it came in."""

    timestamp: Timestamp
    answer: bytes


def ask_timestamp(authority: TimeAuthority, digest: bytes, *, patience: float = PATIENCE) -> Stamp:
    """A timestamp of that SHA-256 by the authority, checked before it is given.

    Raises:
        TroubleError: it was not had; one sentence says why.
    """
    nonce = secrets.randbits(_NONCE_BITS) | 1
    answer = _post(authority, timestamp_request(digest, nonce), patience)
    try:
        found = check_timestamp(answer, digest, nonce=nonce, trusted=authority.certificate or None)
    except BadTimestampError as error:
        raise _trouble(authority, f"a donné une réponse refusée{NBSP}: {error}") from None
    return Stamp(found, answer)


def _post(authority: TimeAuthority, request: bytes, patience: float) -> bytes:
    clock = SystemClock()
    until = clock.monotonic_ms() + 1000 * patience
    found = bytearray()
    try:
        with (
            httpx.Client(
                verify=context_for(authority.certificate, public_too=True),  # a house has but one
                timeout=patience,
                follow_redirects=False,
            ) as client,
            client.stream("POST", authority.url, content=request, headers=_HEADERS) as answer,
        ):
            if answer.status_code != HTTPStatus.OK:
                raise _trouble(authority, f"a répondu par l’erreur {answer.status_code}")
            for piece in answer.iter_bytes():
                found += piece
                if len(found) > _MOST_BYTES:
                    raise _trouble(authority, "a donné une réponse trop longue")
                if clock.monotonic_ms() > until:  # a server that drips is as good as silent
                    raise httpx.ReadTimeout("drips")
    except httpx.TimeoutException:
        raise _trouble(authority, "met trop de temps à répondre") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        if bad := untrusted(error, authority.host):
            raise bad from None
        raise _trouble(authority, "ne répond pas, ou la connexion a été coupée") from None
    return bytes(found)


def _trouble(authority: TimeAuthority, what: str) -> TroubleError:
    return TroubleError(
        f"L’autorité d’horodatage {quoted(authority.host)} {what}.", _KEPT, After.RETRY
    )
