"""How the store is: what is damaged, and up to where what was recorded is intact.

A quick look at each start, bounded whatever the size of the store; a full examination on demand.
Nothing is changed by either.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine, inspect

from coachdesk.core.errors import DamagedError
from coachdesk.core.french import NBSP, moment, plural, quoted
from coachdesk.core.store_files import DATABASE_FILE
from coachdesk.store.contents import ContentsReport, check_contents, contents_fault
from coachdesk.store.journal import Head, read_head
from coachdesk.store.mark import read_mark
from coachdesk.store.pages import PAGE, Pages, Wal, look_at_pages, still_wrong
from coachdesk.store.vault import Keys
from coachdesk.store.verify import ChainReport, verify_chain

_LATEST = 100
"""Entries of the journal walked at each start."""
_PAGES, _TABLES, _CHAIN = 0.35, 0.5, 0.8
"""Shares of the examination done once each part is."""
_TOLD = 5


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
    pages: int
    files: int
    """Papers, packages, attachments and drawings compared with their digest."""
    chain: ChainReport | None
    """None when the journal can't be read at all."""
    intact_until: datetime | None
    """When the last entry was made up to which everything stands; None when nothing does."""

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
        head = self.chain.head if self.chain else None
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
    waiting = wal.stat().st_size if wal.exists() else 0
    if waiting == 0 and database.stat().st_size < pages * PAGE:
        raise DamagedError(
            f"Le fichier {quoted(database)} est coupé{NBSP}: il lui manque la fin.", _WAYS
        )
    for table in inspect(connection).get_table_names():
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


def examine(
    directory: Path,
    keys: Keys,
    raw: BinaryIO,
    engine: Engine,
    watch: Callable[[float], None] = lambda _: None,
    wal: Wal | None = None,
) -> Health:
    """Look at everything: pages, tables, journal, files; ``raw`` reads the database's bytes.

    Args:
        directory: where the store is, with its mark.
        keys: what opens it.
        raw: the bytes of its database.
        engine: reads it.
        watch: told how far it is; what it raises stops it.
        wal: what waits in the WAL, when nobody has the store open.
    """
    pages = look_at_pages(raw, keys.data_key, lambda done: watch(done * _PAGES))
    wrong = still_wrong(raw, keys.data_key, pages.wrong)
    pages = Pages(pages.count, wrong)
    found = [*_of_pages(directory / DATABASE_FILE, pages)]
    if wal is not None and wal.lost:
        found.append(_lost_in_wal(wal.lost))
    watch(_PAGES)
    chain, contents, until = None, ContentsReport(0, ()), None
    try:
        with engine.connect() as connection:
            if not pages.wrong:
                found += _of_tables(connection)
            watch(_TABLES)
            chain = _walk_chain(connection, directory, keys, watch)
            watch(_CHAIN)
        with engine.connect() as connection:
            until = _made_at(connection, chain.head)
            found += _of_chain(connection, chain)
            if not pages.wrong:
                contents = _look_at_files(connection, watch)
                found += _of_contents(contents)
    except DamagedError as error:
        if not found:
            found.append(Found(Damage.TABLES, error.sentence))
    watch(1.0)
    return Health(tuple(found), pages.count, contents.files, chain, until)


def _walk_chain(
    connection: Connection, directory: Path, keys: Keys, watch: Callable[[float], None]
) -> ChainReport:
    mark = read_mark(directory)
    ours = mark.head if mark and mark.store_id == keys.store_id else None
    head = read_head(connection)
    total = max(head.seq if head else 1, 1)
    share = _CHAIN - _TABLES
    return verify_chain(
        connection, mark=ours, walked=lambda seen: watch(_TABLES + share * min(1, seen / total))
    )


def _look_at_files(connection: Connection, watch: Callable[[float], None]) -> ContentsReport:
    return check_contents(connection, lambda seen: watch(1 - (1 - _CHAIN) / (1 + seen / 1000)))


def _of_pages(database: Path, pages: Pages) -> Iterator[Found]:
    if pages.count == 0:
        yield Found(Damage.MISSING, f"Le fichier {quoted(database)} est vide.")
    elif pages.foreign:
        yield Found(
            Damage.FOREIGN,
            f"Le fichier {quoted(database)} n’est pas celui de ces clés, ou son début est perdu.",
        )
    elif pages.wrong:
        some = ", ".join(f"n°{NBSP}{number}" for number in pages.wrong[:_TOLD])
        more = "…" if len(pages.wrong) > _TOLD else ""
        count = plural(len(pages.wrong), "page abîmée", "pages abîmées")
        yield Found(Damage.PAGES, f"{count} sur {pages.count}{NBSP}: {some}{more}.")


def _lost_in_wal(lost: int) -> Found:
    one, many = "enregistrement qui attendait", "enregistrements qui attendaient"
    return Found(
        Damage.WAL,
        f"{plural(lost, one, many)} d’être rangés dans le magasin sont coupés de la suite par un "
        "dommage.",
    )


def _of_tables(connection: Connection) -> Iterator[Found]:
    said = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
    if said != ["ok"]:
        yield Found(Damage.TABLES, "Les tables du magasin ne tiennent plus ensemble.")
        return
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if dangling:
        rows = plural(len(dangling), "ligne nomme", "lignes nomment")
        yield Found(Damage.TABLES, f"{rows} ce qui n’est plus dans le magasin.")


def _of_chain(connection: Connection, chain: ChainReport) -> Iterator[Found]:
    if chain.fault is None:
        return
    alone = verify_chain(connection)
    if alone.fault is None and alone.head is not None:  # only the mark knows better
        yield Found(
            Damage.OLDER,
            f"Le magasin s’arrête à l’enregistrement n°{NBSP}{alone.head.seq}, alors que d’autres "
            "avaient été enregistrés après.",
        )
    else:
        yield Found(Damage.JOURNAL, chain.sentence)


def _of_contents(contents: ContentsReport) -> Iterator[Found]:
    if contents.faults:
        yield Found(Damage.FILES, contents_fault(contents))


def _made_at(connection: Connection, head: Head | None) -> datetime | None:
    if head is None:
        return None
    wall = connection.exec_driver_sql(
        "SELECT wall FROM journal_entry WHERE seq = ?", (head.seq,)
    ).scalar()
    return datetime.fromisoformat(wall) if isinstance(wall, str) else None
