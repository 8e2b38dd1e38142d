"""How a store stands, told without a window: to its coach in words, to a technician as JSON."""

import json
import shutil
from pathlib import Path

import pytest

from support.command import PASSPHRASE, coachdesk

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN / "store-0007", tmp_path / "store"))


def told(store: Path) -> dict:
    ran = coachdesk("status", "--json", store=store)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_what_is_done_to_keep_the_store_is_told_with_its_date(store: Path, tmp_path: Path) -> None:
    before = told(store)
    assert before["backups"]["elsewhere_old"]
    assert (before["drill"], before["check"]) == (None, None)
    for command in (("backup", "--to", tmp_path / "key"), ("backup", "--auto"), ("check",),
                    ("backup", "--drill")):  # fmt: skip
        ran = coachdesk(*command, store=store)
        assert ran.code == 0, ran.err
    after = told(store)
    # The key of this test is a folder of the same disk: lost with it, it is not « elsewhere ».
    assert after["backups"]["elsewhere"] is None
    assert after["backups"]["here_number"] >= 1
    assert after["check"]["found"] == 0
    assert after["drill"]["passed"]
    assert after["entries"] >= before["entries"]


def test_the_words_say_the_same_and_name_nobody(store: Path) -> None:
    assert coachdesk("backup", "--auto", store=store).code == 0
    ran = coachdesk("status", store=store)
    assert ran.code == 0, ran.err
    assert "Sauvegarde ailleurs\u00a0: jamais" in ran.out
    assert "Sauvegarde sur ce disque\u00a0: à l’instant" in ran.out
    assert "Exercice de restauration\u00a0: jamais" in ran.out
    assert "DURAND" not in ran.out


def test_it_is_refused_like_any_command(store: Path) -> None:
    ran = coachdesk("status", store=store, passphrase=f"{PASSPHRASE}!")
    assert ran.code == 1
    assert "phrase de passe" in ran.err
