"""What waits in the WAL of a store that was cut: damaged, torn, of another store."""

import json
import shutil

import pytest

from coachdesk.core.errors import DamagedError
from coachdesk.core.store_files import DATABASE_FILE, MARK_FILE
from coachdesk.services.desk import open_desk
from coachdesk.services.health import go_on
from coachdesk.store.backup import BACKUPS
from coachdesk.store.diagnosis import Way, diagnose
from coachdesk.store.health import Damage
from coachdesk.store.pages import PAGE, SALT, look_at_wal
from coachdesk.store.vault import unlock
from support.command import PASSPHRASE, coachdesk
from support.kept import whole
from support.recovering import PEOPLE, WAL, change, recovered
from support.signing_desk import make_desk, reopen
from support.stores import names, save


def test_damage_in_the_middle_of_the_wal_is_counted_and_what_follows_it_recovered(cut, clock):
    change(cut / WAL, 32 + 24 + 100)  # a page that a later commit wrote again
    with pytest.raises(DamagedError):
        open_desk(cut, PASSPHRASE, clock=clock)
    before = (cut / WAL).read_bytes()
    diagnosis = diagnose(cut, PASSPHRASE, clock)
    assert {Damage.WAL, Damage.OLDER} & diagnosis.health.damages
    assert (cut / WAL).read_bytes() == before
    made = recovered(cut, clock)
    assert made.aside is not None
    assert (made.aside / WAL).read_bytes() == before, "aside with what waited"
    if made.salvaged.whole:
        assert set(PEOPLE) < set(names(made.desk.store))
    made.desk.close()


def test_a_damaged_head_of_the_wal_costs_nothing(cut, clock):
    change(cut / WAL, 18)  # what says which pages are of this WAL
    diagnosis = diagnose(cut, PASSPHRASE, clock)
    assert diagnosis.ways[0] is Way.RECOVER
    made = recovered(cut, clock)
    assert made.salvaged.whole
    assert set(PEOPLE) < set(names(made.desk.store))
    made.desk.close()


def test_a_store_that_holds_more_than_its_sauvegardes_is_gone_on_with_first(everything, cut):
    wal = (cut / WAL).read_bytes()
    (cut / WAL).write_bytes(wal[:-700])  # its last entry alone
    (sauvegarde,) = (everything / "cle").iterdir()
    for there, first in ((cut / "ailleurs", "restore"), (cut / BACKUPS / sauvegarde.name, "go_on")):
        shutil.copytree(sauvegarde, there)
        told = json.loads(coachdesk("check", "--json", store=cut).out)
        assert told["ways"][0] == first
        assert "au lieu de" in told["found"][0]


def test_a_page_of_the_wal_that_nothing_wrote_again_costs_what_was_on_it_alone(cut, clock):
    keys = unlock(cut, PASSPHRASE)
    salt = (cut / DATABASE_FILE).read_bytes()[:SALT]
    waiting = look_at_wal(cut / DATABASE_FILE, keys.data_key, salt).frames
    last = {frame.page: frame for frame in waiting}
    # The first one, with all that was done after it behind.
    damaged = min(last.values(), key=lambda frame: frame.place)
    change(cut / WAL, damaged.place + 100)
    made = recovered(cut, clock)
    assert set(PEOPLE) < set(names(made.desk.store))
    assert not made.salvaged.whole
    assert not made.salvaged.tail
    made.desk.close()


def test_going_on_past_a_damaged_wal_keeps_all_that_was_there_aside(cut, clock):
    wal = (cut / WAL).read_bytes()
    frames = (len(wal) - 32) // (24 + PAGE)
    for frame in range(frames // 2, frames):  # nothing after the damage reads by itself
        change(cut / WAL, 32 + frame * (24 + PAGE) + 24 + 100)
    before = {name: (cut / name).read_bytes() for name in (DATABASE_FILE, WAL, MARK_FILE)}
    assert Way.GO_ON in diagnose(cut, PASSPHRASE, clock).ways
    desk = go_on(cut, PASSPHRASE, clock=clock)
    assert whole(desk)
    desk.close()
    (aside,) = (path for path in (cut / "mis-de-cote").iterdir() if path.is_dir())
    assert {name: (aside / name).read_bytes() for name in before} == before


def test_what_waited_in_another_store_is_not_taken_for_ours(cut, tmp_path, clock):
    make_desk(tmp_path / "autre", 1)
    desk = reopen(tmp_path / "autre")
    save(desk.store, "Quelqu’un d’ailleurs")
    shutil.copyfile(tmp_path / "autre" / WAL, cut / WAL)
    desk.close()
    diagnosis = diagnose(cut, PASSPHRASE, clock)
    assert "n’est pas de ce magasin" in diagnosis.health.found[0].sentence
    assert diagnosis.ways == (Way.RECOVER, Way.RESTORE)
    made = recovered(cut, clock)
    assert "Quelqu’un d’ailleurs" not in names(made.desk.store)
    assert made.salvaged.lost == {}
    assert made.salvaged.tail, "what waited is known to be missing"
    made.desk.close()
