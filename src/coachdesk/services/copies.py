"""A sauvegarde elsewhere: the open store copied, verified, to a key or a folder of her choice.

The last ``KEPT`` copies of a store stay in a folder. Nothing is ever deleted there but what a copy
of this very store is made of.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlcipher3.dbapi2 import Error as CipherError

from coachdesk.core.canonical import Json
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, decimal, quoted
from coachdesk.core.os_errors import reason
from coachdesk.core.store_files import DATABASE_FILE, STORE_FILES
from coachdesk.services.desk import Desk
from coachdesk.services.preferences import preference, put_preference
from coachdesk.store.backup import COPIED, UNFINISHED
from coachdesk.store.failures import FULL, IOERR, READONLY, explain_sqlite, result_code
from coachdesk.store.mark import Mark, read_mark
from coachdesk.system.disks import free_space, lost_with_the_machine, same_disk

KEPT = 10
"""Copies of one store that stay in a folder."""
PLACE = "backup_elsewhere"
"""The setting that tells the last copy made on another disk."""
_MARGIN = 1.02
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

Progress = Callable[[float, str], None]


class CopyStoppedError(UserError):
    """The coach stopped the copy."""


@dataclass(frozen=True)
class Backup:
    """A copy that was made.

    Attributes:
        folder: the folder that was chosen.
        path: the copy in it, a folder that opens as a store.
        made_at: when.
        elsewhere: on another disk than the store; a copy on the same one is lost with it.
        size: bytes of its database.
    """

    folder: Path
    path: Path
    made_at: datetime
    elsewhere: bool
    size: int


def backup_to(
    desk: Desk,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Backup:
    """Copy the open store into ``folder``, verified, and note it in the journal.

    It may run beside other reads and writes: the copy is of one moment.

    Args:
        desk: the open desk.
        folder: a key, a shared folder; made if need be.
        progress: told the fraction done (0 to 1) and what is being done.
        cancelled: asked now and then; True stops the copy, of which nothing is left.

    Raises:
        UserError: it can't be made or is not faithful; nothing bears a final name then.
    """

    def watch(fraction: float) -> None:
        if cancelled is not None and cancelled():
            raise CopyStoppedError("La sauvegarde est interrompue.", "Rien n’en a été gardé.")
        if progress is not None:
            progress(fraction, _DOING[fraction >= _CHECKS])

    watch(0.0)
    made_at = desk.clock.now()
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
        _refuse_small(desk, folder)
        _clear_unfinished(desk, folder)
        target = _free_name(desk, folder, made_at)
        head = desk.store.copy_to(target, watch)
        size = (target / DATABASE_FILE).stat().st_size
    except OSError as error:
        raise UserError(
            f"La sauvegarde n’est pas faite dans {quoted(folder)}{NBSP}: {reason(error)}.",
            _OTHER_PLACE,
        ) from error
    except CipherError as error:
        raise _explained(error, folder) from error
    _drop_oldest(desk, folder)
    made = Backup(folder, target, made_at, is_elsewhere(desk, folder), size)
    _note(desk, made, head.seq)
    return made


def last_backup(connection: Connection) -> Backup | None:
    """The last copy that was made elsewhere; None when none was."""
    match preference(connection, PLACE):
        case {"path": str(path), "made_at": str(made_at), "size": int(size)}:
            there = Path(path)
            return Backup(there.parent, there, datetime.fromisoformat(made_at), True, size)
    return None


def usual_place(desk: Desk) -> Path | None:
    """The folder of the last copy elsewhere when it is there now, its key plugged in."""
    last = desk.read(last_backup)
    # Without its key, the folder where it was plugged in may be left on the disk of the store.
    there = last is not None and last.folder.is_dir() and is_elsewhere(desk, last.folder)
    return last.folder if last and there else None


def is_elsewhere(desk: Desk, folder: Path) -> bool:
    """Whether what is in ``folder`` outlives the disk of the store, as far as the system tells."""
    return not same_disk(desk.store.directory, folder) and not lost_with_the_machine(folder)


def copies_in(desk: Desk, folder: Path) -> tuple[Path, ...]:
    """The copies of this store in a folder, the oldest first: by what they hold, not by the clock.

    Of a clock that was set back, the copy just made would bear the oldest date.
    """
    marks = {path: read_mark(path) for path in _bearing_name(desk, folder)}
    ours = {
        path: mark.head.seq for path, mark in marks.items() if mark and _is_ours(desk, path, mark)
    }
    return tuple(sorted(ours, key=lambda path: (ours[path], path.name)))


_CHECKS = COPIED
_DOING = {False: "Copie du magasin", True: "Relecture de la copie"}


def _name(desk: Desk, moment: datetime) -> str:
    return f"CoachDesk_sauvegarde_{desk.coach.code}_{moment:%Y-%m-%d_%Hh%M%S}"


def _free_name(desk: Desk, folder: Path, moment: datetime) -> Path:
    name, number = _name(desk, moment), 1
    target = folder / name
    while target.exists():
        number += 1
        target = folder / f"{name}_{number}"
    return target


def _bearing_name(desk: Desk, folder: Path, ending: str = "") -> Iterator[Path]:
    stem = re.escape(f"CoachDesk_sauvegarde_{desk.coach.code}_")
    name = re.compile(rf"{stem}\d{{4}}-\d\d-\d\d_\d\dh\d{{4}}(_\d+)?{re.escape(ending)}")
    return (path for path in folder.iterdir() if name.fullmatch(path.name) and path.is_dir())


def _is_ours(desk: Desk, copy: Path, mark: Mark) -> bool:
    opened = copy.resolve() == desk.store.directory.resolve()
    return not opened and mark.store_id == desk.store.store_id


def _drop_oldest(desk: Desk, folder: Path) -> None:
    """Older copies that can't be removed stay: the new one is made, and that is what counts."""
    with suppress(OSError):
        for copy in copies_in(desk, folder)[:-KEPT]:
            _remove(copy)


def _clear_unfinished(desk: Desk, folder: Path) -> None:
    """What a copy that was cut left: it can hold nothing that the store does not."""
    for copy in _bearing_name(desk, folder, UNFINISHED):
        _remove(copy)


def _remove(copy: Path) -> None:
    """Remove the files that a copy is made of, its folder too when nothing else is in it."""
    known = {*STORE_FILES, f"{DATABASE_FILE}-journal"}
    for path in copy.iterdir():
        if path.name in known and path.is_file():
            path.unlink()
    with suppress(OSError):
        copy.rmdir()


def _refuse_small(desk: Desk, folder: Path) -> None:
    free = free_space(folder)
    files = (desk.store.directory / name for name in STORE_FILES)
    needed = round(_MARGIN * sum(file.stat().st_size for file in files if file.exists()))
    if free is not None and free < needed:
        raise UserError(
            f"La sauvegarde n’est pas faite{NBSP}: il faut {megabytes(needed)}, et il en reste "
            f"{megabytes(free)} dans {quoted(folder)}.",
            _UNFIT[FULL][1],
        )


def megabytes(size: int) -> str:
    """« 12,4 Mo », or « 3,1 Go »."""
    million = size / 1_000_000
    if million >= 1000:  # noqa: PLR2004  (a thousand million is the next unit)
        return f"{decimal(million / 1000)}{NBSP}Go"
    return f"{decimal(million)}{NBSP}Mo"


def _explained(error: CipherError, folder: Path) -> UserError:
    code, not_made = result_code(error), f"La sauvegarde n’est pas faite dans {quoted(folder)}"
    if code in _UNFIT:
        why, remedy = _UNFIT[code]
        return UserError(f"{not_made}{NBSP}: {why}.", remedy)
    return explain_sqlite(error, folder) or UserError(f"{not_made}.", _OTHER_PLACE)


def _note(desk: Desk, made: Backup, seq: int) -> None:
    kept = _kept(made)
    noted = {**kept, "elsewhere": made.elsewhere, "holds": seq}
    with desk.store.write() as uow:
        uow.note("backup", "store", desk.store.store_id, noted)
        if made.elsewhere:
            put_preference(uow.session, PLACE, kept)
        uow.commit()


def _kept(made: Backup) -> dict[str, Json]:
    return {"path": str(made.path), "made_at": made.made_at.isoformat(), "size": made.size}
