"""An examination names what is damaged, and up to when everything stands; it changes nothing."""

from random import Random

import pytest

from coachdesk.core.errors import DamagedError
from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.store.health import Damage
from coachdesk.store.pages import PAGE
from support.stores import open_store, refusal_of, save, tampering

PEOPLE = ["Azouline", "Berthelot", "Chauvet", "Delmas", "Estrade"]


@pytest.fixture
def filled(store, closed_store):
    save(store, *PEOPLE)
    store.close()
    return closed_store


def examined(directory, clock):
    store = open_store(directory, clock)
    told = []
    health = store.examine(told.append)
    store.close()
    assert told == sorted(told)
    assert told[-1] == 1.0
    return health


def test_a_sound_store_is_said_sound_up_to_its_last_entry(filled, fixed_clock):
    health = examined(filled, fixed_clock)
    assert health.sound
    assert health.pages == (filled / DATABASE_FILE).stat().st_size / PAGE
    assert "n°\u00a06" in health.intact


def test_damaged_pages_are_named_where_the_store_still_opens(filled, fixed_clock):
    path = filled / DATABASE_FILE
    store = open_store(filled, fixed_clock)
    store.close()
    data = bytearray(path.read_bytes())
    draw, seen, found = Random(3), 0, []
    for number in draw.sample(range(2, len(data) // PAGE), 12):
        data[number * PAGE + 9] ^= 4
        path.write_bytes(data)
        refusal = refusal_of(lambda: found.append(examined(filled, fixed_clock)))
        if refusal is None:
            health = found.pop()
            assert Damage.PAGES in health.damages
            assert f"n°\u00a0{number + 1}" in health.found[0].sentence
            seen += 1
        data[number * PAGE + 9] ^= 4
    assert seen


def test_a_file_changed_by_whoever_has_the_key_is_seen(filled, fixed_clock):
    with tampering(filled) as driver:
        driver.execute("DROP TRIGGER journal_entry_unchanged")
        driver.execute("UPDATE journal_entry SET wall = '2020' WHERE seq = 3")
    health = examined(filled, fixed_clock)
    assert health.damages == {Damage.JOURNAL}
    assert "n°\u00a02" in health.intact


def test_an_examination_stops_when_asked(store):
    save(store, *PEOPLE)

    class StoppedError(Exception):
        pass

    def stop(done):
        if done > 0.3:
            raise StoppedError

    with pytest.raises(StoppedError):
        store.examine(stop)
    save(store, "Fabre")


def test_a_break_among_the_latest_entries_shows_at_the_start(filled, fixed_clock):
    with tampering(filled) as driver:
        driver.execute("DROP TRIGGER journal_entry_unchanged")
        driver.execute("UPDATE journal_entry SET prev = hash WHERE seq = 4")
    with pytest.raises(DamagedError, match="altéré à l’enregistrement n°\u00a04"):
        open_store(filled, fixed_clock)
