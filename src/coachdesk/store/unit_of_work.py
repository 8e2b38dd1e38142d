"""One transaction: the rows it changes, the journal entries that say so, all or nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event, insert
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction

from coachdesk.core.canonical import Json
from coachdesk.core.clock import Clock
from coachdesk.core.ids import new_id
from coachdesk.core.journal_form import ATTESTATION, EVIDENCE, SIGNED
from coachdesk.models import Base
from coachdesk.models.base import Versioned
from coachdesk.store import row_changes
from coachdesk.store.journal import Chain, Evidence, Head, Stamp, read_head


class JournaledSession(Session):
    """A session whose flushes go to the journal."""

    def __init__(self, connection: Connection, chain: Chain) -> None:
        super().__init__(connection, expire_on_commit=False, close_resets_only=False)
        self.chain = chain


class UnitOfWork:
    """What ``Store.write`` hands out; leaving it without ``commit`` writes nothing."""

    def __init__(
        self,
        connection: Connection,
        store_id: UUID,
        clock: Clock,
        committed: Callable[[Head], None],
    ) -> None:
        """Take over ``connection``, in which a writing transaction has begun.

        ``committed`` is told of the new head once the transaction is durable.
        """
        head = read_head(connection)
        assert head is not None, "a store is created with its first entry"
        self.store_id = store_id
        self.now: datetime = clock.now()
        """The clock, read once."""
        self._chain = Chain(head, stamp(clock, self.now))
        self._connection = connection
        self._on_commit = committed
        self.committed = False
        self.final = ""
        """Why what it does can't be undone; empty when it can."""
        self.session: Session = JournaledSession(connection, self._chain)

    @property
    def head(self) -> Head:
        """The last entry of the journal, those not yet written included."""
        return self._chain.head

    def note(self, kind: str, entity: str, entity_id: UUID, payload: Mapping[str, Json]) -> int:
        """Add an entry of another kind than a row's change; gives its number."""
        return self._chain.append(kind, entity, entity_id, payload).seq

    def begin_incarnation(self) -> None:
        """Begin another incarnation of the journal, that names the entry it goes on from."""
        last = self._chain.head
        self._chain.head = Head(last.seq, last.hash, new_id())
        told: dict[str, Json] = {
            "seq": last.seq, "hash": last.hash, "incarnation": str(last.incarnation)
        }  # fmt: skip
        self.note("incarnation", "store", self.store_id, {"from": told})

    def attestation(
        self,
        entity: str,
        entity_id: UUID,
        payload: Mapping[str, Json],
        sign: Callable[[bytes], bytes],
    ) -> int:
        """Add what the coach attests, signed by the device; gives the number printed with it."""
        return self._chain.append(ATTESTATION, entity, entity_id, payload, sign=sign).seq

    def evidence(
        self,
        entity: str,
        entity_id: UUID,
        payload: Mapping[str, Json],
        sign: Callable[[bytes], bytes],
    ) -> Evidence:
        """Add an evidence record, signed by the device: ``sign`` gets the bytes to sign."""
        return self.signed(EVIDENCE, entity, entity_id, payload, sign)

    def signed(
        self,
        kind: str,
        entity: str,
        entity_id: UUID,
        payload: Mapping[str, Json],
        sign: Callable[[bytes], bytes],
    ) -> Evidence:
        """Add an entry of one of the kinds that the device signs (``core.journal_form.SIGNED``)."""
        assert kind in SIGNED, f"the device does not sign entries of kind {kind}"
        return self._chain.append(kind, entity, entity_id, payload, sign=sign)

    def insert_all(self, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        """Insert many rows of one table, given by column, journaled like any other.

        For thousands at a time, where objects would cost more than the rows. All have the same
        columns, their key among them; a versioned row begins at 1.
        """
        if not rows:
            return
        if issubclass(table, Versioned):
            rows = [{**row, "version": 1} for row in rows]
        self._connection.execute(insert(table), rows)
        for row in rows:
            changes = row_changes.inserted(table, row)
            self._chain.append("insert", table.__tablename__, row["id"], changes)

    def commit(self) -> None:
        """Make all of it durable; nothing can be added afterwards.

        Raises:
            UserError: the disk refuses; nothing was written.
        """
        self.session.flush()
        self._chain.close(self._connection)
        driver = self._connection.connection.dbapi_connection
        assert driver is not None
        try:
            self._connection.commit()
        except BaseException:
            # SQLite keeps the transaction of a refused COMMIT open; SQLAlchemy thinks it ended.
            if not self._connection.invalidated:
                driver.rollback()
            raise
        self.committed = True
        self.session.close()
        self._on_commit(self.head)


def stamp(clock: Clock, now: datetime) -> Stamp:
    """The stamp of the entries made at ``now``."""
    return Stamp(now.isoformat(timespec="milliseconds"), clock.monotonic_ms(), clock.boot())


@event.listens_for(JournaledSession, "before_flush")
def _write_entries_first(session: JournaledSession, *_: object) -> None:
    # A row may name an entry made before it, as a signature names its evidence.
    session.chain.write(session.connection())


@event.listens_for(JournaledSession, "after_flush")
def _journal_rows(session: JournaledSession, _context: UOWTransaction) -> None:
    append = session.chain.append
    for row in filter(row_changes.journaled, session.new):
        append("insert", row.__tablename__, row.id, row_changes.inserted(type(row), vars(row)))
    for row in filter(row_changes.journaled, session.dirty):
        changes = row_changes.updated(row)
        if changes:
            base = row_changes.base_version(row, updated=True)
            append("update", row.__tablename__, row.id, changes, base_version=base)
    for row in filter(row_changes.journaled, session.deleted):
        base = row_changes.base_version(row, updated=False)
        append("delete", row.__tablename__, row.id, row_changes.deleted(row), base_version=base)


@event.listens_for(JournaledSession, "do_orm_execute")
def _refuse_bulk_changes(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise TypeError("change rows through the session, so that the journal tells of them")


@event.listens_for(JournaledSession, "after_transaction_create")
def _refuse_savepoints(_session: JournaledSession, transaction: SessionTransaction) -> None:
    if transaction.nested:
        raise TypeError("entries made in a savepoint would outlive its rollback")
