"""The command ``recipient add``: all of it is kept, or nothing is."""

import json
import shutil
import ssl
from pathlib import Path

import pytest

from support.command import coachdesk
from support.pdf_tools import run

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN / "store-0003", tmp_path / "store"))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--to", "ftp://h/depot"), "n’est pas une adresse d’envoi"),
        (("--to", "sftp://claire@h/", "--host-key", "MD5:aa"), "n’est pas celle d’un serveur SFTP"),
        (("--to", "webdavs://h/d", "--ca", __file__), "pas de certificat lisible"),
        (("--to", "webdavs://h/d", "--cert", __file__), "pas de certificat lisible"),
        (("--to", "webdavs://h/d", "--ca", "/rien"), "ne peut pas être lu"),
        (("--to", "sftp://claire@h/", "--secret-env", "SECRET"), "n’est pas en UTF-8"),
    ],
)
def test_one_that_is_refused_is_not_there(store, asked, words):
    ran = coachdesk(
        "recipient", "add", "Département", *asked, store=store, env={"SECRET": "pas\udce9dit"}
    )
    assert ran.code == 1
    assert words in ran.err
    assert "dit" not in ran.err + ran.out
    assert json.loads(coachdesk("recipient", "list", "--json", store=store).out) == []


def test_certificates_are_taken_as_the_window_takes_them(store, tmp_path):
    run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=la",
        "-keyout", "k.pem", "-out", "c.cer", "-outform", "DER", folder=tmp_path,
    )  # fmt: skip
    der = tmp_path / "c.cer"
    add = ("recipient", "add", "Département", "--to", "webdavs://h/d", "--ca", der, "--cert", der)
    ran = coachdesk(*add, store=store)
    assert ran.code == 0, ran.err
    (kept,) = json.loads(coachdesk("recipient", "list", "--json", store=store).out)
    assert kept["certificate"] == ssl.DER_cert_to_PEM_cert(der.read_bytes()).strip()
    ran = coachdesk("authority", "set", "http://h/tsa", "--ca", der, store=store)
    assert "son certificat est connu" in ran.out
