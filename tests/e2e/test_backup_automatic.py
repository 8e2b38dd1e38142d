"""Sauvegardes that make themselves: when they are due, where, what gives way, what is told."""

import errno
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.services.backup import making
from coachdesk.services.backup.automatic import (
    Moment,
    back_up,
    back_up_here,
    due_places,
    kept_here,
    last_here,
    trouble,
)
from coachdesk.services.backup.drill import latest_backup
from coachdesk.services.backup.elsewhere import backup_to, last_backup, usual_place
from coachdesk.services.backup.folder import kept_in, own_folder
from coachdesk.services.backup.keys import folder_on, keys_to_offer, refuse_key
from coachdesk.services.backup.verification import verify_backup
from coachdesk.services.restoring.use_case import look_at, put_back
from coachdesk.store.backup import BACKUPS, UNFINISHED, Occasion, copy_store
from coachdesk.store.manifest import read_manifest
from coachdesk.store.vault import unlock
from support.command import PASSPHRASE
from support.faults import run_until_killed
from support.faults_files import io_error_at
from support.signing_desk import make_desk, reopen
from support.stores import names, refusal_of, save


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    directory = tmp_path_factory.mktemp("automatic") / "magasin"
    make_desk(directory, 1)
    return directory


@pytest.fixture
def desk(made, tmp_path, clock):
    opened = reopen(shutil.copytree(made, tmp_path / "magasin"), clock)
    yield opened
    opened.close()


@pytest.fixture
def key(tmp_path, monkeypatch) -> Path:
    """A key that is plugged in: a folder that the system says is on another disk."""
    folder = tmp_path / "CLE"
    folder.mkdir()
    for module in ("backup.elsewhere", "backup.keys"):
        monkeypatch.setattr(
            f"coachdesk.services.{module}.keys_plugged_in",
            lambda: (folder,) if folder.is_dir() else (),
        )
    monkeypatch.setattr(making, "same_disk", lambda _store, other: not other.is_relative_to(folder))
    return folder


def own(desk) -> list[Path]:
    return [kept.path for kept in kept_in(desk, own_folder(desk))]


def test_one_a_day_when_the_desk_opens_and_none_when_nothing_changed(desk, clock):
    (first,) = back_up(desk, Moment.OPEN).backups
    assert (own(desk), first.elsewhere) == ([first.path], False)
    assert verify_backup(first.path, PASSPHRASE).intact
    assert read_manifest(first.path).occasion == "automatic"
    save(desk.store, "Le jour même")
    assert due_places(desk, Moment.OPEN) == ()
    clock.advance(timedelta(days=1))
    (second,) = back_up(desk, Moment.OPEN).backups
    assert own(desk) == [first.path, second.path]
    clock.advance(timedelta(days=3))
    assert due_places(desk, Moment.OPEN) == (), "the last one still holds all there is"
    shutil.rmtree(second.path)
    assert due_places(desk, Moment.OPEN) == (own_folder(desk),), "it was taken away"


def test_the_end_of_work_is_kept_if_something_changed(desk, clock):
    back_up(desk, Moment.OPEN)
    for moment in (Moment.LOCK, Moment.LEAVE):
        assert due_places(desk, moment) == ()
    save(desk.store, "Juste avant de partir")
    assert due_places(desk, Moment.LOCK) == (), "locked and opened again all day"
    (made,) = back_up(desk, Moment.LEAVE).backups
    copy = reopen(made.path, clock)
    assert "Juste avant de partir" in names(copy.store)
    copy.close()
    save(desk.store, "Plus tard")
    clock.advance(timedelta(hours=1))
    assert due_places(desk, Moment.LOCK) == (own_folder(desk),)
    clock.set_wall(clock.now() - timedelta(days=90))
    assert due_places(desk, Moment.LOCK) == (own_folder(desk),), "a clock set back hides nothing"


def test_a_key_used_before_is_kept_up_by_itself_and_known_under_another_letter(
    desk, key, tmp_path, clock
):
    backup_to(desk, folder_on(key))
    back_up(desk, Moment.OPEN)
    assert due_places(desk, Moment.KEY) == ()
    save(desk.store, "Entre deux")
    unplugged = key.rename(tmp_path / "tiroir")
    assert due_places(desk, Moment.KEY) == ()
    assert usual_place(desk) is None
    unplugged.rename(key)
    (made,) = back_up(desk, Moment.KEY).backups
    assert (made.folder, made.elsewhere) == (folder_on(key), True)
    assert desk.read(last_backup).path == made.path
    save(desk.store, "Le lendemain, sans l’avoir ôtée")
    assert own_folder(desk) not in due_places(desk, Moment.KEY)
    clock.advance(timedelta(days=1))
    assert due_places(desk, Moment.OPEN) == (own_folder(desk), folder_on(key))
    folder_on(key).rename(key / "rangé")
    assert due_places(desk, Moment.KEY) == ()
    for folder in (key / "rangé").iterdir():
        folder.rename(key / folder.name)
    assert due_places(desk, Moment.KEY) == (key,), "known by what is on it"


def test_a_new_key_is_offered_until_she_answers(desk, key):
    assert keys_to_offer(desk) == (key,)
    refuse_key(desk, key)
    refuse_key(desk, key)
    assert keys_to_offer(desk) == ()
    backup_to(desk, folder_on(key))
    assert keys_to_offer(desk) == ()


def test_the_oldest_ones_here_make_room_down_to_the_last_and_that_is_said(desk, clock, monkeypatch):
    for _ in range(3):
        save(desk.store, "Un jour")
        back_up_here(desk)
        clock.advance(timedelta(days=1))
    held = own(desk)
    assert len(held) == 3
    size = (held[0] / DATABASE_FILE).stat().st_size

    def free(folder: Path) -> int:
        return 4 * size - size * len(list(folder.iterdir()))

    monkeypatch.setattr(making, "free_space", free)
    made = back_up_here(desk)
    assert made.gave_way == 1
    assert "1\u00a0sauvegarde plus ancienne de moins" in made.room_words
    assert own(desk) == [*held[1:], made.path]
    monkeypatch.setattr(making, "free_space", lambda _: 0)
    save(desk.store, "Le disque est plein")
    clock.advance(timedelta(days=1))
    told = back_up(desk, Moment.OPEN).trouble
    assert "il en reste" in told.sentence
    assert own(desk) == [made.path], "the last good one never makes room"
    assert desk.read(trouble).sentence == told.sentence
    monkeypatch.setattr(making, "free_space", lambda _: None)
    back_up_here(desk)
    assert desk.read(trouble) is None


def test_a_disk_that_fills_up_in_the_middle_makes_room_too(desk, clock):
    save(desk.store, "La veille")
    back_up_here(desk)
    clock.advance(timedelta(days=1))
    back_up_here(desk)
    clock.advance(timedelta(days=1))
    with io_error_at(1, own_folder(desk), errno.ENOSPC) as steps:
        made = back_up_here(desk)
    assert steps.struck
    assert made.gave_way == 1
    assert len(own(desk)) == 2


def test_a_place_that_fails_does_not_keep_the_others_from_theirs(desk, key, clock):
    backup_to(desk, folder_on(key))
    save(desk.store, "Un lendemain")
    clock.advance(timedelta(days=1))
    own_folder(desk).write_text("un fichier à la place du dossier")
    made = back_up(desk, Moment.OPEN)
    assert [each.folder for each in made.elsewhere] == [folder_on(key)]
    assert "n’est pas faite" in made.trouble.sentence
    assert desk.read(trouble) is not None


def test_one_of_before_an_upgrade_stays_a_year_beside_the_others(desk, clock):
    keys = unlock(desk.store.directory, PASSPHRASE)
    before = own_folder(desk) / "avant-migration-0007-20230601-180000"
    copy_store(desk.store.directory, keys, before, Occasion("migration", clock.now()))
    for _ in range(10):
        clock.advance(timedelta(days=30))
        save(desk.store, "Un mois")
        back_up_here(desk)
    assert before in own(desk)
    clock.advance(timedelta(days=90))
    back_up_here(desk)
    assert before not in own(desk)


def test_the_one_just_made_stays_whatever_the_clock_and_though_nothing_changed(desk, clock):
    for _ in range(4):  # within one second
        made = back_up_here(desk)
        assert own(desk) == [made.path]
    clock.set_wall(clock.now() - timedelta(days=900))
    assert back_up_here(desk).path in own(desk)


def put_back_first_of(desk, clock, folder):
    """The oldest sauvegarde of a folder in the place of the store; gives the desk of that."""
    directory, oldest = desk.store.directory, kept_in(desk, folder)[0].path
    desk.close()
    return put_back(look_at(oldest, PASSPHRASE, directory, clock=clock), clock).desk


def some_days(desk, clock, number):
    for _ in range(number):
        clock.advance(timedelta(days=1))
        save(desk.store, "Un jour")
        back_up_here(desk)


def test_those_of_before_a_restore_stay_until_there_are_enough_of_after(desk, clock):
    some_days(desk, clock, 5)
    before = own(desk)
    assert len(before) == 5
    desk = put_back_first_of(desk, clock, own_folder(desk))
    back_up_here(desk)  # the same day as the last one, and a week's other days
    assert set(before) < set(own(desk)), "the wrong one may have been put back"
    some_days(desk, clock, 5)
    assert set(before) < set(own(desk))
    some_days(desk, clock, 40)
    assert not set(before) & set(own(desk)), "they do not add up for ever"
    desk.close()


def test_a_full_disk_takes_the_last_one_of_before_a_restore_only_when_there_are_enough(
    desk, clock, monkeypatch
):
    some_days(desk, clock, 3)
    last = own(desk)[-1]
    desk = put_back_first_of(desk, clock, own_folder(desk))
    monkeypatch.setattr(making, "free_space", lambda _: None)
    some_days(desk, clock, 1)
    with monkeypatch.context() as full:
        full.setattr(making, "free_space", lambda _: 0)
        clock.advance(timedelta(days=1))
        assert refusal_of(lambda: back_up_here(desk)) is not None
    assert last in own(desk)
    assert len(own(desk)) == 2
    desk.close()


def test_a_key_is_kept_up_from_the_first_day_after_a_restore(desk, key, clock):
    backup_to(desk, folder_on(key))
    for _ in range(9):
        save(desk.store, "Perdu")
    clock.advance(timedelta(days=1))
    backup_to(desk, folder_on(key))
    desk = put_back_first_of(desk, clock, folder_on(key))
    save(desk.store, "Depuis")
    assert folder_on(key) in due_places(desk, Moment.LEAVE)
    here = back_up_here(desk).path
    assert latest_backup(desk).path == here, "not the one of before, that holds more"
    back_up(desk, Moment.LEAVE)
    assert folder_on(key) not in due_places(desk, Moment.LEAVE)
    desk.close()


def test_what_is_under_the_store_is_never_taken_for_a_key(desk, key):
    backup_to(desk, desk.store.directory / BACKUPS)
    assert desk.read(last_here) is None
    assert usual_place(desk) is None


def test_killed_at_any_moment_it_loses_no_row_and_leaves_only_whole_sauvegardes(
    made, tmp_path, torture_n, torture_figures, clock
):
    store = tmp_path / "magasin"
    shutil.copytree(made, store)
    rows, whole, cut = 0, 0, 0
    for seed in range(torture_n):
        death = run_until_killed(
            "support.child_automatic", str(store), str(100 * seed), seed=seed, acks=8
        )
        saved = [line for line in death.acked if line.startswith("row")]
        rows += len(saved)
        cut += any(path.name.endswith(UNFINISHED) for path in (store / BACKUPS).iterdir())
        desk = reopen(store, clock)
        assert {f"Rang {line.split()[1]}" for line in saved} <= set(names(desk.store)), seed
        kept = kept_in(desk, own_folder(desk))
        acked = [line for line in death.acked if not line.startswith("row")]
        assert kept[-1].path.name >= acked[-1], "an acknowledged sauvegarde is lost"
        for each in kept[-2:] if seed % 10 else kept:
            assert verify_backup(each.path, PASSPHRASE).intact, seed
            whole += 1
        desk.close()
    desk = reopen(store, clock)
    back_up_here(desk)
    left = [path for path in own_folder(desk).iterdir() if path.name.endswith(UNFINISHED)]
    assert not left, "what was cut is cleared"
    desk.close()
    torture_figures(
        "automatic backup, killed", kills=torture_n, rows=rows, whole=whole, unfinished=cut
    )


def test_those_of_a_store_that_was_moved_are_still_its_own(desk, tmp_path, clock):
    made = back_up_here(desk)
    desk.close()
    moved = desk.store.directory.rename(tmp_path / "ailleurs")
    opened = reopen(moved, clock)
    shown = kept_here(opened)
    assert shown.last is not None
    assert shown.last.path == moved / BACKUPS / made.path.name
    assert due_places(opened, Moment.OPEN) == ()
    opened.close()
