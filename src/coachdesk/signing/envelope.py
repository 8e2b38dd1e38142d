"""A package wrapped for one recipient (CMS EnvelopedData, ``.zip.p7m``), and opened with its key.

The wrap hides, it proves nothing: the package is signed before and verified after.
"""

from itertools import islice

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import padding, serialization
from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import pkcs7

from coachdesk.core.errors import UserError
from coachdesk.signing.certificate import read_certificate
from coachdesk.signing.der import OCTETS, SEQUENCE, elements, oid, only

_AES256_CBC = oid("2.16.840.1.101.3.4.1.42")
_BLOCK = 128
"""Bits of an AES block."""
_LEAST_BITS = 2048
"""Least size of a recipient's RSA key (RGS B1)."""
_MOST_RECIPIENTS = 50
"""Of one wrap; ours has one."""


def encrypt_for(certificate: bytes, data: bytes) -> bytes:
    """``data`` for the holder of an RSA ``certificate`` (PEM or DER): DER, AES-256-CBC.

    ``openssl cms -decrypt -binary -inform DER`` opens it.

    Raises:
        UserError: when the file is no certificate, or its key is not RSA or too short.
    """
    recipient = check_recipient(certificate)
    return (
        pkcs7.PKCS7EnvelopeBuilder()
        .set_data(data)
        .set_content_encryption_algorithm(algorithms.AES256)
        .add_recipient(recipient)
        .encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )


def check_recipient(certificate: bytes) -> x509.Certificate:
    """The certificate (PEM or DER) of someone that a package can be encrypted for.

    Raises:
        UserError: when the file is no certificate, or its key is not RSA or too short.
    """
    recipient = x509.load_der_x509_certificate(read_certificate(certificate).der)
    key = recipient.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise UserError(
            "Le certificat du destinataire n’a pas de clé RSA : l’envoi ne peut pas être chiffré "
            "pour lui.",
            "Demandez-lui un certificat RSA ; celui d’un coach (coach.pem) sert à vérifier, pas à "
            "chiffrer.",
        )
    if key.key_size < _LEAST_BITS:
        raise UserError(
            f"La clé RSA du destinataire est trop courte ({key.key_size} bits).",
            f"Demandez-lui un certificat dont la clé a au moins {_LEAST_BITS} bits.",
        )
    return recipient


def decrypt(key_pem: bytes, data: bytes) -> bytes:
    """What :func:`encrypt_for` wrapped, opened with the recipient's private key.

    Raises:
        UserError: when the key can't be read, is not the recipient's, or ``data`` is damaged.
    """
    key = _private_key(key_pem)
    try:
        sealed_keys, vector, body = _parts(data)
    except (ValueError, IndexError):
        raise UserError(
            "Ce fichier n’est pas un envoi chiffré lisible.",
            "Vérifiez qu’il a été reçu en entier ; sinon demandez un nouvel envoi.",
        ) from None
    for sealed in sealed_keys:
        try:
            secret = key.decrypt(sealed, rsa_padding.PKCS1v15())
            decryptor = Cipher(algorithms.AES256(secret), modes.CBC(vector)).decryptor()
            plain = decryptor.update(body) + decryptor.finalize()
            unpad = padding.PKCS7(_BLOCK).unpadder()
            return unpad.update(plain) + unpad.finalize()
        except ValueError:  # another recipient's key, or bytes that changed
            continue
    raise UserError(
        "Cette clé n’ouvre pas l’envoi chiffré.",
        "Donnez la clé privée du certificat pour lequel il a été chiffré ; si c’est bien elle, le "
        "fichier est abîmé : demandez un nouvel envoi.",
    )


def _private_key(pem: bytes) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):  # TypeError: it wants a passphrase
        key = None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise UserError(
            "Ce fichier ne contient pas de clé privée RSA lisible.",
            "Donnez la clé au format PEM, sans mot de passe.",
        )
    return key


def _parts(data: bytes) -> tuple[list[bytes], bytes, bytes]:
    """The sealed content keys, the initial vector and the encrypted bytes of an EnvelopedData."""
    _, wrapped = elements(only(data, SEQUENCE))
    _, recipients, content = elements(only(wrapped[1], SEQUENCE))
    bodies = [body for _, body, _ in islice(elements(recipients[1]), _MOST_RECIPIENTS + 1)]
    if len(bodies) > _MOST_RECIPIENTS:  # each would be tried, for a thousandth of a second
        raise ValueError("a crowd")
    sealed_keys = [list(elements(body))[-1][1] for body in bodies]
    _, algorithm, encrypted = elements(content[1])
    name, vector = elements(algorithm[1])
    if name[2] != _AES256_CBC or vector[0] != OCTETS:
        raise ValueError("another cipher")
    return sealed_keys, vector[1], encrypted[1]
