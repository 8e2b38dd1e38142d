"""The package, checked without CoachDesk: unzip, sha256sum, openssl and pdfsig."""

import json
import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from coachdesk.core.french import fold
from coachdesk.sync.manifest import PreviousPackage, read_manifest, write_manifest
from coachdesk.sync.package import PackageContent, Paper, build_package
from support.pdf_tools import SealSeen, openssl_verify, pdfsig, run, trust_store
from support.signed_papers import BUILT, heading, identity


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, opened by unzip."""
    folder = tmp_path_factory.mktemp("recu")
    (folder / BUILT.filename).write_bytes(BUILT.data)
    done = run("unzip", "-q", BUILT.filename, "-d", "envoi", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "envoi"


def test_its_name_says_action_coach_month_version_and_id() -> None:
    assert BUILT.filename == "envoi_coaching-emploi_EM_2023-05_v1_000abcde.zip"


def test_it_holds_what_the_design_lists(opened: Path) -> None:
    found = {path.relative_to(opened).as_posix() for path in opened.rglob("*") if path.is_file()}
    assert found == {
        "bordereau.pdf", "tableau-de-suivi.pdf", "tableau-de-suivi.csv",
        "emargement/0000001.pdf", "emargement/0000002.pdf",
        "manifest.json", "manifest.json.p7s", "SHA256SUMS", "coach.pem", "VERIFIER.txt",
        "VERIFIER.pdf",
    }  # fmt: skip


def test_sha256sum_finds_every_file_but_its_own_list(opened: Path) -> None:
    done = run("sha256sum", "-c", "--strict", "SHA256SUMS", folder=opened)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count(": OK") == 10


def test_openssl_verifies_the_list_of_files(opened: Path) -> None:
    done = openssl_verify(opened)
    assert done.returncode == 0, done.stderr
    assert (opened / "liste.json").read_bytes() == (opened / "manifest.json").read_bytes()
    (opened / "liste.json").unlink()


def test_pdfsig_sees_the_seals_that_the_list_counts(opened: Path, tmp_path: Path) -> None:
    nss = trust_store(tmp_path / "nss", opened / "coach.pem")
    expected = SealSeen(signer="Élodie Martin", valid=True, whole_document=True)
    for entry in json.loads((opened / "manifest.json").read_bytes())["files"]:
        if entry["path"].endswith(".pdf"):
            assert pdfsig(opened / entry["path"], nss) == [expected] * entry["signatures"]


def test_the_list_is_read_as_it_was_written(opened: Path) -> None:
    data = (opened / "manifest.json").read_bytes()
    assert read_manifest(data) == BUILT.manifest
    previous = PreviousPackage(UUID(int=5), "ef" * 32)
    rectified = replace(
        BUILT.manifest,
        heading=replace(heading(version=2), supersedes=UUID(int=4), previous=previous),
    )
    assert read_manifest(write_manifest(rectified)) == rectified


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"schema":"cdk-envoi/1"', b'"schema":"cdk-envoi/2"'),
        (b'"version":1', b'"version":01'),
        (b'"version":1', b'"version":1.0'),
        (b'"version":1', b'"version":"1"'),
        (b'"version":1', b'"version":1,"version":1'),
        (b'"month":"2023-05"', b'"month":"2023-5"'),
        (b".120+02:00", b".120"),
        (b'"created_at":"2023', b'"created_at":"9999'),
        (b"{", b"{ "),
    ],
)
def test_a_list_written_otherwise_is_no_list(opened: Path, old: bytes, new: bytes) -> None:
    data = (opened / "manifest.json").read_bytes()
    assert old in data
    with pytest.raises(ValueError):  # noqa: PT011  (whatever the reason)
        read_manifest(data.replace(old, new, 1))


def test_the_guide_gives_the_commands_and_the_fingerprint(opened: Path) -> None:
    text = (opened / "VERIFIER.txt").read_bytes().decode("utf-8-sig")
    digits = re.sub(r"\s", "", text).lower()
    assert identity().certificate.fingerprint in digits
    for words in ("certutil -hashfile", "sha256sum -c SHA256SUMS", "openssl cms -verify -binary"):
        assert words in text
    assert all(line.endswith("\r") for line in text.split("\n")[:-1])


def test_the_guide_claims_nothing_it_may_not(opened: Path) -> None:
    words = re.findall(r"\w+", fold((opened / "VERIFIER.txt").read_text("utf-8-sig")))
    assert not {"avancee", "qualifiee", "certifie", "certifiee", "conforme"} & set(words)


def test_the_openssl_command_of_the_guide_runs_as_written(opened: Path) -> None:
    text = (opened / "VERIFIER.txt").read_text("utf-8-sig")
    command = next(line.split() for line in text.splitlines() if "openssl cms" in line)
    done = run(*command, folder=opened)
    assert "successful" in done.stderr
    (opened / "liste.json").unlink()


@pytest.mark.parametrize("path", ["coach.pem", "../x.pdf", "emargement/é.pdf", "Bordereau.PDF"])
def test_a_path_that_is_taken_or_unfit_is_refused(path: str) -> None:
    papers = (Paper(path, b"x", None, 0), Paper("bordereau.pdf", b"y", None, 0))
    with pytest.raises(ValueError, match="path"):
        build_package(PackageContent(heading(), papers), identity())
