"""The verdicts of ``verify``, and what it says beside them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachdesk.core.errors import UserError
from coachdesk.signing.envelope import encrypt_for
from coachdesk.sync.received import expected_signer
from coachdesk.sync.report import Report, Status
from coachdesk.sync.verification import verify_file
from coachdesk.sync.zipfmt import pack
from support.pdf_tools import run
from support.signed_papers import BUILT, FILES, NOW, SHEET, SIGNER, identity, package

Files = dict[str, bytes]


def test_an_untouched_package_of_a_known_coach(judge: Callable[..., Report]) -> None:
    report = judge(BUILT.data)
    assert report.verdict == "Intact, signé par Élodie Martin"
    assert report.exit_code == 0
    (line,) = report.lines
    assert "8\u00a0fichiers, 3\u00a0cachets, 2\u00a0signatures dessinées" in line
    assert report.to_json()["signer"] == {
        "name": "Élodie Martin",
        "organisation": "Association d’Essai",
        "fingerprint": SIGNER,
    }


def test_an_unknown_signer_is_told_by_the_fingerprint(judge: Callable[..., Report]) -> None:
    report = judge(BUILT.data, signer=None)
    assert report.status is Status.SIGNER_UNKNOWN
    assert report.exit_code == 1
    digits = report.verdict.partition("empreinte ")[2]
    assert expected_signer(digits) == SIGNER


def test_a_signer_known_otherwise_is_known(tmp_path: Path) -> None:
    path = tmp_path / BUILT.filename
    path.write_bytes(BUILT.data)
    assert verify_file(path, known=(SIGNER, "ab" * 32)).status is Status.INTACT
    assert verify_file(path, known=("ab" * 32,)).status is Status.SIGNER_UNKNOWN


def test_a_package_signed_again_by_another_is_not_the_expected_one(
    judge: Callable[..., Report],
) -> None:
    forged = package(papers=2, by=identity("Un autre"))
    report = judge(forged.data)
    assert report.status is Status.SIGNER_UNKNOWN
    assert report.exit_code == 1
    assert any("pas le signataire attendu" in line for line in report.lines)


def test_a_renamed_package_is_said_to_be(judge: Callable[..., Report]) -> None:
    report = judge(BUILT.data, "mai.zip")
    assert report.status is Status.INTACT
    assert BUILT.filename in report.lines[-1]


def test_a_list_of_digests_changed_alone_is_named(judge: Callable[..., Report]) -> None:
    sums = FILES["SHA256SUMS"].replace(b"  ", b" *", 1)
    (finding,) = judge(pack(FILES | {"SHA256SUMS": sums})).findings
    assert finding.file == "SHA256SUMS"


def test_a_package_zipped_again_is_named_and_nothing_else(judge: Callable[..., Report]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in FILES.items():
            archive.writestr(path, data)
    (finding,) = judge(buffer.getvalue()).findings
    assert finding.sentence.startswith("archive\u00a0: elle a été refaite")


def test_a_path_that_leads_out_is_named(judge: Callable[..., Report]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../\x1b[31m.pdf", b"x")
    report = judge(buffer.getvalue())
    assert any("ce nom ne peut pas" in finding.message for finding in report.findings)
    assert "\x1b" not in "".join(report.lines)


@given(st.binary(max_size=200), st.sampled_from(["x.zip", "x.pdf", "x", "x.p7m"]))
def test_hostile_bytes_are_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(junk)
    try:
        status = verify_file(path, signer=SIGNER).status
    except UserError as refusal:
        status = Status.ALTERED if refusal.sentence and refusal.remedy else Status.INTACT
    assert status is Status.ALTERED


def test_a_paper_alone_is_explained(judge: Callable[..., Report]) -> None:
    report = judge(FILES[SHEET], "feuille.pdf")
    assert report.verdict == "Intact, signé par Élodie Martin"
    assert any(line.startswith("Signature de M. Essai") for line in report.lines)
    assert report.lines[-1].endswith("cohérente.")


def test_a_paper_alone_that_changed_is_named(judge: Callable[..., Report]) -> None:
    report = judge(FILES[SHEET] + b"\n", "feuille.pdf")
    assert report.verdict == (
        "Altéré\u00a0: feuille.pdf\u00a0: il a été modifié après son cachet\u00a0: "
        "1\u00a0octet ajouté"
    )


def test_a_wrapped_package_opens_with_the_recipients_key(tmp_path: Path) -> None:
    key, certificate = tmp_path / "dep.key", tmp_path / "dep.crt"
    made = run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key,
        "-out", certificate, "-days", "30", "-subj", "/CN=Departement",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    path = tmp_path / f"{BUILT.filename}.p7m"
    path.write_bytes(encrypt_for(certificate.read_bytes(), BUILT.data))
    assert verify_file(path, signer=SIGNER, key=key).exit_code == 0
    with pytest.raises(UserError, match="chiffré"):
        verify_file(path, signer=SIGNER)


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.zip", tmp_path):
        with pytest.raises(UserError, match="Impossible de lire"):
            verify_file(path)


def test_an_expected_signer_is_a_file_or_a_fingerprint(tmp_path: Path) -> None:
    pem = tmp_path / "coach.pem"
    pem.write_bytes(identity().certificate.pem)
    assert expected_signer(str(pem)) == expected_signer(SIGNER.upper()) == SIGNER
    with pytest.raises(UserError):
        expected_signer(str(tmp_path / "absent.pem"))


def test_the_month_and_time_are_told(judge: Callable[..., Report]) -> None:
    (line,) = judge(BUILT.data).notes
    assert line.startswith("Envoi de mai\u00a02023, version 1, fait le 31\u00a0mai\u00a02023 à 18")
    assert NOW.hour == 18
