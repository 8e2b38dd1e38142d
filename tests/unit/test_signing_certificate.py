"""The device certificate, and what a user gives in its place."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.x509.oid import NameOID

from coachdesk.core.errors import UserError
from coachdesk.core.french import fingerprint
from coachdesk.signing.certificate import (
    new_identity,
    read_certificate,
    read_fingerprint,
)
from support.pdf_tools import run
from support.signed_papers import DEVICE, NOW, identity, utc


def test_the_certificate_names_coach_association_and_device() -> None:
    certificate = identity().certificate
    assert (certificate.holder, certificate.organisation) == (
        "Élodie Martin",
        "Association d’Essai",
    )
    device = certificate.parsed.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    assert [item.value for item in device] == [str(DEVICE)]


def test_it_holds_from_the_day_before_for_fifteen_years() -> None:
    parsed = identity().certificate.parsed
    assert parsed.not_valid_before_utc == utc(NOW) - timedelta(days=1)
    years = (parsed.not_valid_after_utc - parsed.not_valid_before_utc) / timedelta(days=365.25)
    assert years == pytest.approx(15)


def test_openssl_reads_its_fingerprint_and_trusts_it_as_its_own_root(tmp_path: Path) -> None:
    pem = tmp_path / "coach.pem"
    pem.write_bytes(identity().certificate.pem)
    said = run("openssl", "x509", "-in", pem, "-noout", "-fingerprint", "-sha256").stdout
    assert said.partition("=")[2].strip().replace(":", "").lower() == (
        identity().certificate.fingerprint
    )
    verified = run("openssl", "verify", "-no_check_time", "-CAfile", pem, pem)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_long_name_is_cut_where_a_certificate_wants_it() -> None:
    long = "Élisabeth " * 12
    made = new_identity(coach=long, association=long, device=DEVICE, now=NOW)
    assert long.startswith(made.certificate.holder)
    assert len(made.certificate.holder.encode()) <= 64


def test_the_private_key_never_shows() -> None:
    assert identity().key.hex() not in repr(identity())
    assert "key" not in repr(identity())


def test_a_certificate_given_as_pem_or_der_is_the_same() -> None:
    certificate = identity().certificate
    assert read_certificate(certificate.pem) == read_certificate(certificate.der) == certificate


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"bonjour",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        identity().certificate.der[:-1],
        identity().key,
    ],
)
def test_what_is_no_certificate_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UserError, match="certificat") as refused:
        read_certificate(data)
    assert refused.value.remedy


def test_a_damaged_certificate_is_never_ours_and_never_breaks() -> None:
    der = identity().certificate.der
    places = random.Random(20230531)
    for at in range(len(der)):
        for other in places.sample(range(1, 256), 6):
            damaged = bytearray(der)
            damaged[at] ^= other
            try:
                found = read_certificate(bytes(damaged))
            except UserError:
                continue
            assert not found.is_ours()
            assert isinstance(found.holder + found.organisation, str)
            assert found.covers(NOW) in {True, False}


def test_a_fingerprint_is_read_as_people_copy_it() -> None:
    digits = identity().certificate.fingerprint
    pairs = ":".join(digits[at : at + 2] for at in range(0, 64, 2)).upper()
    forms = (
        digits,
        fingerprint(digits),
        pairs,
        f"  {fingerprint(digits)}\n".replace(" ", "\u00a0"),
    )
    assert {read_fingerprint(form) for form in forms} == {digits}


@pytest.mark.parametrize("text", ["", "ab" * 31, "zz" * 32, "ab" * 33, "coach.pme"])
def test_what_is_no_fingerprint_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="empreinte"):
        read_fingerprint(text)
