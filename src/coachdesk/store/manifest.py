"""The manifest of a sauvegarde: what it is made of, so that who carries it can check it.

It names nobody, and needs no passphrase: sizes, hashes, versions, the head of the journal.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from coachdesk import __version__
from coachdesk.core.bounded import read_bounded
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP, quoted
from coachdesk.core.store_files import MANIFEST_FILE
from coachdesk.store.journal import Head

_FORMAT = 1
_LARGEST = 64 * 1024
_CHUNK = 1 << 20
_UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError
)  # fmt: skip


@dataclass(frozen=True)
class FileFact:
    """A file of the sauvegarde as it was written."""

    size: int
    sha256: str


@dataclass(frozen=True)
class BackupManifest:
    """What a sauvegarde was when it was made."""

    store_id: UUID
    made_at: datetime
    occasion: str
    """« asked », « automatic », « migration », « sending »…"""
    app_version: str
    revision: str
    """Of the tables."""
    head: Head
    """The last entry of the journal that it holds."""
    contents: int
    """Files kept inside the store whose hashes were made again."""
    files: dict[str, FileFact]


def write_manifest(
    directory: Path,
    store_id: UUID,
    made_at: datetime,
    occasion: str,
    revision: str,
    head: Head,
    contents: int,
) -> None:
    """Write down what is in ``directory``, all of it.

    Raises:
        OSError: a file can't be read, or the manifest not written.
    """
    files = {}
    for path in sorted(directory.iterdir()):
        fact = _fact(path)
        files[path.name] = {"size": fact.size, "sha256": fact.sha256}
    content = {
        "format": _FORMAT,
        "store": str(store_id),
        "made_at": made_at.isoformat(),
        "occasion": occasion,
        "app_version": __version__,
        "revision": revision,
        "incarnation": str(head.incarnation),
        "seq": head.seq,
        "hash": head.hash,
        "contents": contents,
        "files": files,
    }
    text = json.dumps(content, ensure_ascii=True, indent=1)
    write_atomically(directory / MANIFEST_FILE, text.encode("ascii") + b"\n")


def read_manifest(directory: Path) -> BackupManifest | None:
    """The manifest there, or None when there is none that can be read."""
    try:
        told = json.loads(read_bounded(directory / MANIFEST_FILE, _LARGEST))
        if told["format"] != _FORMAT:
            return None
        files = {
            str(name): FileFact(int(fact["size"]), str(fact["sha256"]))
            for name, fact in told["files"].items()
        }
        head = Head(int(told["seq"]), str(told["hash"]), UUID(told["incarnation"]))
        made_at = datetime.fromisoformat(told["made_at"])
        if made_at.tzinfo is None:
            return None
        return BackupManifest(
            UUID(told["store"]), made_at, str(told["occasion"]), str(told["app_version"]),
            str(told["revision"]), head, int(told["contents"]), files,
        )  # fmt: skip
    except _UNREADABLE:
        return None


def changed_files(directory: Path, manifest: BackupManifest) -> Iterator[str]:
    """What is no longer as it was made, each in a French sentence; needs no passphrase."""
    for name, fact in manifest.files.items():
        if Path(name).name != name:
            yield "Le manifeste nomme un fichier hors de la sauvegarde."
            return
        path = directory / name
        try:
            found = _fact(path) if path.is_file() else None
        except OSError:
            yield f"Le fichier {quoted(path)} ne peut pas être lu."
            continue
        if found is None:
            yield f"Le fichier {quoted(path)} a disparu de la sauvegarde."
        elif found.size != fact.size:
            yield (
                f"Le fichier {quoted(path)} n’a pas sa taille{NBSP}: {found.size} octets au lieu "
                f"de {fact.size}."
            )
        elif found.sha256 != fact.sha256:
            yield f"Le fichier {quoted(path)} a été modifié depuis la sauvegarde."


def _fact(path: Path) -> FileFact:
    digest, size = sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return FileFact(size, digest.hexdigest())
