"""The exercice de restauration: the last sauvegarde put back, aside, with what she has on paper.

A sauvegarde that was never opened is a hope. What is put back stays encrypted, is opened by nothing
but what is typed, and is gone once it was looked at.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from coachdesk.core.canonical import Json
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, ago, capital, moment, plural
from coachdesk.core.os_errors import reason
from coachdesk.core.store_files import STORE_FILES
from coachdesk.domain.recovery_key import as_recovery_key
from coachdesk.services.backup.automatic import DRILLED
from coachdesk.services.backup.elsewhere import places_here
from coachdesk.services.backup.folder import Kept, kept_in, own_folder
from coachdesk.services.backup.making import Cancelled, CopyStoppedError, Progress
from coachdesk.services.backup.verification import BackupReport, verify_backup
from coachdesk.services.desk import Desk
from coachdesk.services.preferences import preference, put_preference
from coachdesk.store import Store
from coachdesk.store.trying import one_try

LAST_DRILL = "backup_drill"
"""The setting that tells the last one."""
ASIDE = "drill.tmp"
"""Where it is put back, beside the store."""
OLD_DRILL = timedelta(days=92)
"""One older than a quarter asks to be done again."""
_COPIED, _LOOKED = 0.3, 0.8
_CHUNK = 1 << 20
_PEOPLE = "SELECT count(*) FROM participant"


@dataclass(frozen=True)
class Drill:
    """An exercice that was done."""

    path: Path
    """The sauvegarde that was tried."""
    at: datetime
    last_act: datetime | None
    """Of the last act that was found in it."""
    people: int
    """Participants that were found in it."""
    by_recovery_key: bool
    """It was opened by the recovery key; else by the passphrase."""
    fault: str
    """What was not as it should be, a French sentence; empty when all was."""

    @property
    def passed(self) -> bool:
        """Whether the sauvegarde can be relied on."""
        return not self.fault

    @property
    def sentence(self) -> str:
        """What came of it."""
        if self.fault:
            return f"L’exercice a échoué{NBSP}: {self.fault}"
        key = "la clé de secours" if self.by_recovery_key else "la phrase de passe"
        told = f"Exercice réussi{NBSP}: la sauvegarde s’ouvre avec {key}"
        told += f", {plural(self.people, 'dossier')} y sont" if self.people > 1 else ""
        if self.last_act is None:
            return f"{told}."
        return f"{told}, le dernier acte est du {moment(self.last_act.astimezone(self.at.tzinfo))}."

    def is_old(self, now: datetime) -> bool:
        """Whether another one is to be done."""
        return not timedelta() <= now - self.at < OLD_DRILL

    def words(self, now: datetime) -> str:
        """« Il y a 12 jours. Exercice réussi… »."""
        return f"{capital(ago(self.at, now))}. {self.sentence}"


def run_drill(
    desk: Desk,
    secret: str,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Drill:
    """Put the last sauvegarde back aside, open it with ``secret`` alone, look at all of it.

    Args:
        desk: the open desk, of which nothing is used to open the sauvegarde.
        secret: the passphrase or the recovery key, as she types it.
        progress: told the fraction done (0 to 1) and what is being done.
        cancelled: asked now and then; True stops it, and nothing is noted.

    Raises:
        SecretRefusedError: ``secret`` does not open it, or it is too soon after wrong ones.
        UserError: there is none, or the disk refuses.
    """

    def watch(fraction: float, doing: str) -> None:
        if cancelled is not None and cancelled():
            raise CopyStoppedError("L’exercice est interrompu.", "Rien n’en a été gardé.")
        if progress is not None:
            progress(fraction, doing)

    tried = latest_backup(desk)
    if tried is None:
        raise UserError(
            "Aucune sauvegarde n’est là pour l’exercice.", "Faites-en une, ou branchez votre clé."
        )
    aside = desk.store.directory / ASIDE
    shutil.rmtree(aside, ignore_errors=True)  # what one that was cut left
    try:
        with one_try(desk.store.directory, desk.clock):  # whoever sits at an open desk may guess
            _put_back(
                tried.path, aside, lambda done: watch(_COPIED * done, "Remise en place, à part")
            )
            report = verify_backup(
                aside,
                secret,
                lambda done: watch(
                    _COPIED + (_LOOKED - _COPIED) * done, "Relecture de ce qui est là"
                ),
            )
        watch(_LOOKED, "Ouverture, comme après une panne")
        people, fault = _opened(desk, aside, secret, report)
    except OSError as error:
        raise UserError(
            f"L’exercice n’a pas pu être fait{NBSP}: {reason(error)}.",
            "Libérez de la place, ou rebranchez la clé, puis recommencez.",
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    done = Drill(
        tried.path, desk.clock.now(), report.last_act, people, bool(as_recovery_key(secret)), fault
    )
    _note(desk, done)
    if progress is not None:  # it is noted: too late to stop it
        progress(1.0, "Terminé")
    return done


def latest_backup(desk: Desk) -> Kept | None:
    """The sauvegarde within reach that holds the most; one that is elsewhere before its equal.

    Of the store as it goes on, if there is one: after a restore, those of before hold more.
    """
    current = desk.store.head().incarnation
    places = (own_folder(desk), *reversed(places_here(desk)))
    latest = [kept[-1] for place in places if (kept := kept_in(desk, place))]
    return max(
        reversed(latest),
        key=lambda each: (each.incarnation == current, each.seq),
        default=None,
    )


def last_drill(connection: Connection) -> Drill | None:
    """The last exercice that was done; None when none was."""
    match preference(connection, LAST_DRILL):
        case {
            "path": str(path), "at": str(at), "last_act": str() | None as act,
            "people": int(people), "by_recovery_key": bool(by_key), "fault": str(fault),
        }:  # fmt: skip
            last_act = datetime.fromisoformat(act) if isinstance(act, str) else None
            return Drill(Path(path), datetime.fromisoformat(at), last_act, people, by_key, fault)
    return None


def _put_back(source: Path, target: Path, watch: Callable[[float], None]) -> None:
    """The files of a sauvegarde, as whoever restores it by hand would copy them."""
    target.mkdir()
    files = [source / name for name in STORE_FILES if (source / name).is_file()]
    whole = sum(file.stat().st_size for file in files) or 1
    seen = 0
    for file in files:
        with file.open("rb") as reading, (target / file.name).open("xb") as writing:
            while chunk := reading.read(_CHUNK):
                writing.write(chunk)
                seen += len(chunk)
                watch(seen / whole)


def _opened(desk: Desk, aside: Path, secret: str, report: BackupReport) -> tuple[int, str]:
    """What it says once it is open as a store: its participants, or why it does not open."""
    if report.faults:
        return 0, report.faults[0]
    try:
        store = Store.open(aside, secret, clock=desk.clock)
    except UserError as error:
        return 0, error.sentence
    try:
        walked = store.verify()
        if walked.fault:
            return 0, walked.sentence
        with store.read() as connection:
            return int(connection.exec_driver_sql(_PEOPLE).scalar() or 0), ""
    finally:
        store.close()


def _note(desk: Desk, done: Drill) -> None:
    told = _told(done)
    with desk.store.write() as uow:
        uow.note(DRILLED, "store", desk.store.store_id, told)
        put_preference(uow.session, LAST_DRILL, told)
        uow.commit()


def _told(done: Drill) -> dict[str, Json]:
    return {
        "path": str(done.path),
        "at": done.at.isoformat(),
        "last_act": done.last_act.isoformat() if done.last_act else None,
        "people": done.people,
        "by_recovery_key": done.by_recovery_key,
        "fault": done.fault,
    }
