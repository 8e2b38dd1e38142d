"""The verdict on a timestamp: given with its envoi, or lying beside it."""

import hashlib
import re
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coachdesk.core.errors import UserError
from coachdesk.services.directory.pem import authority_certificate
from coachdesk.sync.report import Status
from coachdesk.sync.stamped import stamp_report
from coachdesk.sync.time_authority import TimeAuthority
from coachdesk.sync.timestamp import ask_timestamp
from coachdesk.sync.verification import verify_file, verify_files
from support.pdf_tools import run
from support.servers.authority_of_time import NAME, authority_of_time
from support.signed_papers import BUILT, FILES, SIGNER, heading, package

STAMP = f"{BUILT.filename}.tsr"


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """The answer of an authority on the envoi, and the file of its certificate."""
    home = tmp_path_factory.mktemp("tsa")
    with authority_of_time(home) as authority:
        digest = hashlib.sha256(FILES["manifest.json"]).digest()
        answer = ask_timestamp(TimeAuthority(authority.url, authority.root), digest).answer
    return answer, home / "root.pem"


@pytest.fixture
def received(tmp_path: Path, given):
    """The folder in which both were received."""
    (tmp_path / BUILT.filename).write_bytes(BUILT.data)
    (tmp_path / STAMP).write_bytes(given[0])
    return tmp_path


def test_given_with_its_envoi_it_says_when_and_by_whom(received, given):
    judged = verify_files(
        [received / STAMP, received / BUILT.filename], signer=SIGNER, authority=given[1]
    )
    assert [each.exit_code for each in judged] == [0, 0]
    today = datetime.now().astimezone()
    verdict = judged[0].result.verdict
    assert re.match(rf"Horodaté le .*{today:%Y} à .* par {NAME}", verdict), verdict
    assert verdict.endswith(f"\u00a0: c’est l’horodatage de {BUILT.filename}")


def test_without_the_authority_s_certificate_its_word_is_nobody_s(received):
    stamp, envoi = verify_files([received / STAMP, received / BUILT.filename], signer=SIGNER)
    assert stamp.result.status is Status.SIGNER_UNKNOWN
    assert stamp.exit_code == 1
    assert "--authority" in stamp.result.lines[0]
    assert envoi.exit_code == 0


def test_lying_beside_it_is_read_with_the_envoi(received, given):
    (envoi,) = verify_files([received / BUILT.filename], signer=SIGNER, authority=given[1])
    assert envoi.exit_code == 0
    (note,) = [line for line in envoi.result.lines if "Horodaté le" in line]
    assert NAME in note


def test_alone_it_finds_its_envoi_beside(received, given):
    (stamp,) = verify_files([received / STAMP], authority=given[1])
    assert stamp.exit_code == 0


def test_given_with_another_envoi_it_finds_its_own_beside(received, given):
    other = received / "autre.zip"
    other.write_bytes(package(papers=1).data)
    _, stamp = verify_files([other, received / STAMP], authority=given[1])
    assert stamp.exit_code == 0
    assert BUILT.filename in stamp.result.verdict


def test_alone_without_its_envoi_it_can_t_be_judged(received):
    (received / BUILT.filename).unlink()
    (stamp,) = verify_files([received / STAMP])
    assert isinstance(stamp.result, UserError)
    assert "son envoi manque" in stamp.result.sentence


def test_of_another_envoi_it_is_told(received, given):
    (received / BUILT.filename).write_bytes(package(papers=1).data)
    stamp, _ = verify_files([received / STAMP, received / BUILT.filename], authority=given[1])
    assert stamp.result.status is Status.ALTERED
    assert "c’est l’horodatage d’un autre fichier" in stamp.result.verdict
    (envoi,) = verify_files([received / BUILT.filename], signer=SIGNER)
    assert envoi.exit_code == 0, "the envoi itself is whole"
    assert any("n’est pas son horodatage" in line for line in envoi.result.lines)


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda _: b"", lambda _: b"%PDF-1.7"])
def test_damaged_it_hides_nothing_of_the_envoi(received, damage):
    path = received / STAMP
    path.write_bytes(damage(path.read_bytes()))
    (envoi,) = verify_files([received / BUILT.filename], signer=SIGNER)
    assert envoi.exit_code == 0
    assert any("ce n’est pas un horodatage" in line for line in envoi.result.lines)
    (stamp,) = verify_files([path])
    assert stamp.exit_code == 1


def test_beside_a_wrapped_envoi_it_is_read_too(received, given):
    run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=la",
        "-keyout", "k.pem", "-out", "c.pem", folder=received,
    )  # fmt: skip
    run(
        "openssl", "cms", "-encrypt", "-binary", "-aes256", "-outform", "DER",
        "-in", BUILT.filename, "-out", f"{BUILT.filename}.p7m", "c.pem", folder=received,
    )  # fmt: skip
    (received / BUILT.filename).unlink()
    wrapped, key = received / f"{BUILT.filename}.p7m", received / "k.pem"
    (envoi,) = verify_files([wrapped], signer=SIGNER, key=key, authority=given[1])
    assert any("Horodaté le" in line for line in envoi.result.lines)
    (stamp,) = verify_files([received / STAMP], key=key, authority=given[1])
    assert stamp.exit_code == 0


def test_a_clock_that_ran_ahead_is_seen(received, given):
    """The envoi says that it was made after the moment that the authority states."""
    later = datetime.now(UTC) + timedelta(days=2)
    ahead = replace(
        verify_file(received / BUILT.filename),
        heading=replace(heading(), created_at=later),
    )
    report = stamp_report(STAMP, given[0], [ahead], given[1].read_text())
    assert any("l’horloge du poste avançait" in note for note in report.notes)


def test_what_is_given_as_the_authority_must_be_a_certificate(received):
    with pytest.raises(UserError, match="n’est pas un certificat"):
        verify_files([received / STAMP], authority=received / BUILT.filename)


def test_nor_one_of_a_version_that_there_is_not(received, given):
    der = ssl.PEM_cert_to_DER_cert(given[1].read_text())
    odd = received / "odd.pem"
    odd.write_text(
        ssl.DER_cert_to_PEM_cert(
            der.replace(bytes.fromhex("a003020102"), bytes.fromhex("a003020107"))
        )
    )
    with pytest.raises(UserError, match="n’est pas un certificat"):
        verify_files([received / STAMP], authority=odd)
    with pytest.raises(UserError, match="pas de certificat lisible"):
        authority_certificate(odd)
