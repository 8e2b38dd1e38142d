"""RFC 3161 timestamps: what an authority is asked, and its answer, believed in nothing."""

import hashlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, core, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from coachdesk.core.clock import told_anywhere
from coachdesk.core.french import NBSP, printable, quoted
from coachdesk.signing.certificate import load_certificates
from coachdesk.signing.chain import is_valid_at, leads_to

_GRANTED = {"granted", "granted_with_mods"}
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_LONGEST_WORDS = 120


class BadTimestampError(Exception):
    """The answer is no timestamp of that; the message is a French clause that says why."""


class _Answer(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """A TimeStampResp; that of asn1crypto does not know that a refusal holds no token."""

    _fields = [  # noqa: RUF012  (as asn1crypto wants it)
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


@dataclass(frozen=True)
class Timestamp:
    """What a timestamp says, its signature being good.

    Attributes:
        moment: the one that its authority states, aware.
        authority: its name, as its certificate says it.
        digest: SHA-256 of what it is of.
        nonce: the number that it answers.
        certificate: that it is signed with; ``others`` came beside it.
    """

    moment: datetime
    authority: str
    digest: bytes
    nonce: int | None
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]

    def require(self, trusted: str) -> None:
        """That its certificate is vouched for by one of ``trusted`` (PEM).

        Raises:
            BadTimestampError: it is not.
            ValueError: that is no certificate.
        """
        anchors = load_certificates(trusted.encode("utf-8"))
        if not leads_to(self.certificate, self.others, anchors, self.moment):
            raise BadTimestampError("le certificat de l’autorité n’en répond pas")


def timestamp_request(digest: bytes, nonce: int) -> bytes:
    """What is asked, DER: a timestamp of that SHA-256, with the certificate of who gives it."""
    request = tsp.TimeStampReq({
        "version": "v1",
        "message_imprint": {
            "hash_algorithm": {"algorithm": "sha256", "parameters": core.Null()},
            "hashed_message": digest,
        },
        "nonce": nonce,
        "cert_req": True,
    })  # fmt: skip
    encoded: bytes = request.dump()
    return encoded


def read_timestamp(answer: bytes) -> Timestamp:
    """The timestamp that an answer (DER) holds: well formed, and signed by what it came with.

    Raises:
        BadTimestampError: it is none.
    """
    try:
        with warnings.catch_warnings():  # a certificate that is badly made is refused, or does
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            return _read(answer)
    except BadTimestampError:
        raise
    except InvalidSignature:
        raise BadTimestampError("sa signature n’est pas bonne") from None
    except Exception:  # noqa: BLE001  (a parser fed by strangers raises anything)
        raise BadTimestampError("ce n’est pas un horodatage, ou il est coupé") from None


def check_timestamp(
    answer: bytes, digest: bytes, *, nonce: int | None = None, trusted: str | None = None
) -> Timestamp:
    """The timestamp that an answer holds, of that very digest.

    Args:
        answer: DER.
        digest: SHA-256 of what must have been stamped.
        nonce: the number that was asked with, when it was just asked.
        trusted: certificates (PEM), one of which must vouch for the signer; None asks for none.

    Raises:
        BadTimestampError: it is none, or of something else, or of somebody else.
    """
    found = read_timestamp(answer)
    if found.digest != digest:
        raise BadTimestampError("c’est l’horodatage d’un autre fichier")
    if nonce is not None and found.nonce != nonce:
        raise BadTimestampError("il répond à une autre demande")
    if trusted is not None:
        found.require(trusted)
    return found


def _read(answer: bytes) -> Timestamp:
    response = _Answer.load(answer, strict=True)
    status = response["status"]
    if status["status"].native not in _GRANTED:
        raise BadTimestampError(f"l’autorité l’a refusé{_reason(status)}")
    content = response["time_stamp_token"]
    if content["content_type"].native != "signed_data":
        raise ValueError("no signed data")
    signed = content["content"]
    enclosed = signed["encap_content_info"]
    if enclosed["content_type"].native != "tst_info":
        raise ValueError("no timestamp inside")
    facts = enclosed["content"].contents
    info = tsp.TSTInfo.load(facts, strict=True)
    imprint = info["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != "sha256":
        raise BadTimestampError("il est fait sur une autre empreinte que SHA-256")
    (signer,) = signed["signer_infos"]
    came = tuple(_certificates(signed))
    certificate = next((each for each in came if _is_of(signer["sid"], each)), None)
    if certificate is None:
        raise BadTimestampError("le certificat qui l’a signé n’est pas venu avec")
    _check_signature(signer, facts, certificate)
    moment = info["gen_time"].native
    if not told_anywhere(moment):
        raise ValueError("no moment")
    _check_right(certificate, moment)
    return Timestamp(
        moment=moment,
        authority=_name(certificate),
        digest=imprint["hashed_message"].native,
        nonce=info["nonce"].native,
        certificate=certificate,
        others=tuple(each for each in came if each != certificate),
    )


def _reason(status: tsp.PKIStatusInfo) -> str:
    told = status["status_string"].native or ()
    words = printable(" ".join(" ".join(told).split()))[:_LONGEST_WORDS].rstrip(". ")
    return f"{NBSP}: {quoted(words)}" if words else ""


def _certificates(signed: cms.SignedData) -> Iterator[x509.Certificate]:
    for each in signed["certificates"] or ():
        if each.name == "certificate":
            yield x509.load_der_x509_certificate(each.chosen.dump())


def _is_of(sid: cms.SignerIdentifier, certificate: x509.Certificate) -> bool:
    if sid.name == "issuer_and_serial_number":
        return bool(
            sid.chosen["serial_number"].native == certificate.serial_number
            and sid.chosen["issuer"].dump() == certificate.issuer.public_bytes()
        )
    held = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    return bool(sid.chosen.native == held)


def _check_signature(signer: cms.SignerInfo, facts: bytes, certificate: x509.Certificate) -> None:
    """That the facts are those that the attributes name, and the attributes those that are signed.

    Raises:
        InvalidSignature: otherwise.
        ValueError: something is missing.
    """
    digest_name = signer["digest_algorithm"]["algorithm"].native
    attributes = signer["signed_attrs"]
    values: dict[str, core.Asn1Value] = {}
    for each in attributes:
        (values[each["type"].native],) = each["values"]
    if values["content_type"].native != "tst_info":
        raise ValueError("signed as something else")
    if values["message_digest"].native != _digest(digest_name, facts):
        raise InvalidSignature
    if not _names(values, certificate):
        raise InvalidSignature
    signature, data = signer["signature"].native, attributes.untag().dump()
    algorithm = signer["signature_algorithm"]
    try:
        hashed = _HASHES[algorithm.hash_algo]
    except ValueError:  # « rsaEncryption » alone: the digest's own algorithm
        hashed = _HASHES[digest_name]
    key = certificate.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, data, ec.ECDSA(hashed))
    elif isinstance(key, rsa.RSAPublicKey) and algorithm.signature_algo == "rsassa_pss":
        salt = algorithm["parameters"]["salt_length"].native
        key.verify(signature, data, padding.PSS(padding.MGF1(hashed), salt), hashed)
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, data, padding.PKCS1v15(), hashed)
    else:
        raise BadTimestampError("sa signature est d’une sorte inconnue")


def _names(values: dict[str, core.Asn1Value], certificate: x509.Certificate) -> bool:
    """Whether the signature names its certificate: it can't be moved to another of that key."""
    der = certificate.public_bytes(Encoding.DER)
    if "signing_certificate_v2" in values:
        first = values["signing_certificate_v2"]["certs"][0]
        name = first["hash_algorithm"]["algorithm"].native
        return bool(first["cert_hash"].native == _digest(name, der))
    first = values["signing_certificate"]["certs"][0]
    return bool(first["cert_hash"].native == hashlib.sha1(der, usedforsecurity=False).digest())


def _digest(name: str, data: bytes) -> bytes:
    if name not in _HASHES:
        raise ValueError("an algorithm that proves nothing any more")
    return hashlib.new(name, data).digest()


def _check_right(certificate: x509.Certificate, moment: datetime) -> None:
    """That the signer's certificate is for timestamps, and was valid at the moment it states."""
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    if ExtendedKeyUsageOID.TIME_STAMPING not in usage:
        raise BadTimestampError("son certificat n’est pas celui d’une autorité d’horodatage")
    if not is_valid_at(certificate, moment):
        raise BadTimestampError("son certificat n’était pas valable à l’heure qu’il dit")


def _name(certificate: x509.Certificate) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for each in certificate.subject.get_attributes_for_oid(kind):
            return printable(str(each.value))[:_LONGEST_WORDS]
    return "une autorité sans nom"
