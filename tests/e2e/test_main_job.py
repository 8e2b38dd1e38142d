"""A coach's workbook in, a signed monthly package out, as she and the Département run it."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from coachdesk.core.store_files import TRIES_FILE
from support.command import PASSPHRASE, Ran, alone, coachdesk
from support.pdf_tools import openssl_verify, pdfsig, qpdf_check, run, trust_store

SAMPLES = Path(__file__).parent.parent / "golden" / "workbooks"
EXPECTED = json.loads((SAMPLES / "coaching-emploi-2023.expected.json").read_text("utf-8"))
MONTH = "2023-05"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample of 2023 and May closed."""
    directory = tmp_path_factory.mktemp("desk") / "magasin"
    key = directory.parent / "secours.txt"
    made = coachdesk(
        "init", "--profile", "coaching-emploi", "--coach", "Odile Vasseur", "--recovery-out", key,
        store=directory,
    )  # fmt: skip
    assert made.code == 0, made.err
    assert coachdesk("import", SAMPLES / "coaching-emploi-2023.xlsx", store=directory).code == 0
    closed = coachdesk("close", MONTH, store=directory)
    assert closed.code == 0, closed.err
    return directory


@pytest.fixture(scope="module")
def package(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported envoi of May 2023."""
    out = tmp_path_factory.mktemp("out")
    assert coachdesk("export", MONTH, "--out", out, store=store).code == 0
    (made,) = out.iterdir()
    return made


@pytest.fixture(scope="module")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The envoi, opened with unzip."""
    folder = tmp_path_factory.mktemp("unpacked")
    assert run("unzip", "-q", package, "-d", folder).returncode == 0
    return folder


def test_report_of_the_year_is_the_bilan_key_by_key(store: Path) -> None:
    ran = coachdesk("report", "2023", "--json", store=store)
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found.keys() - {"indicateurs"} == EXPECTED.keys()
    for key, value in EXPECTED.items():
        assert found[key] == value, key


@pytest.mark.parametrize("month", ["2023-02", "2023-12"])
def test_a_month_equals_the_expected_file(store: Path, month: str) -> None:
    ran = coachdesk("month", month, "--json", store=store)
    assert json.loads(ran.out) == EXPECTED["months"][month]


def test_package_holds_what_the_manifest_says(unpacked: Path, package: Path) -> None:
    manifest = json.loads((unpacked / "manifest.json").read_text("utf-8"))
    names = {str(path.relative_to(unpacked).as_posix()) for path in unpacked.rglob("*.*")}
    names |= {str(path.relative_to(unpacked)) for path in unpacked.iterdir() if path.is_file()}
    sheets = {name for name in names if name.startswith("emargement/")}
    assert len(sheets) == EXPECTED["months"][MONTH]["file_active"]
    assert names - sheets == {
        "bordereau.pdf", "tableau-de-suivi.pdf", "tableau-de-suivi.xlsx", "tableau-de-suivi.csv",
        "manifest.json", "manifest.json.p7s", "SHA256SUMS", "coach.pem", "VERIFIER.txt",
        "VERIFIER.pdf",
    }  # fmt: skip
    listed = {item["path"] for item in manifest["files"]}
    assert listed == names - {"manifest.json", "manifest.json.p7s", "SHA256SUMS"}
    assert re.fullmatch(r"envoi_coaching-emploi_OV_2023-05_v1_[0-9a-f]{8}\.zip", package.name)


def test_every_sealed_pdf_satisfies_pdfsig(unpacked: Path, tmp_path: Path) -> None:
    manifest = json.loads((unpacked / "manifest.json").read_text("utf-8"))
    sealed = [item for item in manifest["files"] if item["signatures"]]
    assert len(sealed) == EXPECTED["months"][MONTH]["file_active"] + 1
    nss = trust_store(tmp_path / "nss", unpacked / "coach.pem")
    for item in sealed:
        seals = pdfsig(unpacked / item["path"], nss)
        assert len(seals) == item["signatures"] == 1
        assert seals[0].valid
        assert seals[-1].whole_document
        assert qpdf_check(unpacked / item["path"]) == 0


def test_openssl_and_sha256sum_agree(unpacked: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(unpacked, tmp_path / "envoi")  # openssl writes what it verified
    assert openssl_verify(folder).returncode == 0
    assert run("sha256sum", "-c", "--strict", "SHA256SUMS", folder=folder).returncode == 0


def test_verify_gives_its_verdicts(package: Path, unpacked: Path, tmp_path: Path) -> None:
    elsewhere = {"COACHDESK_STORE": str(tmp_path / "none")}
    known = coachdesk("verify", "--signer", unpacked / "coach.pem", package, env=elsewhere)
    assert known.code == 0
    assert "Intact, signé par Odile Vasseur" in known.out
    unknown = coachdesk("verify", package, env=elsewhere)
    assert unknown.code == 1
    assert "signataire inconnu" in unknown.out
    damaged = tmp_path / package.name
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    altered = coachdesk("verify", "--signer", unpacked / "coach.pem", damaged, env=elsewhere)
    assert altered.code == 1
    assert "Altéré" in altered.out


def test_own_store_knows_its_signer(package: Path, store: Path) -> None:
    assert coachdesk("verify", package, store=store).code == 0


def test_each_export_gives_the_same_bytes(package: Path, store: Path, tmp_path: Path) -> None:
    assert coachdesk("export", MONTH, "--out", tmp_path, store=store).code == 0
    assert (tmp_path / package.name).read_bytes() == package.read_bytes()


def test_export_for_a_recipient_opens_with_openssl(
    package: Path, store: Path, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "dep.key", tmp_path / "dep.pem"
    made = run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Dep",
               "-keyout", key, "-out", certificate)  # fmt: skip
    assert made.returncode == 0, made.stderr
    out = tmp_path / "out"
    ran = coachdesk("export", MONTH, "--out", out, "--encrypt-for", certificate, store=store)
    assert ran.code == 0, ran.err
    wrapped = out / f"{package.name}.p7m"
    opened = tmp_path / "opened.zip"
    done = run("openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", wrapped,
               "-inkey", key, "-recip", certificate, "-out", opened)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert opened.read_bytes() == package.read_bytes()
    verified = coachdesk("verify", "--key", key, wrapped, store=store)
    assert verified.code == 0, verified.out


def test_nothing_of_the_sample_stands_in_plain_in_the_store(store: Path) -> None:
    words = ["MERCIER", "Tiphaine", "Oisemont", "06 60 11 60 64", "Boulangerie", "DEMAILLY"]
    files = [path for path in store.rglob("*") if path.is_file()]
    assert any(path.name == "store.db" for path in files)
    for path in files:
        data = path.read_bytes()
        for word in words:
            assert word.encode() not in data, (path, word)
            assert word.encode("utf-16-le") not in data, (path, word)


def refused(ran: Ran, *words: str) -> None:
    """One French sentence and a remedy on stderr, exit 1."""
    assert ran.code == 1, (ran.out, ran.err)
    lines = [line for line in ran.err.splitlines() if line.strip()]
    assert 1 <= len(lines) <= 2, ran.err
    for word in words:
        assert word in ran.err


def fingerprint(directory: Path) -> dict[str, str]:
    """The digest of each file of a store, but the note of tries: the next right one drops it."""
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal", TRIES_FILE))
    }


def test_wrong_passphrase_is_one_sentence(store: Path, tmp_path: Path) -> None:
    tried = tmp_path / "magasin"
    shutil.copytree(store, tried)
    before = fingerprint(tried)
    refused(coachdesk("month", MONTH, store=tried, passphrase="pas la bonne"), "phrase de passe")
    assert fingerprint(tried) == before
    assert (tried / TRIES_FILE).exists(), "the next one may have to wait"


def test_closing_twice_is_refused(store: Path) -> None:
    refused(coachdesk("close", MONTH, store=store), "déjà clôturé")


def test_an_open_month_is_not_exported(store: Path, tmp_path: Path) -> None:
    refused(coachdesk("export", "2023-06", "--out", tmp_path, store=store), "pas clôturé")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("month", ["2031-05", "2023-13"])
def test_an_unknown_month_is_one_sentence(store: Path, month: str) -> None:
    refused(coachdesk("month", month, "--json", store=store))
    refused(coachdesk("close", month, store=store))


def test_an_unwritable_folder_is_one_sentence(store: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    refused(coachdesk("export", MONTH, "--out", blocked, store=store), "Impossible d’écrire")
    refused(coachdesk("init", "--profile", "coaching-emploi", "--coach", "A B", store=blocked))
    assert blocked.read_text() == "x"


def test_a_missing_key_file_and_a_damaged_store_are_one_sentence(
    store: Path, tmp_path: Path
) -> None:
    without = tmp_path / "without"
    shutil.copytree(store, without)
    for path in without.glob("store.keys.json*"):
        path.unlink()
    refused(coachdesk("month", MONTH, store=without), "clé")
    damaged = tmp_path / "damaged"
    shutil.copytree(store, damaged)
    data = bytearray((damaged / "store.db").read_bytes())
    for at in range(0, len(data), 4096):
        data[at + 100] ^= 0xFF
    (damaged / "store.db").write_bytes(data)
    refused(coachdesk("month", MONTH, store=damaged))
    refused(coachdesk("month", MONTH, store=tmp_path / "nowhere"))


def test_bad_workbooks_are_one_sentence(store: Path, tmp_path: Path) -> None:
    disguised = tmp_path / "classeur.xlsx"
    disguised.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    before = fingerprint(store)
    refused(coachdesk("import", disguised, store=store))
    refused(coachdesk("import", tmp_path / "absent.xlsx", store=store))
    assert fingerprint(store) == before


def test_wrong_usage_exits_2_in_french(store: Path) -> None:
    ran = alone("mois", store=store)
    assert ran.code == 2
    assert "Commande mal écrite" in ran.err
    assert coachdesk("export", MONTH, store=store).code == 2


def test_a_missing_passphrase_is_asked_for_in_words(store: Path) -> None:
    ran = alone("month", MONTH, store=store, passphrase="")
    refused(ran)
    assert PASSPHRASE not in ran.err
