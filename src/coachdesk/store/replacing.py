"""Another store in the place of this one, the one before put aside whole: all of it, or nothing.

A folder cannot change several files at once. What is to be done is written first, in a file that is
read at the next opening: a program killed at any moment is finished by the one after it. Nothing is
ever deleted: what was there stays in the folder ``mis-de-cote``, with what waited in its WAL.
"""

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coachdesk.core.bounded import read_bounded
from coachdesk.core.canonical import canonical_json
from coachdesk.core.errors import UserError
from coachdesk.core.files import (
    free_name,
    give_name,
    make_folder,
    sync_directory,
    sync_file,
    write_atomically,
)
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.store_files import ASIDE_FOLDER, REPLACED_FILE, STORE_FILES
from coachdesk.store.failures import explain_os

_OUT, _IN = "out", "in"
"""First what was there goes aside, then what comes takes its place."""


_MOST_BYTES = 1 << 20


class NoteUnreadableError(UserError):
    """What was begun can't be told any more: another store in the place of all is the way out."""


@dataclass(frozen=True)
class _Replacing:
    step: str
    incoming: str
    """Name of the folder that holds what comes."""
    aside: str
    """Name, within ``mis-de-cote``, of the folder where what was there goes."""


def put_in_place(directory: Path, incoming: Path, now: datetime) -> Path | None:
    """Make the store in ``incoming``, a folder of ``directory``, the one that ``directory`` opens.

    Gives the folder where what was there is now; None when nothing was.

    Raises:
        UserError: the disk refuses, and the store is as it was.
    """
    assert incoming.parent == directory, "a name is changed within one disk only"
    aside = _aside(directory, now)
    try:
        _write(directory, _Replacing(_OUT, incoming.name, aside.name))
        return finish_replacing(directory)
    except OSError as error:
        raise explain_os(error, directory) from error


def finish_replacing(directory: Path) -> Path | None:
    """Go on with a replacement that was begun, where there is one; gives where what was there is.

    Raises:
        NoteUnreadableError: the note of the replacement is damaged.
        UserError: the disk refuses.
    """
    replacement = _read(directory)
    if replacement is None:
        return None
    incoming, aside = directory / replacement.incoming, directory / ASIDE_FOLDER / replacement.aside
    try:
        if replacement.step == _OUT:
            make_folder(aside)
            _move_or_undo(directory, aside)
            _write(directory, _Replacing(_IN, replacement.incoming, replacement.aside))
        if incoming.is_dir():
            _move(incoming, directory)
        sync_directory(directory)
        (directory / REPLACED_FILE).unlink()
        sync_directory(directory)
    except OSError as error:
        raise explain_os(error, directory) from error
    for emptied in (incoming, aside, aside.parent):
        with suppress(OSError):  # only what is empty goes
            emptied.rmdir()
    return aside if aside.is_dir() else None


def set_aside(directory: Path, left: Path, now: datetime) -> None:
    """Keep in ``mis-de-cote`` the folder ``left`` of ``directory``, where it is there.

    Raises:
        UserError: the disk refuses.
    """
    if not left.is_dir():
        return
    aside = _aside(directory, now)
    try:
        make_folder(aside.parent)
        give_name(left, aside)
        sync_directory(aside.parent)
        sync_directory(directory)
    except OSError as error:
        raise explain_os(error, directory) from error


def copy_aside(directory: Path, now: datetime) -> Path:
    """A copy of all the files of the store in ``directory``, in its folder ``mis-de-cote``.

    Nobody may have it open.

    Raises:
        OSError: the disk refuses; nothing is left of the copy.
    """
    aside = _aside(directory, now)
    try:
        aside.mkdir(parents=True)
        for name in STORE_FILES:
            if (directory / name).exists():
                shutil.copyfile(directory / name, aside / name)
                sync_file(aside / name)
        sync_directory(aside)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return aside


def _aside(directory: Path, now: datetime) -> Path:
    return free_name(directory / ASIDE_FOLDER / f"{now:%Y-%m-%d_%Hh%M%S}")


def _move_or_undo(directory: Path, aside: Path) -> None:
    try:
        _move(directory, aside)
    except OSError:
        with suppress(OSError):  # failing that too, the next opening goes on forward
            _move(aside, directory)
            (directory / REPLACED_FILE).unlink()
        raise


def _move(source: Path, target: Path) -> None:
    for name in STORE_FILES:
        with suppress(FileNotFoundError):  # a store need not have all of them
            give_name(source / name, target / name)
    sync_directory(target)
    sync_directory(source)


def _write(directory: Path, replacement: _Replacing) -> None:
    content = {
        "step": replacement.step,
        "incoming": replacement.incoming,
        "aside": replacement.aside,
    }
    write_atomically(directory / REPLACED_FILE, canonical_json(content) + b"\n")


def _read(directory: Path) -> _Replacing | None:
    path = directory / REPLACED_FILE
    try:
        told = json.loads(read_bounded(path, _MOST_BYTES))
        replacement = _Replacing(*(str(told[key]) for key in ("step", "incoming", "aside")))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise explain_os(error, path) from error
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(path) from error
    names = (replacement.incoming, replacement.aside)
    if replacement.step not in {_OUT, _IN} or any(
        Path(name).name != name or not name.strip(".") for name in names
    ):
        raise _unreadable(path)
    return replacement


def _unreadable(path: Path) -> NoteUnreadableError:
    return NoteUnreadableError(
        f"Le fichier {quoted(path)} est abîmé{NBSP}: une remise en place a été coupée.",
        f"Remettez en place une sauvegarde{NBSP}; rien n’a été supprimé.",
    )
