"""Put a sauvegarde back: looked at whole, compared with what is there, then in its place.

It is a new incarnation of the journal, that names the entry it goes on from. What was there stays
in the folder ``mis-de-cote``. What waited to be sent is « à vérifier »: it may have been since.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.core.clock import Clock
from coachdesk.core.errors import UserError
from coachdesk.core.files import sync_directory, write_atomically
from coachdesk.core.french import NBSP, moment, plural, quoted
from coachdesk.core.store_files import (
    COPY_FILE,
    DATABASE_FILE,
    JOURNAL_FILE,
    KEY_FILE,
    MANIFEST_FILE,
    SPARE_KEY_FILE,
)
from coachdesk.models.migrations import HEAD
from coachdesk.services.backup.verification import BackupReport, verify_with
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.outbox.recovering import recover
from coachdesk.services.preferences import put_preference
from coachdesk.services.restoring.loss import Brought, Loss, brought, loss
from coachdesk.services.restoring.sources import STAGING, discard, stage
from coachdesk.services.rights.ledger import Erased, erased_people, read_ledger, write_ledger
from coachdesk.services.rights.returning import erase_returned
from coachdesk.store.engine import cipher_connect, make_engine
from coachdesk.store.failures import explain_os
from coachdesk.store.journal import Head
from coachdesk.store.key_file import read_key_file
from coachdesk.store.mark import read_mark
from coachdesk.store.mending import Opened, mend_keys, unlock_by_either
from coachdesk.store.pending import alone_there, alone_to_replace, finish_pending
from coachdesk.store.replacing import NoteUnreadableError, put_in_place, set_aside
from coachdesk.store.trying import one_try
from coachdesk.store.vault import Keys

_MOST_BYTES = 1 << 24


RESTORED = "restored"
"""Kind of the journal's entry that tells of a sauvegarde put back, or of a recovery."""
EXAMINED = "health_check"
"""The setting that tells the last examination: of what was there before, once another is there."""
Progress = Callable[[float, str], None]
_COPYING, _READING = 0.4, 0.95


class RestoreStoppedError(UserError):
    """The coach stopped it: nothing was changed."""


@dataclass(frozen=True)
class Ready:
    """A sauvegarde that was copied beside the store and looked at: it can be put in place."""

    source: Path
    directory: Path
    staging: Path
    secret: str
    keys: Keys
    report: BackupReport
    held: Head
    """The last entry of its journal."""
    brought: Brought
    loss: Loss
    present: Opened | None
    """What opens the present store; None where nothing typed does."""
    keys_alone: bool
    """The present store lacks its key file and nothing else: it is all that is taken."""

    @property
    def sentence(self) -> str:
        """What it holds, up to when."""
        if self.keys_alone:
            return _KEYS_ALONE
        last = self.report.last_act
        until = f", jusqu’au {moment(last.astimezone())}" if last else ""
        intact = f"Sauvegarde intacte{NBSP}: {plural(self.held.seq, 'enregistrement')}{until}."
        return f"{intact} {self.brought.sentence}".strip()


_KEYS_ALONE = (
    f"Il ne manque au magasin présent que le fichier de ses clés{NBSP}: il sera repris de cette "
    "sauvegarde, et rien de ce qui a été fait depuis n’est perdu."
)


@dataclass(frozen=True)
class Restored:
    """A desk open on what was put back."""

    desk: Desk
    aside: Path | None
    """Where what was there is now; None when nothing was."""
    to_check: int
    """Envois that may have left since, to be looked at one by one."""
    keys_alone: bool = False

    @property
    def sentence(self) -> str:
        """What was done, in a few French sentences."""
        if self.keys_alone:
            return "Le fichier des clés est repris de la sauvegarde. Rien d’autre n’a changé."
        parts = ["La sauvegarde est en place."]
        if self.aside is not None:
            parts.append(f"Le magasin d’avant est gardé dans {quoted(self.aside)}.")
        if self.to_check:
            sent = plural(self.to_check, "envoi est", "envois sont")
            parts.append(f"{sent} à vérifier dans la boîte d’envoi.")
        return " ".join(parts)


def look_at(
    source: Path,
    secret: str,
    directory: Path,
    *,
    clock: Clock,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Ready:
    """Copy the sauvegarde beside the store of ``directory``, look at all of it, and compare.

    Nothing of the store is changed; what is copied is taken away by ``give_up``.

    Args:
        source: the folder of the sauvegarde, its database, or its « .zip ».
        secret: what opens it, or what opens the present store when that has the same key.
        directory: where it is to be put back.
        clock: tells when damaged keys are put aside.
        progress: told the fraction done and what is being done.
        cancelled: asked now and then.

    Raises:
        UserError: it is no sauvegarde, not whole, newer than the program, or not opened by
            ``secret``.
    """

    def watch(fraction: float) -> None:
        if cancelled is not None and cancelled():
            raise RestoreStoppedError("La remise en place est interrompue.", "Rien n’a changé.")
        if progress is not None:
            reading = fraction > _COPYING
            progress(fraction, "Relecture de la sauvegarde" if reading else "Copie à côté")

    watch(0.0)
    if source.resolve() in {directory.resolve(), (directory / DATABASE_FILE).resolve()}:
        raise UserError(
            f"Le dossier {quoted(directory)} est celui du magasin lui-même.",
            "Choisissez une sauvegarde.",
        )
    between = _left_between(directory, clock)
    staging = stage(source, directory, lambda done: watch(_COPYING * done))
    try:
        with one_try(directory, clock):
            keys, present, lost = _keys(staging, directory, secret, clock.now())
        _fold(staging, keys)
        span = _READING - _COPYING
        report = verify_with(staging, keys, lambda done: watch(_COPYING + span * done))
        held = _faithful(report, source)
        alone = lost and not between and _opens(directory, keys)
        since = Loss(known=True)
        if not alone:
            since = loss(directory, present.keys if present else keys, staging, keys, held)
        ready = Ready(
            source, directory, staging, secret, keys, report, held, brought(staging, keys), since,
            present, alone,
        )  # fmt: skip
        watch(1.0)
    except BaseException:
        discard(directory)
        raise
    return ready


def give_up(ready: Ready) -> None:
    """Take the copy away: the store stays as it is."""
    discard(ready.directory)


def put_back(ready: Ready, clock: Clock) -> Restored:
    """Put the sauvegarde in the place of the store, which goes aside whole, and open it.

    Who was erased since is erased of it too.

    Raises:
        UserError: the store is open elsewhere, or the disk refuses; the store is as it was, or
            the sauvegarde is in its place.
    """
    if ready.keys_alone:
        return _put_keys_back(ready, clock)
    directory, staging = ready.directory, ready.staging
    was = read_mark(directory)
    try:
        _keep_present_keys(ready)
        _keep_ledger(ready)
        (staging / MANIFEST_FILE).unlink(missing_ok=True)
        (staging / COPY_FILE).touch()
        sync_directory(staging)
    except OSError as error:
        raise explain_os(error, staging) from error
    with alone_to_replace(directory):
        aside = put_in_place(directory, staging, clock.now())
    desk = open_desk(directory, ready.secret, clock=clock)
    try:
        with desk.store.write() as uow:
            uow.note(
                RESTORED,
                "store",
                desk.store.store_id,
                {
                    "from": ready.source.name,
                    "held": {"seq": ready.held.seq, "hash": ready.held.hash},
                    "aside": aside.name if aside else None,
                    "was": {"seq": was.head.seq, "hash": was.head.hash} if was else None,
                },
            )
            put_preference(uow.session, EXAMINED, None)
            uow.commit()
        to_check = recover(desk)
        erase_returned(desk)
    except BaseException:
        desk.close()
        raise
    return Restored(desk, aside, to_check)


def _put_keys_back(ready: Ready, clock: Clock) -> Restored:
    """The key file of the sauvegarde, beside a database that lacks nothing else."""
    directory = ready.directory
    with alone_there(directory):
        mend_keys(directory, unlock_by_either(ready.staging, ready.secret), clock.now())
        discard(directory)
    desk = open_desk(directory, ready.secret, clock=clock)
    try:
        with desk.store.write() as uow:
            uow.note(
                RESTORED, "store", desk.store.store_id, {"from": ready.source.name, "keys": True}
            )
            uow.commit()
    except BaseException:
        desk.close()
        raise
    return Restored(desk, None, 0, keys_alone=True)


def _left_between(directory: Path, clock: Clock) -> bool:
    """Whether a replacement was begun there that nobody can finish: its note is damaged.

    What was to come stays aside: it may have no other copy here.
    """
    try:
        finish_pending(directory)
    except NoteUnreadableError:
        set_aside(directory, directory / STAGING, clock.now())
        return True
    return False


def _keys(
    staging: Path, directory: Path, secret: str, now: datetime
) -> tuple[Keys, Opened | None, bool]:
    """What opens the sauvegarde, what opens the present store, whether the keys of that are lost.

    It is opened by its own key file, else by that of the present store when both have one key.
    """
    present = None
    with suppress(UserError):  # of another passphrase, or damaged
        present = unlock_by_either(directory, secret)
    try:
        opened = unlock_by_either(staging, secret)
    except UserError:
        if present is not None and _opens(staging, present.keys):
            return present.keys, present, False
        raise
    mend_keys(staging, opened, now)
    lost = (directory / DATABASE_FILE).exists()
    with suppress(UserError):  # damaged: it has no key left
        there = present.keys if present else read_key_file(directory)
        lost = lost and there.store_id != opened.keys.store_id
    return opened.keys, present, lost


def _opens(staging: Path, keys: Keys) -> bool:
    connection = cipher_connect(staging / DATABASE_FILE, keys.data_key, "ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except Exception:  # noqa: BLE001  (whatever SQLite says: it is not read with that key)
        return False
    finally:
        connection.close()
    return True


def _fold(staging: Path, keys: Keys) -> None:
    """Write into the database what waited in the WAL of a folder that was copied as it stood.

    What was half written is taken back.
    """
    if not any((staging / name).exists() for name in (f"{DATABASE_FILE}-wal", JOURNAL_FILE)):
        return
    with suppress(Exception):  # the look that follows says what is wrong
        connection = cipher_connect(staging / DATABASE_FILE, keys.data_key, "rw")
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
        (staging / MANIFEST_FILE).unlink(missing_ok=True)


def _faithful(report: BackupReport, source: Path) -> Head:
    examined = report.examined
    if report.faults or report.head is None or examined is None:
        raise UserError(
            f"La sauvegarde {quoted(source)} n’est pas remise{NBSP}: {report.sentence}",
            "Choisissez-en une autre, plus ancienne ou faite ailleurs.",
        )
    if examined.revision > HEAD:
        raise UserError(
            f"La sauvegarde {quoted(source)} a été faite par une version plus récente de "
            "CoachDesk.",
            "Installez la dernière version, puis recommencez.",
        )
    return report.head


def _keep_present_keys(ready: Ready) -> None:
    """The passphrase of today stays, where what was typed opens by it and the key is the same.

    That of an old sauvegarde would bring back what was chosen to open no more.
    """
    present, staging = ready.present, ready.staging
    if present is not None and _opens(staging, present.keys):
        for name in (KEY_FILE, SPARE_KEY_FILE):
            write_atomically(staging / name, present.data, mode=0o600)


def _keep_ledger(ready: Ready) -> None:
    """Who was erased since the sauvegarde stays erased, whichever of the ledgers tells of it.

    That of the present store too: the power may have gone before it was in the file beside.
    """
    opener = ready.present.keys if ready.present else ready.keys  # encrypted anew since, maybe
    told = [*read_ledger(ready.directory), *_erased_in(ready.directory, opener)]
    if told:
        write_ledger(ready.staging, ready.keys.store_id, told)


def _erased_in(directory: Path, keys: Keys) -> tuple[Erased, ...]:
    path = directory / DATABASE_FILE
    engine = make_engine(path, lambda: cipher_connect(path, keys.data_key, "ro"))
    try:
        with engine.connect() as link:
            return erased_people(link)
    except (UserError, SQLAlchemyError, CipherError, ValueError):  # damaged, of another key, older
        return ()
    finally:
        engine.dispose()
