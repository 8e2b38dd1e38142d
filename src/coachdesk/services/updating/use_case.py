"""An update looked at, brought beside, and started; refused in words when it is not one of ours."""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shlex import quote
from typing import IO

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from coachdesk import __version__
from coachdesk.core.errors import UserError
from coachdesk.core.files import give_name, make_folder
from coachdesk.core.french import NBSP, NNBSP, long_date, quoted
from coachdesk.core.os_errors import reason
from coachdesk.core.resources import resources_root
from coachdesk.services.updating.form import (
    MOST_SHEET_BYTES,
    SHEET,
    SIGNATURE,
    FileKind,
    Update,
    UpdateFile,
    Version,
    read_update,
)
from coachdesk.services.updating.sources import DamagedError, UpdateSource, opened
from coachdesk.signing.release_signature import MOST_SIGNATURE_BYTES, is_signed, release_key
from coachdesk.system.installed import (
    installed_by_debian,
    installed_by_setup,
    machine,
    start_installer,
    system_name,
    updates_directory,
)

_PIECE = 1 << 20
_UNFOLDED = {FileKind.LINUX_ARCHIVE, FileKind.WINDOWS_ARCHIVE}
_PRIVATE = 0o700
_ASK_AGAIN = "Demandez-la de nouveau à qui vous l’a remise, et ne lancez pas ce fichier à la main."


class UpdateStoppedError(UserError):
    """The coach stopped it: nothing has changed."""


@dataclass(frozen=True)
class Offered:
    """An update that the authors signed, newer than this program, with a file for this machine."""

    path: Path
    update: Update
    file: UpdateFile

    @property
    def sentence(self) -> str:
        """« Version 0.2.0 du 1er décembre 2026, signée par les auteurs de CoachDesk. »."""
        day = long_date(self.update.released)
        version = self.update.version.text
        return f"Version {version} du {day}, signée par les auteurs de CoachDesk."


@dataclass(frozen=True)
class Brought:
    """The installer, on this machine, byte for byte what was signed."""

    installer: Path
    kind: FileKind
    version: str

    @property
    def starts(self) -> bool:
        """Whether CoachDesk starts it itself, and closes."""
        return self.kind is FileKind.WINDOWS_SETUP

    @property
    def goes_on(self) -> bool:
        """Whether it is started, or opened by the system; an archive is unfolded by hand."""
        return self.kind not in _UNFOLDED

    @property
    def steps(self) -> Sequence[str]:
        """What is left to do, a sentence each; the program is closed first, whoever replaces it."""
        file, last = quoted(self.installer), "Rouvrez CoachDesk. Votre magasin reste où il est."
        how = [f"Ouvrez {file}."]
        if self.kind is FileKind.MACOS_DISK:
            how += ["Glissez CoachDesk sur le dossier Applications, et remplacez l’ancien."]
        elif self.kind is FileKind.LINUX_DEB:
            typed = f"sudo apt install {quote(str(self.installer))}"
            name = f"{quoted(self.installer.name)} avec l’installateur de logiciels"
            how = [f"Ouvrez {name}{NNBSP}; ou, dans un terminal{NBSP}: {typed}"]
        elif self.kind in _UNFOLDED:
            how = [f"Décompressez {file} à la place de l’ancien dossier de CoachDesk."]
        return ("Fermez CoachDesk.", *how, last)


@cache
def shipped_keys() -> tuple[EllipticCurvePublicKey, ...]:
    """The keys of the authors that this program knows."""
    folder = resources_root() / "updates"
    return tuple(release_key(path.read_bytes()) for path in sorted(folder.glob("*.pem")))


def look_at(
    path: Path, *, keys: Sequence[EllipticCurvePublicKey] | None = None, here: str = __version__
) -> Offered:
    """What the file or the folder ``path`` offers to version ``here``.

    Nothing of it is read further before its signature is found to be by one of ``keys``.

    Raises:
        UserError: no update, not signed by the authors, not newer, or nothing for this machine.
    """
    try:
        with opened(path) as source:
            data = source.small(SHEET, MOST_SHEET_BYTES)
            signature = _signature(source)
    except OSError as error:
        raise UserError(
            f"Il n’y a pas de mise à jour de CoachDesk dans {quoted(path)}.",
            "Choisissez le fichier qui se termine par .maj, ou le dossier entier, tels qu’ils vous "
            "ont été remis.",
        ) from error
    if not is_signed(shipped_keys() if keys is None else keys, data, signature):
        raise UserError(
            "Cette mise à jour n’est pas signée par les auteurs de CoachDesk : rien n’est lancé.",
            _ASK_AGAIN,
        )
    try:
        update = read_update(data)
    except ValueError as error:
        raise UserError(
            "Cette mise à jour est faite pour une autre version de CoachDesk.",
            "Demandez à qui vous l’a remise comment passer de la vôtre à celle-ci.",
        ) from error
    _refuse_older(update, Version(here))
    return Offered(path, update, _file_for_here(update))


def bring(
    offered: Offered,
    progress: Callable[[float, str], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Brought:
    """Copy the installer to this machine, and see that it is the one that was signed.

    What is started is the copy, in a folder of this account alone: a key may be changed meanwhile.

    Raises:
        UserError: it is not, the disk refuses, or she stopped it: nothing is left of it.
    """
    folder = updates_directory()
    target = folder / offered.file.name
    part = target.with_name(f"{target.name}.part")
    try:
        shutil.rmtree(folder, ignore_errors=True)  # those of before
        make_folder(folder, _PRIVATE)
        with opened(offered.path) as source, source.stream(offered.file.name) as reading:
            same = _copied(reading, part, offered.file, progress, cancelled)
        if same:
            give_name(part, target)
    except DamagedError:
        same = False
    except OSError as error:
        raise UserError(
            f"La mise à jour n’a pas été copiée{NBSP}: {reason(error)}. Rien n’a changé.",
            "Vérifiez la place sur le disque et le support, puis recommencez.",
        ) from error
    finally:
        with suppress(OSError):  # the next bring removes it
            part.unlink(missing_ok=True)
    if not same:
        raise UserError(
            f"{quoted(offered.file.name)} n’est pas le fichier que les auteurs ont signé{NBSP}: "
            "copié à moitié, ou changé. Rien n’est lancé.",
            _ASK_AGAIN,
        )
    return Brought(target, offered.file.kind, offered.update.version.text)


def start(brought: Brought) -> None:
    """Start the installer; the program closes next.

    Raises:
        UserError: the system refuses.
    """
    try:
        start_installer(brought.installer)
    except OSError as error:
        raise UserError(
            f"L’installation n’a pas pu être lancée{NBSP}: {reason(error)}. Rien n’a changé.",
            f"Fermez CoachDesk, puis ouvrez {quoted(brought.installer)}.",
        ) from error


def _signature(source: UpdateSource) -> bytes:
    try:
        return source.small(SIGNATURE, MOST_SIGNATURE_BYTES)
    except OSError:  # as if it were a wrong one
        return b""


def _refuse_older(update: Update, here: Version) -> None:
    if update.version < here:
        raise UserError(
            f"Cette mise à jour est la version {update.version.text}, plus ancienne que la vôtre "
            f"({here.text}).",
            "Rien n’a changé : une version plus ancienne n’ouvrirait plus votre magasin.",
        )
    if update.version == here:
        raise UserError(
            f"Votre CoachDesk est déjà à la version {here.text}.", "Il n’y a rien à faire."
        )


def _file_for_here(update: Update) -> UpdateFile:
    wanted = _wanted()
    for file in update.files:
        if file.kind is wanted and file.machine == machine():
            return file
    raise UserError(
        f"Cette mise à jour n’a rien pour cet ordinateur ({system_name()}, {machine()}).",
        "Demandez celle de votre système à qui vous l’a remise.",
    )


def _wanted() -> FileKind:
    """What replaces this copy of the program: what put it there, or what is unfolded by hand."""
    if sys.platform == "win32":
        return FileKind.WINDOWS_SETUP if installed_by_setup() else FileKind.WINDOWS_ARCHIVE
    if sys.platform == "darwin":
        return FileKind.MACOS_DISK
    return FileKind.LINUX_DEB if installed_by_debian() else FileKind.LINUX_ARCHIVE


def _copied(
    reading: IO[bytes],
    part: Path,
    file: UpdateFile,
    progress: Callable[[float, str], None],
    cancelled: Callable[[], bool],
) -> bool:
    """Whether what was copied is what was signed; no more of it is read than that."""
    digest, count = hashlib.sha256(), 0
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(part, flags, _PRIVATE), "wb") as writing:
        while count <= file.size and (piece := reading.read(_PIECE)):
            if cancelled():
                raise UpdateStoppedError("Mise à jour interrompue.", "Rien n’a changé.")
            digest.update(piece)
            writing.write(piece)
            count += len(piece)
            progress(count / max(1, file.size), "Copie et vérification")
        writing.flush()
        os.fsync(writing.fileno())
    return count == file.size and digest.hexdigest() == file.sha256
