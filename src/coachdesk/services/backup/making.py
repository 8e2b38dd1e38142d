"""One sauvegarde made in a folder: room looked for, copied, read again; the rotation after it."""

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.core.errors import UserError
from coachdesk.core.files import make_folder
from coachdesk.core.french import NBSP, decimal, plural, quoted
from coachdesk.core.os_errors import reason
from coachdesk.core.store_files import DATABASE_FILE, MANIFEST_FILE, STORE_FILES
from coachdesk.services.backup.folder import (
    clear_unfinished,
    drop_oldest,
    drop_superseded,
    free_name,
)
from coachdesk.services.desk import Desk
from coachdesk.store import Head
from coachdesk.store.backup import COPIED, UNFINISHED
from coachdesk.store.failures import FULL, IOERR, READONLY, explain_sqlite, result_code
from coachdesk.system.disks import free_space, lost_with_the_machine, same_disk

Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]
_MARGIN = 1.02
_LONGEST = 259 if os.name == "nt" else None
"""Characters of a path, where the system counts them."""
_WITHIN = len(f"{UNFINISHED}/.{MANIFEST_FILE}.00000000.part")
"""What the longest name within a sauvegarde adds to that of its folder, while it is made."""
_UNFIT = {
    FULL: ("le disque est plein", "Libérez de la place, ou choisissez une autre clé."),
    READONLY: (
        "le disque est en lecture seule",
        "Ôtez la protection de la clé, ou choisissez-en une autre.",
    ),
    IOERR: (
        "le disque ne répond plus",
        "Rebranchez la clé, ou choisissez-en une autre, puis recommencez.",
    ),
}
_OTHER_PLACE = "Branchez la clé, ou choisissez un autre dossier, puis recommencez."
_DOING = {False: "Copie du magasin", True: "Relecture de la copie"}
_alone = Lock()
"""One at a time: what is unfinished in a folder is otherwise that of a copy that was cut."""


class CopyStoppedError(UserError):
    """The coach stopped the copy."""


class _NoRoomError(UserError):
    """The disk has no room for it."""


@dataclass(frozen=True)
class Backup:
    """A copy that was made.

    Attributes:
        folder: the folder that was chosen.
        path: the copy in it, a folder that opens as a store.
        made_at: when.
        elsewhere: on another disk than the store; a copy on the same one is lost with it.
        size: bytes of its database.
        holds: the last entry of the journal that is in it; 0 of one that did not tell.
        gave_way: how many older ones were removed because the disk was full.
    """

    folder: Path
    path: Path
    made_at: datetime
    elsewhere: bool
    size: int
    holds: int = 0
    gave_way: int = 0

    @property
    def room_words(self) -> str:
        """That older ones made room; empty when none had to."""
        if not self.gave_way:
            return ""
        gone = plural(self.gave_way, "sauvegarde plus ancienne", "sauvegardes plus anciennes")
        return f"Le disque était plein{NBSP}: {gone} de moins."


def make_backup(
    desk: Desk,
    folder: Path,
    occasion: str,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    make_room: bool = False,
) -> Backup:
    """Copy the open store into ``folder``, verified, and keep there what the rotation keeps.

    ``make_room`` lets the oldest ones there go when the disk is full, down to the last.

    Raises:
        UserError: it can't be made or is not faithful; nothing bears a final name then.
    """

    def watch(fraction: float) -> None:
        if cancelled is not None and cancelled():
            raise CopyStoppedError("La sauvegarde est interrompue.", "Rien n’en a été gardé.")
        if progress is not None:
            progress(fraction, _DOING[fraction >= COPIED])

    watch(0.0)
    with _alone:
        made_at, gave_way = desk.clock.now(), 0
        while True:
            try:
                target, head = _copied(desk, folder, occasion, made_at, watch)
                break
            except (OSError, CipherError, _NoRoomError) as error:
                if not (make_room and _is_full(error) and drop_oldest(desk, folder)):
                    raise _explained(error, folder) from error
                gave_way += 1
        drop_superseded(desk, folder, target)
    size = (target / DATABASE_FILE).stat().st_size
    elsewhere = is_elsewhere(desk, folder)
    return Backup(folder, target, made_at, elsewhere, size, head.seq, gave_way)


def is_elsewhere(desk: Desk, folder: Path) -> bool:
    """Whether what is in ``folder`` outlives the disk of the store, as far as the system tells."""
    return not same_disk(desk.store.directory, folder) and not lost_with_the_machine(folder)


def megabytes(size: int) -> str:
    """« 12,4 Mo », or « 3,1 Go »."""
    million = size / 1_000_000
    if million >= 1000:  # noqa: PLR2004  (a thousand million is the next unit)
        return f"{decimal(million / 1000)}{NBSP}Go"
    return f"{decimal(million)}{NBSP}Mo"


def _copied(
    desk: Desk, folder: Path, occasion: str, made_at: datetime, watch: Callable[[float], None]
) -> tuple[Path, Head]:
    if not folder.is_dir():
        make_folder(folder)
    clear_unfinished(desk, folder)
    _refuse_small(desk, folder)
    target = free_name(desk, folder, made_at)
    refuse_long(target)
    return target, desk.store.copy_to(target, watch, occasion=occasion)


def refuse_long(target: Path, longest: int | None = _LONGEST) -> None:
    """Refuse a folder whose files Windows could not name; it would say that they do not exist.

    Raises:
        UserError: it is too deep.
    """
    if longest is not None and len(str(target.absolute())) + _WITHIN > longest:
        raise UserError(
            f"La sauvegarde n’est pas faite{NBSP}: le chemin {quoted(target.parent)} est trop long "
            "pour Windows.",
            "Choisissez un dossier plus haut, par exemple à la racine de la clé.",
        )


def _refuse_small(desk: Desk, folder: Path) -> None:
    free = free_space(folder)
    files = (desk.store.directory / name for name in STORE_FILES)
    needed = round(_MARGIN * sum(file.stat().st_size for file in files if file.exists()))
    if free is not None and free < needed:
        raise _NoRoomError(
            f"La sauvegarde n’est pas faite{NBSP}: il faut {megabytes(needed)}, et il en reste "
            f"{megabytes(free)} dans {quoted(folder)}.",
            _UNFIT[FULL][1],
        )


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return isinstance(error, _NoRoomError) or result_code(error) == FULL


def _explained(error: OSError | CipherError | _NoRoomError, folder: Path) -> UserError:
    if isinstance(error, _NoRoomError):
        return error
    not_made = f"La sauvegarde n’est pas faite dans {quoted(folder)}"
    if isinstance(error, OSError):
        return UserError(f"{not_made}{NBSP}: {reason(error)}.", _OTHER_PLACE)
    code = result_code(error)
    if code in _UNFIT:
        why, remedy = _UNFIT[code]
        return UserError(f"{not_made}{NBSP}: {why}.", remedy)
    return explain_sqlite(error, folder) or UserError(f"{not_made}.", _OTHER_PLACE)
