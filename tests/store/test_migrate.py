"""An upgrade keeps every row and every guard, or leaves the file as it was; a copy comes first."""

import shutil
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from coachdesk.core.errors import UserError
from coachdesk.models import Base, migrations
from coachdesk.models.migrations import HEAD, read_revision
from coachdesk.store import Store
from coachdesk.store.migrate import SCRIPTS, migrate
from coachdesk.store.triggers import drop_triggers, wrong_triggers
from coachdesk.store.unit_of_work import stamp
from coachdesk.store.vault import unlock
from support.faults import child_environment, run_until_killed
from support.foundations import lay_quickly
from support.stores import PASSPHRASE, copied, names, new_store, open_store, save, tampering

REVISION = '''
"""A revision of the tests."""
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = "{down}"
def upgrade():
    {body}
'''
REBUILD_A_PARENT = """
    with op.batch_alter_table("participant") as table:
        table.add_column(sa.Column("nickname", sa.Text()))
        table.alter_column("phone", type_=sa.String(20))
    with op.batch_alter_table("journal_entry") as table:
        table.add_column(sa.Column("extra", sa.Text()))
"""


@pytest.fixture
def scripts(tmp_path):
    """The product's revisions, to which a test adds its own."""
    return shutil.copytree(SCRIPTS, tmp_path / "100% scripts")


def add_revision(scripts, body, revision="9999", down=HEAD):
    text = REVISION.format(revision=revision, down=down, body=body.strip())
    (scripts / "versions" / f"{revision}_of_the_tests.py").write_text(text)


def run(directory, clock, scripts):
    now = clock.now()
    migrate(directory, unlock(directory, PASSPHRASE), stamp(clock, now), now, scripts)


def tables(directory):
    """Every row of every table, and the schema."""
    with tampering(directory) as driver:
        schema = driver.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        found = [name for (name,) in driver.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )]  # fmt: skip
        return schema, {name: driver.execute(f"SELECT * FROM {name}").fetchall() for name in found}


@pytest.fixture
def filled(store, closed_store):
    save(store, "Azouline", "Berthelot")
    store.close()
    return closed_store


def test_the_tables_are_those_of_the_models(store):
    def compared(item, _name, kind, _reflected, _other):
        return not (kind == "table" and item.name == "alembic_version")

    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": compared})
        assert compare_metadata(context, Base.metadata) == []


def test_what_the_other_tests_work_on_is_what_the_migrations_made(tmp_path, fixed_clock):
    with pytest.MonkeyPatch.context() as patch:
        lay_quickly(patch)
        for name in ("migrated", "laid"):
            new_store(tmp_path / name, fixed_clock).store.close()
    (schema, rows), (laid, held) = tables(tmp_path / "migrated"), tables(tmp_path / "laid")
    assert laid == schema
    assert held["alembic_version"] == [(HEAD,)]
    assert {name: len(held[name]) for name in held} == {name: len(rows[name]) for name in rows}


def test_the_head_known_without_alembic_is_the_head(store):
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
    with store.read() as connection:
        assert read_revision(connection) == HEAD


def test_an_upgrade_keeps_rows_guards_and_chain(filled, fixed_clock, scripts):
    add_revision(scripts, REBUILD_A_PARENT)
    _, before = tables(filled)
    run(filled, fixed_clock, scripts)
    schema, after = tables(filled)
    assert any("nickname" in (sql or "") for _, sql in schema)
    assert [row[:7] for row in after["participant"]] == [row[:7] for row in before["participant"]]
    assert after["alembic_version"] == [("9999",)]
    assert after["journal_entry"][-1][2] == "migration"
    store = Store._opened(filled, unlock(filled, PASSPHRASE), fixed_clock)
    with store.read() as connection:
        assert wrong_triggers(connection) == []
    assert store.verify().fault is None
    store.close()


def test_a_copy_that_opens_comes_before_the_upgrade(filled, fixed_clock, scripts, recovery_key):
    before = tables(filled)
    add_revision(scripts, REBUILD_A_PARENT)
    run(filled, fixed_clock, scripts)
    (copy,) = (filled / "backups").iterdir()
    assert copy.name == f"avant-migration-{HEAD}-20230601-090000"
    assert tables(copy) == before
    store = open_store(copy, fixed_clock, recovery_key)
    assert names(store) == ["Azouline", "Berthelot"]
    assert store.verify().fault is None
    store.close()
    for path in copy.iterdir():
        assert b"Azouline" not in path.read_bytes()


def test_an_upgrade_tried_again_within_a_second_is_not_refused_by_the_name_of_its_copy(
    filled, fixed_clock, scripts
):
    add_revision(scripts, HALF_DONE)
    with pytest.raises(UserError, match="a échoué"):
        run(filled, fixed_clock, scripts)
    add_revision(scripts, REBUILD_A_PARENT)
    run(filled, fixed_clock, scripts)
    assert {path.name for path in (filled / "backups").iterdir()} == {
        f"avant-migration-{HEAD}-20230601-090000",
        f"avant-migration-{HEAD}-20230601-090000_2",
    }


HALF_DONE = """
    op.add_column("participant", sa.Column("x", sa.Text()))
    op.drop_table("no_such_table")
"""
NAMES_NOTHING = """
    op.execute(
        "INSERT INTO prescription (id, action_id, participant_id, number, received_on, prescriber,"
        " outcome, cut_over, version) VALUES ('a', 'b', 'c', '1', '2023-01-01', 'x', 'y', 0, 1)"
    )
"""


@pytest.mark.parametrize(
    "body",
    [
        REBUILD_A_PARENT + "\n    raise ZeroDivisionError",
        HALF_DONE,
        "op.execute('DELETE FROM participant')",
        "op.execute('DELETE FROM journal_payload')",
        "op.execute('UPDATE journal_entry SET hash = seq')",
        NAMES_NOTHING,
    ],
    ids=["raises", "half done", "loses rows", "loses contents", "rewrites", "dangles"],
)
def test_a_failed_upgrade_leaves_the_file_as_it_was(filled, fixed_clock, scripts, body):
    before = tables(filled)
    add_revision(scripts, body)
    with pytest.raises(UserError, match="a échoué") as refusal:
        run(filled, fixed_clock, scripts)
    assert refusal.value.remedy
    assert tables(filled) == before
    store = open_store(filled, fixed_clock)
    assert names(store) == ["Azouline", "Berthelot"]
    assert store.verify().fault is None
    store.close()


def test_an_upgrade_done_by_another_window_is_not_done_again(filled, fixed_clock, scripts):
    add_revision(scripts, REBUILD_A_PARENT)
    run(filled, fixed_clock, scripts)
    after = tables(filled)
    run(filled, fixed_clock, scripts)
    assert tables(filled) == after
    assert len(list((filled / "backups").iterdir())) == 1


def test_a_file_from_a_newer_version_is_refused_in_words(filled, fixed_clock):
    with tampering(filled) as driver:
        driver.execute("UPDATE alembic_version SET version_num = '9999'")
    before = tables(filled)
    with pytest.raises(UserError, match="version plus récente"):
        open_store(filled, fixed_clock)
    assert tables(filled) == before
    assert not (filled / "backups").exists()


def test_no_upgrade_without_its_copy(filled, fixed_clock, scripts):
    (filled / "backups").write_text("a file in the way")
    add_revision(scripts, REBUILD_A_PARENT)
    before = tables(filled)
    with pytest.raises(UserError):
        run(filled, fixed_clock, scripts)
    assert tables(filled) == before


def test_a_copy_of_a_damaged_store_is_not_taken_for_a_copy(filled, fixed_clock, scripts):
    add_revision(scripts, REBUILD_A_PARENT)
    path = filled / "store.db"
    data = bytearray(path.read_bytes())
    data[-2000] ^= 1  # a page that opening does not read
    path.write_bytes(data)
    with pytest.raises(UserError):
        run(filled, fixed_clock, scripts)
    copies = list((filled / "backups").iterdir()) if (filled / "backups").exists() else []
    assert [copy for copy in copies if not copy.name.endswith(".tmp")] == []


def test_an_upgrade_that_is_killed_is_done_or_not_begun(
    filled, tmp_path, fixed_clock, scripts, torture_n, torture_figures
):
    add_revision(scripts, REBUILD_A_PARENT)
    upgraded = 0
    for seed in range(torture_n):
        directory = copied(filled, tmp_path / f"kill-{seed}")
        args = (str(directory), str(scripts))
        run_until_killed("support.child_migration", *args, seed=seed, acks=1, within=0.3)
        keys = unlock(directory, PASSPHRASE)
        store = Store._opened(directory, keys, fixed_clock)
        with store.read() as connection:
            assert read_revision(connection) in {HEAD, "9999"}
            upgraded += read_revision(connection) == "9999"
            assert wrong_triggers(connection) == []
        assert names(store) == ["Azouline", "Berthelot"]
        assert store.verify().fault is None
        store.close()
    torture_figures("store: kill during an upgrade", kills=torture_n, upgraded=upgraded)


def test_opening_loads_no_alembic(filled):
    program = (
        "import sys; from pathlib import Path; from coachdesk.core.clock import SystemClock;"
        "from support.stores import open_store;"
        "open_store(Path(sys.argv[1]), SystemClock()).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(filled)]
    assert subprocess.run(command, env=child_environment(), check=False).returncode == 0


def test_guards_are_put_back_by_every_upgrade(filled, fixed_clock, scripts):
    add_revision(scripts, "pass")
    store = open_store(filled, fixed_clock)
    with store.write() as uow:
        drop_triggers(uow.session.connection())
        uow.commit()
    store.close()
    run(filled, fixed_clock, scripts)
    store = Store._opened(filled, unlock(filled, PASSPHRASE), fixed_clock)
    with store.read() as connection:
        assert wrong_triggers(connection) == []
    store.close()


def test_the_migrations_are_plain_files_beside_the_models():
    assert (SCRIPTS / "env.py").is_file()
    assert (SCRIPTS / "script.py.mako").is_file()
    assert migrations.__name__ == "coachdesk.models.migrations"
