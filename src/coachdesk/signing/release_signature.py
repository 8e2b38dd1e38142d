"""The authors' signature over what an update holds (ECDSA P-256, SHA-256), by a key for that alone.

``openssl dgst -sha256 -verify KEY.pem -signature FILE.sig FILE`` checks the same.
"""

from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key

MOST_SIGNATURE_BYTES = 80
"""Two numbers of 33 bytes at most, in their envelope."""
_ECDSA = ec.ECDSA(hashes.SHA256())


def release_key(pem: bytes) -> ec.EllipticCurvePublicKey:
    """The public key of the authors.

    Raises:
        ValueError: it is none, or of another kind.
    """
    key = load_pem_public_key(pem)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("a P-256 key was expected")  # noqa: TRY004  (its content is wrong)
    return key


def sign_release(key: ec.EllipticCurvePrivateKey, data: bytes) -> bytes:
    """The signature of ``data``, DER."""
    return key.sign(data, _ECDSA)


def is_signed(keys: Iterable[ec.EllipticCurvePublicKey], data: bytes, signature: bytes) -> bool:
    """Whether one of ``keys`` signed ``data``."""
    for key in keys:
        try:
            key.verify(signature, data, _ECDSA)
        except (InvalidSignature, ValueError):
            continue
        return True
    return False
