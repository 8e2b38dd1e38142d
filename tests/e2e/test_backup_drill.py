"""The exercice de restauration: what is typed opens what was put back, and nothing of it stays."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from coachdesk.core.store_files import DATABASE_FILE, MANIFEST_FILE
from coachdesk.core.tries import seconds_to_wait
from coachdesk.services.backup import making
from coachdesk.services.backup.automatic import Moment, back_up_here, due_places
from coachdesk.services.backup.drill import ASIDE, last_drill, latest_backup, run_drill
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.backup.making import CopyStoppedError
from support.command import PASSPHRASE, coachdesk
from support.signing_desk import make_group
from support.stores import cheapen, refusal_of, save


@pytest.fixture(scope="module")
def group(tmp_path_factory):
    made = make_group(tmp_path_factory.mktemp("drill") / "magasin", 3)
    cheapen(made.directory, PASSPHRASE)
    return made


@pytest.fixture
def desk(group, tmp_path, clock):
    opened = group.opened(tmp_path / "magasin", clock)
    yield opened
    opened.close()


def test_what_is_on_paper_opens_the_last_one_and_nothing_of_it_stays(desk, group, clock):
    assert "Faites-en une" in str(refusal_of(lambda: run_drill(desk, PASSPHRASE)))
    save(desk.store, "Le dernier acte")
    acted = clock.now()
    made = back_up_here(desk)
    before = {path.name: path.read_bytes() for path in made.path.iterdir()}
    clock.advance(timedelta(hours=5))
    done = run_drill(desk, group.recovery_key)
    assert done.passed
    assert (done.path, done.last_act, done.people) == (made.path, acted, 4)
    assert "clé de secours" in done.sentence
    assert not (desk.store.directory / ASIDE).exists()
    assert {path.name: path.read_bytes() for path in made.path.iterdir()} == before
    assert desk.read(last_drill) == done
    assert due_places(desk, Moment.LEAVE) == (), "an exercice is no work to save"
    by_phrase = run_drill(desk, PASSPHRASE)
    assert not by_phrase.by_recovery_key
    assert not done.is_old(clock.now() + timedelta(days=60))
    assert done.is_old(clock.now() + timedelta(days=100))


def test_a_wrong_phrase_and_a_stop_leave_nothing_and_are_not_noted(desk):
    back_up_here(desk)
    assert refusal_of(lambda: run_drill(desk, "pas la bonne phrase")) is not None
    for allowed in range(6):
        left = iter([False] * allowed)
        with pytest.raises(CopyStoppedError):
            run_drill(desk, PASSPHRASE, cancelled=lambda left=left: next(left, True))
        assert not (desk.store.directory / ASIDE).exists()
    assert desk.read(last_drill) is None


def test_what_is_typed_at_an_open_desk_counts_among_the_tries(desk, clock):
    back_up_here(desk)
    refused = [refusal_of(lambda: run_drill(desk, "pas la bonne phrase")) for _ in range(9)]
    assert "Trop d’essais" in refused[-1].sentence
    assert "Trop d’essais" in refusal_of(lambda: run_drill(desk, PASSPHRASE)).sentence
    assert seconds_to_wait(desk.store.directory, clock)
    clock.advance(timedelta(hours=1))
    assert run_drill(desk, PASSPHRASE).passed
    assert not seconds_to_wait(desk.store.directory, clock)


def test_a_damaged_one_fails_in_words_and_that_is_noted(desk):
    made = back_up_here(desk)
    database = made.path / DATABASE_FILE
    spoilt = bytearray(database.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    database.write_bytes(spoilt)
    done = run_drill(desk, PASSPHRASE)
    assert not done.passed
    assert "modifié depuis la sauvegarde" in done.sentence
    assert not desk.read(last_drill).passed


def test_the_one_elsewhere_is_tried_before_its_equal_here(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(making, "same_disk", lambda _store, other: other.name != "cle")
    back_up_here(desk)
    there = backup_to(desk, tmp_path / "cle")
    assert latest_backup(desk).path == there.path
    save(desk.store, "Depuis")
    here = back_up_here(desk)
    assert latest_backup(desk).path == here.path


def test_the_commands_do_what_is_due_try_it_and_check_it(group, tmp_path):
    store = Path(shutil.copytree(group.directory, tmp_path / "magasin"))
    ran = coachdesk("backup", "--drill", store=store)
    assert ran.code == 1
    assert "Faites-en une" in ran.err
    (made,) = json.loads(coachdesk("backup", "--auto", "--json", store=store).out)
    assert "Rien n’a changé" in coachdesk("backup", "--auto", store=store).out
    ran = coachdesk("backup", "--drill", store=store)
    assert ran.code == 0
    assert "Exercice réussi" in ran.out
    assert json.loads(coachdesk("backup", "--drill", "--json", store=store).out)["people"] == 3
    folder = Path(made["path"])
    elsewhere = Path(shutil.copytree(folder, tmp_path / "porté"))
    ran = coachdesk("backup", "--check", elsewhere, store=tmp_path / "aucun", passphrase="")
    assert (ran.code, ran.err) == (0, "")
    ran = coachdesk("backup", "--check", elsewhere, "--open", "--json", store=tmp_path / "aucun")
    assert json.loads(ran.out)["intact"]
    (elsewhere / DATABASE_FILE).write_bytes((elsewhere / DATABASE_FILE).read_bytes()[:-4096])
    ran = coachdesk("backup", "--check", elsewhere, store=tmp_path / "aucun")
    assert ran.code == 1
    assert "taille" in ran.out
    (elsewhere / MANIFEST_FILE).unlink()
    assert coachdesk("backup", "--check", elsewhere, store=store).code == 1
    assert coachdesk("backup", "--open", store=store).code == 1
    assert coachdesk("backup", "--auto", "--drill", store=store).code == 2
