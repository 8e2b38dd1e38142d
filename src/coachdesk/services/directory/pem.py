"""Certificates and keys taken from a file: read, refused in words, told in a line."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import NameOID

from coachdesk.core.bounded import TooLargeError, read_bounded
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, long_date, printable, quoted
from coachdesk.core.os_errors import reason
from coachdesk.signing.certificate import load_certificates
from coachdesk.signing.envelope import check_recipient

_MOST = 200_000


@dataclass(frozen=True)
class CertificateTold:
    """What a certificate says of itself."""

    holder: str
    until: date
    expired: bool

    @property
    def line(self) -> str:
        """« Conseil départemental, jusqu’au 3 mai 2027 »."""
        if self.expired:
            return f"{self.holder}{NBSP}: n’est plus valable depuis le {long_date(self.until)}."
        return f"{self.holder}, valable jusqu’au {long_date(self.until)}."


def told_certificate(pem: str, now: datetime) -> CertificateTold:
    """Whose it is, until when.

    Raises:
        UserError: it can't be read.
    """
    try:
        found = load_certificates(pem.encode("utf-8"))[0]
        names = [
            str(each.value)
            for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
            for each in found.subject.get_attributes_for_oid(kind)[:1]
        ]
        until = found.not_valid_after_utc
    except ValueError as error:
        raise _unreadable("Ce texte") from error
    holder = printable(", ".join(names)) or "Sans nom"
    return CertificateTold(holder, until.date(), until < now)


def recipient_certificate(path: Path) -> str:
    """PEM of the certificate that what is sent will be encrypted for.

    Raises:
        UserError: it is none, or can't serve.
    """
    data = _read(path)
    try:
        found = check_recipient(data)
    except UserError as error:
        if "lisible" in error.sentence:  # its remedy speaks of the coach's own
            raise _unreadable(quoted(path.name)) from error
        raise
    return found.public_bytes(serialization.Encoding.PEM).decode("ascii")


def authority_certificate(path: Path) -> str:
    """PEM of an authority, or of a chain of them.

    Raises:
        UserError: it is none.
    """
    data = _read(path)
    try:
        found = load_certificates(data)
    except ValueError as error:
        raise _unreadable(quoted(path.name)) from error
    return "".join(each.public_bytes(serialization.Encoding.PEM).decode("ascii") for each in found)


def private_key(path: Path) -> str:
    """The OpenSSH or PEM private key in a file, which no password protects.

    Raises:
        UserError: it is none, or asks for a password.
    """
    data = _read(path)
    name = quoted(path.name)
    if data.startswith(b"PuTTY-User-Key-File"):
        raise UserError(
            f"{name} est une clé de PuTTY.",
            "Dans PuTTYgen, menu Conversions, exportez-la au format OpenSSH.",
        )
    load = (
        serialization.load_ssh_private_key
        if b"OPENSSH PRIVATE KEY" in data
        else serialization.load_pem_private_key
    )
    try:
        load(data, password=None)
    except TypeError as error:  # what the library raises for a missing password
        raise UserError(
            f"{name} est protégée par un mot de passe.",
            "Donnez la clé sans mot de passe\u202f: elle sera gardée chiffrée ici.",
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UserError(
            f"{name} n’est pas une clé privée.",
            "Donnez la clé OpenSSH que l’informatique vous a remise, sans « .pub ».",
        ) from error
    return data.decode("ascii", "replace")


def _read(path: Path) -> bytes:
    try:
        return read_bounded(path, _MOST)
    except TooLargeError:
        raise _unreadable(quoted(path.name)) from None
    except OSError as error:
        raise UserError(
            f"{quoted(path.name)} ne peut pas être lu{NBSP}: {reason(error)}.",
            "Vérifiez que c’est un fichier et que vous y avez accès.",
        ) from error


def _unreadable(what: str) -> UserError:
    return UserError(
        f"{what} ne contient pas de certificat lisible.",
        "Demandez un fichier .pem, .crt ou .cer à l’informatique du destinataire.",
    )
