"""Every page is looked at by its seal, those in the WAL too, without opening the database."""

from random import Random

import pytest

from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.store import pages
from coachdesk.store.pages import LOCK_PAGE, PAGE, SALT
from coachdesk.store.vault import unlock
from support.stores import PASSPHRASE, copied, save, tampering

PEOPLE = ["Azouline", "Berthelot", "Chauvet", "Delmas"]


@pytest.fixture
def waiting(store, closed_store, tmp_path):
    """A store whose last four commits wait in the WAL, as after a power cut."""
    save(store, *PEOPLE)
    return copied(closed_store, tmp_path / "cut")


def key_of(directory):
    return unlock(directory, PASSPHRASE).data_key


def look_at_pages(path, key):
    with path.open("rb") as stream:
        return pages.look_at_pages(stream, key)


def look_at_wal(path, key):
    return pages.look_at_wal(path, key, path.read_bytes()[:SALT])


def change(path, place, bit=1):
    data = bytearray(path.read_bytes())
    data[place] ^= bit
    path.write_bytes(data)


def test_every_page_of_a_sound_store_holds_and_a_changed_one_is_named(store, closed_store):
    save(store, *PEOPLE)
    store.close()
    path, key = closed_store / DATABASE_FILE, key_of(closed_store)
    sound = look_at_pages(path, key)
    assert sound.wrong == ()
    assert sound.count * PAGE == path.stat().st_size
    draw = Random(8)
    for _ in range(20):
        place = draw.randrange(16, path.stat().st_size)
        bit = 1 << draw.randrange(8)
        change(path, place, bit)
        assert look_at_pages(path, key).wrong == (place // PAGE + 1,)
        change(path, place, bit)
    with tampering(closed_store) as driver:
        assert driver.execute("PRAGMA cipher_integrity_check").fetchall() == []


def test_the_page_that_sqlite_locks_by_is_no_damage_of_a_store_past_one_gibibyte(
    store, closed_store
):
    store.close()
    path, key = closed_store / DATABASE_FILE, key_of(closed_store)
    with tampering(closed_store) as driver:
        for pragma in ("synchronous = OFF", "journal_mode = OFF", "cache_spill = ON"):
            driver.execute(f"PRAGMA {pragma}")
        driver.execute("CREATE TABLE scan (bytes BLOB)")
        for _ in range(65):
            driver.execute("INSERT INTO scan VALUES (zeroblob(16 * 1024 * 1024))")
        driver.commit()
    assert path.stat().st_size > LOCK_PAGE * PAGE
    beside = (LOCK_PAGE - 1, LOCK_PAGE, LOCK_PAGE + 1)
    with path.open("rb") as stream:
        assert pages.still_wrong(stream, key, beside) == ()
    with path.open("r+b") as stream:
        stream.seek(LOCK_PAGE * PAGE + 7)
        stream.write(b"?")
    with path.open("rb") as stream:
        assert pages.still_wrong(stream, key, beside) == (LOCK_PAGE + 1,)


def test_another_key_fits_no_page(store, closed_store):
    store.close()
    assert look_at_pages(closed_store / DATABASE_FILE, bytes(32)).foreign


def test_one_bit_of_the_head_makes_every_page_foreign_and_is_found_again(store, closed_store):
    store.close()
    path, key = closed_store / DATABASE_FILE, key_of(closed_store)
    salt = path.read_bytes()[:SALT]
    change(path, 7, 16)
    assert look_at_pages(path, key).foreign
    with path.open("rb") as stream:
        assert pages.mended_salt(stream, key) == salt


def test_what_waits_is_followed_to_its_end_and_damage_in_its_middle_is_counted(waiting):
    path, key = waiting / DATABASE_FILE, key_of(waiting)
    wal = path.with_name(f"{DATABASE_FILE}-wal")
    sound = look_at_wal(path, key)
    assert all(frame.sound and frame.followed for frame in sound.frames)
    assert sound.lost == 0
    commits = [frame for frame in sound.frames if frame.commit]
    assert len(commits) >= len(PEOPLE)
    change(wal, commits[-2].place + 100)
    damaged = look_at_wal(path, key)
    assert damaged.lost == 2, "the commit that was hit, and the one after it"
    assert sum(not frame.sound for frame in damaged.frames) == 1


def test_a_torn_end_is_no_loss(waiting):
    path = waiting / DATABASE_FILE
    wal = path.with_name(f"{DATABASE_FILE}-wal")
    before = look_at_wal(path, key_of(waiting))
    wal.write_bytes(wal.read_bytes()[:-2000])
    torn = look_at_wal(path, key_of(waiting))
    assert torn.lost == 0
    assert len(torn.frames) == len(before.frames) - 1
