"""Where a store may be: on this machine alone. One that is elsewhere is refused, and brought back.

Moving needs no passphrase: the files go as they are, encrypted, and are compared byte for byte. The
former folder is kept, under a name by which no program opens it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from coachdesk.core.clock import Clock, today
from coachdesk.core.errors import SharedPlaceError, UserError
from coachdesk.core.files import give_name, make_folder, sync_directory
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.os_errors import reason
from coachdesk.core.store_files import STORE_FILES, store_exists
from coachdesk.system.paths import usual_store_directory
from coachdesk.system.shared_places import shared_place

_PIECE = 1 << 20
_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600


def refuse_shared(directory: Path) -> None:
    """Refuse a folder that is synchronised, or on the network.

    Raises:
        SharedPlaceError: it is.
    """
    found = shared_place(directory)
    if found is None:
        return
    if store_exists(directory):
        raise SharedPlaceError(
            f"Ce magasin est {found.what}{NBSP}: son contenu y serait abîmé, sans avertissement.",
            "Déplacez-le vers le dossier habituel de cet ordinateur (commande « move »).",
        )
    raise SharedPlaceError(
        f"{quoted(directory)} est {found.what}{NBSP}: un magasin y serait abîmé, sans "
        "avertissement.",
        "Choisissez un dossier de cet ordinateur. Les sauvegardes, elles, peuvent aller là.",
    )


def move_store(
    directory: Path,
    clock: Clock,
    target: Path | None = None,
    watch: Callable[[float], None] = lambda _: None,
) -> Path:
    """Bring the store of ``directory`` to ``target``, or to the usual folder; gives where it is.

    What was there stays, renamed, and is no store any more. ``watch`` is told how far it is; what
    it raises stops the move, of which nothing is left.

    Raises:
        UserError: no store, a place that is taken or shared too, a disk that refuses, a store in
            use: all is as before.
    """
    if not store_exists(directory):
        raise UserError(
            f"Il n’y a pas de magasin dans {quoted(directory)}.", "Indiquez son dossier."
        )
    there = target or usual_store_directory()
    refuse_shared(there)
    _refuse_taken(there)
    if there.resolve().is_relative_to(directory.resolve()):
        raise UserError(
            f"{quoted(there)} est dans le magasin lui-même.", "Donnez un dossier à côté."
        )
    from coachdesk.store.pending import alone_there

    with alone_there(directory):  # what would be written meanwhile would be left behind
        _bring(directory, there, watch)
        try:
            _retire(directory, f"{today(clock):%Y-%m-%d}")
        except OSError as error:
            shutil.rmtree(there, ignore_errors=True)  # two of them would part ways
            raise UserError(
                f"Le magasin n’a pas été déplacé{NBSP}: {reason(error)}. Rien n’a changé.",
                "Fermez CoachDesk et ce qui utilise ce dossier, puis recommencez.",
            ) from error
    return there


def _bring(directory: Path, there: Path, watch: Callable[[float], None]) -> None:
    """Copy it whole beside, then under its name: nothing half-copied ever bears that."""
    part = there.with_name(f".{there.name}.{os.urandom(4).hex()}.part")
    try:
        make_folder(there.parent)
        part.mkdir(mode=_PRIVATE_FOLDER)
        _copy_tree(directory, part, watch)
        with suppress(OSError):  # one with files in it is refused next
            there.rmdir()  # an empty one is in the way
        give_name(part, there)
        sync_directory(there.parent)
    except BaseException as error:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(error, OSError):
            raise UserError(
                f"Le magasin n’a pas été déplacé{NBSP}: {reason(error)}. Rien n’a changé.",
                "Vérifiez la place et les droits du dossier d’arrivée, puis recommencez.",
            ) from error
        raise


def _refuse_taken(there: Path) -> None:
    try:
        taken = there.exists() and any(there.iterdir())
    except OSError:
        taken = True
    if taken:
        raise UserError(
            f"{quoted(there)} contient déjà des fichiers.",
            "Rien n’a changé. Donnez un dossier vide de cet ordinateur.",
        )


def _files(folder: Path) -> Iterator[Path]:
    """The plain files below a folder: no link is followed out of it."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not (Path(root) / name).is_symlink()]
        for name in names:
            path = Path(root) / name
            if path.is_file() and not path.is_symlink():
                yield path


def _copy_tree(source: Path, target: Path, watch: Callable[[float], None]) -> None:
    """Copy and compare: what changed meanwhile is in use, and half of it would be copied.

    Raises:
        UserError: it changed.
        OSError: it can't be read or written.
    """
    files = sorted(_files(source))
    digests = {}
    for number, file in enumerate(files):
        watch(number / max(1, 2 * len(files)))
        copy = target / file.relative_to(source)
        copy.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        digests[file] = _copy(file, copy)
    for number, file in enumerate(files):
        watch(0.5 + number / max(1, 2 * len(files)))
        copy = target / file.relative_to(source)
        if not _digest(file) == digests[file] == _digest(copy):
            raise _in_use()
    if sorted(_files(source)) != files:
        raise _in_use()
    for folder in sorted({path.parent for path in _files(target)} | {target}):
        sync_directory(folder)


def _copy(source: Path, target: Path) -> str:
    from hashlib import sha256

    digest = sha256()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with (
        source.open("rb") as reading,
        os.fdopen(os.open(target, flags, _PRIVATE_FILE), "wb") as writing,
    ):
        while piece := reading.read(_PIECE):
            digest.update(piece)
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    from hashlib import file_digest

    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _in_use() -> UserError:
    return UserError(
        f"Le magasin n’a pas été déplacé{NBSP}: un autre programme y écrit. Rien n’a changé.",
        "Fermez CoachDesk sur les autres postes et mettez la synchronisation en pause, puis "
        "recommencez.",
    )


def _retire(directory: Path, day: str) -> None:
    """Take the store out of its former folder, without deleting a byte of it."""
    moved, number = f"{directory.name} (déplacé le {day})", 1
    while (directory.parent / moved).exists():
        number += 1
        moved = f"{directory.name} (déplacé le {day}, {number})"
    names = [name for name in STORE_FILES if (directory / name).exists()]
    done = []
    try:
        # The files first: a synchroniser that brings the folder back brings back no store.
        for name in names:
            (directory / name).rename(directory / f"{name}.ancien")
            done.append(name)
    except OSError:
        for name in done:
            (directory / f"{name}.ancien").rename(directory / name)
        raise
    with suppress(OSError):  # the top of a drive has no other name
        directory.rename(directory.parent / moved)
