"""A wrapped package that names a crowd of recipients is refused, not tried for minutes."""

from time import process_time

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from coachdesk.core.errors import UserError
from coachdesk.signing.der import OCTETS, SEQUENCE, SET, integer, oid, tlv
from coachdesk.signing.envelope import decrypt

AES = oid("2.16.840.1.101.3.4.1.42")


def wrapped(recipients: int) -> bytes:
    """As CMS lays it out, with keys that are none."""
    one = tlv(SEQUENCE, integer(0), tlv(SEQUENCE), tlv(SEQUENCE), tlv(OCTETS, b"\1" * 256))
    cipher = tlv(SEQUENCE, AES, tlv(OCTETS, bytes(16)))
    content = tlv(SEQUENCE, oid("1.2.840.113549.1.7.1"), cipher, tlv(0x80, bytes(4096)))
    body = tlv(SEQUENCE, integer(0), tlv(SET, one * recipients), content)
    return tlv(SEQUENCE, oid("1.2.840.113549.1.7.3"), tlv(0xA0, body))


@pytest.fixture(scope="module")
def key() -> bytes:
    made = rsa.generate_private_key(65537, 2048)
    return made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def test_a_few_recipients_are_tried(key: bytes) -> None:
    with pytest.raises(UserError, match="n’ouvre pas"):
        decrypt(key, wrapped(3))


def test_a_crowd_of_them_is_refused_at_once(key: bytes) -> None:
    data = wrapped(20_000)
    began = process_time()
    with pytest.raises(UserError, match="pas un envoi chiffré lisible"):
        decrypt(key, data)
    assert process_time() - began < 1, "two recipients a millisecond, else"
