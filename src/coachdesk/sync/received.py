"""Files as they are received: read whole, unwrapped; and the signer that is expected of them."""

from pathlib import Path

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, printable
from coachdesk.core.os_errors import reason
from coachdesk.signing.certificate import load_certificates, read_certificate, read_fingerprint
from coachdesk.signing.envelope import decrypt
from coachdesk.sync.zipfmt import MOST_BYTES

_MOST_KEY_BYTES = 1 << 20
"""A certificate or a key is far smaller than 1 MB."""
_CERTIFICATES = {".pem", ".crt", ".cer", ".der"}
_SHORTEST_CERTIFICATE = 200
"""Bytes; a shorter file holds a fingerprint."""


def expected_signer(text: str) -> str:
    """The fingerprint meant by ``text``: the path of a certificate, or a fingerprint.

    Raises:
        UserError: when it is neither.
    """
    path = Path(text)
    if not path.is_file() and path.suffix.lower() not in _CERTIFICATES:
        return read_fingerprint(text)
    data = read_received(path, _MOST_KEY_BYTES)
    if len(data) < _SHORTEST_CERTIFICATE:
        return read_fingerprint(data.decode("ascii", "replace"))
    return read_certificate(data).fingerprint


def read_certificates(path: Path) -> str:
    """The certificates (PEM) of a file, as they stand in it.

    Raises:
        UserError: when it holds none.
    """
    data = read_received(path, _MOST_KEY_BYTES)
    try:
        load_certificates(data)
        return data.decode("utf-8")
    except ValueError:
        raise UserError(
            f"{printable(path.name)} n’est pas un certificat.",
            "Donnez le fichier .pem que l’autorité publie.",
        ) from None


def read_received(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file.

    Raises:
        UserError: when it can't be read, or holds more than ``most``.
    """
    try:
        return read_bounded(path, most)
    except TooLargeError:
        raise UserError(
            f"{printable(path.name)} est trop gros pour être ce qui est attendu.",
            "Vérifiez que c’est bien le fichier reçu du coach.",
        ) from None
    except OSError as error:
        raise UserError(
            f"Impossible de lire {printable(str(path))}{NBSP}: {reason(error)}.",
            "Vérifiez le nom et l’emplacement du fichier.",
        ) from error


def unwrap(data: bytes, key: Path | None) -> bytes:
    """A package out of its wrap, by the recipient's private key.

    Raises:
        UserError: without the key, or with another one.
    """
    if key is None:
        raise UserError(
            "Cet envoi est chiffré pour son destinataire.",
            "Donnez sa clé privée (fichier .pem) avec l’option --key.",
        )
    return decrypt(read_received(key, _MOST_KEY_BYTES), data)
