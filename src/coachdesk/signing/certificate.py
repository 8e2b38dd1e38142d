"""The coach's device certificate: made, kept, printed and recognised. No file is read here."""

import hashlib
import re
import warnings
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, long_date, printable

_LIFE_YEARS = 15
"""design.md §7."""
_NAME_BYTES = 64
"""Upper bound of a common name and an organisation name in X.509 (RFC 5280, appendix A)."""
MOST_CERTIFICATE_BYTES = 200_000
"""A certificate with all that vouch for it is far smaller."""
_PEM = b"-----BEGIN"
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Certificate:
    """Who sealed: an X.509 certificate as its DER bytes."""

    der: bytes

    @cached_property
    def parsed(self) -> x509.Certificate:
        """The parsed certificate.

        Raises:
            ValueError: when the bytes are no certificate.
        """
        return _load(self.der)

    @property
    def pem(self) -> bytes:
        """The certificate as ``coach.pem`` holds it."""
        return self.parsed.public_bytes(serialization.Encoding.PEM)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, 64 lower-case hexadecimal digits."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def holder(self) -> str:
        """The coach's name; empty when it has none."""
        return self._subject(NameOID.COMMON_NAME)

    @property
    def organisation(self) -> str:
        """The association's name; empty when it has none."""
        return self._subject(NameOID.ORGANIZATION_NAME)

    @cached_property
    def public_key(self) -> ec.EllipticCurvePublicKey:
        """The key on P-256.

        Raises:
            ValueError: when the certificate holds another kind of key.
        """
        key = self.parsed.public_key()
        if not (isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1"):
            raise ValueError("the key is not on P-256")
        return key

    def covers(self, moment: datetime) -> bool:
        """Whether ``moment`` (aware) lies within the certificate's life."""
        return self.parsed.not_valid_before_utc <= moment <= self.parsed.not_valid_after_utc

    def refuse_outside(self, moment: datetime) -> None:
        """Refuse to sign at a ``moment`` (aware) at which nobody would take the certificate.

        Raises:
            UserError: the clock is wrong, or was when the certificate was made.
        """
        if not self.covers(moment):
            parsed = self.parsed
            raise UserError(
                f"L’ordinateur indique le {long_date(moment.date())}, mais le certificat du coach "
                f"vaut du {long_date(parsed.not_valid_before_utc.date())} au "
                f"{long_date(parsed.not_valid_after_utc.date())}{NBSP}: rien n’a été scellé.",
                "Réglez la date et l’heure de l’ordinateur, puis recommencez.",
            )

    def is_ours(self) -> bool:
        """Whether it is of the kind CoachDesk makes: P-256, signed by itself, readable name."""
        try:
            self.parsed.verify_directly_issued_by(self.parsed)
            _ = self.public_key
            return bool(self.holder)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            return False

    def _subject(self, oid: x509.ObjectIdentifier) -> str:
        values = self.parsed.subject.get_attributes_for_oid(oid)
        text = str(values[0].value) if values else ""
        return printable(text)  # a stranger's certificate is shown too


@dataclass(frozen=True)
class Identity:
    """A coach on a device: the private key (PKCS#8, DER) and its certificate.

    Attributes:
        key: kept in the encrypted store only; never printed, logged or exported.
        certificate: goes with every package.
    """

    key: bytes = field(repr=False)
    certificate: Certificate

    @cached_property
    def private_key(self) -> ec.EllipticCurvePrivateKey:
        """The parsed private key."""
        key = serialization.load_der_private_key(self.key, password=None)
        assert isinstance(key, ec.EllipticCurvePrivateKey), "a device key is on an elliptic curve"
        return key


def new_identity(*, coach: str, association: str, device: UUID, now: datetime) -> Identity:
    """A fresh key and its self-signed certificate, valid from the day before ``now`` (aware).

    The day back is for the clocks of two machines that disagree. The certificate is its own root,
    so ``openssl cms -verify -CAfile coach.pem`` needs nothing else.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _short(association)),
            x509.NameAttribute(NameOID.COMMON_NAME, _short(coach)),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, str(device)),
        ]
    )
    start = now.replace(microsecond=0) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=_LIFE_YEARS * 365.25))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_SIGNS, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Identity(
        key=key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        certificate=Certificate(certificate.public_bytes(serialization.Encoding.DER)),
    )


def read_certificate(data: bytes) -> Certificate:
    """The certificate in a PEM or DER file.

    Raises:
        UserError: when there is none.
    """
    try:
        found = _load(data)
    except ValueError:
        raise UserError(
            "Ce fichier ne contient pas de certificat lisible.",
            "Donnez le fichier coach.pem remis par le coach, ou l’empreinte imprimée sur ses "
            "papiers.",
        ) from None
    return Certificate(found.public_bytes(serialization.Encoding.DER))


def load_certificates(data: bytes) -> list[x509.Certificate]:
    """The certificates, one at least, in PEM data, words around them or not; or the one of DER.

    Raises:
        ValueError: there is none, or one that can't be read.
    """
    try:
        if _PEM in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except (x509.InvalidVersion, UnsupportedAlgorithm) as error:
        raise ValueError("not a sound certificate") from error


def read_fingerprint(text: str) -> str:
    """A fingerprint typed by hand, with or without spaces, colons or capitals.

    Raises:
        UserError: when it is not 64 hexadecimal digits.
    """
    digits = re.sub(r"[\s:]", "", text.rpartition("=")[2]).lower()  # openssl's « …=AB:CD »
    if not _FINGERPRINT.fullmatch(digits):
        raise UserError(
            "Cette empreinte n’est pas complète ou n’est pas une empreinte.",
            "Recopiez les 64 caractères (chiffres et lettres de A à F) imprimés au bas des papiers "
            "du coach, ou donnez son fichier coach.pem.",
        )
    return digits


def _load(data: bytes) -> x509.Certificate:
    """The certificate in PEM or DER ``data``; ValueError when there is none that is sound."""
    with warnings.catch_warnings():
        # What cryptography only warns of (a negative serial number…) no honest certificate has.
        warnings.simplefilter("error", UserWarning)
        load = x509.load_pem_x509_certificate if _PEM in data else x509.load_der_x509_certificate
        try:
            found = load(data)
            # Parsed only when asked for: a damaged one must fail here and nowhere else.
            _ = found.subject, found.issuer, found.public_key()
            _ = found.not_valid_before_utc, found.not_valid_after_utc, found.serial_number
        except (x509.InvalidVersion, UnsupportedAlgorithm, UserWarning,
                TypeError, OverflowError) as error:  # fmt: skip
            raise ValueError("not a sound certificate") from error
    return found


def _short(name: str) -> str:
    return name.encode("utf-8")[:_NAME_BYTES].decode("utf-8", errors="ignore")


_SIGNS = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
