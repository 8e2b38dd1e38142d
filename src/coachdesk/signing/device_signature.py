"""The device's signature over the bytes of a journal entry (ECDSA P-256, SHA-256)."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from coachdesk.signing.certificate import Certificate, Identity

_ECDSA = ec.ECDSA(hashes.SHA256())


def sign_bytes(identity: Identity, data: bytes) -> bytes:
    """ECDSA P-256 with SHA-256 of ``data`` by the device key, DER.

    ``openssl dgst -sha256 -verify`` checks it.
    """
    return identity.private_key.sign(data, _ECDSA)


def verify_bytes(certificate: Certificate, data: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is that of ``data`` by the holder of ``certificate``."""
    try:
        certificate.public_key.verify(signature, data, _ECDSA)
    except (InvalidSignature, ValueError):
        return False
    return True
