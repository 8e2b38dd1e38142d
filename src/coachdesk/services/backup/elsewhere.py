"""A sauvegarde elsewhere: the open store copied, verified, to a key or a folder of her choice.

The places that were used are remembered: there, the next ones are made by themselves.
"""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from coachdesk.core.bounded import read_bounded
from coachdesk.core.canonical import Json
from coachdesk.core.files import write_atomically
from coachdesk.core.store_files import PLACES_FILE
from coachdesk.services.backup.folder import kept_in
from coachdesk.services.backup.making import (
    Backup,
    Cancelled,
    Progress,
    is_elsewhere,
    make_backup,
)
from coachdesk.services.desk import Desk
from coachdesk.services.preferences import preference, put_preference
from coachdesk.system.disks import keys_plugged_in

PLACE = "backup_elsewhere"
"""The setting that tells the last copy made on another disk."""
PLACES = "backup_places"
"""The setting that tells the folders used so far, the last one first."""
REFUSED = "backup_keys_refused"
"""The setting that names the keys on which she wants none."""
NOTED = "backup"
"""Kind of the journal's entry that tells of one."""
OWN_FOLDER = "Sauvegardes CoachDesk"
"""Where they go on a key that is used for the first time."""
_REMEMBERED = 12
_MOST_BYTES = 65_536


def backup_to(
    desk: Desk,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    occasion: str = "asked",
) -> Backup:
    """Copy the open store into ``folder``, verified, and note it in the journal.

    It may run beside other reads and writes: the copy is of one moment.

    Args:
        desk: the open desk.
        folder: a key, a shared folder; made if need be.
        progress: told the fraction done (0 to 1) and what is being done.
        cancelled: asked now and then; True stops the copy, of which nothing is left.
        occasion: what its manifest tells: « asked », or « automatic ».

    Raises:
        UserError: it can't be made or is not faithful; nothing bears a final name then.
    """
    made = make_backup(desk, folder, occasion, progress=progress, cancelled=cancelled)
    kept: dict[str, Json] = {
        "path": str(made.path), "made_at": made.made_at.isoformat(), "size": made.size
    }  # fmt: skip
    with desk.store.write() as uow:
        noted = {**kept, "elsewhere": made.elsewhere, "holds": made.holds}
        uow.note(NOTED, "store", desk.store.store_id, noted)
        if made.elsewhere:
            put_preference(uow.session, PLACE, {**kept, "holds": made.holds})
            put_preference(uow.session, PLACES, _remembered(uow.session.connection(), folder))
        uow.commit()
    if made.elsewhere:
        note_places(desk.store.directory, desk.read(known_places))
    return made


def last_backup(connection: Connection) -> Backup | None:
    """The last copy that was made elsewhere; None when none was."""
    match preference(connection, PLACE):
        case {"path": str(path), "made_at": str(made_at), "size": int(size), **more}:
            holds, there = more.get("holds"), Path(path)
            seq = holds if isinstance(holds, int) else 0
            return Backup(there.parent, there, datetime.fromisoformat(made_at), True, size, seq)
    return None


def usual_place(desk: Desk) -> Path | None:
    """Where the next one goes without asking: where the last one went, or a key used before."""
    return next(iter(places_here(desk)), None)


def places_here(desk: Desk) -> tuple[Path, ...]:
    """The folders used before that are there now, their key plugged in; the last used first."""
    last, places = desk.read(lambda link: (last_backup(link), known_places(link)))
    folders = [*([last.folder] if last else []), *places]
    # Without its key, the folder where it was plugged in may be left on the disk of the store.
    here = [folder for folder in folders if folder.is_dir() and is_elsewhere(desk, folder)]
    # A key may have another letter today: it is known by what is on it.
    names = {OWN_FOLDER, *(folder.name for folder in folders)}
    for key in keys_plugged_in():
        tried = (key, *(key / name for name in sorted(names)))
        here += [folder for folder in tried if folder.is_dir() and kept_in(desk, folder)]
    return tuple(dict.fromkeys(here))


def known_places(connection: Connection) -> tuple[Path, ...]:
    """The folders used so far, the last one first, wherever they are now."""
    kept = preference(connection, PLACES)
    if not isinstance(kept, list):
        return ()
    return tuple(Path(each) for each in kept if isinstance(each, str))


def note_places(directory: Path, places: tuple[Path, ...]) -> None:
    """Keep them beside the store: the day when it does not open, it can't tell them.

    A disk that refuses costs her to show the folder, that day.
    """
    with suppress(OSError):
        text = json.dumps([str(place.absolute()) for place in places], ensure_ascii=False)
        write_atomically(directory / PLACES_FILE, text.encode("utf-8"), mode=0o600)


def noted_places(directory: Path) -> tuple[Path, ...]:
    """Those noted beside the store there, the last used first; none where that can't be read."""
    try:
        told = json.loads(read_bounded(directory / PLACES_FILE, _MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return ()
    if not isinstance(told, list):
        return ()
    places = (Path(each) for each in told[:_REMEMBERED] if isinstance(each, str))
    return tuple(place for place in places if place.is_absolute() and "\0" not in str(place))


def _remembered(connection: Connection, folder: Path) -> Json:
    others = [str(each) for each in known_places(connection) if each != folder]
    return list([str(folder), *others][:_REMEMBERED])
