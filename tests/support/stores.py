"""Real encrypted stores for the tests: made once with cheap keys, copied as often as wanted."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.store_files import DATABASE_FILE, KEY_FILE, SPARE_KEY_FILE
from coachdesk.models import Participant
from coachdesk.store import CreatedStore, KdfCost, Store, key_file, vault
from coachdesk.store.engine import cipher_connect
from coachdesk.store.vault import unlock

PASSPHRASE = "été à la mer"
CHEAP = KdfCost(t=1, m=64, p=1)


def new_store(directory: Path, clock: Clock) -> CreatedStore:
    """A fresh store, open."""
    return Store.create(directory, PASSPHRASE, clock=clock, kdf=CHEAP)


def open_store(directory: Path, clock: Clock, secret: str = PASSPHRASE) -> Store:
    """The store in ``directory``, open."""
    return Store.open(directory, secret, clock=clock)


def cheapen(directory: Path, passphrase: str) -> None:
    """Let ``passphrase`` open the store at once: the slow derivation is for burglars."""
    kept, keys = key_file.read_key_file(directory), unlock(directory, passphrase)
    file = key_file.KeyFile(keys.store_id, vault._wrap(keys, passphrase, CHEAP), kept.recovery)
    for name in (KEY_FILE, SPARE_KEY_FILE):
        (directory / name).write_bytes(key_file.encode(file))


def copied(source: Path, target: Path) -> Path:
    """A copy of a store's files, as a burglar or a careless user would take them."""
    shutil.copytree(source, target)
    return target


def refusal_of(act: Callable[[], object]) -> UserError | None:
    """The refusal that ``act`` meets, with its remedy; None when it succeeds."""
    try:
        act()
    except UserError as refusal:
        met = refusal
    else:
        return None
    assert met.remedy, f"no remedy: {met.sentence}"
    return met


@contextmanager
def tampering(directory: Path) -> Iterator[Any]:
    """A bare connection to the database, on which anything can be typed: the attacker's own."""
    key = unlock(directory, PASSPHRASE).data_key
    with closing(cipher_connect(directory / DATABASE_FILE, key, "rw")) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        yield connection


def person(last_name: str = "Azouline", **changes: object) -> Participant:
    """A participant with the fewest facts."""
    facts: dict[str, object] = {
        "last_name": last_name,
        "first_name": "Mireille",
        "gender": "f",
        "birth_date": date(1984, 2, 29),
        "cut_over": False,
    }
    return Participant(**{**facts, **changes})


def save(store: Store, *names: str) -> None:
    """Save one participant per name, each in its own unit of work."""
    for name in names:
        with store.write() as uow:
            uow.session.add(person(name))
            uow.commit()


def names(store: Store) -> list[str]:
    """The names of the participants, sorted."""
    with store.read() as connection:
        rows = connection.exec_driver_sql("SELECT last_name FROM participant ORDER BY last_name")
        return [row[0] for row in rows]
