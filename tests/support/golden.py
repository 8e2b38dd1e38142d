"""The kept stores of former versions, as a coach might have left them: all that can wait, waits."""

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.domain.deliveries import DeliveryState
from coachdesk.models.migrations import HEAD
from coachdesk.store.engine import cipher_connect
from coachdesk.store.vault import unlock
from support.command import PASSPHRASE
from support.stores import cheapen

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
STORES = tuple(sorted((path.name for path in GOLDEN.glob("store-*")), reverse=True))
"""The latest first: it holds the most."""
OLDER = tuple(name for name in STORES if name != f"store-{HEAD}")
"""Those that are upgraded when they are opened."""
Rows = dict[str, list[tuple[Any, ...]]]
_DRAFTS = (
    ("contract:01a20e57-872a-7709-ad4c-80007a941225", '{"text": "reprendre l’objectif n° 2"}'),
    ("intake", '{"last_name": "LEFÈVRE", "first_name": "Zoë"}'),
)


def laden(name: str, target: Path) -> Path:
    """A copy of a kept store: an envoi in each state and two more drafts, where it knows of any."""
    shutil.copytree(GOLDEN / name, target)
    cheapen(target, PASSPHRASE)
    with closing(_connect(target)) as link:
        tables = {table for (table,) in link.execute("SELECT name FROM sqlite_master")}
        if "draft" in tables:
            saved = "2023-07-03T10:00:00.000Z"
            (kept,) = link.execute("SELECT min(saved_at) FROM draft").fetchone()
            for key, fields in _DRAFTS:
                link.execute("INSERT INTO draft VALUES (?, ?, ?)", (key, fields, kept or saved))
        if "delivery" in tables:
            columns = [column for _, column, *_ in link.execute("PRAGMA table_info(delivery)")]
            told = dict(
                zip(columns, link.execute("SELECT * FROM delivery").fetchone(), strict=True)
            )
            for number, state in enumerate(DeliveryState):
                row = told | {"id": f"{number:032x}", "state": state, "filename": f"{state}.zip"}
                marks = ", ".join("?" * len(row))
                link.execute(f"INSERT INTO delivery VALUES ({marks})", tuple(row.values()))
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return target


def held(directory: Path) -> Rows:
    """Every row of every table, whatever the version that wrote them."""
    with closing(_connect(directory)) as link:
        tables = link.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return {
            table: sorted(link.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
            for (table,) in tables.fetchall()
        }


def revision(rows: Rows) -> str:
    """Of which version they are."""
    ((told,),) = rows["alembic_version"]
    return str(told)


def work(rows: Rows) -> Rows:
    """The same without the journal's word that they were upgraded."""
    upgrade = max((row[0] for row in rows["journal_entry"] if row[2] == "migration"), default=None)
    return {
        table: [row for row in rows[table] if not (table in _JOURNAL and row[0] == upgrade)]
        for table in rows
    }


_JOURNAL = frozenset({"journal_entry", "journal_payload"})


def _connect(directory: Path) -> Any:
    return cipher_connect(directory / DATABASE_FILE, unlock(directory, PASSPHRASE).data_key, "rw")
