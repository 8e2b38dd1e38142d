"""A store with a sauvegarde, much of it in the WAL, to be damaged and recovered."""

import shutil
from pathlib import Path

from coachdesk.core.clock import Clock
from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.health import Recovered, recover_store
from support.command import PASSPHRASE
from support.kept import whole
from support.signing_desk import make_desk, reopen, sign
from support.stores import save

PEOPLE = [f"Personne {number:03}" for number in range(120)]
WAL = f"{DATABASE_FILE}-wal"


def make_all(directory: Path) -> Path:
    """A desk with people enough for several pages, one signature, and a sauvegarde of it all.

    ``magasin`` is closed, ``coupure`` the same as a power cut leaves it, ``cle`` the sauvegarde.
    """
    store, cut = directory / "magasin", directory / "coupure"
    (appointment,) = make_desk(store, 1)
    desk = reopen(store)
    save(desk.store, *PEOPLE[:60])
    sign(desk, appointment)
    backup_to(desk, directory / "cle")
    save(desk.store, *PEOPLE[60:])
    shutil.copytree(store, cut)  # the WAL not folded
    desk.close()
    (cut / f"{DATABASE_FILE}-shm").unlink()
    return directory


def change(path: Path, place: int, mask: int = 8) -> None:
    """Flip one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= mask
    path.write_bytes(data)


def recovered(directory: Path, clock: Clock) -> Recovered:
    """The damaged store there, recovered; what comes of it is sound."""
    made = recover_store(directory, PASSPHRASE, clock=clock)
    assert whole(made.desk), made.desk.store.verify().sentence
    assert made.desk.store.examine().sound
    return made
