"""The sauvegardes that open by an older passphrase: known by the journal, removed when asked."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from coachdesk.core.errors import UserError
from coachdesk.core.store_files import STORE_FILES
from coachdesk.models import JournalEntry, JournalPayload
from coachdesk.services.desk import Desk
from coachdesk.services.own_fingerprint import FINGERPRINT_FILE
from coachdesk.store.mark import read_mark
from coachdesk.store.vault import same_passphrase

_OWN = "backups"


@dataclass(frozen=True)
class OlderCopies:
    """What opens by an older passphrase.

    Attributes:
        found: the copies that do, in the folders that are there.
        fresh: whether another one, that opens as the store does today, is there too.
        away: the folders of earlier sauvegardes that are not there now.
    """

    found: tuple[Path, ...]
    fresh: bool
    away: tuple[Path, ...]


def older_copies(desk: Desk) -> OlderCopies:
    """Look in each folder where a sauvegarde of this store was ever made, and beside the store."""
    store, found, fresh, away = desk.store.directory, [], False, []
    for folder in (store / _OWN, *sorted(desk.read(_folders))):
        if not folder.is_dir():
            if folder != store / _OWN:
                away.append(folder)
            continue
        for copy in _copies(desk, folder):
            if same_passphrase(store, copy):
                fresh = True
            else:
                found.append(copy)
    return OlderCopies(tuple(dict.fromkeys(found)), fresh, tuple(away))


def remove_older_copies(desk: Desk) -> int:
    """Remove them, and note it; gives how many went.

    Raises:
        UserError: no other sauvegarde would be left.
    """
    known = older_copies(desk)
    if known.found and not known.fresh:
        raise UserError(
            "Il ne resterait aucune sauvegarde : les anciennes sont gardées.",
            "Faites d’abord une sauvegarde, qui s’ouvre avec la phrase d’aujourd’hui.",
        )
    gone = [copy for copy in known.found if _remove(copy)]
    if gone:
        with desk.store.write() as uow:
            told = {"removed": len(gone), "kept": len(known.found) - len(gone)}
            uow.note("older-copies-removed", "store", desk.store.store_id, told)
            uow.commit()
    return len(gone)


def _folders(link: Connection) -> set[Path]:
    """Where the journal says that sauvegardes were made."""
    bodies = link.execute(
        select(JournalPayload.body)
        .join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
        .where(JournalEntry.kind == "backup", JournalPayload.body.is_not(None))
    ).scalars()
    folders = set()
    for body in bodies:
        told = json.loads(body) if body else None
        if isinstance(told, dict) and isinstance(told.get("path"), str):
            folders.add(Path(told["path"]).parent)
    return folders


def _copies(desk: Desk, folder: Path) -> Iterator[Path]:
    try:
        there = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return
    for path in there:
        mark = read_mark(path)
        ours = mark is not None and mark.store_id == desk.store.store_id
        if ours and path.resolve() != desk.store.directory.resolve():
            yield path


def _remove(copy: Path) -> bool:
    """Remove the files of a store that are in it, and its folder when nothing else is.

    The key file goes first: what is cut then opens by nothing.
    """
    try:
        for path in sorted(copy.iterdir(), key=lambda path: path.name not in STORE_FILES[:2]):
            ours = path.name.startswith("store.") or path.name == FINGERPRINT_FILE
            if ours and path.is_file():
                path.unlink()
    except OSError:
        return False
    with suppress(OSError):
        copy.rmdir()
    return True
