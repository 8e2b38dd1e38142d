"""A store in a synchronised folder: refused in words, and brought back whole."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from coachdesk.core.errors import SharedPlaceError, UserError
from coachdesk.core.store_files import store_exists
from coachdesk.services import placing
from coachdesk.services.desk import open_desk
from coachdesk.services.placing import move_store
from coachdesk.services.setup import create_desk
from coachdesk.store.hold import alone_in
from support.clock import FixedClock
from support.command import alone

CLOCK = FixedClock(datetime(2024, 1, 15, 9, tzinfo=UTC))
PASSPHRASE = "ruisseau-lampe-violon-12"


@pytest.fixture
def shared(tmp_path):
    """A store that was made before its folder became a synchronised one."""
    made = tmp_path / "ici"
    create_desk(
        made, PASSPHRASE, profile="coaching-emploi", coach_name="Claire Exemple", clock=CLOCK
    ).desk.close()
    there = tmp_path / "OneDrive" / "CoachDesk"
    there.parent.mkdir()
    (made / "a-envoyer").mkdir()
    (made / "a-envoyer" / "x.zip").write_bytes(b"waiting")
    made.rename(there)
    return there


def files(folder):
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_store_is_neither_made_nor_opened_in_a_synchronised_folder(shared, tmp_path):
    with pytest.raises(SharedPlaceError, match="synchronisé par OneDrive"):
        open_desk(shared, PASSPHRASE, clock=CLOCK)
    fresh = tmp_path / "OneDrive" / "Autre"
    with pytest.raises(SharedPlaceError, match="Choisissez un dossier de cet ordinateur"):
        create_desk(fresh, PASSPHRASE, profile="coaching-emploi", coach_name=None, clock=CLOCK)
    assert not fresh.exists()


def test_it_is_brought_back_whole_and_what_was_there_is_kept(shared, tmp_path):
    before = files(shared)
    there = tmp_path / "local" / "CoachDesk"
    assert move_store(shared, CLOCK, there) == there
    assert files(there) == before
    desk = open_desk(there, PASSPHRASE, clock=CLOCK)
    assert desk.coach.name == "Claire Exemple"
    assert desk.store.verify().fault is None
    desk.close()
    assert not shared.exists()
    (kept,) = shared.parent.iterdir()
    assert "déplacé le" in kept.name
    assert sorted(files(kept).values()) == sorted(before.values())
    assert not store_exists(kept)


def test_a_store_in_use_a_taken_place_and_a_full_disk_change_nothing(shared, tmp_path, monkeypatch):
    before = files(shared)
    taken = tmp_path / "pris"
    taken.mkdir()
    (taken / "a").touch()
    with pytest.raises(UserError, match="contient déjà"):
        move_store(shared, CLOCK, taken)
    with pytest.raises(SharedPlaceError):
        move_store(shared, CLOCK, tmp_path / "OneDrive" / "Encore")

    def used(_fraction):
        (shared / "store.db-wal").write_bytes(b"someone writes")

    with pytest.raises(UserError, match="un autre programme"):
        move_store(shared, CLOCK, tmp_path / "la", used)
    (shared / "store.db-wal").unlink()

    def full(_source, _target):
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(placing, "_copy", full)
        with pytest.raises(UserError, match="disque est plein"):
            move_store(shared, CLOCK, tmp_path / "la")
    with monkeypatch.context() as patch:
        patch.setattr(placing, "_retire", lambda *_: (_ for _ in ()).throw(OSError(16, "busy")))
        with pytest.raises(UserError, match="Rien n’a changé"):
            move_store(shared, CLOCK, tmp_path / "la")
    assert files(shared) == before
    assert {path.name for path in tmp_path.iterdir()} == {"OneDrive", "pris"}


def test_the_command_says_what_to_do_and_does_it(shared, tmp_path):
    refused = alone("outbox", "--store", str(shared))
    assert refused.code == 1
    assert "move" in refused.err
    moved = alone("move", "--store", str(shared), "--to", str(tmp_path / "la"))
    assert moved.code == 0, moved.err
    assert alone("outbox", "--store", str(tmp_path / "la")).code == 0


def test_a_store_that_is_open_or_a_place_within_it_is_refused(shared, tmp_path):
    before = files(shared)
    with alone_in(shared), pytest.raises(UserError, match="ouvert dans une autre fenêtre"):
        move_store(shared, CLOCK, tmp_path / "local")
    local = shared.rename(tmp_path / "ici")
    with pytest.raises(UserError, match="dans le magasin lui-même"):
        move_store(local, CLOCK, local / "dedans")
    assert files(local) == before
    assert not (tmp_path / "local").exists()
