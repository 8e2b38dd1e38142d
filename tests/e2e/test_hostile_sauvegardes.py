"""A sauvegarde made to do harm, by someone who knows its passphrase: refused before it runs."""

import resource
import shutil

import pytest

from coachdesk.core.errors import UserError
from coachdesk.core.store_files import DATABASE_FILE, ERASED_FILE, MANIFEST_FILE
from coachdesk.services.backup.elsewhere import backup_to
from coachdesk.services.restoring.use_case import give_up, look_at, put_back
from coachdesk.store.engine import cipher_connect
from coachdesk.store.vault import unlock
from support.command import PASSPHRASE
from support.signing_desk import make_desk, reopen

ENDLESS = "WITH RECURSIVE c(x) AS (SELECT '0008' UNION ALL SELECT x FROM c)"
SCHEMAS = {
    "a view that never ends": (
        "DROP TABLE alembic_version",
        f"CREATE VIEW alembic_version AS {ENDLESS} SELECT max(x) AS version_num FROM c",
    ),
    "a view among the files": (
        "CREATE VIEW stranger AS SELECT zeroblob(900000000) AS data",
    ),
    "a computed column": (
        "ALTER TABLE receipt ADD COLUMN more BLOB AS (zeroblob(900000000))",
    ),
    "a virtual table": ("CREATE VIRTUAL TABLE stranger USING fts5(text)",),
    "an index that computes": (
        "CREATE INDEX stranger ON journal_entry (length(zeroblob(900000000) || seq))",
    ),
    "an index of a part": (
        "CREATE INDEX stranger ON journal_entry (seq) WHERE length(zeroblob(900000000)) > 0",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    directory = tmp_path_factory.mktemp("hostile") / "magasin"
    make_desk(directory, 1)
    desk = reopen(directory)
    backup = backup_to(desk, directory.parent / "cle").path
    desk.close()
    return directory.parent, backup.name


@pytest.fixture
def places(made, tmp_path):
    """The store, and a sauvegarde of it without the manifest that would tell of any change."""
    shutil.copytree(made[0], tmp_path / "tout")
    backup = tmp_path / "tout" / "cle" / made[1]
    (backup / MANIFEST_FILE).unlink()
    return tmp_path / "tout" / "magasin", backup


def spoil(backup, statements) -> None:
    connection = cipher_connect(backup / DATABASE_FILE, unlock(backup, PASSPHRASE).data_key, "rw")
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("what", SCHEMAS)
def test_what_its_tables_would_run_is_refused_before_it_is_read(places, clock, what: str) -> None:
    store, backup = places
    spoil(backup, SCHEMAS[what])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UserError, match="n’est pas de CoachDesk") as refused:
        look_at(backup, PASSPHRASE, store, clock=clock)
    assert refused.value.remedy
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "kB"


def test_a_register_of_the_erased_without_end_is_left_behind(places, clock) -> None:
    store, backup = places
    (backup / ERASED_FILE).write_text("[" * 100_000)
    ready = look_at(backup, PASSPHRASE, store, clock=clock)
    put_back(ready, clock).desk.close()


def test_a_plain_sauvegarde_is_still_taken(places, clock) -> None:
    store, backup = places
    give_up(look_at(backup, PASSPHRASE, store,
                    clock=clock))  # fmt: skip
