"""Bring a store's tables to the newest revision: one transaction, a copy first, nothing lost.

Table rebuilds need ``foreign_keys`` off *before* the transaction begins, hence an engine of its
own; with the keys on, rebuilding a parent would silently delete its children.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, inspect, select
from sqlalchemy import table as table_named

from coachdesk.core.errors import UserError
from coachdesk.core.files import free_name
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.models import migrations
from coachdesk.models.migrations import read_revision
from coachdesk.store.backup import BACKUPS, Occasion, copy_store
from coachdesk.store.engine import connector, for_writing, make_engine
from coachdesk.store.failures import explain_os, explain_sqlite
from coachdesk.store.journal import Chain, Stamp, read_head
from coachdesk.store.triggers import create_triggers, drop_triggers
from coachdesk.store.vault import Keys

SCRIPTS = Path(migrations.__file__).parent
"""Alembic's folder; shipped as plain files with the frozen program."""


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """A writing transaction in which tables may be made and rebuilt; committed at the end.

    ``engine`` is one without foreign keys; it is disposed of.
    """
    try:
        with for_writing(engine).begin() as connection:
            yield connection
    finally:
        engine.dispose()


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Run the revisions that the tables lack, and put the append-only triggers back."""
    drop_triggers(connection)
    make_tables(connection, "head", scripts)
    create_triggers(connection)


def make_tables(connection: Connection, revision: str, scripts: Path = SCRIPTS) -> None:
    """The tables as they were at that revision, which may be an old one; no trigger is made."""
    config = _config(scripts)
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revisions(scripts: Path = SCRIPTS) -> tuple[str, ...]:
    """Every revision that the program knows, the newest first."""
    script = ScriptDirectory.from_config(_config(scripts))
    return tuple(known.revision for known in script.walk_revisions())


def migrate(
    directory: Path, keys: Keys, stamp: Stamp, now: datetime, scripts: Path = SCRIPTS
) -> None:
    """Upgrade the store in ``directory``, of which a copy is kept in its folder ``backups``.

    Raises:
        UserError: the store is newer than the program, or the upgrade failed: nothing is changed.
    """
    path = directory / DATABASE_FILE
    engine = make_engine(path, connector(path, keys.data_key, foreign_keys=False))
    known = revisions(scripts)
    try:
        with rebuilding(engine) as connection:
            # Read again now that no one else can write: another window may have done the work.
            before = read_revision(connection)
            after = known[0]
            _refuse_unknown(known, before, directory)
            if before == after:
                return
            # Tried again within a second: the copy of the first try stays.
            copy = free_name(directory / BACKUPS / f"avant-migration-{before}-{now:%Y%m%d-%H%M%S}")
            copy_store(directory, keys, copy, Occasion("migration", now))
            _upgrade_checked(connection, scripts)
            head = read_head(connection)
            assert head is not None, "a store is created with its first entry"
            chain = Chain(head, stamp)
            chain.append("migration", "store", keys.store_id, {"from": before, "to": after})
            chain.write(connection)
    except UserError:
        raise
    # A revision is code that meets data it was not tried on: whatever it raises, the transaction is
    # undone, and that is what the user needs to know.
    except Exception as error:
        raise _explain(error, path) from error


def _explain(error: Exception, path: Path) -> UserError:
    known = explain_os(error, path) if isinstance(error, OSError) else explain_sqlite(error, path)
    return known or UserError(
        f"La mise à jour du fichier {quoted(path)} a échoué{NBSP}: rien n’a été modifié.",
        "Gardez la version précédente de CoachDesk et signalez cette erreur.",
    )


def _refuse_unknown(known: tuple[str, ...], revision: str | None, directory: Path) -> None:
    if revision not in known:
        raise UserError(
            f"Le dossier {quoted(directory)} a été fait par une version plus récente de CoachDesk.",
            "Installez la dernière version, puis recommencez.",
        )


def _upgrade_checked(connection: Connection, scripts: Path) -> None:
    rows, head = _row_counts(connection), read_head(connection)
    upgrade(connection, scripts)
    kept = _row_counts(connection)
    lost = {table for table, count in rows.items() if kept.get(table, count) != count}
    if lost or read_head(connection) != head:
        raise RuntimeError(f"the upgrade changed the number of rows of {sorted(lost)}")
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if dangling:
        raise RuntimeError(f"the upgrade left rows that name nothing: {dangling[:5]}")


def _row_counts(connection: Connection) -> dict[str, int]:
    tables = inspect(connection).get_table_names()
    counts = {}
    for table in tables:
        count = select(func.count()).select_from(table_named(table))
        counts[table] = connection.execute(count).scalar_one()
    return counts


def _config(scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config
