"""One bit wrong anywhere is noticed or harmless, never silent; a sauvegarde can always be put back.

Over the database, what waits in its WAL, both key files, the mark, and each file of a sauvegarde.
"""

import shutil
from collections import Counter
from random import Random

import pytest

from coachdesk.core.errors import UserError
from coachdesk.core.store_files import DATABASE_FILE, KEY_FILE, MARK_FILE, SPARE_KEY_FILE
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.restoring.use_case import Restored, look_at, put_back
from support.command import PASSPHRASE
from support.signing_desk import make_desk, reopen, sign
from support.stores import names, refusal_of, save

PEOPLE = [f"Personne {number:02}" for number in range(30)]
FILES = [DATABASE_FILE, f"{DATABASE_FILE}-wal", KEY_FILE, SPARE_KEY_FILE, MARK_FILE]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A desk with people and a signature, half of it still in the WAL, and its sauvegarde."""
    directory = tmp_path_factory.mktemp("flips") / "vif"
    (appointment,) = make_desk(directory, 1)
    desk = reopen(directory)
    save(desk.store, *PEOPLE[:15])
    sign(desk, appointment)
    backup_to(desk, directory.parent / "cle")
    save(desk.store, *PEOPLE[15:])
    shutil.copytree(directory, directory.parent / "magasin")
    desk.close()
    shutil.rmtree(directory)
    (directory.parent / "magasin" / f"{DATABASE_FILE}-shm").unlink()
    return directory.parent


def flip(path, draw):
    data = bytearray(path.read_bytes())
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    path.write_bytes(data)


def outcome(directory, clock):
    """« noticed », or « harmless » when all that was recorded is there and nothing is wrong."""
    opened: list[Desk] = []
    if refusal_of(lambda: opened.append(open_desk(directory, PASSPHRASE, clock=clock))):
        return "noticed"
    (desk,) = opened
    try:
        if not desk.store.examine().sound:
            return "noticed"
        assert set(PEOPLE) < set(names(desk.store)), "silently lost"
    except UserError:
        return "noticed"
    finally:
        desk.close()
    return "harmless"


@pytest.mark.parametrize("name", FILES)
def test_a_bit_of_the_store_is_noticed_or_harmless_and_a_restore_possible(
    made, tmp_path, clock, torture_n, torture_figures, name
):
    met: Counter[str] = Counter()
    for seed in range(torture_n):
        here = shutil.copytree(made, tmp_path / f"flip-{seed}")
        flip(here / "magasin" / name, Random(seed))
        met[outcome(here / "magasin", clock)] += 1
        (backup,) = (here / "cle").iterdir()
        restored = put_back(look_at(backup, PASSPHRASE, here / "magasin", clock=clock), clock)
        assert set(PEOPLE[:15]) < set(names(restored.desk.store))
        restored.desk.close()
        shutil.rmtree(here)
    torture_figures(f"a bit of {name} flipped, then a restore", **met)
    assert met.total() == torture_n


def test_a_bit_of_a_sauvegarde_is_noticed_or_harmless(
    made, tmp_path, clock, torture_n, torture_figures
):
    met: Counter[str] = Counter()
    (source,) = (made / "cle").iterdir()
    held = sorted(path.name for path in source.iterdir() if path.stat().st_size)
    for seed in range(torture_n):
        draw = Random(seed)
        here = shutil.copytree(source, tmp_path / f"flip-{seed}" / "copie")
        flip(here / draw.choice([*held, DATABASE_FILE]), draw)
        empty = here.parent / "neuf"
        put: list[Restored] = []
        refusal = refusal_of(
            lambda here=here, empty=empty, put=put: put.append(
                put_back(look_at(here, PASSPHRASE, empty, clock=clock), clock)
            )
        )
        if refusal is not None:
            met["noticed"] += 1
        else:
            (restored,) = put
            assert set(PEOPLE[:15]) < set(names(restored.desk.store))
            restored.desk.close()
            met["harmless"] += 1
        shutil.rmtree(here.parent)
    torture_figures("a bit of a sauvegarde flipped, then put back", **met)
