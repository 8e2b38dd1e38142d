"""A new store of all that a damaged one still says.

Page by page first: often nothing at all is lost. Else row by row, in tables made anew; what the
journal tells of a row that does not read makes it again; a row that names one that is gone for good
goes with it. The journal keeps its entries and says what the damage took: it verifies again.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.exc import DBAPIError

from coachdesk.core.canonical import Json
from coachdesk.core.clock import Clock
from coachdesk.core.errors import DamagedError
from coachdesk.core.store_files import COPY_FILE, DATABASE_FILE, KEY_FILE, SPARE_KEY_FILE
from coachdesk.models import Base
from coachdesk.models.migrations import HEAD
from coachdesk.store import row_changes
from coachdesk.store.engine import connector, make_engine
from coachdesk.store.journal import RECOVERY, Chain, Head, read_head
from coachdesk.store.mark import Mark, read_mark, write_mark
from coachdesk.store.migrate import rebuilding, upgrade
from coachdesk.store.salvage_pages import gather
from coachdesk.store.salvage_rows import DamagedReader, read_text
from coachdesk.store.triggers import create_triggers, drop_triggers
from coachdesk.store.unit_of_work import stamp
from coachdesk.store.vault import Keys

_WORK = "lu.db"
_FIRST = ("journal_entry", "journal_payload")
_NEEDED = ("coach", "device", "action", "secret")
"""Without which no desk opens."""
_BATCH = 1000


@dataclass
class Salvaged:
    """What the new store holds, and what it does not."""

    whole: bool
    """Nothing at all was lost."""
    rows: int = 0
    made_again: int = 0
    """Rows that did not read, made again from the journal."""
    lost: dict[str, list[str]] = field(default_factory=dict)
    """Keys of the rows that are gone, by table."""
    entries: list[tuple[int, int]] = field(default_factory=list)
    """Numbers of the entries of the journal that are gone, first and last."""
    contents: list[int] = field(default_factory=list)
    """Entries whose content alone is gone."""

    tail: int = 0
    """Entries known to have been the last ones, and that nothing tells of any more."""

    @property
    def lost_rows(self) -> int:
        """How many rows are gone."""
        return sum(map(len, self.lost.values()))

    @property
    def lost_entries(self) -> int:
        """How many entries of the journal are gone."""
        return self.tail + sum(last - first + 1 for first, last in self.entries)


def salvage(
    directory: Path,
    keys: Keys,
    target: Path,
    clock: Clock,
    watch: Callable[[float], None] = lambda _: None,
) -> Salvaged:
    """Write in the folder ``target`` a store of all that can be read in that of ``directory``.

    Raises:
        DamagedError: too little can be read to make a store of.
        OSError: the disk refuses.
        UserError: what ``watch`` raises.
    """
    mark = read_mark(directory)
    ours = mark.head if mark and mark.store_id == keys.store_id else None
    for name in (KEY_FILE, SPARE_KEY_FILE):
        (target / name).write_bytes((directory / name).read_bytes())
    (target / COPY_FILE).touch()
    work = target / _WORK
    watch(0.0)
    if gather(directory, keys, work, ours):
        work.replace(target / DATABASE_FILE)
        _forget_traces(work)
        _mark_anew(target, keys)
        watch(1.0)
        return Salvaged(whole=True)
    watch(0.2)
    reader = DamagedReader(work, keys.data_key)
    try:
        salvaged = _rebuild(reader, target / DATABASE_FILE, keys, clock, watch)
    finally:
        reader.close()
        work.unlink(missing_ok=True)
        _forget_traces(work)
    head = _mark_anew(target, keys)
    if ours is not None and not salvaged.whole:
        salvaged.tail = max(0, ours.seq - head.seq + 1)  # less its own
    watch(1.0)
    return salvaged


def _forget_traces(work: Path) -> None:
    for ending in ("-wal", "-shm"):
        work.with_name(f"{work.name}{ending}").unlink(missing_ok=True)


def _mark_anew(target: Path, keys: Keys) -> Head:
    path = target / DATABASE_FILE
    engine = make_engine(path, connector(path, keys.data_key))
    try:
        with engine.connect() as connection:
            head = read_head(connection)
        assert head is not None, "it was checked"
        write_mark(target, Mark(keys.store_id, head))
    finally:
        engine.dispose()
    return head


def _rebuild(
    reader: DamagedReader,
    target: Path,
    keys: Keys,
    clock: Clock,
    watch: Callable[[float], None],
) -> Salvaged:
    revision = read_text(reader, "SELECT version_num FROM alembic_version")
    if revision is not None and revision != HEAD:
        raise _too_little()  # its tables are not those that are made here
    salvaged = Salvaged(whole=False)
    engine = make_engine(target, connector(target, keys.data_key, "rwc", foreign_keys=False))
    with rebuilding(engine) as connection:
        upgrade(connection)
        drop_triggers(connection)
        tables = [table.name for table in Base.metadata.sorted_tables]
        ordered = [*_FIRST, *(name for name in tables if name not in _FIRST)]
        for place, name in enumerate(ordered):
            salvaged.rows += _copy(reader, connection, name)
            watch(0.2 + 0.6 * place / len(ordered))
        _settle_journal(connection, salvaged)
        salvaged.made_again = _make_again(connection, salvaged)
        _let_go(connection, salvaged)
        for name in _NEEDED:
            if connection.exec_driver_sql(f"SELECT 1 FROM {name}").first() is None:  # noqa: S608  (ours)
                raise _too_little()
        _admit(connection, keys, clock, salvaged)
        create_triggers(connection)
        watch(0.95)
    return salvaged


def _too_little() -> DamagedError:
    return DamagedError(
        "Trop peu se lit encore pour refaire un magasin.",
        "Remettez en place une sauvegarde ; rien n’a été supprimé.",
    )


def _copy(reader: DamagedReader, connection: Connection, table: str) -> int:
    there = reader.columns(table)
    columns = tuple(c.name for c in Base.metadata.tables[table].columns if c.name in there)
    if not columns:
        return 0
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  (ours)
    count = 0
    for batch in _batches(reader.rows(table, columns)):
        connection.exec_driver_sql(statement, batch)
        count += len(batch)
    return count


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterable[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _settle_journal(connection: Connection, salvaged: Salvaged) -> None:
    """Note the numbers that are missing; contents without their entry go with it."""
    last = 0
    for (seq,) in connection.exec_driver_sql("SELECT seq FROM journal_entry ORDER BY seq"):
        if seq > last + 1:
            salvaged.entries.append((last + 1, seq - 1))
        last = seq
    if last == 0:
        raise _too_little()
    connection.exec_driver_sql(
        "DELETE FROM journal_payload WHERE seq NOT IN (SELECT seq FROM journal_entry)"
    )
    salvaged.contents = list(
        connection.exec_driver_sql(
            "SELECT seq FROM journal_entry WHERE seq NOT IN (SELECT seq FROM journal_payload)"
        ).scalars()
    )


def _make_again(connection: Connection, salvaged: Salvaged) -> int:
    """The rows that the journal tells of and that did not read, made again where it says enough."""
    told = _told(connection)
    made = 0
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        assert isinstance(table, Table), "each class has its own table"
        rows = told.get(table.name)
        if not rows:
            continue
        present = set(connection.exec_driver_sql(f"SELECT id FROM {table.name}").scalars())  # noqa: S608  (ours)
        for key, changes in rows.items():
            if key in present:
                continue
            try:
                values = row_changes.restored(mapper.class_, changes)
                connection.execute(insert(table), values)
                made += 1
            except (ValueError, KeyError, TypeError, DBAPIError):
                salvaged.lost.setdefault(table.name, []).append(key)
    return made


def _told(connection: Connection) -> dict[str, dict[str, dict[str, Json]]]:
    """Each row as the journal says that it stands, by table and key; what was deleted is not."""
    told: dict[str, dict[str, dict[str, Json]]] = {}
    entries = connection.exec_driver_sql(
        "SELECT e.kind, e.entity, e.entity_id, e.base_version, p.body FROM journal_entry e "
        "JOIN journal_payload p ON p.seq = e.seq WHERE p.body IS NOT NULL "
        "AND e.kind IN ('insert', 'update', 'delete') ORDER BY e.seq"
    )
    for kind, entity, key, base, body in entries:
        rows = told.setdefault(entity, {})
        if kind == "delete":
            rows.pop(key, None)
        elif kind == "insert":
            rows[key] = dict(json.loads(body)["new"])
        elif key in rows:
            rows[key] |= json.loads(body)["new"]
            if base is not None:
                rows[key]["version"] = base + 1
    return told


def _let_go(connection: Connection, salvaged: Salvaged) -> None:
    """Take away the rows that name one that is gone, and those that name them in turn."""
    while dangling := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        for table, rowid, *_ in dangling:
            key = connection.exec_driver_sql(
                f"SELECT * FROM {table} WHERE rowid = ?",  # noqa: S608  (our names)
                (rowid,),
            ).first()
            if key is not None:
                salvaged.lost.setdefault(table, []).append(str(key[0]))
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))  # noqa: S608  (ours)


def _admit(connection: Connection, keys: Keys, clock: Clock, salvaged: Salvaged) -> None:
    """The journal says what the damage took."""
    head = read_head(connection)
    assert head is not None, "it was checked"
    chain = Chain(head, stamp(clock, clock.now()))
    chain.append(
        RECOVERY,
        "store",
        keys.store_id,
        {
            "lost": [[first, last] for first, last in salvaged.entries],
            "contents": [*salvaged.contents],
            "rows": {table: [*rows] for table, rows in salvaged.lost.items()},
            "made_again": salvaged.made_again,
        },
    )
    chain.write(connection)
