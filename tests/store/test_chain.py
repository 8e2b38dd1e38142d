"""Whatever is done through the store verifies; whatever is done behind its back is named."""

import tempfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachdesk.core.ids import new_id
from coachdesk.models import Participant
from coachdesk.store import Head, erase_payloads
from coachdesk.store.mark import read_mark
from coachdesk.store.triggers import TRIGGERS
from support.stores import copied, open_store, person, save, tampering

KEY = ec.generate_private_key(ec.SECP256R1())
QUIET = settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def sign(data):
    return KEY.sign(data, ec.ECDSA(SHA256()))


def play(uow, act, text, erasable):
    """One act of a user in a unit of work."""
    session = uow.session
    rows = session.query(Participant).order_by(Participant.id).all()
    if act == "insert" or (act in {"update", "delete"} and not rows):
        session.add(person(text))
    elif act == "update":
        rows[-1].last_name = text
    elif act == "delete":
        session.delete(rows[0])
    elif act == "note":
        uow.note("import", "store", uow.store_id, {"text": text})
    elif act == "evidence":
        uow.evidence("signature", new_id(), {"text": text}, sign)
    elif act == "erase" and erasable:
        erase_payloads(uow, [erasable.pop()])


ACTS = st.lists(
    st.tuples(
        st.lists(
            st.tuples(
                st.sampled_from(["insert", "update", "delete", "note", "evidence", "erase"]),
                st.text(st.characters(codec="utf-8"), max_size=6),
            ),
            min_size=1,
            max_size=4,
        ),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@QUIET
@given(units=ACTS)
def test_whatever_is_done_through_the_store_verifies(made_once, fixed_clock, units):
    with tempfile.TemporaryDirectory() as temporary:
        directory = copied(made_once[0], Path(temporary) / "dossier")
        store = open_store(directory, fixed_clock)
        try:
            for acts, committed in units:
                last = store.head().seq
                with store.read() as connection:
                    free = connection.exec_driver_sql(
                        "SELECT seq FROM journal_entry JOIN journal_payload USING (seq) "
                        "WHERE body IS NOT NULL AND kind != 'erasure' AND seq > 1"
                    )
                    erasable = [seq for (seq,) in free]
                with store.write() as uow:
                    for act, text in acts:
                        play(uow, act, text, erasable)
                    if committed:
                        uow.commit()
                assert committed or store.head().seq == last
            report = store.verify(KEY.public_key())
            assert report.fault is None, report.sentence
            assert report.head == store.head()
            assert read_mark(directory).head.seq <= report.head.seq
        finally:
            store.close()


@pytest.fixture(scope="module")
def rich(made_once, tmp_path_factory):
    """A store whose journal holds every sort of entry, without its guards."""
    from datetime import datetime, timedelta, timezone

    from support.clock import FixedClock

    clock = FixedClock(datetime(2023, 6, 1, 9, 0, tzinfo=timezone(timedelta(hours=2))))
    directory = copied(made_once[0], tmp_path_factory.mktemp("rich") / "dossier")
    store = open_store(directory, clock)
    save(store, "Azouline", "Berthelot", "Chauvet")
    with store.write() as uow:
        uow.evidence("signature", new_id(), {"strokes": 3}, sign)
        uow.note("import", "store", store.store_id, {"rows": 3})
        uow.commit()
    with store.write() as uow:
        erase_payloads(uow, [3])
        uow.commit()
    save(store, "Delmas")
    with tampering(directory) as driver:
        for name in TRIGGERS:
            driver.execute(f"DROP TRIGGER {name}")
        yield store, driver
    store.close()


def verdict(store):
    return store.verify(KEY.public_key())


ENTRY_COLUMNS = [
    "incarnation", "kind", "entity", "entity_id", "base_version", "wall", "mono_ms", "boot",
    "app_version", "payload_digest", "prev", "hash", "signature",
]  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.integers(-5, 5),
    st.text(st.characters(codec="utf-8"), max_size=4),
    st.binary(max_size=4),
    st.just(1.5),
)


@settings(QUIET, max_examples=60)
@given(data=st.data())
def test_any_single_change_to_the_journal_is_named(rich, data):
    store, driver = rich
    table = data.draw(st.sampled_from(["journal_entry", "journal_payload"]))
    columns = ENTRY_COLUMNS if table == "journal_entry" else ["salt", "body", "erased_at"]
    column = data.draw(st.sampled_from(columns))
    seq = data.draw(st.integers(1, store.head().seq))
    value = data.draw(VALUES)
    driver.execute("BEGIN")
    try:
        old = driver.execute(f"SELECT {column} FROM {table} WHERE seq = ?", (seq,)).fetchone()[0]
        try:
            driver.execute(f"UPDATE {table} SET {column} = ? WHERE seq = ?", (value, seq))
        except driver.IntegrityError:  # NOT NULL says no by itself
            return
        new = driver.execute(f"SELECT {column} FROM {table} WHERE seq = ?", (seq,)).fetchone()[0]
        driver.execute("COMMIT")
        report = verdict(store)
        if (type(new), new) == (type(old), old):
            assert report.fault is None
        else:
            assert report.fault is not None
            assert report.fault.seq == seq
            assert f"n°\u00a0{seq}\u00a0:" in report.sentence
    finally:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        else:
            driver.execute(f"UPDATE {table} SET {column} = ? WHERE seq = ?", (old, seq))
    assert verdict(store).fault is None


@pytest.mark.parametrize(
    ("attack", "seq", "reason"),
    [
        ("DELETE FROM journal_entry WHERE seq = 4", 4, "il a disparu"),
        ("DELETE FROM journal_entry WHERE seq = 1", 1, "il a disparu"),
        ("DELETE FROM journal_entry WHERE seq >= 7", 7, "il a disparu"),
        ("DELETE FROM journal_payload WHERE seq = 4", 4, "son contenu a disparu"),
        ("UPDATE journal_entry SET seq = seq + 1 WHERE seq = 8", 8, "il a disparu"),
        (
            (
                "UPDATE journal_payload SET salt = NULL, body = NULL,"
                " erased_at = '2023-06-01T07:00:00.000Z' WHERE seq = 2"
            ),
            2,
            "son contenu a disparu sans que le journal le dise",
        ),
        (
            "INSERT INTO journal_payload (seq, salt, body) VALUES (99, x'00', x'7b7d')",
            99,
            "un contenu n’est d’aucun enregistrement",
        ),
        (
            (
                "UPDATE journal_entry SET seq = -seq WHERE seq IN (4, 5);"
                "UPDATE journal_entry SET seq = 9 + seq WHERE seq < 0"
            ),
            4,
            "il ne suit pas celui qui le précède",
        ),
    ],
)
def test_what_was_done_to_the_chain_is_said(rich, tmp_path, attack, seq, reason):
    store, driver = rich
    tables = {
        table: driver.execute(f"SELECT * FROM {table}").fetchall()
        for table in ("journal_entry", "journal_payload")
    }
    for statement in attack.split(";"):
        driver.execute(statement)
    try:
        fault = verdict(store).fault
        assert fault is not None
        assert (fault.seq, fault.reason) == (seq, reason)
    finally:
        for table, rows in tables.items():
            driver.execute(f"DELETE FROM {table}")
            marks = ", ".join("?" * len(rows[0]))
            driver.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    assert verdict(store).fault is None


def test_a_signature_by_another_device_is_named(rich):
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    fault = rich[0].verify(other).fault
    assert (fault.seq, fault.reason) == (5, "sa signature n’est pas de ce poste")


def test_a_chain_written_again_from_the_start_is_named_by_the_mark(store):
    save(store, "Azouline")
    elsewhere = Head(2, "f" * 64, store.head().incarnation)
    from coachdesk.store import verify_chain

    with store.read() as connection:
        assert verify_chain(connection).fault is None
        fault = verify_chain(connection, mark=elsewhere).fault
    assert (fault.seq, fault.reason) == (2, "ce n’est pas celui que nomme le repère")
