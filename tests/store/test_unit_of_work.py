"""One transaction: rows and their journal entries together, or nothing."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from coachdesk.core.canonical import canonical_json
from coachdesk.core.ids import new_id
from coachdesk.models import Coach, Device, Exit, Participant
from coachdesk.store.journal import entry_hash
from support.stores import names, person, save


def entries(store):
    with store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT e.seq, kind, entity, base_version, wall, body FROM journal_entry e "
            "JOIN journal_payload p ON p.seq = e.seq WHERE e.seq > 1 ORDER BY e.seq"
        )
        return [(*row[:-1], json.loads(row.body)) for row in rows]


def test_what_is_committed_is_there_and_nothing_else(store):
    with store.write() as uow:
        uow.session.add(person("Gardée"))
        uow.commit()
    head = store.head()
    with store.write() as uow:
        uow.session.add(person("Oubliée"))
        uow.session.flush()
        uow.note("import", "store", store.store_id, {"rows": 1})

    def fail_half_way():
        with store.write() as uow:
            uow.session.add(person("Ratée"))
            uow.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert names(store) == ["Gardée"]
    assert store.head() == head


def test_a_new_store_begins_with_its_incarnation(store):
    with store.read() as connection:
        first = connection.exec_driver_sql(
            "SELECT kind, entity, body FROM journal_entry JOIN journal_payload USING (seq)"
        ).one()
    assert (first.kind, first.entity, first.body) == ("incarnation", "store", b'{"from":null}')
    assert store.head().seq == 1


def test_a_row_tells_its_life_in_the_journal(store, fixed_clock):
    row = person("Azouline", phone="0612345678")
    with store.write() as uow:
        uow.session.add(row)
        uow.commit()
    fixed_clock.advance(timedelta(minutes=5))
    with store.write() as uow:
        found = uow.session.get_one(Participant, row.id)
        found.phone, found.first_name = "0687654321", found.first_name
        uow.commit()
    with store.write() as uow:
        uow.session.delete(uow.session.get_one(Participant, row.id))
        uow.commit()
    inserted, updated, deleted = entries(store)
    assert inserted[:5] == (2, "insert", "participant", None, "2023-06-01T09:00:00.000+02:00")
    assert inserted[5]["new"]["birth_date"] == "1984-02-29"
    assert inserted[5]["new"]["id"] == str(row.id)
    assert inserted[5]["new"]["version"] == 1
    assert updated[:5] == (3, "update", "participant", 1, "2023-06-01T09:05:00.000+02:00")
    assert updated[5] == {"old": {"phone": "0612345678"}, "new": {"phone": "0687654321"}}
    assert deleted[1:4] == ("delete", "participant", 2)
    assert deleted[5]["old"]["phone"] == "0687654321"


def test_a_row_touched_but_not_changed_leaves_no_entry(store):
    save(store, "Azouline")
    head = store.head()
    with store.write() as uow:
        row = uow.session.query(Participant).one()
        row.first_name = str(row.first_name)
        uow.commit()
    assert store.head() == head


def test_a_binary_column_never_goes_to_the_journal(store, fixed_clock):
    coach = Coach(id=new_id(), code="c1", name="A. B.", association="Asso")
    device = Device(
        coach_id=coach.id,
        certificate=b"public",
        private_key=b"never to be copied",
        created_at=fixed_clock.now(),
    )
    with store.write() as uow:
        uow.session.add_all([device, coach])
        uow.commit()
    body = next(body for *_, entity, _base, _wall, body in entries(store) if entity == "device")
    assert body["new"]["private_key"] == {"sha256": sha256(b"never to be copied").hexdigest()}
    assert body["new"]["created_at"] == "2023-06-01T07:00:00.000Z"


def test_an_entry_and_its_number_are_known_before_the_commit(store):
    with store.write() as uow:
        seq = uow.note("attestation", "appointment", new_id(), {"minutes": 90})
        assert (seq, uow.head.seq) == (2, 2)
        uow.session.add(person())
        uow.session.flush()
        assert uow.head.seq == 3
        uow.commit()
        head = uow.head
    assert store.head() == head


def test_an_evidence_record_verifies_by_itself(store):
    key = ec.generate_private_key(ec.SECP256R1())
    with store.write() as uow:
        entry = uow.evidence(
            "signature", new_id(), {"strokes": 3}, lambda data: key.sign(data, ec.ECDSA(SHA256()))
        )
        uow.commit()
    signed = canonical_json(entry.header)
    key.public_key().verify(entry.signature, signed, ec.ECDSA(SHA256()))
    assert entry.header["payload_digest"] == sha256(entry.salt + entry.payload).hexdigest()
    assert entry.payload == b'{"strokes":3}'
    assert (store.head().seq, store.head().hash) == (entry.seq, entry_hash(entry.header))
    assert store.verify(key.public_key()).fault is None


def test_rows_that_name_each_other_may_be_added_in_any_order(store, fixed_clock):
    for _ in range(5):
        coach = Coach(id=new_id(), code=str(new_id()), name="A", association="B")
        device = Device(
            coach_id=coach.id, certificate=b"", private_key=b"", created_at=fixed_clock.now()
        )
        with store.write() as uow:
            uow.session.add(device)
            uow.session.flush()
            uow.session.add(coach)
            uow.commit()


def test_a_row_that_names_nothing_is_refused_at_the_commit(store, fixed_clock):
    head = store.head()
    nowhere = Exit(pathway_id=new_id(), left_on=fixed_clock.now().date(), kind="x", cut_over=False)
    with store.write() as uow:
        uow.session.add(nowhere)
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            uow.commit()
    assert store.head() == head


def test_changes_that_would_escape_the_journal_are_refused(store):
    save(store, "Azouline")
    with store.write() as uow:
        with pytest.raises(TypeError, match="journal"):
            uow.session.execute(update(Participant).values(last_name="X"))
        with pytest.raises(TypeError, match="journal"):
            uow.session.execute(insert(Participant), [{"last_name": "X"}])
        with pytest.raises(TypeError, match="savepoint"):
            uow.session.begin_nested()
    assert names(store) == ["Azouline"]


def test_nothing_is_added_after_the_commit(store):
    with store.write() as uow:
        uow.commit()
        with pytest.raises(RuntimeError, match="after the commit"):
            uow.note("import", "store", store.store_id, {})
        with pytest.raises(InvalidRequestError):
            uow.session.add(person("Perdue"))


def test_a_reader_cannot_write_and_sees_one_state(store):
    save(store, "Azouline")
    with store.read() as connection:
        count = "SELECT count(*) FROM participant"
        assert connection.exec_driver_sql(count).scalar() == 1
        save(store, "Berthelot")
        assert connection.exec_driver_sql(count).scalar() == 1
        with pytest.raises(Exception, match="readonly"):
            connection.exec_driver_sql("DELETE FROM participant")
    assert names(store) == ["Azouline", "Berthelot"]


def test_a_secret_without_a_name_is_a_mistake(store):
    assert len(store.secret("drawing-key")) == 32
    with pytest.raises(KeyError):
        store.secret("none")
