"""Where a dossier de contrôle is written: a folder in clear, or one ZIP encrypted for its reader.

Either takes its name at the very end: until then it is a hidden neighbour, which is removed when
the work is stopped, and at the next control when the machine was.
"""

import os
import re
import secrets
import shutil
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Protocol

from coachdesk.core.errors import UserError
from coachdesk.core.files import sync_directory
from coachdesk.core.french import NBSP
from coachdesk.services.leaving import write_private
from coachdesk.signing.envelope import encrypt_for
from coachdesk.sync.zipfmt import MOST_BYTES

_HIDDEN = re.compile(r"\.controle_[A-Za-z0-9_-]+\.[0-9a-f]{8}\.part")
_PRIVATE_FOLDER, _PRIVATE = 0o700, 0o600
_DATED = (1980, 1, 1, 0, 0, 0)


class Sink(Protocol):
    """Takes the files of a dossier, one after the other."""

    target: Path
    """What there is once it is finished."""

    def add(self, path: str, data: bytes) -> None:
        """Keep a file; ``path`` is relative, of letters, digits, dashes."""
        ...

    def finish(self) -> None:
        """Have it all under its name."""
        ...

    def give_up(self) -> None:
        """Leave nothing of it."""
        ...


class FolderSink:
    """In clear, each file for this account alone."""

    def __init__(self, out: Path, name: str) -> None:
        self.target = out / name
        self._part = out / f".{name}.{secrets.token_hex(4)}.part"
        self._part.mkdir(mode=_PRIVATE_FOLDER)

    def add(self, path: str, data: bytes) -> None:
        """See ``Sink.add``."""
        file = self._part / path
        file.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        descriptor = os.open(
            file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE
        )
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())

    def finish(self) -> None:
        """See ``Sink.finish``."""
        self._part.rename(self.target)
        sync_directory(self.target.parent)

    def give_up(self) -> None:
        """See ``Sink.give_up``."""
        shutil.rmtree(self._part, ignore_errors=True)


class EncryptedSink:
    """One ``.zip.p7m``; nothing is in clear on the disk at any moment."""

    def __init__(self, out: Path, name: str, certificate: bytes) -> None:
        self.target = out / f"{name}.zip.p7m"
        self._name, self._certificate = name, certificate
        self._bytes = BytesIO()
        self._zip = zipfile.ZipFile(self._bytes, "w", zipfile.ZIP_STORED)

    def add(self, path: str, data: bytes) -> None:
        """See ``Sink.add``."""
        if self._bytes.tell() + len(data) > MOST_BYTES:
            raise UserError(
                f"Ce dossier dépasse {MOST_BYTES >> 20}{NBSP}Mo{NBSP}: il ne tient pas dans un "
                "seul fichier chiffré.",
                "Faites-en plusieurs, avec une liste plus courte chacun.",
            )
        entry = zipfile.ZipInfo(f"{self._name}/{path}", _DATED)
        entry.external_attr = _PRIVATE << 16
        self._zip.writestr(entry, data)

    def finish(self) -> None:
        """See ``Sink.finish``."""
        self._zip.close()
        write_private(self.target, encrypt_for(self._certificate, self._bytes.getvalue()))

    def give_up(self) -> None:
        """See ``Sink.give_up``."""
        self._bytes.close()


def free_name(out: Path, name: str) -> str:
    """``name``, numbered when something in ``out`` bears it already."""
    tried, number = name, 1
    while (out / tried).exists() or (out / f"{tried}.zip.p7m").exists():
        number += 1
        tried = f"{name}_{number}"
    return tried


def clear_unfinished(out: Path) -> None:
    """Remove what a control that was cut left in ``out``: it is in clear, and of no use."""
    with suppress(OSError):  # the writing that follows is refused in words
        for path in out.iterdir():
            if _HIDDEN.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
