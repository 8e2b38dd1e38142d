"""A damaged store says what is wrong and what is intact, and gives back all that can be read."""

import json
import shutil
from contextlib import closing
from random import Random
from uuid import uuid4

import pytest

from coachdesk.core.errors import DamagedError, UserError
from coachdesk.core.store_files import (
    DATABASE_FILE,
    ERASED_FILE,
    KEY_FILE,
    MARK_FILE,
    SPARE_KEY_FILE,
)
from coachdesk.models import Participant
from coachdesk.models.migrations import HEAD
from coachdesk.services.desk import open_desk
from coachdesk.services.health import (
    check_up,
    go_on,
    is_due,
    last_check,
    recover_store,
)
from coachdesk.services.restoring.use_case import look_at, put_back
from coachdesk.store.diagnosis import Way, diagnose
from coachdesk.store.engine import cipher_connect
from coachdesk.store.health import Damage
from coachdesk.store.hold import alone_in
from coachdesk.store.pages import PAGE
from coachdesk.store.vault import unlock
from support.command import PASSPHRASE, coachdesk
from support.golden import STORES, held, laden, revision
from support.kept import rows, whole
from support.recovering import PEOPLE, WAL, change, recovered
from support.signing_desk import make_desk, reopen
from support.stores import names, refusal_of, save


@pytest.fixture
def store(everything):
    return everything / "magasin"


def root_of(table, directory):
    """The number of the page where a table begins."""
    key = unlock(directory, PASSPHRASE).data_key
    with closing(cipher_connect(directory / DATABASE_FILE, key, "ro")) as driver:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        ((page,),) = driver.execute(asked, (table,)).fetchall()
    return page


def test_a_sound_store_is_examined_and_the_day_is_kept(store, clock):
    desk = reopen(store, clock)
    assert is_due(desk)
    made = check_up(desk)
    assert made.found == ()
    assert made.files >= 1
    assert desk.read(last_check) == made
    assert not is_due(desk)
    desk.close()


def test_every_page_damaged_in_turn_costs_no_more_than_itself(
    store, tmp_path, clock, torture_n, torture_figures
):
    size = (store / DATABASE_FILE).stat().st_size // PAGE
    draw, kept, refused, saved = Random(8), 0, 0, []
    for seed in range(3 * torture_n):
        here = shutil.copytree(store, tmp_path / f"page-{seed}")
        for _ in range(draw.randint(1, 2)):
            change(here / DATABASE_FILE, draw.randrange(1, size) * PAGE + draw.randrange(PAGE))
        diagnosis = diagnose(here, PASSPHRASE, clock)
        assert Damage.PAGES in diagnosis.health.damages
        assert diagnosis.ways == (Way.RESTORE, Way.RECOVER)
        refusal = refusal_of(lambda here=here: saved.append(recovered(here, clock)))
        if refusal is not None:
            assert "sauvegarde" in refusal.remedy
            refused += 1
            continue
        made = saved.pop()
        there = set(names(made.desk.store))
        gone = made.salvaged.lost.get("participant", [])
        assert len(there) + len(gone) >= len(PEOPLE) + 1
        kept += 1
        made.desk.close()
        assert reopen(made.aside.parent.parent, clock).close() is None
    torture_figures("a store with damaged pages, recovered", recovered=kept, restore_only=refused)
    assert kept > refused


def test_a_bit_of_the_head_is_found_again(store, clock):
    change(store / DATABASE_FILE, 5)
    gone = {"id": f"{uuid4()}", "at": "2023-06-01T00:00:00.000Z", "reason": "request"}
    told = {"store": f"{unlock(store, PASSPHRASE).store_id}", "erased": [gone]}
    (store / ERASED_FILE).write_text(json.dumps(told))
    with pytest.raises(UserError, match="abîmé"):
        open_desk(store, PASSPHRASE, clock=clock)
    diagnosis = diagnose(store, PASSPHRASE, clock)
    assert diagnosis.health.damages == {Damage.HEAD}
    made = recovered(store, clock)
    assert gone["id"] in (store / ERASED_FILE).read_text(), "who was erased stays erased"
    assert made.salvaged.whole
    assert set(PEOPLE) < set(names(made.desk.store))
    made.desk.close()


def test_what_an_examination_found_is_not_said_any_more_once_it_is_mended(store, clock):
    desk = reopen(store, clock)
    save(desk.store, "Quelqu’un")
    change(store / DATABASE_FILE, (store / DATABASE_FILE).stat().st_size // PAGE * PAGE - 5 * PAGE)
    assert check_up(desk).found
    desk.close()
    made = recovered(store, clock)
    assert made.desk.read(last_check) is None
    assert is_due(made.desk)
    made.desk.close()


def test_an_older_database_may_be_gone_on_with_and_the_journal_says_so(everything, store, clock):
    (backup,) = (everything / "cle").iterdir()
    for name in (WAL, f"{DATABASE_FILE}-shm"):
        (store / name).unlink(missing_ok=True)
    shutil.copyfile(backup / DATABASE_FILE, store / DATABASE_FILE)
    diagnosis = diagnose(store, PASSPHRASE, clock)
    assert diagnosis.health.damages == {Damage.OLDER}
    assert Way.GO_ON in diagnosis.ways
    desk = go_on(store, PASSPHRASE, clock=clock)
    assert set(PEOPLE[:60]) < set(names(desk.store))
    assert whole(desk)
    desk.close()
    assert list((store / "mis-de-cote").glob(f"*{MARK_FILE}"))


def test_a_damaged_store_is_not_gone_on_with(store, clock):
    change(store / DATABASE_FILE, 40 * PAGE + 50)
    before = (store / DATABASE_FILE).read_bytes()
    assert refusal_of(lambda: go_on(store, PASSPHRASE, clock=clock))
    assert (store / DATABASE_FILE).read_bytes() == before


@pytest.mark.parametrize("damage", ["keys", "missing", "foreign"])
def test_what_only_a_sauvegarde_answers_is_answered_by_one(everything, store, clock, damage):
    (backup,) = (everything / "cle").iterdir()
    if damage == "keys":
        for name in (KEY_FILE, SPARE_KEY_FILE):
            (store / name).write_bytes(b"{}")
    elif damage == "missing":
        (store / DATABASE_FILE).unlink()
    else:
        (store / DATABASE_FILE).write_bytes(Random(1).randbytes(30 * PAGE))
    assert refusal_of(lambda: open_desk(store, PASSPHRASE, clock=clock))
    diagnosis = diagnose(store, PASSPHRASE, clock)
    assert diagnosis.health.damages == {Damage(damage)}
    assert diagnosis.ways == (Way.RESTORE,)
    assert refusal_of(lambda: recover_store(store, PASSPHRASE, clock=clock))
    restored = put_back(look_at(backup, PASSPHRASE, store, clock=clock), clock)
    assert set(PEOPLE[:60]) < set(names(restored.desk.store))
    restored.desk.close()


def test_a_row_that_does_not_read_is_made_again_from_the_journal(store, clock):
    desk = reopen(store, clock)
    before = {row.id: row for row in rows(desk, Participant)}
    desk.close()
    key = unlock(store, PASSPHRASE).data_key
    with closing(cipher_connect(store / DATABASE_FILE, key, "rw")) as driver:
        driver.execute("DELETE FROM participant WHERE last_name = 'Personne 030'")
    change(store / DATABASE_FILE, (store / DATABASE_FILE).stat().st_size - 50)
    made = recovered(store, clock)
    assert made.salvaged.made_again >= 1
    assert {row.id: row for row in rows(made.desk, Participant)} == before
    made.desk.close()


def test_the_commands_say_it_and_give_the_ways_out(store):
    sound = coachdesk("check", store=store)
    assert sound.code == 0, sound.err
    assert "Rien d’abîmé" in sound.out
    change(store / DATABASE_FILE, 40 * PAGE + 50)
    ran = coachdesk("check", "--json", store=store)
    assert ran.code == 1
    told = json.loads(ran.out)
    assert "page abîmée" in told["found"][0]
    assert told["ways"][0] == "restore"
    assert "coachdesk restore" in ran.err
    ran = coachdesk("recover", store=store)
    assert ran.code == 0, ran.err
    assert "Le magasin abîmé est gardé" in ran.out
    assert coachdesk("check", store=store).code == 0


@pytest.mark.parametrize("name", STORES)
def test_a_damaged_store_of_any_version_is_recovered_into_one_of_today(
    name, tmp_path, clock, torture_n, torture_figures
):
    draw, tries, whole_ones, refused = Random(name), max(2, torture_n // 3), 0, 0
    for seed in range(tries):
        here = laden(name, tmp_path / f"{name}-{seed}")
        before = held(here)
        size = (here / DATABASE_FILE).stat().st_size // PAGE
        page = draw.randrange(1, size) if seed else root_of("participant", here) - 1
        change(here / DATABASE_FILE, page * PAGE + draw.randrange(PAGE))
        saved = []
        if refusal_of(lambda here=here, saved=saved: saved.append(recovered(here, clock))):
            refused += 1
            continue
        (made,) = saved
        made.desk.close()
        after = held(here)
        assert revision(after) == HEAD
        whole_ones += not made.salvaged.lost_rows
        for table in ("participant", "appointment", "package", "draft", "delivery"):
            gone = set(made.salvaged.lost.get(table, ()))
            kept = {row[0] for row in after.get(table, ())}
            assert {row[0] for row in before.get(table, ())} <= kept | gone
    torture_figures(f"{name}, one page damaged", nothing_lost=whole_ones, restore_only=refused)
    assert refused < tries


def test_papers_that_a_damage_took_are_told_once(tmp_path, clock):
    here = laden("store-0008", tmp_path / "store")
    papers = {row[0] for row in held(here)["document_revision"]}
    change(here / DATABASE_FILE, (root_of("document_revision", here) - 1) * PAGE + 200)
    made = recovered(here, clock)  # sound: it does not say for ever that they are gone
    made.desk.close()
    gone = set(made.salvaged.lost["document_revision"])
    assert gone
    assert {row[0] for row in held(here)["document_revision"]} == papers - gone


def test_the_version_of_a_store_is_found_again_where_its_page_is_lost(tmp_path, clock):
    here = laden("store-0004", tmp_path / "ancien")
    before = held(here)
    change(here / DATABASE_FILE, (root_of("alembic_version", here) - 1) * PAGE + 200)
    made = recovered(here, clock)
    assert made.salvaged.lost == {}
    made.desk.close()
    assert len(held(here)["participant"]) == len(before["participant"]) > 0


def test_what_is_open_elsewhere_is_neither_recovered_nor_gone_on_with(cut, clock):
    change(cut / DATABASE_FILE, 40 * PAGE + 50)
    before = {path.name: path.read_bytes() for path in cut.iterdir() if path.is_file()}
    with alone_in(cut):
        for way in (recover_store, go_on):
            refusal = refusal_of(lambda way=way: way(cut, PASSPHRASE, clock=clock))
            assert "ouvert dans une autre fenêtre" in refusal.sentence
    assert {path.name: path.read_bytes() for path in cut.iterdir() if path.is_file()} == before


def test_the_mark_of_another_store_is_said_and_gone_on_with_at_no_loss(store, tmp_path, clock):
    make_desk(tmp_path / "autre", 1)
    shutil.copyfile(tmp_path / "autre" / MARK_FILE, store / MARK_FILE)
    assert refusal_of(lambda: open_desk(store, PASSPHRASE, clock=clock))
    diagnosis = diagnose(store, PASSPHRASE, clock)
    assert diagnosis.health.damages == {Damage.MARK}
    assert diagnosis.ways == (Way.GO_ON,)
    desk = go_on(store, PASSPHRASE, clock=clock)
    assert set(PEOPLE) < set(names(desk.store))
    assert whole(desk)
    desk.close()
    reopen(store, clock).close()


def test_wrong_tries_make_the_next_wait_whatever_is_tried(everything, store, clock):
    (backup,) = (everything / "cle").iterdir()
    tried = [
        lambda: diagnose(store, "pas la bonne", clock),
        lambda: recover_store(store, "pas la bonne", clock=clock),
        lambda: look_at(backup, "pas la bonne", store, clock=clock),
        lambda: go_on(store, "pas la bonne", clock=clock),
    ]
    waits = [refusal_of(each).wait for each in tried]
    assert waits[-1] > 0
    assert (
        "prochain est possible"
        in refusal_of(lambda: look_at(backup, PASSPHRASE, store, clock=clock)).sentence
    )


@pytest.mark.parametrize("torn", [0, 700])
def test_a_cut_file_says_how_much_is_missing_and_what_the_journal_no_longer_tells(
    store, clock, torn
):
    path = store / DATABASE_FILE
    size = path.stat().st_size // PAGE
    path.write_bytes(path.read_bytes()[: (size - 9) * PAGE + torn])
    diagnosis = diagnose(store, PASSPHRASE, clock)
    assert Damage.CUT in diagnosis.health.damages
    assert f"{8 if torn else 9}\u00a0pages" in " ".join(diagnosis.health.sentences)
    made = recovered(store, clock)
    assert bool(made.salvaged.contents) == ("perdu" in made.sentence)
    made.desk.close()


def test_a_file_cut_short_shows_at_the_opening_though_pages_wait_in_the_wal(store, tmp_path, clock):
    desk = reopen(store, clock)
    save(desk.store, "Azouline")
    cut = shutil.copytree(store, tmp_path / "coupe")
    desk.close()
    path = cut / DATABASE_FILE
    waiting = (cut / WAL).stat().st_size // PAGE
    assert waiting
    kept = path.stat().st_size // PAGE - waiting - 9
    path.write_bytes(path.read_bytes()[: kept * PAGE])
    refusal = refusal_of(lambda: open_desk(cut, PASSPHRASE, clock=clock))
    assert isinstance(refusal, DamagedError)
    assert Damage.CUT in diagnose(cut, PASSPHRASE, clock).health.damages
