"""The sauvegardes that open by an older passphrase: known by the journal, removed when asked."""

import json
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from coachdesk.core.errors import UserError
from coachdesk.models import JournalEntry, JournalPayload
from coachdesk.services.backup.elsewhere import NOTED, places_here
from coachdesk.services.backup.folder import kept_in, own_folder, remove
from coachdesk.services.desk import Desk
from coachdesk.store.vault import same_passphrase


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
    store, used = desk.store.directory, desk.read(_folders)
    here = (own_folder(desk), *places_here(desk), *sorted(used))
    copies = {kept.path for folder in here for kept in kept_in(desk, folder)}
    found = tuple(sorted(copy for copy in copies if not same_passphrase(store, copy)))
    away = tuple(sorted(folder for folder in used if not folder.is_dir()))
    return OlderCopies(found, len(found) < len(copies), away)


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
        .where(JournalEntry.kind == NOTED, JournalPayload.body.is_not(None))
    ).scalars()
    folders = set()
    for body in bodies:
        told = json.loads(body) if body else None
        if isinstance(told, dict) and isinstance(told.get("path"), str):
            folders.add(Path(told["path"]).parent)
    return folders


def _remove(copy: Path) -> bool:
    try:
        remove(copy)
    except OSError:
        return False
    return True
