"""A copy elsewhere opens with the passphrase and holds the last row; a copy cut leaves no name."""

import errno
import json
import shutil
import stat
import subprocess
import sys
import time
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from coachdesk.core.errors import UserError
from coachdesk.domain.backup_rotation import DAYS
from coachdesk.services.backup import making
from coachdesk.services.backup.elsewhere import backup_to, last_backup, usual_place
from coachdesk.services.backup.folder import kept_in
from coachdesk.services.backup.making import CopyStoppedError
from coachdesk.services.desk import Desk
from support.command import coachdesk
from support.faults import child_environment, file_size_limit, run_until_killed
from support.faults_files import io_error_at
from support.signing_desk import make_desk, reopen, sign
from support.stores import names, refusal_of, save


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    directory = tmp_path_factory.mktemp("backup") / "magasin"
    (appointment, *_) = make_desk(directory, 3)
    desk = reopen(directory)
    sign(desk, appointment)
    desk.close()
    return directory


@pytest.fixture
def desk(made, tmp_path, clock):
    opened = reopen(shutil.copytree(made, tmp_path / "magasin"), clock)
    yield opened
    opened.close()


def refusal(desk: Desk, folder: Path) -> UserError | None:
    return refusal_of(lambda: backup_to(desk, folder))


def final_names(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.endswith(".tmp")]


def test_the_copy_opens_with_the_passphrase_and_holds_the_last_row(desk, tmp_path):
    said = []
    save(desk.store, "Tout juste")
    made = backup_to(desk, tmp_path / "cle", progress=lambda done, what: said.append((done, what)))
    copy = reopen(made.path)
    assert "Tout juste" in names(copy.store)
    assert copy.store.verify(copy.identity.certificate.public_key).fault is None
    copy.close()
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert said[-1] == (1.0, "Relecture de la copie")
    assert not made.elsewhere, "two folders of one disk are lost together"
    assert desk.read(last_backup) is None, "what is on the same disk protects of nothing"
    (told,) = desk.read(
        lambda link: link.exec_driver_sql(
            "SELECT p.body FROM journal_entry e JOIN journal_payload p USING (seq) "
            "WHERE e.kind = 'backup'"
        ).all()
    )
    assert json.loads(told[0])["path"] == str(made.path)


def test_a_write_during_the_copy_neither_waits_nor_disturbs_it(desk, tmp_path):
    written = []

    def write(_fraction: float, _doing: str) -> None:
        if len(written) < 3:
            written.append(f"Pendant {len(written)}")
            save(desk.store, written[-1])

    made = backup_to(desk, tmp_path / "cle", progress=write)
    copy = reopen(made.path)
    assert len(written) == 3
    assert set(names(copy.store)) < set(names(desk.store)), "of one moment"
    assert copy.store.verify().fault is None
    copy.close()


def test_the_last_copies_stay_and_nothing_else_is_touched(desk, tmp_path, clock):
    folder = tmp_path / "cle"
    (folder / "CoachDesk_sauvegarde_OV_2020-01-01_10h0000").mkdir(parents=True)
    (folder / "CoachDesk_sauvegarde_OV_2020-01-01_10h0000" / "photo.jpg").write_text("à elle")
    (folder / "impots.pdf").write_text("à elle aussi")
    first = backup_to(desk, folder).path
    (first / "note.txt").write_text("rangée ici par la coach")
    for _ in range(DAYS + 3):  # to June 11th: the last of its week is that of the 4th
        clock.advance(timedelta(days=1))
        backup_to(desk, folder)
    backup_to(desk, folder)  # within the same second
    days = [kept.made_on.day for kept in kept_in(desk, folder)]
    assert days == [4, 5, 6, 7, 8, 9, 10, 11]
    assert kept_in(desk, folder)[-1].path.name.endswith("_2")
    assert [path.name for path in first.iterdir()] == ["note.txt"]
    assert (folder / "impots.pdf").read_text() == "à elle aussi"
    assert (folder / "CoachDesk_sauvegarde_OV_2020-01-01_10h0000" / "photo.jpg").exists()


def test_a_clock_set_back_does_not_cost_the_copy_just_made(desk, tmp_path, clock):
    folder = tmp_path / "cle"
    for _ in range(2):
        clock.advance(timedelta(days=1))
        backup_to(desk, folder)
    clock.set_wall(clock.now() - timedelta(days=900))
    made = backup_to(desk, folder)
    assert kept_in(desk, folder)[-1].path == made.path


def test_the_copy_of_another_store_is_never_removed(desk, tmp_path, clock):
    folder = tmp_path / "cle"
    make_desk(tmp_path / "autre", 1)
    other = reopen(tmp_path / "autre", clock)
    theirs = backup_to(other, folder).path
    other.close()
    for _ in range(2):
        clock.advance(timedelta(days=400))
        backup_to(desk, folder)
    assert theirs.exists()
    assert len(kept_in(desk, folder)) == 1


def test_a_copy_stopped_leaves_nothing(desk, tmp_path):
    folder = tmp_path / "cle"
    folder.mkdir()
    for allowed in count():
        left = iter([False] * allowed)
        try:
            backup_to(desk, folder, cancelled=lambda left=left: next(left, True))
        except CopyStoppedError:
            assert not list(folder.iterdir())
            continue
        break
    assert allowed > 3


def test_a_full_disk_a_removed_key_and_a_read_only_one_are_said(desk, tmp_path, monkeypatch):
    folder = tmp_path / "cle"
    folder.mkdir()
    with file_size_limit(100_000):
        refused = refusal(desk, folder)
    assert refused is not None
    assert "n’est pas faite" in refused.sentence
    assert not list(folder.iterdir())
    for number in count(1):
        with io_error_at(number, folder, errno.ENODEV) as steps:
            refused = refusal(desk, folder)
        if not steps.struck:
            break
        # What only removes an older one may fail: the new one is made.
        silent = refused is None and steps.seen[-1] not in {"rename", "unlink", "rmdir"}
        assert not silent, f"{steps.seen[-1]} failed and nobody was told"
        for copy in final_names(folder):
            opened = reopen(copy)
            assert opened.store.verify().fault is None
            opened.close()
    assert number > 4
    (tmp_path / "plein").write_text("un fichier")
    assert "dossier" in str(refusal(desk, tmp_path / "plein"))
    monkeypatch.setattr(making, "free_space", lambda _: 1000)
    assert "il en reste" in str(refusal(desk, folder))


def test_the_key_used_last_is_found_again_only_when_it_is_there(desk, tmp_path, monkeypatch):
    folder = tmp_path / "cle"
    monkeypatch.setattr(making, "same_disk", lambda _one, other: not (other / "cle").exists())
    folder.mkdir()
    (folder / "cle").write_text("branchée")
    made = backup_to(desk, folder)
    assert made.elsewhere
    assert desk.read(last_backup) == made
    assert usual_place(desk) == folder
    (folder / "cle").unlink()  # unplugged: what is left of it is a folder of the store's own disk
    assert usual_place(desk) is None
    backup_to(desk, folder)
    assert desk.read(last_backup) == made, "a copy on the same disk does not count"


def test_a_killed_copy_leaves_no_final_name_that_is_not_whole(
    made, tmp_path, torture_n, torture_figures
):
    store, folder = tmp_path / "magasin", tmp_path / "cle"
    shutil.copytree(made, store)
    command = [sys.executable, "-m", "support.child_backup", str(store), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=child_environment()) as process:
        assert process.stdout is not None
        process.stdout.readline()
        began = time.perf_counter()
        process.stdout.readline()
        seconds = time.perf_counter() - began
    whole = 0
    for seed in range(torture_n):
        shutil.rmtree(folder)
        death = run_until_killed(
            "support.child_backup", str(store), str(folder), seed=seed, acks=1, within=seconds
        )
        for copy in final_names(folder) if folder.exists() else []:
            opened = reopen(copy)
            assert opened.store.verify(opened.identity.certificate.public_key).fault is None, seed
            opened.close()
            whole += 1
        folder.mkdir(exist_ok=True)
        assert len(death.acked) <= 1 + len(final_names(folder)), "an acknowledged copy is lost"
    desk = reopen(store)
    backup_to(desk, folder)
    assert not [path for path in folder.iterdir() if path.name.endswith(".tmp")], "cleared"
    desk.close()
    torture_figures("backup, killed", kills=torture_n, whole=whole)


def test_the_command_copies_says_where_and_refuses_in_words(made, tmp_path):
    store, folder = tmp_path / "magasin", tmp_path / "cle"
    shutil.copytree(made, store)
    ran = coachdesk("backup", store=store)
    assert ran.code == 1
    assert "--to" in ran.err
    ran = coachdesk("backup", "--to", folder, store=store)
    assert (ran.code, Path(ran.out.strip()).parent) == (0, folder)
    assert "même disque" in ran.err
    told = json.loads(coachdesk("backup", "--to", folder, "--json", store=store).out)
    assert told["elsewhere"] is False
    assert stat.S_ISDIR(Path(told["path"]).stat().st_mode)
    assert coachdesk("month", "2023-06", "--json", store=Path(told["path"])).code == 0
    assert coachdesk("backup", "--to", made / "store.db", store=store).code == 1
    assert coachdesk("backup", "--to").code == 2
