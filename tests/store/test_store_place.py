"""A folder that a file manager copied is another store from then on; one that was moved is not."""

import shutil

import pytest

from coachdesk.core.file_identity import lasting_identity
from coachdesk.core.store_files import DATABASE_FILE, PLACE_FILE
from coachdesk.store import place
from support.stores import copied, open_store, save


@pytest.fixture(autouse=True)
def _really(monkeypatch):
    """The disk of the tests, as it is."""
    monkeypatch.setattr(place, "lasting_identity", lasting_identity)


@pytest.fixture
def worked(store, closed_store, fixed_clock):
    """The folder of a store that was opened here, and its incarnation."""
    store.close()
    opened = open_store(closed_store, fixed_clock)
    save(opened, "Azouline")
    incarnation = opened.head().incarnation
    opened.close()
    return closed_store, incarnation


def incarnation_at(folder, clock):
    opened = open_store(folder, clock)
    found = opened.head().incarnation
    assert opened.verify().fault is None
    opened.close()
    return found


def test_opened_again_where_it_is_or_moved_on_its_disk_it_goes_on(worked, fixed_clock, tmp_path):
    folder, incarnation = worked
    assert (folder / PLACE_FILE).exists()
    assert incarnation_at(folder, fixed_clock) == incarnation
    moved = folder.rename(tmp_path / "rangé ailleurs")
    assert incarnation_at(moved, fixed_clock) == incarnation


def test_a_copy_by_hand_begins_another_incarnation_once_and_the_first_goes_on(
    worked, fixed_clock, tmp_path
):
    folder, incarnation = worked
    copy = copied(folder, tmp_path / "magasin - copie")
    other = incarnation_at(copy, fixed_clock)
    assert other != incarnation
    assert incarnation_at(copy, fixed_clock) == other
    assert incarnation_at(folder, fixed_clock) == incarnation


def test_files_of_an_older_copy_put_back_by_hand_are_noticed(worked, fixed_clock, tmp_path):
    folder, incarnation = worked
    older = copied(folder, tmp_path / "vendredi")
    later = open_store(folder, fixed_clock)
    save(later, "Lundi")
    later.close()
    folder.rename(tmp_path / "lundi")
    shutil.copytree(older, folder)
    assert incarnation_at(folder, fixed_clock) != incarnation


@pytest.mark.parametrize("spoilt", [b"", b"[]", b"{}", b'{"file": 3}', b"\xff", b"[" * 4000])
def test_a_place_that_says_nothing_is_noted_anew(worked, fixed_clock, spoilt):
    folder, incarnation = worked
    (folder / PLACE_FILE).write_bytes(spoilt)
    assert incarnation_at(folder, fixed_clock) == incarnation
    assert not place.was_copied(folder)
    assert place._noted(folder) == lasting_identity(folder / DATABASE_FILE)


def test_where_a_disk_makes_its_numbers_up_nothing_is_concluded(
    worked, fixed_clock, tmp_path, monkeypatch
):
    folder, incarnation = worked
    monkeypatch.setattr(place, "lasting_identity", lambda _file: None)
    copy = copied(folder, tmp_path / "sur une clé")
    assert incarnation_at(copy, fixed_clock) == incarnation
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sdb1 / vfat rw 0 0\n")
    assert lasting_identity(folder / DATABASE_FILE, mounts) is None
    assert lasting_identity(folder / "nothing", mounts) is None


@pytest.fixture
def key(tmp_path):
    """What names files on a key in FAT plugged in at a place, whose number is told."""

    def plugged(place, volume):
        place.mkdir(exist_ok=True)
        disks = tmp_path / f"by-uuid-{volume}"
        disks.mkdir(exist_ok=True)
        (disks / volume).unlink(missing_ok=True)
        (disks / volume).symlink_to(tmp_path / "sdb1")
        told = str(place).replace(" ", "\\040")
        (tmp_path / "mounts").write_text(
            f"/dev/vda / ext4 rw 0 0\n{tmp_path / 'sdb1'} {told} vfat rw 0 0\n"
        )
        return lambda file: lasting_identity(file, tmp_path / "mounts", disks)

    (tmp_path / "sdb1").touch()
    return plugged


def test_on_a_key_in_fat_a_copied_folder_is_another_place_of_it_or_of_another_key(
    worked, fixed_clock, tmp_path, monkeypatch, key
):
    folder, incarnation = worked
    one, two = tmp_path / "CLE UN", tmp_path / "CLE DEUX"
    monkeypatch.setattr(place, "lasting_identity", key(one, "1A2B-3C4D"))
    first = copied(folder, one / "magasin")
    begun = incarnation_at(first, fixed_clock)
    assert begun != incarnation, "it came from the disk"
    assert incarnation_at(first, fixed_clock) == begun
    assert one.name not in (first / PLACE_FILE).read_text()
    beside = incarnation_at(copied(first, one / "magasin - copie"), fixed_clock)
    assert beside != begun
    monkeypatch.setattr(place, "lasting_identity", key(two, "FFFF-0001"))
    assert incarnation_at(copied(first, two / "magasin"), fixed_clock) not in {begun, beside}
    one.rename(tmp_path / "E")  # plugged in elsewhere, it is the same key
    monkeypatch.setattr(place, "lasting_identity", key(tmp_path / "E", "1A2B-3C4D"))
    assert incarnation_at(tmp_path / "E" / "magasin", fixed_clock) == begun
