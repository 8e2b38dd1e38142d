"""A new store of all that a damaged one still says.

Page by page first: often nothing at all is lost. Else row by row, in tables made anew as those of
the version that wrote them; what the journal tells of a row that does not read makes it again; a
row that names one that is gone for good goes with it. The journal keeps its entries and says what
the damage took: it verifies again.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from coachdesk.core.canonical import Json
from coachdesk.core.clock import Clock
from coachdesk.core.errors import DamagedError
from coachdesk.core.store_files import COPY_FILE, DATABASE_FILE, KEY_FILE, SPARE_KEY_FILE
from coachdesk.models.migrations import HEAD, read_revision
from coachdesk.store.engine import connector, make_engine
from coachdesk.store.journal import RECOVERY, Chain, Head, read_head
from coachdesk.store.mark import Mark, known_head, write_mark
from coachdesk.store.migrate import make_tables, migrate, rebuilding
from coachdesk.store.salvage_pages import gather
from coachdesk.store.salvage_rows import DamagedReader
from coachdesk.store.salvage_tables import Tables, as_kept, revision_of, tables_of
from coachdesk.store.triggers import create_triggers
from coachdesk.store.unit_of_work import stamp
from coachdesk.store.vault import Keys

_WORK = "lu.db"
_FIRST = ("journal_entry", "journal_payload")
_NEEDED = {"coach", "device", "action", "secret"}
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
    def lost_contents(self) -> int:
        """How many entries are there without what they told."""
        return len(self.contents)

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
    ours = known_head(directory, keys.store_id)
    for name in (KEY_FILE, SPARE_KEY_FILE):
        (target / name).write_bytes((directory / name).read_bytes())
    (target / COPY_FILE).touch()
    work = target / _WORK
    watch(0.0)
    if gather(directory, keys, work, ours):
        work.replace(target / DATABASE_FILE)
        _forget_traces(work)
        _bring_to_today(target, keys, clock)
        _mark_anew(target, keys)
        watch(1.0)
        return Salvaged(whole=True)
    watch(0.2)
    reader = DamagedReader(work, keys.data_key)
    try:
        salvaged = _rebuild(reader, target / DATABASE_FILE, keys, clock, ours, watch)
    finally:
        reader.close()
        work.unlink(missing_ok=True)
        _forget_traces(work)
    _bring_to_today(target, keys, clock)
    _mark_anew(target, keys)
    watch(1.0)
    return salvaged


def _forget_traces(work: Path) -> None:
    for ending in ("-wal", "-shm"):
        work.with_name(f"{work.name}{ending}").unlink(missing_ok=True)


def _bring_to_today(target: Path, keys: Keys, clock: Clock) -> None:
    """Upgrade what an older version wrote before it takes a place: it may be refused."""
    path = target / DATABASE_FILE
    engine = make_engine(path, connector(path, keys.data_key))
    try:
        with engine.connect() as connection:
            revision = read_revision(connection)
    finally:
        engine.dispose()
    if revision != HEAD:
        now = clock.now()
        migrate(target, keys, stamp(clock, now), now)


def _mark_anew(target: Path, keys: Keys) -> None:
    path = target / DATABASE_FILE
    engine = make_engine(path, connector(path, keys.data_key))
    try:
        with engine.connect() as connection:
            head = read_head(connection)
        assert head is not None, "it was checked"
        write_mark(target, Mark(keys.store_id, head))
    finally:
        engine.dispose()


def _rebuild(
    reader: DamagedReader,
    target: Path,
    keys: Keys,
    clock: Clock,
    mark: Head | None,
    watch: Callable[[float], None],
) -> Salvaged:
    revision = revision_of(reader)
    if revision is None:
        raise _too_little()
    salvaged = Salvaged(whole=False)
    engine = make_engine(target, connector(target, keys.data_key, "rwc", foreign_keys=False))
    with rebuilding(engine) as connection:
        make_tables(connection, revision)
        tables = tables_of(connection)
        ordered = [*_FIRST, *(name for name in tables if name not in _FIRST)]
        for place, name in enumerate(ordered):
            salvaged.rows += _copy(reader, connection, name, tuple(tables[name]))
            watch(0.2 + 0.6 * place / len(ordered))
        _settle_journal(connection, salvaged)
        salvaged.made_again = _make_again(connection, tables, salvaged)
        _let_go(connection, salvaged)
        for name in tables.keys() & _NEEDED:
            if connection.exec_driver_sql(f"SELECT 1 FROM {name}").first() is None:  # noqa: S608  (ours)
                raise _too_little()
        last = _admit(connection, keys, clock, salvaged)
        salvaged.tail = max(0, mark.seq - last.seq) if mark else 0
        if revision == HEAD:  # else by the upgrade that follows
            create_triggers(connection)
        watch(0.95)
    return salvaged


def _too_little() -> DamagedError:
    return DamagedError(
        "Trop peu se lit encore pour refaire un magasin.",
        "Remettez en place une sauvegarde ; rien n’a été supprimé.",
    )


def _copy(
    reader: DamagedReader, connection: Connection, table: str, wanted: tuple[str, ...]
) -> int:
    there = reader.columns(table)
    columns = tuple(name for name in wanted if name in there)
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


def _make_again(connection: Connection, tables: Tables, salvaged: Salvaged) -> int:
    """The rows that the journal tells of and that did not read, made again where it says enough."""
    made = 0
    for table, rows in _told(connection).items():
        if "id" not in tables.get(table, {}):
            continue
        present = set(connection.exec_driver_sql(f"SELECT id FROM {table}").scalars())  # noqa: S608  (ours)
        for key in rows.keys() - present:
            try:
                _insert(connection, table, {
                    name: as_kept(tables[table][name], told) for name, told in rows[key].items()
                })  # fmt: skip
                made += 1
            except (ValueError, KeyError, DBAPIError):
                salvaged.lost.setdefault(table, []).append(key)
    return made


def _insert(connection: Connection, table: str, values: dict[str, str | int | None]) -> None:
    marks = ", ".join("?" * len(values))
    statement = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"  # noqa: S608  (ours)
    connection.exec_driver_sql(statement, tuple(values.values()))


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
    """Take away the rows that name one that is gone, and those that name them in turn.

    Who is named is told too: the journal knows nothing of someone erased, whose id came after it.
    """
    told = {(table, key) for table, keys in salvaged.lost.items() for key in keys}
    while dangling := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        gone = [
            (named, _named_key(connection, table, rowid, constraint))
            for table, rowid, named, constraint in dangling
        ]
        for table, rowid in {(table, rowid) for table, rowid, *_ in dangling}:
            row = connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE rowid = ? RETURNING *",  # noqa: S608  (our names)
                (rowid,),
            ).one()
            gone.append((table, str(row[0])))
        for table, key in sorted({*gone} - told):
            salvaged.lost.setdefault(table, []).append(key)
        told.update(gone)


def _named_key(connection: Connection, table: str, rowid: int, constraint: int) -> str:
    """The key of the row that a foreign key names; ``constraint`` is its number in the table."""
    keys = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})")
    column = next(key[3] for key in keys if key[0] == constraint)
    named: str = connection.exec_driver_sql(
        f"SELECT {column} FROM {table} WHERE rowid = ?",  # noqa: S608  (our names)
        (rowid,),
    ).scalar_one()
    return named


def _admit(connection: Connection, keys: Keys, clock: Clock, salvaged: Salvaged) -> Head:
    """The journal says what the damage took; gives its last entry of before."""
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
    return head
