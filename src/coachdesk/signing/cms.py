"""Detached CMS signatures (CAdES and PAdES baseline B) by the coach's key, in one fixed shape.

There is one way to write such a signature, so it is checked by writing it again from its parts and
comparing: any byte of it that changed is seen, signed or not.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from coachdesk.signing.certificate import Certificate, Identity
from coachdesk.signing.der import (
    INTEGER,
    OCTETS,
    SEQUENCE,
    SET,
    elements,
    integer,
    oid,
    only,
    tlv,
)

_DATA = oid("1.2.840.113549.1.7.1")
_SIGNED_DATA = oid("1.2.840.113549.1.7.2")
_CONTENT_TYPE = oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = oid("1.2.840.113549.1.9.4")
_SIGNING_TIME = oid("1.2.840.113549.1.9.5")
_SIGNING_CERTIFICATE_V2 = oid("1.2.840.113549.1.9.16.2.47")
_SHA256 = tlv(SEQUENCE, oid("2.16.840.1.101.3.4.2.1"))
_ECDSA_SHA256 = tlv(SEQUENCE, oid("1.2.840.10045.4.3.2"))
_ECDSA = ec.ECDSA(hashes.SHA256())
_EXPLICIT_0 = 0xA0
_UTC_TIME = 0x17


@dataclass(frozen=True)
class Signed:
    """What a good signature says: by which certificate, and when its maker says it was made.

    ``when`` is None in a seal inside a PDF, whose time stands in the PDF (PAdES wants it so).
    """

    certificate: Certificate
    when: datetime | None


class BadSignatureError(Exception):
    """The signature is not whole, not of our shape, or does not stand for these bytes."""


def sign(identity: Identity, digest: bytes, when: datetime | None = None) -> bytes:
    """The CMS (DER) that signs content of that SHA-256 ``digest``; ``when`` (aware) goes in it.

    Raises:
        UserError: when ``when`` is outside the certificate's life.
    """
    certificate = identity.certificate
    if when is not None:
        certificate.refuse_outside(when)
    attributes = _attributes(certificate, digest, when)
    return _content_info(
        certificate, attributes, identity.private_key.sign(tlv(SET, attributes), _ECDSA)
    )


def verify(cms: bytes, digest: bytes) -> Signed:
    """Check that ``cms`` signs content of that SHA-256 ``digest``.

    Raises:
        BadSignatureError: when it does not, or when a byte of it is not as CoachDesk writes it.
    """
    try:
        certificate, when, signature = _parts(cms)
        attributes = _attributes(certificate, digest, when)
        rebuilt = _content_info(certificate, attributes, signature)
        if not (certificate.is_ours() and hmac.compare_digest(rebuilt, cms)):
            raise BadSignatureError
        certificate.public_key.verify(signature, tlv(SET, attributes), _ECDSA)
    except (ValueError, TypeError, InvalidSignature):
        raise BadSignatureError from None
    if when is not None and not certificate.covers(when):
        raise BadSignatureError
    return Signed(certificate, when)


def signer(cms: bytes) -> Certificate | None:
    """The certificate that ``cms`` names, nothing being checked; None when it can't be read."""
    try:
        return _parts(cms)[0]
    except ValueError:
        return None


def _attributes(certificate: Certificate, digest: bytes, when: datetime | None) -> bytes:
    """The signed attributes, in the order DER wants in a SET."""
    found = [
        _attribute(_CONTENT_TYPE, _DATA),
        _attribute(_MESSAGE_DIGEST, tlv(OCTETS, digest)),
        # ESSCertIDv2 (RFC 5035), its default SHA-256 left out as DER wants: the signature can't be
        # moved to another certificate holding the same key.
        _attribute(
            _SIGNING_CERTIFICATE_V2,
            tlv(
                SEQUENCE,
                tlv(SEQUENCE, tlv(SEQUENCE, tlv(OCTETS, hashlib.sha256(certificate.der).digest()))),
            ),
        ),
    ]
    if when is not None:
        stamp = when.astimezone(UTC).strftime("%y%m%d%H%M%SZ").encode("ascii")
        found.append(_attribute(_SIGNING_TIME, tlv(_UTC_TIME, stamp)))
    return b"".join(sorted(found))


def _attribute(kind: bytes, value: bytes) -> bytes:
    return tlv(SEQUENCE, kind, tlv(SET, value))


def _content_info(certificate: Certificate, attributes: bytes, signature: bytes) -> bytes:
    parsed = certificate.parsed
    signer_info = tlv(
        SEQUENCE,
        integer(1),
        tlv(SEQUENCE, parsed.issuer.public_bytes(), integer(parsed.serial_number)),
        _SHA256,
        tlv(_EXPLICIT_0, attributes),
        _ECDSA_SHA256,
        tlv(OCTETS, signature),
    )
    signed_data = tlv(
        SEQUENCE,
        integer(1),
        tlv(SET, _SHA256),
        tlv(SEQUENCE, _DATA),
        tlv(_EXPLICIT_0, certificate.der),
        tlv(SET, signer_info),
    )
    return tlv(SEQUENCE, _SIGNED_DATA, tlv(_EXPLICIT_0, signed_data))


def _parts(cms: bytes) -> tuple[Certificate, datetime | None, bytes]:
    """The three things that vary in a signature of ours: certificate, time, signature value."""
    _, wrapped = _members(only(cms, SEQUENCE), 2)
    _, _, _, certificates, signers = _members(only(wrapped[1], SEQUENCE), 5)
    signer_info = _members(only(signers[1], SEQUENCE), 6)
    attributes, value = signer_info[3], signer_info[5]
    certificate = Certificate(certificates[1])
    _ = certificate.parsed  # raises ValueError when it is no certificate
    if value[0] != OCTETS or signer_info[0][0] != INTEGER:
        raise ValueError("another element was expected")
    return certificate, _time(attributes[1]), value[1]


def _members(data: bytes, count: int) -> list[tuple[int, bytes, bytes]]:
    found = list(elements(data))
    if len(found) != count:
        raise ValueError("elements are missing or too many")
    return found


def _time(attributes: bytes) -> datetime | None:
    for _, body, _ in elements(attributes):
        kind, values = _members(body, 2)
        if kind[2] == _SIGNING_TIME:
            stamp = only(values[1], _UTC_TIME).decode("ascii")
            return datetime.strptime(stamp, "%y%m%d%H%M%SZ").replace(tzinfo=UTC)
    return None
