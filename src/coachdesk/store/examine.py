"""A database looked at whole: pages, tables, journal, files kept inside. Nothing is changed.

One look for a store in use, for one that does not open, and for a sauvegarde as it lies.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine
from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.core.errors import DamagedError, UserError
from coachdesk.core.french import NBSP, plural
from coachdesk.models.migrations import read_revision
from coachdesk.store.contents import ContentsReport, check_contents, contents_fault
from coachdesk.store.engine import cipher_connect, make_engine
from coachdesk.store.failures import explain_os
from coachdesk.store.health import Damage, Found, Health
from coachdesk.store.journal import Head, read_head
from coachdesk.store.pages import Pages, Wal, look_at_pages, missing_pages, still_wrong
from coachdesk.store.plain_schema import has_plain_tables
from coachdesk.store.verify import ChainReport, verify_chain

Watch = Callable[[float], None]
"""Told how far it is (0 to 1); what it raises stops it."""
_PAGES, _TABLES, _CHAIN = 0.35, 0.5, 0.8
"""Shares of the examination done once each part is."""
_TOLD = 5
_HOSTILE = (
    CipherError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError
)  # fmt: skip
"""What the entries of a journal that was made to harm can raise, beside what SQLite meets."""


def examine(
    raw: BinaryIO,
    key: bytes,
    engine: Engine,
    *,
    mark: Head | None = None,
    wal: Wal | None = None,
    watch: Watch = lambda _: None,
) -> Health:
    """Look at everything.

    Args:
        raw: reads the bytes of the database.
        key: its key.
        engine: reads it as tables.
        mark: an entry that its journal must hold.
        wal: what waits in the WAL, when nobody has the store open.
        watch: told how far it is.

    Raises:
        UserError: the disk refuses, or what ``watch`` raises.
    """
    pages = look_at_pages(raw, key, lambda done: watch(done * _PAGES))
    pages = Pages(pages.count, still_wrong(raw, key, pages.wrong))
    cut = 0 if wal is None else missing_pages(raw, key, pages, wal)
    health = Health(tuple(_of_pages(pages, wal, cut)), pages.count)
    watch(_PAGES)
    if not pages.count:
        watch(1.0)
        return health
    told = _Told(watch)
    try:
        for more in _of_tables(engine, health, mark, told, sound=not pages.wrong and not cut):
            health = more
    except (DamagedError, *_HOSTILE) as error:
        if told.stopped:
            raise
        if health.sound:
            sentence = error.sentence if isinstance(error, UserError) else _UNREADABLE
            health = health.also(Found(Damage.TABLES, sentence))
    watch(1.0)
    return health


def examine_still(
    database: Path, key: bytes, *, mark: Head | None = None, watch: Watch = lambda _: None
) -> Health:
    """The same of a database that nobody writes, without a file beside it being touched.

    Raises:
        UserError: it can't be read, or what ``watch`` raises.
    """
    engine = make_engine(database, lambda: cipher_connect(database, key, "still"))
    try:
        with database.open("rb") as raw:
            return examine(raw, key, engine, mark=mark, wal=Wal(()), watch=watch)
    except OSError as error:
        raise explain_os(error, database) from error
    finally:
        engine.dispose()


_STRANGE = "Le fichier des données contient un programme qui n’est pas de CoachDesk."
_UNREADABLE = "Le fichier des données ne se lit pas avec cette clé, ou il est abîmé."


class _Told:
    """Tells who waits, and knows whether they stopped it: what they raise is no damage."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.stopped = False

    def __call__(self, done: float) -> None:
        try:
            self._watch(done)
        except BaseException:
            self.stopped = True
            raise


def _of_pages(pages: Pages, wal: Wal | None, cut: int) -> Iterator[Found]:
    if cut:
        count = plural(cut, "page", "pages")
        yield Found(
            Damage.CUT, f"Le fichier des données est coupé{NBSP}: il lui manque {count} à la fin."
        )
    if pages.count == 0:
        yield Found(Damage.MISSING, "Le fichier des données est vide.")
    elif pages.foreign:
        yield Found(
            Damage.FOREIGN,
            "Le fichier des données n’est pas celui de ces clés, ou son début est perdu.",
        )
    elif pages.wrong:
        some = ", ".join(f"n°{NBSP}{number}" for number in pages.wrong[:_TOLD])
        more = "…" if len(pages.wrong) > _TOLD else ""
        count = plural(len(pages.wrong), "page abîmée", "pages abîmées")
        yield Found(Damage.PAGES, f"{count} sur {pages.count} ({some}{more}).")
    if wal is not None and wal.foreign:
        yield Found(
            Damage.WAL, "Ce qui attendait d’être rangé dans le magasin n’est pas de ce magasin."
        )
    elif wal is not None and wal.lost:
        one, many = "enregistrement qui attendait", "enregistrements qui attendaient"
        yield Found(
            Damage.WAL,
            f"{plural(wal.lost, one, many)} d’être rangés dans le magasin sont coupés de la suite "
            "par un dommage.",
        )


def _of_tables(
    engine: Engine, health: Health, mark: Head | None, watch: Watch, *, sound: bool
) -> Iterator[Health]:
    """What the tables, the journal and the files say, one after the other.

    Of damaged pages, the journal alone is asked.
    """
    with engine.connect() as connection:
        # What a stranger may have put in the schema runs nothing while it is read.
        connection.exec_driver_sql("PRAGMA trusted_schema = OFF")
        if not has_plain_tables(connection):
            yield health.also(Found(Damage.TABLES, _STRANGE))
            return
        if sound:
            health = health.also(*_hold_together(connection))
        revision = read_revision(connection)
        if revision is None:
            yield health.also(Found(Damage.MISSING, "Le fichier des données est vide."))
            return
        watch(_TABLES)
        chain = _walk_chain(connection, mark, watch)
        yield (health := health.walked(chain, None, revision))
        watch(_CHAIN)
    with engine.connect() as connection:  # one that met damage is of no more use
        health = health.walked(chain, _made_at(connection, chain.head), revision)
        yield (health := health.also(*_of_chain(connection, chain, mark)))
        if sound:
            contents = check_contents(
                connection, lambda seen: watch(1 - (1 - _CHAIN) / (1 + seen / 1000))
            )
            yield health.read(contents.files).also(*_of_contents(contents))


def _hold_together(connection: Connection) -> Iterator[Found]:
    said = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
    if said != ["ok"]:
        yield Found(Damage.TABLES, "Les tables du magasin ne tiennent plus ensemble.")
        return
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if dangling:
        rows = plural(len(dangling), "ligne nomme", "lignes nomment")
        yield Found(Damage.TABLES, f"{rows} ce qui n’est plus dans le magasin.")


def _walk_chain(connection: Connection, mark: Head | None, watch: Watch) -> ChainReport:
    head = read_head(connection)
    total = max(head.seq if head else 1, 1)
    share = _CHAIN - _TABLES
    return verify_chain(
        connection, mark=mark, walked=lambda seen: watch(_TABLES + share * min(1, seen / total))
    )


def _of_chain(connection: Connection, chain: ChainReport, mark: Head | None) -> Iterator[Found]:
    if chain.fault is None:
        if chain.head is None:
            yield Found(Damage.JOURNAL, "Le journal est vide.")
        return
    alone = verify_chain(connection)
    if alone.fault is None and alone.head is not None:  # only the mark knows better
        last, known = alone.head.seq, mark.seq if mark else 0
        yield Found(
            Damage.OLDER,
            f"Le magasin s’arrête à l’enregistrement n°{NBSP}{last}, "
            + (
                f"au lieu de n°{NBSP}{known}."
                if known > last
                else "alors que d’autres avaient été enregistrés après."
            ),
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
