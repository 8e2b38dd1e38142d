"""The checks of a dossier de contrôle as a whole: its signed list, and every file that it names.

What each sealed paper says is judged by itself: one of which someone has still to sign is there
all the same, and said so on its first page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coachdesk.core.bounded import read_bounded
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, printable
from coachdesk.core.os_errors import reason
from coachdesk.signing.certificate import Certificate
from coachdesk.sync.control_manifest import ControlManifest, read_control
from coachdesk.sync.findings import (
    Finding,
    certificate_in,
    file_faults,
    presence_faults,
    signature_faults,
)
from coachdesk.sync.manifest import MANIFEST, SUMS, write_sums
from coachdesk.sync.zipfmt import MOST_BYTES, unpack

_OF_THE_SYSTEM = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Left by whoever only looks into a folder."""


@dataclass(frozen=True)
class ControlCheck:
    """What the checks of a dossier found; nothing in ``findings`` when it is whole."""

    certificate: Certificate | None
    manifest: ControlManifest | None
    findings: tuple[Finding, ...]


class _Folder(Mapping[str, bytes]):
    """The files of a folder by path, each read when it is asked for: there may be gigabytes."""

    def __init__(self, folder: Path) -> None:
        self._paths = {
            path.relative_to(folder).as_posix(): path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in _OF_THE_SYSTEM
        }

    def __getitem__(self, path: str) -> bytes:
        return read_bounded(self._paths[path], MOST_BYTES)

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def check_folder(folder: Path) -> ControlCheck:
    """All the checks of a dossier in clear.

    Raises:
        UserError: it is no dossier de contrôle, or a file can't be read.
    """
    name = printable(folder.name)
    try:
        files = _Folder(folder)
        if MANIFEST not in files:
            raise UserError(
                f"{name} n’est pas un dossier de contrôle.",
                f"Donnez le dossier qui contient {MANIFEST}, ou un fichier reçu du coach.",
            )
        return check_control(files)
    except OSError as error:
        raise UserError(
            f"Impossible de lire {name}{NBSP}: {reason(error)}.",
            "Vérifiez le nom et l’emplacement du dossier.",
        ) from error


def control_in_archive(data: bytes) -> dict[str, bytes] | None:
    """The files of a dossier that was received as one ZIP; None of another archive."""
    if f"/{MANIFEST}".encode() not in data:  # it would be unpacked for nothing
        return None
    try:
        files = unpack(data).files
    except ValueError:
        return None
    root = next((path for path in files if path.endswith(f"/{MANIFEST}")), "")
    root = root.removesuffix(MANIFEST)
    if not root or root.count("/") != 1:
        return None
    return {path.removeprefix(root): content for path, content in files.items()}


def check_control(files: Mapping[str, bytes]) -> ControlCheck:
    """All the checks of the files of a dossier, by path."""
    certificate = certificate_in(files)
    try:
        manifest = read_control(files.get(MANIFEST, b""))
    except ValueError:
        return ControlCheck(certificate, None, (Finding(MANIFEST, "il a changé"),))
    signed = (manifest.fingerprint, manifest.heading.made_at)
    findings = [*signature_faults(files, *signed, certificate)]
    findings += presence_faults(files, manifest.files)
    for entry in manifest.files:
        if entry.path in files:
            unjudged = replace(entry, signatures=0)
            faults = file_faults(unjudged, files[entry.path], None, manifest.files, certificate)
            findings += (Finding(entry.path, fault) for fault in faults)
    if not findings and files.get(SUMS) != write_sums(files):
        findings.append(Finding(SUMS, "cette liste n’est pas celle des fichiers présents"))
    return ControlCheck(certificate, manifest, tuple(findings))
