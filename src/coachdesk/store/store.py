"""An encrypted store, open: its two verbs are *read* and *write*.

Several programs may have the same store open (the window, and a command beside it): there is no
lock on the whole. A write begins with BEGIN IMMEDIATE, so that it sees the last entry of the
journal and is alone until it commits; another waits, then is told so. The mark beside the database
may then be written out of order by two of them: an older mark is weaker, never wrong.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO, Self

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from sqlalchemy import Connection, Engine

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.store_files import COPY_FILE, DATABASE_FILE, KEY_FILE, MANIFEST_FILE
from coachdesk.models.migrations import HEAD
from coachdesk.store.backup import Occasion, copy_store
from coachdesk.store.engine import (
    LARGE_CACHE_KB,
    USUAL_CACHE_KB,
    connected,
    connector,
    fold_wal,
    for_writing,
    make_engine,
)
from coachdesk.store.erasing import compact, erasing
from coachdesk.store.examine import Watch, examine
from coachdesk.store.foundations import CreatedStore, clear, create_database, make_room
from coachdesk.store.gate import Gate
from coachdesk.store.health import Health
from coachdesk.store.hold import Hold, occupied
from coachdesk.store.journal import Head, read_head
from coachdesk.store.key_file import KdfCost, Opener
from coachdesk.store.mark import Mark, known_head, read_mark, write_mark
from coachdesk.store.mending import mend_keys
from coachdesk.store.openings import OPENED_BY, note_opening
from coachdesk.store.pending import finish_pending, shared_hold
from coachdesk.store.place import note_place, was_copied
from coachdesk.store.rekey import NewWays, clear_unfinished, encrypt_anew, switch_over
from coachdesk.store.triggers import create_triggers, wrong_triggers
from coachdesk.store.trying import look, unlock_in_time
from coachdesk.store.unit_of_work import UnitOfWork, stamp
from coachdesk.store.vault import (
    Keys,
    change_passphrase,
    create_keys,
    has_association_key,
    put_association_key,
    renew_recovery_key,
)
from coachdesk.store.verify import ChainReport, verify_chain

if TYPE_CHECKING:
    from coachdesk.core.canonical import Json

_PATIENCE = 10.0
"""Seconds that those inside have to leave, before encrypting anew is given up."""
_logger = logging.getLogger(__name__)


class Store:
    """The store in a directory. Make one with ``create`` or ``open``; ``close`` it at the end."""

    def __init__(
        self, directory: Path, keys: Keys, engine: Engine, clock: Clock, hold: Hold | None = None
    ) -> None:
        self.directory = directory
        self.store_id = keys.store_id
        self.clock = clock
        self._keys = keys
        self._engine = engine
        self._mark_lock = Lock()
        self._marked = 0
        self._raw: BinaryIO | None = None
        self._gate = Gate()
        self._hold = hold

    @staticmethod
    def create(
        directory: Path, passphrase: str, *, clock: Clock, kdf: KdfCost | None = None
    ) -> CreatedStore:
        """A new store in ``directory``, made if need be, with the recovery key to print once.

        Raises:
            UserError: there is a store already, the passphrase is empty, or the disk refuses.
        """
        make_room(directory)
        try:
            keys, recovery_key = create_keys(directory, passphrase, kdf or KdfCost())
            create_database(directory, keys, clock)
            hold = shared_hold(directory)
            return CreatedStore(Store._opened(directory, keys, clock, hold=hold), recovery_key)
        except UserError:
            clear(directory)
            raise

    @classmethod
    def open(cls, directory: Path, secret: str, *, clock: Clock) -> Self:
        """The store in ``directory``, unlocked by its passphrase or by one of its keys.

        Raises:
            SecretRefusedError: wrong secret, or the next try must wait.
            UserError: missing, damaged, older or newer file.
        """
        finish_pending(directory)
        if not any((directory / name).exists() for name in (KEY_FILE, DATABASE_FILE)):
            raise UserError(
                f"Il n’y a pas de magasin dans {quoted(directory)}.",
                f"Créez-le avec «{NBSP}coachdesk init{NBSP}», ou indiquez un autre dossier.",
            )
        hold = shared_hold(directory)
        try:
            return cls._unlocked(directory, secret, clock, hold)
        except BaseException:
            hold.release()
            raise

    @classmethod
    def _unlocked(cls, directory: Path, secret: str, clock: Clock, hold: Hold) -> Self:
        opened = unlock_in_time(directory, secret, clock)
        keys = opened.keys
        revision = look(directory, keys)
        mended = mend_keys(directory, opened, clock.now())
        if revision != HEAD:
            # Alembic takes 0.13 s to load, and hardly any start needs it.
            from coachdesk.store.migrate import migrate

            now = clock.now()
            migrate(directory, keys, stamp(clock, now), now)
        clear_unfinished(directory)
        return cls._opened(directory, keys, clock, mended, hold)

    @classmethod
    def _opened(
        cls,
        directory: Path,
        keys: Keys,
        clock: Clock,
        mended: tuple[str, ...] = (),
        hold: Hold | None = None,
    ) -> Self:
        path = directory / DATABASE_FILE
        engine = make_engine(path, connector(path, keys.data_key))
        store = cls(directory, keys, engine, clock, hold)
        try:
            store._mend(mended)
        except BaseException:
            engine.dispose()
            raise
        return store

    def _mend(self, keys: tuple[str, ...]) -> None:
        """Put back what guards the store, and write in the journal that it had gone.

        ``keys`` names the key files that were put right already. So is written that a key on paper
        opened it.

        A copy that is opened, even one that a file manager made, or a database whose mark was taken
        away to have an older one accepted, begins a new incarnation: what was done since then is
        not in it.
        """
        with self.read() as connection:
            triggers = wrong_triggers(connection)
        gone: dict[str, Json] = {"triggers": [*triggers]} if triggers else {}
        if keys:
            gone["keys"] = [*keys]
        if read_mark(self.directory) is None:
            gone["mark"] = ["missing"]
        copied = self.directory / COPY_FILE
        restored = copied.exists() or "mark" in gone or was_copied(self.directory)
        if gone or restored or self.opener in OPENED_BY:
            with self.write() as uow:
                if restored:
                    uow.begin_incarnation()
                if triggers:
                    create_triggers(uow.session.connection())
                if self.opener in OPENED_BY:
                    note_opening(uow, self.store_id, self.opener)
                if gone:
                    uow.note("guards-restored", "store", self.store_id, gone)
                uow.commit()
        if restored:
            with suppress(OSError):  # it begins another one at the next opening: no harm
                (self.directory / MANIFEST_FILE).unlink(missing_ok=True)
                copied.unlink(missing_ok=True)
        note_place(self.directory)

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """One unit of work, alone in writing; leaving it without ``commit`` writes nothing.

        Raises:
            UserError: the store is busy, damaged, or the disk refuses.
        """
        with self._gate.passing(), connected(for_writing(self._engine)) as connection:
            connection.begin()
            uow = UnitOfWork(connection, self.store_id, self.clock, self._mark)
            with uow.session:
                yield uow

    def erasing(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that may also change what is only added to; see ``erasing``."""
        return erasing(self.write())

    def compact(self) -> None:
        """Rewrite the database without what was erased from it; it can also wait."""
        compact(self._engine, self.directory / DATABASE_FILE)

    @contextmanager
    def read(self, *, widely: bool = False) -> Iterator[Connection]:
        """A connection in one read transaction: it sees one state of the store until the end.

        One that reads ``widely``, as all the figures of a year do, keeps more of the file at hand
        meanwhile, and gives the memory back.

        Raises:
            DamagedError: a page does not hold; what was read is not to be believed.
        """
        with self._gate.passing(), connected(self._engine) as connection:
            if not widely:
                yield connection
                return
            connection.exec_driver_sql(f"PRAGMA cache_size = -{LARGE_CACHE_KB}")
            try:
                yield connection
            finally:
                connection.exec_driver_sql(f"PRAGMA cache_size = -{USUAL_CACHE_KB}")
                connection.exec_driver_sql("PRAGMA shrink_memory")

    @property
    def opener(self) -> Opener:
        """Which of the ways in opened it."""
        return self._keys.opener

    def opens_by(self, secret: str) -> Opener:
        """Which of the ways in ``secret`` is: asked of who is at an open desk.

        Raises:
            SecretRefusedError: none, or the next try must wait.
        """
        return unlock_in_time(self.directory, secret, self.clock).keys.opener

    def change_passphrase(self, passphrase: str) -> None:
        """Another passphrase; the one before opens the store no more.

        Raises:
            UserError: it is empty; the key file is missing or damaged, or the disk refuses.
        """
        change_passphrase(self.directory, self._keys, passphrase, KdfCost())

    def put_association_key(self, key: str | None) -> None:
        """Let the association's ``key`` open the store; None lets none.

        Raises:
            UserError: it is none; the key file is missing or damaged, or the disk refuses.
        """
        put_association_key(self.directory, self._keys, key)

    def encrypt_anew(
        self,
        passphrase: str,
        association: str | None,
        told: Callable[[UnitOfWork], None],
        watch: Watch = lambda _: None,
    ) -> str:
        """Encrypt the store under a new data key, whoever reads or writes waiting; stays open.

        Gives the new recovery key, to print. What opened it before opens it no more; a copy made
        before still opens as it did. ``told`` adds to the transaction that notes it.

        Raises:
            UserError: another program has it open, someone is at work inside, the disk refuses, or
                what ``watch`` raises: the store is as before, or what it says (``switch_over``).
        """
        ways = NewWays(passphrase, KdfCost(), association, told)
        least = self.head()
        with self._gate.alone(_PATIENCE):
            if self._hold is not None and not self._hold.be_alone():
                self._hold.share()
                raise occupied()
            path = self.directory / DATABASE_FILE
            self._close_files()
            try:
                self._keys, head, recovery = encrypt_anew(
                    self.directory, self._keys, least, ways, self.clock, watch
                )
                # From here on the store is the new one, whatever happens.
                switch_over(self.directory)
            finally:
                self._engine = make_engine(path, connector(path, self._keys.data_key))
                if self._hold is not None:
                    self._hold.share()
        self._mark(head)
        return recovery

    def has_association_key(self) -> bool:
        """Whether a key of the association opens the store."""
        return has_association_key(self.directory)

    def renew_recovery_key(self) -> str:
        """A new recovery key to print; the one before opens the store no more.

        Raises:
            UserError: the key file is missing or damaged, or the disk refuses.
        """
        return renew_recovery_key(self.directory, self._keys)

    def head(self) -> Head:
        """The last entry of the journal."""
        with self.read() as connection:
            head = read_head(connection)
        assert head is not None, "a store is created with its first entry"
        return head

    def verify(self, signer: EllipticCurvePublicKey | None = None) -> ChainReport:
        """Walk the whole journal, up to the mark outside the database at least."""
        mark = known_head(self.directory, self.store_id)
        with self.read() as connection:
            return verify_chain(connection, signer=signer, mark=mark)

    def examine(self, watch: Watch = lambda _: None) -> Health:
        """Look at every page, row, entry and file of the store, while it is in use.

        ``watch`` is told how far that is; what it raises stops it.

        Raises:
            UserError: the disk refuses, or what ``watch`` raises.
        """
        with self._gate.passing():
            fold_wal(self._engine)  # after a crash, pages may wait for theirs in the WAL
            if self._raw is None:
                # Kept open until the end: see ``pages.look_at_pages``.
                self._raw = (self.directory / DATABASE_FILE).open("rb", buffering=0)
            mark = known_head(self.directory, self.store_id)
            return examine(self._raw, self._keys.data_key, self._engine, mark=mark, watch=watch)

    def secret(self, name: str) -> bytes:
        """A random secret of the store, e.g. ``DRAWING_KEY``.

        Raises:
            KeyError: no secret has that name.
        """
        with self.read() as connection:
            value: bytes | None = connection.exec_driver_sql(
                "SELECT value FROM secret WHERE name = ?", (name,)
            ).scalar()
        if value is None:
            raise KeyError(name)
        return value

    def copy_to(
        self, target: Path, watch: Watch = lambda _: None, *, occasion: str = "asked"
    ) -> Head:
        """Copy the store to the folder ``target``, verified; gives the last entry of its journal.

        It holds all that was committed when it was asked for, and takes its name once all of it
        was read again; ``watch`` is told how far that is. Its manifest tells the ``occasion``.

        Raises:
            UserError: the copy is not faithful, or what ``watch`` raises.
            OSError: it cannot be written.
            sqlcipher3.dbapi2.Error: the store cannot be read, or the copy not written.
        """
        made = Occasion(occasion, self.clock.now())
        with self._gate.passing():
            least = self.head()
            return copy_store(self.directory, self._keys, target, made, least=least, watch=watch)

    def close(self) -> None:
        """Fold the WAL into the database and close every connection."""
        self._close_files()
        if self._hold is not None:
            self._hold.release()

    def _close_files(self) -> None:
        fold_wal(self._engine)
        self._engine.dispose()
        if self._raw is not None:
            self._raw.close()
            self._raw = None

    def _mark(self, head: Head) -> None:
        with self._mark_lock:
            if head.seq <= self._marked:
                return
            try:
                write_mark(self.directory, Mark(self.store_id, head))
                self._marked = head.seq
            except OSError:
                # The work is committed, and that is what was promised; the older mark stays true.
                _logger.info("the mark could not be written")
