"""What proves is only added to, whatever SQL is typed, whatever the connection forgot to set."""

import pytest

from coachdesk.core.ids import new_id
from coachdesk.models import Action, Closing, Package
from coachdesk.store import erase_payloads
from coachdesk.store.triggers import TRIGGERS, wrong_triggers
from support.stores import open_store, save, tampering


@pytest.fixture
def raw(store, fixed_clock):
    """A store with a closed month, and a raw connection on which anything can be typed."""
    save(store, "Azouline", "Berthelot")
    action = Action(id=new_id(), code="a", profile="", created_at=fixed_clock.now())
    closing = Closing(
        id=new_id(),
        action_id=action.id,
        month=fixed_clock.now().date().replace(day=1),
        revision=1,
        closed_at=fixed_clock.now(),
        figures="{}",
        gaps="[]",
    )
    package = Package(closing_id=closing.id, filename="a.zip", sha256="0" * 64, data=b"zip")
    with store.write() as uow:
        uow.session.add_all([action, closing, package])
        uow.commit()
    with tampering(store.directory) as connection:
        yield connection


ATTACKS = [
    "UPDATE journal_entry SET kind = 'other' WHERE seq = 2",
    "UPDATE OR REPLACE journal_entry SET seq = 3 WHERE seq = 2",
    "DELETE FROM journal_entry WHERE seq = (SELECT max(seq) FROM journal_entry)",
    "DELETE FROM journal_entry",
    "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE seq = 2",
    "REPLACE INTO journal_entry SELECT * FROM journal_entry ORDER BY seq DESC LIMIT 1",
    # Entries that do not follow the last one: by their number, then by what they name.
    (
        "INSERT INTO journal_entry SELECT seq + 100, incarnation, kind, entity, entity_id, "
        "base_version, wall, mono_ms, boot, app_version, payload_digest, prev, hash, "
        "signature FROM journal_entry ORDER BY seq DESC LIMIT 1"
    ),
    (
        "INSERT INTO journal_entry SELECT seq + 1, incarnation, kind, entity, entity_id, "
        "base_version, wall, mono_ms, boot, app_version, payload_digest, prev, hash, "
        "signature FROM journal_entry ORDER BY seq DESC LIMIT 1"
    ),
    "UPDATE journal_payload SET body = x'7b7d' WHERE seq = 2",
    "UPDATE journal_payload SET body = NULL WHERE seq = 2",
    "UPDATE journal_payload SET body = NULL, salt = NULL WHERE seq = 2",
    "UPDATE journal_payload SET erased_at = 'x' WHERE seq = 2",
    (
        "UPDATE journal_payload SET seq = 99, body = NULL, salt = NULL, erased_at = 'x' "
        "WHERE seq = 2"
    ),
    "DELETE FROM journal_payload WHERE seq = 2",
    "INSERT OR REPLACE INTO journal_payload (seq, salt, body) VALUES (2, x'00', x'7b7d')",
    "UPDATE secret SET value = x'00'",
    "DELETE FROM secret",
    "INSERT OR REPLACE INTO secret (name, value) VALUES ('drawing-key', x'00')",
    "INSERT OR REPLACE INTO secret (rowid, name, value) VALUES (1, 'other', x'00')",
    "UPDATE closing SET figures = '[]'",
    "DELETE FROM closing",
    (
        "INSERT OR REPLACE INTO closing (id, action_id, month, revision, closed_at, figures, "
        "gaps) SELECT 'f', action_id, month, revision, closed_at, '[]', gaps FROM closing"
    ),
    "UPDATE package SET data = x'00'",
    "DELETE FROM package",
    ("INSERT OR REPLACE INTO package SELECT 'f', closing_id, filename, sha256, x'00' FROM package"),
    "INSERT OR REPLACE INTO package SELECT id, 'f', filename, sha256, x'00' FROM package",
]


def content(connection):
    tables = ("journal_entry", "journal_payload", "secret", "closing", "package")
    return [connection.execute(f"SELECT rowid, * FROM {table}").fetchall() for table in tables]


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("sql", ATTACKS)
def test_what_proves_cannot_be_changed_by_any_sql(raw, sql, recursive):
    raw.execute(f"PRAGMA recursive_triggers = {recursive}")
    before = content(raw)
    with pytest.raises(raw.IntegrityError, match="append-only"):
        raw.execute(sql)
    assert content(raw) == before


def test_content_is_erased_once_and_the_chain_says_so(store):
    save(store, "Azouline", "Berthelot", "Chauvet")
    with store.write() as uow:
        erase_payloads(uow, [3, 2])
        uow.commit()
    report = store.verify()
    assert report.fault is None
    assert sorted(report.erased) == [2, 3]
    assert "2\u00a0contenus effacés, le dernier le 01/06/2023" in report.sentence
    for again in ([2], [99], [store.head().seq]):
        with pytest.raises(ValueError, match="no content to erase"), store.write() as uow:
            erase_payloads(uow, again)


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TRIGGER journal_entry_kept",
        (
            "DROP TRIGGER package_new; CREATE TRIGGER package_new BEFORE INSERT ON package WHEN 0 "
            "BEGIN SELECT 1; END"
        ),
        # What a sauvegarde from elsewhere may bring along: it would run inside the coach's writes.
        (
            "CREATE TRIGGER stranger AFTER INSERT ON participant "
            "BEGIN UPDATE participant SET last_name = 'X'; END"
        ),
        'CREATE VIEW "a ""stranger""" AS SELECT * FROM participant',
    ],
)
def test_a_guard_that_has_gone_is_put_back_and_noted(store, closed_store, fixed_clock, damage):
    with store.write() as uow:
        for statement in damage.replace("; CREATE", ";; CREATE").split(";; "):
            uow.session.connection().exec_driver_sql(statement)
        uow.commit()
    store.close()
    again = open_store(closed_store, fixed_clock)
    with again.read() as connection:
        assert wrong_triggers(connection) == []
        kind, body = connection.exec_driver_sql(
            "SELECT kind, body FROM journal_entry JOIN journal_payload USING (seq) "
            "ORDER BY seq DESC LIMIT 1"
        ).one()
    assert kind == "guards-restored"
    assert damage.split()[2].rstrip(";") in body.decode()
    again.close()


def test_each_append_only_table_has_its_three_guards():
    for table in ("journal_entry", "journal_payload", "secret", "signature", "closing", "package"):
        events = {
            sql.split(" ON ")[0].split()[-1] for sql in TRIGGERS.values() if f" ON {table} " in sql
        }
        assert events == {"INSERT", "UPDATE", "DELETE"}, table
