"""A timestamp is asked of a real authority, and no answer that is not one is taken."""

import hashlib
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import core, tsp
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from hypothesis import given, settings
from hypothesis import strategies as st

from coachdesk.signing.timestamp import (
    BadTimestampError,
    check_timestamp,
    read_timestamp,
    timestamp_request,
)
from coachdesk.sync.time_authority import TimeAuthority
from coachdesk.sync.timestamp import ask_timestamp
from coachdesk.sync.transports.trouble import After, TroubleError
from support.pdf_tools import run
from support.servers.authority_of_time import NAME, authority_of_time
from support.servers.ports import free_port

DIGEST = hashlib.sha256(b"la liste").digest()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("tsa")


@pytest.fixture(scope="module")
def running(home):
    with authority_of_time(home) as authority:
        yield authority


@pytest.fixture
def authority(running):
    yield running
    running.status, running.drip, running.cut = 200, 0.0, None
    running.change = running.before = lambda data: data


@pytest.fixture(scope="module")
def answer(running):
    return ask_timestamp(TimeAuthority(running.url, running.root), DIGEST).answer


def refused(authority, root=None, **how):
    """The one sentence that says why it was not had."""
    with pytest.raises(TroubleError) as caught:
        ask_timestamp(TimeAuthority(authority.url, root or authority.root), DIGEST, **how)
    error = caught.value
    assert error.after is After.RETRY
    assert error.sentence.endswith(".")
    assert error.sentence.count(". ") == 0
    assert "plus tard" in error.remedy
    return error.sentence


@pytest.mark.parametrize("how", [{}, {"rsa_key": False}, {"alg": "sha1"}])
def test_a_timestamp_is_had_of_each_kind_of_authority(tmp_path, how):
    with authority_of_time(tmp_path, **how) as authority:
        stamp = ask_timestamp(TimeAuthority(authority.url, authority.root), DIGEST)
    assert stamp.timestamp.authority == NAME
    assert abs(datetime.now(UTC) - stamp.timestamp.moment) < timedelta(minutes=1)
    assert stamp.timestamp.digest == DIGEST


def test_openssl_takes_our_request_and_the_answer_that_we_took(tmp_path, home, answer):
    (tmp_path / "liste").write_bytes(b"la liste")
    (tmp_path / "liste.tsr").write_bytes(answer)
    (tmp_path / "q").write_bytes(timestamp_request(DIGEST, 5))
    said = run("openssl", "ts", "-query", "-in", "q", "-text", folder=tmp_path).stdout
    assert "Nonce: 0x05" in said
    assert "Certificate required: yes" in said
    done = run(
        "openssl", "ts", "-verify", "-in", "liste.tsr", "-data", "liste",
        "-CAfile", home / "root.pem", folder=tmp_path,
    )  # fmt: skip
    assert "Verification: OK" in done.stdout + done.stderr


def test_a_request_holds_a_digest_and_a_number_and_no_word(authority):
    ask_timestamp(TimeAuthority(authority.url), DIGEST)
    query = tsp.TimeStampReq.load(authority.requests[-1], strict=True).native
    assert query["message_imprint"]["hashed_message"] == DIGEST
    assert query["nonce"] > 0
    assert {name for name, value in query.items() if value is not None} == {
        "version", "message_imprint", "nonce", "cert_req",
    }  # fmt: skip


def test_the_answer_to_another_request_is_refused(authority):
    authority.before = lambda _: timestamp_request(DIGEST, 7)
    assert "répond à une autre demande" in refused(authority)


def test_an_answer_without_the_number_is_refused(authority):
    def bare(query):
        asked = tsp.TimeStampReq.load(query)
        del asked["nonce"]
        return asked.dump(force=True)

    authority.before = bare
    assert "répond à une autre demande" in refused(authority)


def test_the_timestamp_of_something_else_is_refused(authority):
    def other(query):
        number = tsp.TimeStampReq.load(query)["nonce"].native
        return timestamp_request(hashlib.sha256(b"autre").digest(), number)

    authority.before = other
    assert "d’un autre fichier" in refused(authority)


def test_an_authority_that_is_not_the_one_set_is_refused(authority, tmp_path):
    with authority_of_time(tmp_path) as impostor:
        root = impostor.root
    assert "n’en répond pas" in refused(authority, root)


def test_a_signer_out_of_date_is_refused(tmp_path):
    with authority_of_time(tmp_path, expired=True) as authority:
        assert "n’était pas valable" in refused(authority)


def test_a_refusal_of_the_authority_is_told_with_its_words(authority):
    authority.before = lambda query: query.replace(
        tsp.TimeStampReq.load(query)["message_imprint"]["hash_algorithm"].dump(),
        bytes.fromhex("300d06096086480165030402030500"),  # SHA-512, with 32 bytes
    )
    assert "l’autorité l’a refusé\u00a0: «\u00a0Message digest algorithm" in refused(authority)


def test_an_answer_without_its_certificate_is_refused(authority):
    def silent(query):
        asked = tsp.TimeStampReq.load(query)
        asked["cert_req"] = False
        return asked.dump(force=True)

    authority.before = silent
    assert "n’est pas venu avec" in refused(authority)


def test_a_certificate_of_no_version_is_refused(authority):
    authority.change = lambda answer: answer.replace(
        bytes.fromhex("a003020102"), bytes.fromhex("a003020107")
    )
    assert "n’est pas un horodatage" in refused(authority)


def dated(answer: bytes, moment: datetime, key: Path) -> bytes:
    """The same answer of another moment, signed again by its signer's RSA key."""
    response = tsp.TimeStampResp.load(answer)
    signed = response["time_stamp_token"]["content"]
    info = signed["encap_content_info"]["content"].parsed
    info["gen_time"] = moment
    facts = info.dump(force=True)
    signed["encap_content_info"]["content"] = core.ParsableOctetString(facts)
    (signer,) = signed["signer_infos"]
    for each in signer["signed_attrs"]:
        if each["type"].native == "message_digest":
            each["values"] = [hashlib.sha256(facts).digest()]
    told = signer["signed_attrs"].untag().dump(force=True)
    secret = serialization.load_pem_private_key(key.read_bytes(), None)
    signer["signature"] = secret.sign(told, padding.PKCS1v15(), hashes.SHA256())
    return response.dump(force=True)


@pytest.mark.parametrize(
    ("moment", "taken"),
    [
        (datetime(9990, 1, 1, tzinfo=UTC), True),
        (datetime(9999, 12, 31, 23, 58, tzinfo=UTC), False),
    ],
)
def test_a_moment_that_no_clock_here_can_tell_is_refused(tmp_path, moment, taken):
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    with authority_of_time(tmp_path, last=last) as authority:
        answers = []
        authority.change = lambda answer: answers.append(answer) or answer
        assert "n’était pas valable" in refused(authority)
    ours = dated(answers[0], moment, tmp_path / "signer.key")
    if taken:
        assert read_timestamp(ours).moment == moment
    else:
        with pytest.raises(BadTimestampError, match="n’est pas un horodatage"):
            read_timestamp(ours)


def test_a_page_that_asks_to_log_in_is_no_timestamp(authority):
    authority.change = lambda _: b"<html>Identifiez-vous</html>"
    assert "n’est pas un horodatage" in refused(authority)


def test_an_endless_answer_is_not_read(authority):
    authority.change = lambda answer: answer + bytes(1 << 20)
    assert "trop longue" in refused(authority)


@pytest.mark.parametrize("status", [204, 302, 401, 404, 500, 503])
def test_an_error_of_the_server_is_told_by_its_number(authority, status):
    authority.status = status
    assert f"l’erreur {status}" in refused(authority)


def test_a_server_that_drips_is_left(authority):
    authority.drip = 0.05
    begun = time.monotonic()
    assert "trop de temps" in refused(authority, patience=0.6)
    assert time.monotonic() - begun < 30  # all of it would take minutes


def test_an_answer_cut_on_the_way_is_told(authority):
    for cut in (0, 1, 700):
        authority.cut = cut
        assert "la connexion a été coupée" in refused(authority)
    authority.cut = None
    known = TimeAuthority(authority.url, authority.root)
    assert ask_timestamp(known, DIGEST).timestamp.digest == DIGEST


def test_a_server_that_nobody_runs_is_told():
    with pytest.raises(TroubleError, match="ne répond pas"):
        ask_timestamp(TimeAuthority(f"http://127.0.0.1:{free_port()}/tsa"), DIGEST)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_cut_answer_is_refused_wherever_it_is_cut(answer, data):
    size = data.draw(st.integers(0, len(answer) - 1))
    with pytest.raises(BadTimestampError):
        read_timestamp(answer[:size])


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_changed_byte_gives_another_moment_or_another_file(answer, running, data):
    at = data.draw(st.integers(0, len(answer) - 1))
    changed = bytearray(answer)
    changed[at] ^= data.draw(st.integers(1, 255))
    kept = read_timestamp(answer)
    try:
        found = check_timestamp(bytes(changed), DIGEST, trusted=running.root)
    except BadTimestampError:
        return
    # What the signature does not cover (the words of the status, other certificates) may differ.
    assert (found.moment, found.authority, found.nonce) == (
        kept.moment, kept.authority, kept.nonce,
    )  # fmt: skip


def test_asking_tells_no_log_whom_it_asks(authority):
    """In a program of its own: the other ways out have kept the library quiet here."""
    asking = (
        "import logging; logging.basicConfig(level=logging.DEBUG)\n"
        "from coachdesk.sync.time_authority import TimeAuthority\n"
        "from coachdesk.sync.timestamp import ask_timestamp\n"
        f"print(ask_timestamp(TimeAuthority({authority.url!r}), {DIGEST!r}).timestamp.authority)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asking],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stdout.strip() == NAME
    assert done.stderr == ""
