"""How the store is: what is damaged, and up to where what was recorded is intact.

A quick look at each start, bounded whatever the size of the store; the whole one is in ``examine``.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection

from coachdesk.core.errors import DamagedError
from coachdesk.core.french import NBSP, moment, quoted
from coachdesk.store.journal import Head
from coachdesk.store.pages import LOCK_PAGE, PAGE, WAL_FRAME
from coachdesk.store.verify import ChainReport

_LATEST = 100
"""Entries of the journal walked at each start."""


class Damage(StrEnum):
    """What can be wrong with a store (signing.md §6)."""

    KEYS = "keys"
    """Neither key file can be read."""
    MISSING = "missing"
    """The database is not there, or empty."""
    FOREIGN = "foreign"
    """Of another store, or of no store at all."""
    HEAD = "head"
    """The sixteen first bytes of the database, without which no page can be checked."""
    CUT = "cut"
    """Shorter than it was."""
    PAGES = "pages"
    """Pages that are not as they were written, or not in their place."""
    WAL = "wal"
    """What waited to be written into the database is damaged in its middle."""
    TABLES = "tables"
    """Every page is right, and what they say does not hold together."""
    JOURNAL = "journal"
    """An entry is missing or was changed."""
    OLDER = "older"
    """It stops before the last entry known to have been committed."""
    MARK = "mark"
    """The mark is that of another store: it tells nothing of this one."""
    FILES = "files"
    """A paper, a package or an attachment is not the one that was taken in."""


@dataclass(frozen=True)
class Found:
    """One damage, said in French."""

    damage: Damage
    sentence: str


@dataclass(frozen=True)
class Health:
    """What an examination found."""

    found: tuple[Found, ...]
    pages: int = 0
    files: int = 0
    """Papers, packages, attachments and drawings compared with their digest."""
    chain: ChainReport | None = None
    """None when the journal can't be read at all."""
    intact_until: datetime | None = None
    """When the last entry was made up to which everything stands; None when nothing does."""
    revision: str = ""
    """Of the tables; empty when it can't be read."""

    def also(self, *found: Found) -> "Health":
        """With more damages."""
        return replace(self, found=(*self.found, *found))

    def walked(self, chain: ChainReport, until: datetime | None, revision: str) -> "Health":
        """With what its journal says."""
        return replace(self, chain=chain, intact_until=until, revision=revision)

    def read(self, files: int) -> "Health":
        """With how many files were compared."""
        return replace(self, files=files)

    @property
    def head(self) -> Head | None:
        """The last entry up to which everything stands."""
        return self.chain.head if self.chain else None

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, in French."""
        return tuple(each.sentence for each in self.found)

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged."""
        return not self.found

    @property
    def damages(self) -> frozenset[Damage]:
        """The kinds of what was found."""
        return frozenset(each.damage for each in self.found)

    @property
    def intact(self) -> str:
        """Up to where what was recorded stands, one French sentence."""
        head = self.head
        if head is None or self.intact_until is None:
            return "Rien n’a pu être relu du journal."
        until = f"le {moment(self.intact_until.astimezone())}"
        return f"Le journal est intact jusqu’à l’enregistrement n°{NBSP}{head.seq}, {until}."


def quick_look(connection: Connection, database: Path) -> None:
    """Refuse what shows at once: a file cut short, tables without an end, a journal that breaks.

    It reads both ends of each table and the latest entries: a few hundred pages, of any store.

    Raises:
        DamagedError: it is damaged.
    """
    pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    wal = database.with_name(f"{database.name}-wal")
    waiting = (wal.stat().st_size if wal.exists() else 0) // WAL_FRAME
    written = database.stat().st_size // PAGE
    # Those beyond the end of the file can only be among those that wait, but the one of the locks.
    if written + waiting + (written < LOCK_PAGE <= pages) < pages:
        raise DamagedError(
            f"Le fichier {quoted(database)} est coupé{NBSP}: il lui manque la fin.", _WAYS
        )
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for table in connection.exec_driver_sql(named).scalars().all():
        for order in ("", " DESC"):
            connection.exec_driver_sql(
                f"SELECT rowid FROM {table} ORDER BY rowid{order} LIMIT 1"  # noqa: S608  (our names)
            ).first()
    broken = _latest_break(connection)
    if broken is not None:
        raise DamagedError(
            f"Le journal du fichier {quoted(database)} est altéré à l’enregistrement "
            f"n°{NBSP}{broken}.",
            _WAYS,
        )


_WAYS = (
    "Rien n’a été modifié : remettez en place une sauvegarde, ou cherchez ce qui se lit encore."
).replace(" :", f"{NBSP}:")


def _latest_break(connection: Connection) -> int | None:
    """The first of the latest entries that does not follow the one before; None when all do."""
    rows = connection.exec_driver_sql(
        "SELECT e.seq, e.prev, e.hash FROM journal_entry e "
        "LEFT JOIN journal_payload p ON p.seq = e.seq ORDER BY e.seq DESC LIMIT ?",
        (_LATEST,),
    ).all()
    for (seq, prev, _), (before, _, expected) in pairwise(rows):
        if before == seq - 1 and prev != expected:
            return int(seq)
    return None
