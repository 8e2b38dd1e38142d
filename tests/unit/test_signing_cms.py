"""Detached signatures and wraps: openssl understands them, and no byte of them is free."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.signing import cms
from coachdesk.signing.certificate import Certificate
from coachdesk.signing.envelope import decrypt, encrypt_for
from support.pdf_tools import openssl_verify, run
from support.signed_papers import NOW, identity, utc

CONTENT = b'{"a":1}\r\n\n'
DIGEST = hashlib.sha256(CONTENT).digest()


def test_openssl_verifies_it_against_the_coach_certificate(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(CONTENT)
    (tmp_path / "manifest.json.p7s").write_bytes(cms.sign(identity(), DIGEST, NOW))
    (tmp_path / "coach.pem").write_bytes(identity().certificate.pem)
    done = openssl_verify(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "successful" in done.stderr
    (tmp_path / "manifest.json").write_bytes(CONTENT + b" ")
    assert openssl_verify(tmp_path).returncode != 0


def test_openssl_finds_it_a_cades_signature(tmp_path: Path) -> None:
    for name, data in (
        ("content", CONTENT),
        ("p7s", cms.sign(identity(), DIGEST, NOW)),
        ("pem", identity().certificate.pem),
    ):
        (tmp_path / name).write_bytes(data)
    done = run(
        "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "p7s",
        "-content", "content", "-CAfile", "pem", "-out", "out", folder=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_it_says_who_signed_and_when() -> None:
    signed = cms.verify(cms.sign(identity(), DIGEST, NOW), DIGEST)
    assert (signed.certificate, signed.when) == (identity().certificate, utc(NOW))
    assert cms.verify(cms.sign(identity(), DIGEST), DIGEST).when is None


def test_no_byte_of_it_can_change() -> None:
    good = cms.sign(identity(), DIGEST, NOW)
    for at in range(len(good)):
        changed = bytearray(good)
        changed[at] ^= 1 << at % 8
        with pytest.raises(cms.BadSignatureError):
            cms.verify(bytes(changed), DIGEST)


@pytest.mark.parametrize("tail", [b"\0", b"x"])
def test_nothing_can_follow_it(tail: bytes) -> None:
    with pytest.raises(cms.BadSignatureError):
        cms.verify(cms.sign(identity(), DIGEST, NOW) + tail, DIGEST)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_signature_are_refused_in_order(data: bytes) -> None:
    with pytest.raises(cms.BadSignatureError):
        cms.verify(data, DIGEST)
    assert cms.signer(data) is None


def test_a_signature_dated_before_the_certificate_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    early = NOW - timedelta(days=3)
    with pytest.raises(UserError, match="L’ordinateur indique le 28\u00a0mai\u00a02023"):
        cms.sign(identity(), DIGEST, early)
    with monkeypatch.context() as careless:
        careless.setattr(Certificate, "refuse_outside", lambda *_: None)
        made = cms.sign(identity(), DIGEST, early)
    with pytest.raises(cms.BadSignatureError):
        cms.verify(made, DIGEST)


@pytest.fixture(scope="module")
def recipient(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recipient's RSA key and certificate, made as the Département would."""
    folder = tmp_path_factory.mktemp("recipient")
    made = run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "dep.key",
        "-out", "dep.crt", "-days", "30", "-subj", "/CN=Departement", folder=folder,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return folder


def test_openssl_opens_what_is_wrapped(recipient: Path, tmp_path: Path) -> None:
    data = bytes(range(256)) * 50
    wrapped = tmp_path / "x.zip.p7m"
    wrapped.write_bytes(encrypt_for((recipient / "dep.crt").read_bytes(), data))
    opened = tmp_path / "x.zip"
    done = run(
        "openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", wrapped,
        "-inkey", recipient / "dep.key", "-recip", recipient / "dep.crt", "-out", opened,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert opened.read_bytes() == data
    assert data not in wrapped.read_bytes()


def test_the_recipients_key_alone_opens_it_here_too(recipient: Path) -> None:
    wrapped = encrypt_for((recipient / "dep.crt").read_bytes(), b"envoi")
    assert decrypt((recipient / "dep.key").read_bytes(), wrapped) == b"envoi"


def test_another_key_or_a_damaged_wrap_is_refused_in_words(recipient: Path, tmp_path: Path) -> None:
    wrapped = encrypt_for((recipient / "dep.crt").read_bytes(), b"envoi" * 100)
    run("openssl", "genrsa", "-out", tmp_path / "other.key", "2048")
    with pytest.raises(UserError, match="clé"):
        decrypt((tmp_path / "other.key").read_bytes(), wrapped)
    key = (recipient / "dep.key").read_bytes()
    for damaged in (b"", b"PK", wrapped[:-1], wrapped[1:]):
        with pytest.raises(UserError, match="chiffré"):
            decrypt(key, damaged)
    for no_key in (b"", b"-----BEGIN PRIVATE KEY-----", identity().certificate.pem):
        with pytest.raises(UserError, match="clé privée"):
            decrypt(no_key, wrapped)


def test_a_short_rsa_key_is_no_recipient_either(tmp_path: Path) -> None:
    run(
        "openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", "k",
        "-out", "c", "-days", "30", "-subj", "/CN=Court", folder=tmp_path,
    )  # fmt: skip
    with pytest.raises(UserError, match="trop courte"):
        encrypt_for((tmp_path / "c").read_bytes(), b"envoi")


def test_a_coach_certificate_is_no_recipient() -> None:
    with pytest.raises(UserError, match="RSA"):
        encrypt_for(identity().certificate.pem, b"envoi")
