"""Sauvegardes that make themselves: on the disk of the store, and wherever one was made before.

At the start of a day, and at each end of work if something changed. What went wrong is kept, so
that it can be said even when the window was already gone.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.services.backup.elsewhere import NOTED, backup_to, places_here
from coachdesk.services.backup.folder import Kept, kept_in, own_folder
from coachdesk.services.backup.making import (
    Backup,
    Cancelled,
    CopyStoppedError,
    Progress,
    make_backup,
)
from coachdesk.services.desk import Desk
from coachdesk.services.preferences import keep_preference, preference

LAST = "backup_local"
"""The setting that tells the last one made on the disk of the store."""
TROUBLE = "backup_trouble"
"""The setting that tells why the last one could not be made."""
DRILLED = "drill"
"""Kind of the journal's entry that tells of a restore tried."""
_A_DAY = timedelta(hours=20)
"""Yesterday evening's is of another day than this morning's."""
_BETWEEN_LOCKS = timedelta(minutes=30)
"""A desk locked and opened again all day needs no sauvegarde each time."""
_CHANGED = "SELECT 1 FROM journal_entry WHERE seq > ? AND kind NOT IN (?, ?) LIMIT 1"
_AUTOMATIC = "automatic"


class Moment(StrEnum):
    """When it is asked whether a sauvegarde is due."""

    OPEN = "open"
    """The desk is open: at its start, then now and then."""
    LOCK = "lock"
    LEAVE = "leave"
    KEY = "key"
    """A key was plugged in."""


@dataclass(frozen=True)
class Trouble:
    """Why the last one could not be made."""

    sentence: str
    remedy: str
    at: datetime


@dataclass(frozen=True)
class Made:
    """What was made by itself."""

    backups: tuple[Backup, ...]
    trouble: UserError | None = None
    """Of a place where it could not be made, the first one."""

    @property
    def elsewhere(self) -> tuple[Backup, ...]:
        """Those that the disk of the store does not take with it."""
        return tuple(each for each in self.backups if each.elsewhere)


def back_up(
    desk: Desk,
    moment: Moment,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Made:
    """Make each sauvegarde that is due: here, then at the places used before that are there.

    Raises:
        CopyStoppedError: it was asked to stop; what was made by then stays.
    """
    made: list[Backup] = []
    trouble: UserError | None = None
    for place in due_places(desk, moment):
        try:
            if place == own_folder(desk):
                made.append(_here(desk, progress, cancelled))
            else:
                made.append(
                    backup_to(
                        desk, place, progress=progress, cancelled=cancelled, occasion=_AUTOMATIC
                    )
                )
        except CopyStoppedError:
            raise
        except UserError as error:
            trouble = trouble or error
    _keep_trouble(desk, trouble, done=bool(made))
    return Made(tuple(made), trouble)


def back_up_here(
    desk: Desk, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Backup:
    """One more on the disk of the store, due or not.

    Raises:
        UserError: it can't be made.
    """
    made = _here(desk, progress, cancelled)
    _keep_trouble(desk, None, done=True)
    return made


def due_places(desk: Desk, moment: Moment) -> tuple[Path, ...]:
    """Where one is due now, on the disk of the store first."""
    if not desk.actions:
        return ()  # its making is not over
    own, now = own_folder(desk), desk.clock.now()
    wait = {Moment.OPEN: _A_DAY, Moment.LOCK: _BETWEEN_LOCKS}.get(moment, timedelta())
    places = []
    last = desk.read(last_here)
    if moment is not Moment.KEY and _is_due(desk, _found(last, kept_in(desk, own)), now, wait):
        places.append(own)
    for place in places_here(desk):
        if place == own:
            continue
        kept = kept_in(desk, place)
        # Of the store before it was put back, one tells nothing of what was done since.
        latest = (
            kept[-1] if kept and kept[-1].incarnation == desk.store.head().incarnation else None
        )
        if latest is None or not _changed(desk, latest.seq):
            due = latest is None
        elif moment is Moment.OPEN:  # one a day while it stays plugged in
            due = latest.made_on < now.date()
        else:
            due = moment is not Moment.LOCK or latest.made_on < now.date()
        if due:
            places.append(place)
    return tuple(places)


def last_here(connection: Connection) -> Backup | None:
    """The last one made on the disk of the store."""
    match preference(connection, LAST):
        case {"path": str(path), "made_at": str(at), "size": int(size), "holds": int(holds)}:
            there = Path(path)
            return Backup(there.parent, there, datetime.fromisoformat(at), False, size, holds)
    return None


@dataclass(frozen=True)
class KeptHere:
    """The sauvegardes on the disk of the store, as they are shown."""

    last: Backup | None
    number: int
    since: date | None
    """When the oldest one was made."""
    size: int
    """Bytes of all of them."""
    changed: bool
    """Something was recorded since the last one."""
    trouble: Trouble | None


def kept_here(desk: Desk) -> KeptHere:
    """What is on the disk of the store."""
    kept = kept_in(desk, own_folder(desk))
    last = _found(desk.read(last_here), kept)
    return KeptHere(
        last,
        len(kept),
        min((each.made_on for each in kept), default=None),
        sum(each.size for each in kept),
        last is None or _changed(desk, last.holds),
        desk.read(trouble),
    )


def trouble(connection: Connection) -> Trouble | None:
    """Why the last one could not be made; None when it was."""
    match preference(connection, TROUBLE):
        case {"sentence": str(sentence), "remedy": str(remedy), "at": str(at)}:
            return Trouble(sentence, remedy, datetime.fromisoformat(at))
    return None


def _here(desk: Desk, progress: Progress | None, cancelled: Cancelled | None) -> Backup:
    made = make_backup(
        desk,
        own_folder(desk),
        _AUTOMATIC,
        progress=progress,
        cancelled=cancelled,
        make_room=True,
    )
    keep_preference(
        desk,
        LAST,
        {
            "path": str(made.path),
            "made_at": made.made_at.isoformat(),
            "size": made.size,
            "holds": made.holds,
        },
    )
    return made


def _found(last: Backup | None, kept: tuple[Kept, ...]) -> Backup | None:
    """``last``, if it is still beside the store, which may have been moved with it."""
    here = (each.path for each in kept if last and each.path.name == last.path.name)
    path = next(here, None)
    return replace(last, folder=path.parent, path=path) if last and path else None


def _is_due(desk: Desk, last: Backup | None, now: datetime, wait: timedelta) -> bool:
    if last is None:
        return True
    # A clock that was set back says nothing of how old it is.
    old = not timedelta() <= now - last.made_at < wait
    return old and _changed(desk, last.holds)


def _changed(desk: Desk, since: int) -> bool:
    """Whether something else than a sauvegarde was recorded after that entry."""
    with desk.store.read() as connection:
        return connection.exec_driver_sql(_CHANGED, (since, NOTED, DRILLED)).first() is not None


def _keep_trouble(desk: Desk, error: UserError | None, *, done: bool) -> None:
    told: dict[str, str] | None = None
    if error is not None:
        told = {
            "sentence": error.sentence,
            "remedy": error.remedy,
            "at": desk.clock.now().isoformat(),
        }
    elif not done or desk.read(trouble) is None:
        return
    keep_preference(desk, TROUBLE, told)
