"""Is a sauvegarde whole? Its files against its manifest, then all that is inside, with its key.

Nothing of it is changed: it may lie on a key that can't be written, and be anybody's.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, plural, quoted, short_date
from coachdesk.core.store_files import DATABASE_FILE, KEY_FILE
from coachdesk.store.examine import Watch, examine_still
from coachdesk.store.health import Health
from coachdesk.store.journal import Head
from coachdesk.store.manifest import BackupManifest, changed_files, read_manifest
from coachdesk.store.mark import read_mark
from coachdesk.store.vault import Keys, unlock

_FILES = 0.2


@dataclass(frozen=True)
class BackupReport:
    """What a sauvegarde turned out to be."""

    path: Path
    manifest: BackupManifest | None
    """None of a sauvegarde of before there was one, or when it can't be read."""
    size: int
    """Bytes of its database."""
    examined: Health | None
    """What is inside; None when only its files were looked at."""
    faults: tuple[str, ...]
    """French sentences; empty when it is whole."""

    @property
    def intact(self) -> bool:
        """Whether all of it is as it was made."""
        return not self.faults

    @property
    def head(self) -> Head | None:
        """The last entry of its journal."""
        if self.examined is not None:
            return self.examined.head
        return self.manifest.head if self.manifest else None

    @property
    def last_act(self) -> datetime | None:
        """When the last entry of its journal was made."""
        return self.examined.intact_until if self.examined else None

    @property
    def made_at(self) -> datetime | None:
        """When it was made, as its manifest says."""
        return self.manifest.made_at if self.manifest else None

    @property
    def sentence(self) -> str:
        """The verdict, in one or two French sentences."""
        if self.faults:
            others = len(self.faults) - 1
            more = f" {plural(others, 'autre défaut', 'autres défauts')}." if others else ""
            return f"Sauvegarde altérée{NBSP}: {self.faults[0]}{more}"
        if self.examined is None:
            return "Les fichiers de la sauvegarde sont ceux qui ont été écrits."
        told = [plural(self.examined.head.seq if self.examined.head else 0, "enregistrement")]
        if self.examined.files:
            told.append(plural(self.examined.files, "fichier relu", "fichiers relus"))
        last = f", le dernier du {short_date(self.last_act.date())}" if self.last_act else ""
        return f"Sauvegarde intacte{NBSP}: {', '.join(told)}{last}."


def verify_backup(path: Path, secret: str, watch: Watch = lambda _: None) -> BackupReport:
    """Look at all of the sauvegarde in the folder ``path``, opened with ``secret``.

    Args:
        path: the folder of the sauvegarde.
        secret: whatever opens its key file: passphrase, recovery key.
        watch: told how far it is (0 to 1); what it raises stops it.

    Raises:
        UserError: the folder is no sauvegarde, or ``secret`` does not open it.
    """
    _refuse_other(path)
    return verify_with(path, unlock(path, secret), watch)


def verify_with(path: Path, keys: Keys, watch: Watch = lambda _: None) -> BackupReport:
    """The same, by keys that are unlocked already; they must be of its store."""
    _refuse_other(path)
    faults = list(_files(path))
    watch(_FILES)
    manifest, mark = read_manifest(path), read_mark(path)
    told = {each.store_id for each in (manifest, mark) if each}
    if told - {keys.store_id}:
        faults.append("Des fichiers de deux magasins y sont mêlés.")
    anchor = mark.head if mark else None
    if manifest and (anchor is None or manifest.head.seq > anchor.seq):
        anchor = manifest.head
    found = examine_still(
        path / DATABASE_FILE,
        keys.data_key,
        mark=anchor,
        watch=lambda done: watch(_FILES + (1 - _FILES) * done),
    )
    return BackupReport(path, manifest, _size(path), found, (*faults, *found.sentences))


def verify_files(path: Path) -> BackupReport:
    """The files of the sauvegarde against its manifest: needs no passphrase, and tells less.

    Raises:
        UserError: the folder is no sauvegarde, or has no manifest.
    """
    _refuse_other(path)
    manifest = read_manifest(path)
    if manifest is None:
        raise UserError(
            f"La sauvegarde {quoted(path)} n’a pas de manifeste lisible.",
            "Vérifiez-la avec sa phrase de passe, ou prenez-en une plus récente.",
        )
    return BackupReport(path, manifest, _size(path), None, tuple(_files(path)))


def _files(path: Path) -> tuple[str, ...]:
    manifest = read_manifest(path)
    faults = tuple(changed_files(path, manifest)) if manifest else ()
    unfolded = path / f"{DATABASE_FILE}-wal"
    if unfolded.exists() and unfolded.stat().st_size:
        return (*faults, f"Elle a été ouverte sans être refermée{NBSP}: elle n’est plus à garder.")
    return faults


def _size(path: Path) -> int:
    try:
        return (path / DATABASE_FILE).stat().st_size
    except OSError:
        return 0


def _refuse_other(path: Path) -> None:
    missing = [name for name in (KEY_FILE, DATABASE_FILE) if not (path / name).is_file()]
    if missing:
        raise UserError(
            f"Le dossier {quoted(path)} n’est pas une sauvegarde entière{NBSP}: il y manque "
            f"{quoted(Path(missing[0]))}.",
            "Choisissez le dossier «\u00a0CoachDesk_sauvegarde_…\u00a0» lui-même.",
        )
