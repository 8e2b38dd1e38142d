"""Whether a certificate leads, signature by signature, to one that is trusted."""

from collections.abc import Collection, Iterator
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

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
    return _leads(certificate, others, trusted, moment, _LONGEST)


def _leads(
    certificate: x509.Certificate,
    others: Collection[x509.Certificate],
    trusted: Collection[x509.Certificate],
    moment: datetime,
    left: int,
) -> bool:
    if not is_valid_at(certificate, moment):
        return False
    if certificate in trusted:
        return True
    return left > 0 and any(
        _leads(each, others, trusted, moment, left - 1)
        for each in _issuers(certificate, (*trusted, *others))
    )


def is_valid_at(certificate: x509.Certificate, moment: datetime) -> bool:
    """Whether ``moment`` is within its life."""
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def _issuers(
    certificate: x509.Certificate, candidates: Collection[x509.Certificate]
) -> Iterator[x509.Certificate]:
    for each in candidates:
        if each == certificate or not _may_issue(each):
            continue
        try:
            certificate.verify_directly_issued_by(each)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            continue
        yield each


def _may_issue(certificate: x509.Certificate) -> bool:
    try:
        extensions = certificate.extensions
        constraints = extensions.get_extension_for_class(x509.BasicConstraints).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return constraints.ca
    return constraints.ca and usage.key_cert_sign
