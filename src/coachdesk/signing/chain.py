"""Whether a certificate leads, signature by signature, to one that is trusted."""

from collections.abc import Collection
from datetime import datetime

from cryptography import x509

_LONGEST = 6
"""Certificates between a signer and what it leads to; public authorities need three."""


def leads_to(
    certificate: x509.Certificate,
    others: Collection[x509.Certificate],
    trusted: Collection[x509.Certificate],
    moment: datetime,
) -> bool:
    """Whether ``certificate`` is trusted, or vouched for by one that is, all valid at ``moment``.

    Args:
        certificate: of the signer.
        others: what came with it, of which nothing is believed.
        trusted: certificates that are believed.
        moment: aware.
    """
    seen = reached = [certificate]
    for _ in range(_LONGEST + 1):
        reached = [each for each in reached if is_valid_at(each, moment)]
        if any(each in trusted for each in reached):
            return True
        # Each is gone through once, however many vouch for each other.
        reached = _issuers(reached, [each for each in (*trusted, *others) if each not in seen])
        seen = [*seen, *reached]
    return False


def is_valid_at(certificate: x509.Certificate, moment: datetime) -> bool:
    """Whether ``moment`` is within its life."""
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def _issuers(
    reached: Collection[x509.Certificate], candidates: Collection[x509.Certificate]
) -> list[x509.Certificate]:
    """Those of the candidates that issued one of ``reached``."""
    return [
        each
        for each in candidates
        if _may_issue(each) and any(_issued(certificate, each) for certificate in reached)
    ]


def _issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except Exception:  # noqa: BLE001  (a parser fed by strangers raises anything)
        return False
    return True


def _may_issue(certificate: x509.Certificate) -> bool:
    try:
        extensions = certificate.extensions
        constraints = extensions.get_extension_for_class(x509.BasicConstraints).value
    except Exception:  # noqa: BLE001  (a parser fed by strangers raises anything)
        return False
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return constraints.ca
    return constraints.ca and usage.key_cert_sign
