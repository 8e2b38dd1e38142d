"""The command ``recipient add``: all of it is kept, or nothing is."""

import json
import shutil
from pathlib import Path

import pytest

from support.command import coachdesk

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN / "store-0003", tmp_path / "store"))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--to", "ftp://h/depot"), "n’est pas une adresse d’envoi"),
        (("--to", "sftp://claire@h/", "--host-key", "MD5:aa"), "n’est pas celle d’un serveur SFTP"),
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
