"""What a new store is made of, before it can be opened."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Engine

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.files import make_folder
from coachdesk.core.french import quoted
from coachdesk.core.ids import new_id
from coachdesk.core.store_files import DATABASE_FILE, KEY_FILE, STORE_FILES
from coachdesk.store.engine import connector, make_engine
from coachdesk.store.failures import explain_os
from coachdesk.store.journal import Chain, Head
from coachdesk.store.mark import Mark, write_mark
from coachdesk.store.unit_of_work import stamp
from coachdesk.store.vault import Keys

if TYPE_CHECKING:
    from coachdesk.store.store import Store

DRAWING_KEY = "drawing-key"
"""Name of the secret that keys the fingerprints of drawings."""


@dataclass(frozen=True)
class CreatedStore:
    """A new store, and the only sight of its recovery key."""

    store: "Store"
    recovery_key: str


def make_room(directory: Path) -> None:
    """Make the folder of a new store.

    Raises:
        UserError: it holds a store already, or the disk refuses.
    """
    try:
        make_folder(directory, 0o700)
        taken = [name for name in (DATABASE_FILE, KEY_FILE) if (directory / name).exists()]
    except OSError as error:
        raise explain_os(error, directory) from error
    if taken:
        raise UserError(
            f"Le dossier {quoted(directory)} contient déjà {quoted(Path(taken[0]))}.",
            "Choisissez un dossier vide, ou ouvrez celui-ci avec sa phrase de passe.",
        )


def clear(directory: Path) -> None:
    """Remove what a refused creation began: nothing of it can hold anything yet."""
    for name in STORE_FILES:
        (directory / name).unlink(missing_ok=True)


def create_database(directory: Path, keys: Keys, clock: Clock, revision: str | None = None) -> None:
    """Make the database of a new store, and the mark beside it; as they were at ``revision``.

    Raises:
        UserError: the disk refuses.
    """
    path = directory / DATABASE_FILE
    engine = make_engine(path, connector(path, keys.data_key, "rwc", foreign_keys=False))
    head = lay_foundations(engine, keys.store_id, clock, revision)
    try:
        write_mark(directory, Mark(keys.store_id, head))
    except OSError as error:
        raise explain_os(error, directory) from error


def lay_foundations(
    engine: Engine, store_id: UUID, clock: Clock, revision: str | None = None
) -> Head:
    """Make the tables, the secret and the first entry of an empty database; dispose of the engine.

    ``engine`` is one without foreign keys; ``revision`` an old one, for a store to be upgraded.
    """
    # Alembic takes 0.13 s to load, and hardly any start needs it.
    from coachdesk.store.migrate import make_tables, rebuilding, upgrade

    with rebuilding(engine) as connection:
        if revision is None:
            upgrade(connection)
        else:
            make_tables(connection, revision)
        connection.exec_driver_sql(
            "INSERT INTO secret (name, value) VALUES (?, ?)", (DRAWING_KEY, secrets.token_bytes(32))
        )
        chain = Chain.begin(new_id(), stamp(clock, clock.now()))
        chain.append("incarnation", "store", store_id, {"from": None})
        chain.write(connection)
        return chain.head
