"""Whom a certificate leads to, whatever came with it: nothing of that is believed."""

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from coachdesk.signing.chain import leads_to
from support.carrying import within

NOW = datetime(2024, 1, 15, tzinfo=UTC)
DAY = timedelta(days=1)
KEY = ec.generate_private_key(ec.SECP256R1())


def issued(name: str, by: str, *, ca: bool = True, last: datetime = NOW + DAY) -> x509.Certificate:
    """A certificate; every key is the same, so that whoever has the right name issued it."""
    named = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, each)]) for each in (name, by)]
    return (
        x509.CertificateBuilder()
        .subject_name(named[0])
        .issuer_name(named[1])
        .public_key(KEY.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - DAY)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .sign(KEY, hashes.SHA256())
    )


def doubled(certificate: x509.Certificate) -> x509.Certificate:
    """The same with one extension twice, as no library makes it: it is read, and then raises."""
    made = asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
    extensions = made["tbs_certificate"]["extensions"]
    extensions.append(extensions[0].copy())
    return x509.load_der_x509_certificate(made.dump(force=True))


ROOT, SIGNER = issued("racine", "racine"), issued("signataire", "entre", ca=False)
BETWEEN = issued("entre", "racine")


def test_by_what_came_with_it_it_leads_to_who_is_trusted():
    assert leads_to(SIGNER, [BETWEEN], [ROOT], NOW)
    assert leads_to(SIGNER, [], [BETWEEN], NOW)
    assert leads_to(SIGNER, [], [SIGNER], NOW)
    assert not leads_to(SIGNER, [], [ROOT], NOW)
    assert not leads_to(SIGNER, [BETWEEN], [], NOW)


def test_nobody_vouches_who_may_not_or_is_out_of_date():
    assert not leads_to(SIGNER, [issued("entre", "racine", ca=False)], [ROOT], NOW)
    assert not leads_to(SIGNER, [issued("entre", "racine", last=NOW)], [ROOT], NOW + DAY / 2)


@pytest.mark.parametrize(("long", "known"), [(4, True), (5, True), (6, False)])
def test_a_chain_is_followed_so_far(long, known):
    chain = [issued(str(at), str(at + 1)) for at in range(long + 1)]
    assert leads_to(chain[0], chain[1:], [issued(str(long + 1), "racine")], NOW) is known


def test_many_that_vouch_for_each_other_are_gone_through_once():
    twins = [issued("entre", "entre") for _ in range(60)]
    with within(seconds=20):
        assert not leads_to(SIGNER, twins, [ROOT], NOW)
        assert leads_to(SIGNER, [*twins, BETWEEN], [ROOT], NOW)


def test_one_that_can_t_be_read_through_vouches_for_nobody():
    odd = doubled(issued("entre", "racine"))
    assert not leads_to(SIGNER, [odd], [ROOT], NOW)
    assert leads_to(SIGNER, [odd, BETWEEN], [ROOT], NOW)
