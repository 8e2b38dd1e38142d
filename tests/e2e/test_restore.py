"""A sauvegarde is put back whole or not at all; what was there stays aside, nothing is re-sent."""

import errno
import json
import shutil
import zipfile
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from coachdesk.core.french import quoted
from coachdesk.core.store_files import (
    ASIDE_FOLDER,
    DATABASE_FILE,
    ERASED_FILE,
    KEY_FILE,
    PLACES_FILE,
    REPLACED_FILE,
    SPARE_KEY_FILE,
    TRIES_FILE,
)
from coachdesk.models import ErasedPerson
from coachdesk.services.backup import making
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.restoring.loss import Loss
from coachdesk.services.restoring.sources import STAGING, offered
from coachdesk.services.restoring.use_case import (
    RestoreStoppedError,
    give_up,
    look_at,
    put_back,
)
from coachdesk.services.rights.ledger import read_ledger
from support.command import PASSPHRASE, alone
from support.faults_files import io_error_at
from support.kept import whole
from support.signing_desk import make_desk, reopen, sign
from support.stores import names, refusal_of, save


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A desk of two rendez-vous, backed up on a key, then one signature and one person later."""
    directory = tmp_path_factory.mktemp("restore") / "magasin"
    appointments = make_desk(directory, 2)
    desk = reopen(directory)
    sign(desk, appointments[0])
    backup = backup_to(desk, directory.parent / "cle").path
    sign(desk, appointments[1])
    save(desk.store, "Depuis")
    desk.close()
    return directory.parent, backup.name


@pytest.fixture
def store(made, tmp_path):
    shutil.copytree(made[0], tmp_path / "tout")
    return tmp_path / "tout" / "magasin"


@pytest.fixture
def backup(store, made):
    return store.parent / "cle" / made[1]


def ready_of(backup, store, clock, secret=PASSPHRASE):
    return look_at(backup, secret, store, clock=clock)


def files(directory):
    return {
        path.relative_to(directory): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def test_what_would_be_missing_is_told_before_and_nothing_is_changed(store, backup, clock):
    before = files(store)
    ready = ready_of(backup, store, clock)
    assert (ready.loss.signatures, ready.loss.people) == (1, 1)
    assert "1\u00a0signature" in ready.loss.sentence
    assert "1\u00a0personne saisie" in ready.loss.sentence
    assert (ready.brought.people, ready.brought.signatures) == (1, 1)
    assert "ramène 1\u00a0dossier et 1\u00a0signature" in ready.sentence
    give_up(ready)
    assert files(store) == before


def test_it_goes_on_as_another_incarnation_and_what_was_there_stays_aside(store, backup, clock):
    present = (store / DATABASE_FILE).read_bytes()
    ready = ready_of(backup, store, clock)
    restored = put_back(ready, clock)
    desk = restored.desk
    assert names(desk.store) == ["DURAND"]
    assert whole(desk)
    said = desk.read(
        lambda link: link.exec_driver_sql(
            "SELECT e.kind, p.body FROM journal_entry e JOIN journal_payload p USING (seq) "
            "WHERE e.seq > ? AND e.kind IN ('incarnation', 'restored') ORDER BY e.seq",
            (ready.held.seq,),
        ).all()
    )
    (one, incarnation), (two, told) = said
    assert (one, two) == ("incarnation", "restored")
    assert json.loads(incarnation)["from"]["hash"] == ready.held.hash
    assert json.loads(told)["held"]["hash"] == ready.held.hash
    save(desk.store, "Après")
    desk.close()
    assert (restored.aside / DATABASE_FILE).read_bytes() == present
    before = reopen(restored.aside)
    assert names(before.store) == ["DURAND", "Depuis"]
    before.close()
    assert not (store / STAGING).exists()


def test_it_is_found_beside_the_store_and_put_where_there_is_nothing(
    store, backup, tmp_path, clock
):
    shutil.copytree(backup, store / "backups" / backup.name)
    assert [each.path for each in offered(store)] == [store / "backups" / backup.name]
    restored = put_back(ready_of(backup, tmp_path / "neuf", clock), clock)
    assert restored.aside is None
    assert names(restored.desk.store) == ["DURAND"]
    restored.desk.close()


def test_it_is_found_where_the_last_ones_went_though_that_is_no_key(
    store, tmp_path, clock, monkeypatch
):
    monkeypatch.setattr(making, "same_disk", lambda *_: False)  # a shared folder
    monkeypatch.setattr(making, "lost_with_the_machine", lambda _: False)
    desk = reopen(store)
    made = backup_to(desk, tmp_path / "partage")
    desk.close()
    (store / DATABASE_FILE).write_bytes(b"")
    assert [each.path for each in offered(store)] == [made.path]
    for garbage in (b"\xff", b"{}", b'["\\u0000", 3, "ailleurs"]', b"[" * 50_000):
        (store / PLACES_FILE).write_bytes(garbage)
        assert offered(store) == ()
    shutil.rmtree(tmp_path / "partage")
    (store / PLACES_FILE).write_text(json.dumps([str(tmp_path / "partage")]))
    assert offered(store) == ()


@pytest.mark.parametrize("damaged", [b"plus rien de lisible" * 5000, b""])
def test_a_store_that_does_not_open_any_more_gives_way(store, backup, clock, damaged):
    (store / DATABASE_FILE).write_bytes(damaged)
    ready = ready_of(backup, store, clock)
    assert not ready.loss.known
    assert ready.loss.sentence
    restored = put_back(ready, clock)
    assert names(restored.desk.store) == ["DURAND"]
    restored.desk.close()
    assert (restored.aside / DATABASE_FILE).read_bytes() == damaged


def test_the_zip_of_a_monthly_envoi_is_taken_too_and_no_path_of_it_followed(store, backup, clock):
    packed = store.parent / "sauvegarde.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in backup.iterdir():
            archive.write(path, f"../../{backup.name}/{path.name}")
        archive.writestr("../../echappe.txt", "non")
    restored = put_back(ready_of(packed, store, clock), clock)
    assert names(restored.desk.store) == ["DURAND"]
    restored.desk.close()
    assert not list(store.parent.parent.rglob("echappe.txt"))


@pytest.mark.parametrize("kind", ["flipped", "cut", "packed", "text", "empty", "store"])
def test_what_is_not_a_whole_sauvegarde_is_refused_and_the_store_untouched(
    store, backup, clock, kind
):
    source = backup
    database = backup / DATABASE_FILE
    if kind == "flipped":
        data = bytearray(database.read_bytes())
        data[len(data) // 2] ^= 8
        database.write_bytes(data)
    elif kind == "cut":
        database.write_bytes(database.read_bytes()[:-4096])
    elif kind == "packed":
        source = store.parent / "bombe.zip"
        with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in backup.iterdir():
                archive.write(path, path.name)
    elif kind == "text":
        source = store.parent / "notes.zip"
        source.write_text("rien")
    elif kind == "empty":
        source = store.parent / "vide"
        source.mkdir()
    else:
        source = store
    before = files(store)
    refusal = refusal_of(lambda: ready_of(source, store, clock))
    assert refusal is not None
    assert files(store) == before


def test_a_disk_that_refuses_the_copy_is_named_not_the_sauvegarde(store, backup, clock):
    def refusals():
        for step in range(1, 5):
            with io_error_at(step, store, errno.ENOSPC):
                yield refusal_of(lambda: ready_of(backup, store, clock))
        (store / STAGING).write_bytes(b"in the way")
        yield refusal_of(lambda: ready_of(backup, store, clock))

    told = [refused.sentence for refused in refusals() if refused]
    assert len(told) > 1
    assert all(quoted(store) in sentence for sentence in told), told


def test_a_wrong_passphrase_changes_nothing(store, backup, clock):
    before = files(store)
    assert refusal_of(lambda: ready_of(backup, store, clock, "pas la bonne"))
    after = files(store)
    assert after.pop(Path(TRIES_FILE)), "it counts as a try"
    assert after == before


def test_the_passphrase_of_today_stays_where_it_opens_the_same_key(store, backup, clock):
    keys = (store / KEY_FILE).read_bytes()
    desk = reopen(store)
    desk.store.renew_recovery_key()
    desk.close()
    today = (store / KEY_FILE).read_bytes()
    assert today != keys
    restored = put_back(ready_of(backup, store, clock), clock)
    restored.desk.close()
    assert (store / KEY_FILE).read_bytes() == today, "the recovery key given up opens no more"


def test_it_stops_when_asked_and_leaves_nothing(store, backup, clock):
    before = files(store)
    with pytest.raises(RestoreStoppedError):
        look_at(backup, PASSPHRASE, store, clock=clock, cancelled=lambda: True)
    asked = iter([False] * 5 + [True] * 50)
    with pytest.raises(RestoreStoppedError):
        look_at(backup, PASSPHRASE, store, clock=clock, cancelled=lambda: next(asked))
    assert files(store) == before


def test_both_ledgers_of_erasures_are_kept(store, backup, clock):
    one, two = ({"id": f"{n:08}-0000-4000-8000-000000000000", "at": "2023-06-01T00:00:00.000Z",
                 "reason": "request"} for n in (1, 2))  # fmt: skip
    for place, told in ((store, one), (backup, two)):
        (place / ERASED_FILE).write_text(json.dumps({"store": "x", "erased": [told]}))
    (backup / "store.manifest.json").unlink()
    put_back(ready_of(backup, store, clock), clock).desk.close()
    kept = json.loads((store / ERASED_FILE).read_text())["erased"]
    assert sorted(each["id"] for each in kept) == [one["id"], two["id"]]


def test_an_erasure_that_only_the_present_store_knows_is_kept_too(store, backup, clock):
    gone = uuid4()
    desk = reopen(store)
    with desk.store.write() as uow:
        uow.session.add(ErasedPerson(id=gone, erased_at=clock.now(), reason="request"))
        uow.commit()
    desk.close()
    put_back(ready_of(backup, store, clock), clock).desk.close()
    assert [each.id for each in read_ledger(store)] == [gone]


def test_months_closed_since_are_named():
    told = Loss(True, acts=3, months=(date(2023, 4, 1), date(2023, 5, 1)))
    assert "2\u00a0mois clôturés (avril\u00a02023 et mai\u00a02023)" in told.sentence
    assert Loss(True).sentence == ""


def test_the_command_tells_and_restores(store, backup):
    ran = alone("restore", backup, "--json", store=store)
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert told["lost"] >= 2
    assert str(store / ASIDE_FOLDER) in told["aside"]
    assert "n’y sera plus" in ran.err
    again = alone("restore", backup.parent, store=store)
    assert again.code == 1
    assert "contient 1\u00a0sauvegarde" in again.err
    assert backup.name in again.err


def test_a_store_that_is_open_is_not_replaced(store, backup, clock):
    opened = reopen(store)
    ready = ready_of(backup, store, clock)
    refused = refusal_of(lambda: put_back(ready, clock))
    assert "ouvert" in refused.sentence
    assert refused.remedy
    assert names(opened.store) == ["DURAND", "Depuis"]
    opened.close()
    put_back(ready, clock).desk.close()


def test_a_replacement_cut_half_way_whose_note_is_damaged_gives_way_and_loses_nothing(
    store, backup, clock
):
    left = store / STAGING
    left.mkdir()
    coming = {name: (store / name).read_bytes() for name in (KEY_FILE, DATABASE_FILE)}
    (store / KEY_FILE).replace(left / KEY_FILE)  # as a kill between two files leaves it
    shutil.copyfile(store / DATABASE_FILE, left / DATABASE_FILE)
    (store / REPLACED_FILE).write_bytes(b"\x00\xff")
    refused = refusal_of(lambda: reopen(store))
    assert "Remettez en place une sauvegarde" in refused.remedy
    ready = ready_of(backup, store, clock)
    assert not ready.keys_alone
    give_up(ready)
    assert refusal_of(lambda: reopen(store)) is not None, "what is between two is not opened"
    restored = put_back(ready_of(backup, store, clock), clock)
    assert names(restored.desk.store) == ["DURAND"]
    restored.desk.close()
    assert (restored.aside / DATABASE_FILE).read_bytes() == coming[DATABASE_FILE]
    (kept,) = (path for path in (store / ASIDE_FOLDER).iterdir() if path != restored.aside)
    assert {name: (kept / name).read_bytes() for name in coming} == coming
    reopen(store).close()


@pytest.mark.parametrize("spoilt", ["damaged", "gone", "of another store"])
def test_lost_keys_alone_come_from_the_sauvegarde_and_nothing_else_is_lost(
    store, backup, clock, tmp_path, spoilt
):
    make_desk(tmp_path / "autre", 0)
    for name in (KEY_FILE, SPARE_KEY_FILE):
        if spoilt == "damaged":
            (store / name).write_bytes(b"{}")
        elif spoilt == "gone":
            (store / name).unlink()
        else:
            shutil.copyfile(tmp_path / "autre" / name, store / name)
    ready = ready_of(backup, store, clock)
    assert ready.keys_alone
    assert "rien de ce qui a été fait depuis n’est perdu" in ready.sentence
    assert not ready.loss.sentence
    restored = put_back(ready, clock)
    assert names(restored.desk.store) == ["DURAND", "Depuis"]
    assert whole(restored.desk)
    restored.desk.close()
    assert not (store / STAGING).exists()
    reopen(store).close()


def test_what_was_done_since_is_counted_in_a_store_encrypted_anew(store, backup, clock):
    desk = reopen(store)
    desk.store.encrypt_anew(PASSPHRASE, None, lambda _uow: None)
    desk.close()
    ready = ready_of(backup, store, clock)
    assert ready.loss.known
    assert (ready.loss.signatures, ready.loss.people) == (1, 1)
    give_up(ready)


def test_a_present_store_that_stops_before_the_sauvegarde_is_said_so(store, backup, clock):
    older = shutil.copytree(backup, store.parent / "avant")
    desk = reopen(backup)
    save(desk.store, "Plus tard")
    desk.close()
    for name in (DATABASE_FILE, "store.head.json"):
        shutil.copyfile(older / name, store / name)
    ready = ready_of(backup, store, clock)
    assert ready.loss.acts == 0
    assert "s’arrête avant elle" in ready.loss.sentence
    give_up(ready)
