"""Where a sauvegarde to put back comes from: found beside the store or on a key, or chosen.

A folder, the database in it, or the « .zip » that goes with a monthly envoi. Its files are copied
beside the store before anything is read in them: a key may be slow, pulled out, or not writable.
"""

import errno
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from coachdesk.core.errors import UserError
from coachdesk.core.files import make_folder, sync_directory
from coachdesk.core.french import NBSP, file_size, plural, quoted
from coachdesk.core.store_files import (
    DATABASE_FILE,
    KEY_FILE,
    PLACE_FILE,
    SPARE_KEY_FILE,
    STORE_FILES,
    TRIES_FILE,
)
from coachdesk.services.backup.elsewhere import OWN_FOLDER, noted_places
from coachdesk.store.backup import BACKUPS, UNFINISHED
from coachdesk.store.failures import explain_os
from coachdesk.store.manifest import read_manifest
from coachdesk.store.mark import read_mark
from coachdesk.system.disks import free_space, keys_plugged_in

STAGING = "remise-en-place.tmp"
"""The folder of the store where the files of a sauvegarde are looked at, then put in place."""
_CHUNK = 1 << 20
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_MANY = 200
"""Folders looked into at one place: a key may hold anything."""
_NOT_ONE = (
    "Choisissez le dossier «\u00a0CoachDesk_sauvegarde_…\u00a0» lui-même, ou son fichier .zip."
)
_NEEDED = (KEY_FILE, DATABASE_FILE)
_TAKEN = frozenset(STORE_FILES) - {f"{DATABASE_FILE}-shm", TRIES_FILE, PLACE_FILE}
"""What is of the first store's own place and tries stays there."""

Watch = Callable[[float], None]
"""Told the fraction done; what it raises stops the copy."""


@dataclass(frozen=True)
class Offered:
    """A sauvegarde that was found, as it says of itself: nothing in it was read yet."""

    path: Path
    made_at: datetime
    seq: int
    """The last entry of the journal that it holds, at least; 0 when it does not say."""
    size: int


def offered(directory: Path) -> tuple[Offered, ...]:
    """The sauvegardes found beside the store of ``directory``, on keys, and where others went.

    The newest first.
    """
    return _newest_first(directory / BACKUPS, *_both(*keys_plugged_in(), *noted_places(directory)))


def beside(directory: Path) -> tuple[Offered, ...]:
    """Those beside the store of ``directory``, the newest first: they never keep one waiting."""
    return _newest_first(directory / BACKUPS)


def on_keys() -> tuple[Offered, ...]:
    """Those on the keys that are plugged in, the newest first."""
    return _newest_first(*_both(*keys_plugged_in()))


def found_at(place: Path) -> tuple[Offered, ...]:
    """Those at one place, the newest first; a share that is gone may take a minute to say so."""
    return _newest_first(*_both(place))


def newest_first(found: Iterable[Offered]) -> tuple[Offered, ...]:
    """Each of them once, the newest first."""
    once = {each.path: each for each in found}
    return tuple(sorted(once.values(), key=lambda each: (each.made_at, each.seq), reverse=True))


def found_in(folder: Path) -> tuple[Offered, ...]:
    """The sauvegardes found in a folder that she chose, which is none itself; the newest first."""
    return () if (folder / DATABASE_FILE).exists() else _newest_first(*_both(folder))


def stage(source: Path, directory: Path, watch: Watch) -> Path:
    """Copy the files of the sauvegarde ``source`` into a folder of ``directory``; gives it.

    Raises:
        UserError: it is no sauvegarde, there is no room, or the disk refuses.
    """
    staging = directory / STAGING
    try:
        make_folder(directory, 0o700)
        discard(directory)
        staging.mkdir(mode=0o700)
        if source.suffix.lower() == ".zip" and source.is_file():
            _unpack(source, staging, watch)
        else:
            folder = source.parent if source.name == DATABASE_FILE else source
            _copy(folder, staging, watch)
        sync_directory(staging)
    except OSError as error:
        discard(directory)
        raise explain_os(error, _refusing(error, source, directory)) from error
    except BaseException:
        discard(directory)
        raise
    return staging


def _refusing(error: OSError, source: Path, directory: Path) -> Path:
    """Which of the two the system refused: where it is read, or where it is copied."""
    named = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    staging = directory / STAGING
    written = bool(named) and (Path(named) == directory or Path(named).is_relative_to(staging))
    return directory if written or error.errno in _NO_ROOM else source


def discard(directory: Path) -> None:
    """Take away what was staged and not put in place: it is a copy."""
    shutil.rmtree(directory / STAGING, ignore_errors=True)


def _both(*folders: Path) -> tuple[Path, ...]:
    """They may be right there, or in the folder that is made on a key."""
    return tuple(place for folder in folders for place in (folder, folder / OWN_FOLDER))


def _newest_first(*places: Path) -> tuple[Offered, ...]:
    return newest_first(each for place in dict.fromkeys(places) for each in _within(place))


def _within(place: Path) -> Iterator[Offered]:
    try:
        folders = sorted(place.iterdir(), key=_likely, reverse=True)[:_MANY]
    except OSError:
        return
    for folder in folders:
        if folder.name.endswith(UNFINISHED):
            continue
        try:
            told = _told(folder)
        except OSError:
            continue
        if told is not None:
            yield told


def _likely(folder: Path) -> tuple[bool, str]:
    """Those named as sauvegardes are, the newest first, stand before all that a key may hold."""
    return folder.name.startswith("CoachDesk"), folder.name


def _told(folder: Path) -> Offered | None:
    database = folder / DATABASE_FILE
    if not database.is_file():
        return None
    manifest, mark = read_manifest(folder), read_mark(folder)
    made_at = (
        manifest.made_at if manifest else datetime.fromtimestamp(database.stat().st_mtime, UTC)
    )
    return Offered(folder, made_at, mark.head.seq if mark else 0, database.stat().st_size)


def _copy(folder: Path, staging: Path, watch: Watch) -> None:
    present = [name for name in _TAKEN if (folder / name).is_file()]
    if DATABASE_FILE not in present or not {KEY_FILE, SPARE_KEY_FILE} & set(present):
        inside = found_in(folder)
        if inside:
            raise UserError(
                f"Le dossier {quoted(folder)} contient "
                f"{plural(len(inside), 'sauvegarde', 'sauvegardes')}.",
                f"Donnez celle qu’il faut remettre{NBSP}; la plus récente est "
                f"{quoted(inside[0].path.name)}.",
            )
        missing = DATABASE_FILE if DATABASE_FILE not in present else KEY_FILE
        raise UserError(
            f"Le dossier {quoted(folder)} n’est pas une sauvegarde entière{NBSP}: il y manque "
            f"{quoted(missing)}.",
            _NOT_ONE,
        )
    sizes = {name: (folder / name).stat().st_size for name in present}
    _refuse_small(staging, sum(sizes.values()))
    done = _Done(sum(sizes.values()), watch)
    for name in present:
        with (folder / name).open("rb") as reading:
            _pour(reading, staging / name, sizes[name], done)


def _unpack(source: Path, staging: Path, watch: Watch) -> None:
    """The files of a store in a ZIP, by their last name alone: no path of it is followed."""
    try:
        with zipfile.ZipFile(source) as archive:
            found = _stored(archive)
            total = sum(each.file_size for each in found.values())
            _refuse_small(staging, total)
            done = _Done(total, watch)
            for name, each in found.items():
                with archive.open(each) as reading:
                    _pour(reading, staging / name, each.file_size, done)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UserError(
            f"Le fichier {quoted(source)} n’est pas une sauvegarde entière de CoachDesk.", _NOT_ONE
        ) from error


def _stored(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of a store, by name; stored as they are, since a bomb needs to be packed."""
    found = {
        PurePosixPath(each.filename).name: each
        for each in archive.infolist()[:_MANY]
        if PurePosixPath(each.filename).name in _TAKEN
    }
    packed = any(each.compress_type != zipfile.ZIP_STORED for each in found.values())
    if packed or not set(_NEEDED) <= set(found):
        raise zipfile.BadZipFile("no files of a store, or packed ones")
    return found


@dataclass
class _Done:
    total: int
    watch: Watch
    bytes: int = 0

    def more(self, count: int) -> None:
        self.bytes += count
        self.watch(min(1.0, self.bytes / max(1, self.total)))


def _pour(reading: IO[bytes], target: Path, most: int, done: _Done) -> None:
    """No more than was announced, on the disk when this returns."""
    with target.open("xb") as writing:
        left = most
        while left and (data := reading.read(min(_CHUNK, left))):
            writing.write(data)
            left -= len(data)
            done.more(len(data))
        writing.flush()
        os.fsync(writing.fileno())


def _refuse_small(staging: Path, needed: int) -> None:
    free = free_space(staging)
    if free is not None and free < needed:
        raise UserError(
            f"Il n’y a pas assez de place pour remettre cette sauvegarde{NBSP}: il faut "
            f"{file_size(needed)}.",
            "Libérez de la place, ou choisissez un autre disque.",
        )
