"""Folders that are not of this machine alone: on a network, or copied elsewhere as they change.

A database is several files that change together. A synchroniser copies them one by one, brings back
an old one, or makes « conflict » copies of them; a network drive forgets the locks that keep two
programs apart. Both lose work, and neither says so.
"""

import ctypes
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coachdesk.core.bounded import read_bounded
from coachdesk.core.file_identity import mount_of

_NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "webdav", "davfs", "ceph",
    "glusterfs", "lustre", "9p", "vboxsf", "vmhgfs", "prl_fs", "fuse.sshfs", "fuse.rclone",
    "fuse.gvfsd-fuse", "fuse.davfs2", "fuse.s3fs", "fuse.curlftpfs", "fuse.smbnetfs",
    "fuse.glusterfs", "fuse.ceph", "fuse.vmhgfs-fuse",
}  # fmt: skip
_CLOUD_MOUNTS = {
    "fuse.google-drive-ocamlfuse": "Google Drive", "fuse.onedriver": "OneDrive",
    "fuse.pcloud": "pCloud", "fuse.drivefs": "Google Drive", "fuse.rclone": "",
}  # fmt: skip
_BY_NAME = tuple(
    (re.compile(pattern, re.IGNORECASE), service)
    for pattern, service in (
        (r"onedrive( -.*)?|onedrive-.*", "OneDrive"),
        (r"dropbox( \(.*\))?|dropbox-.*", "Dropbox"),
        (r"google ?drive|googledrive-.*|mon drive|my drive", "Google Drive"),
        (r"icloud ?drive|icloud~.*|mobile documents|com~apple~clouddocs", "iCloud"),
        (r"nextcloud\d?|nextcloud-.*", "Nextcloud"),
        (r"owncloud\d?|owncloud-.*", "ownCloud"),
        (r"kdrive\d?", "kDrive"),
        (r"pcloud ?drive|pcloud ?sync|pcloud", "pCloud"),
        (r"mega|megasync|mega downloads", "MEGA"),
        (r"box sync|box-.*", "Box"),
        (r"proton ?drive|protondrive-.*", "Proton Drive"),
        (r"synology ?drive|cloudstation", "Synology Drive"),
        (r"cozy ?drive|cozy cloud|twake drive", "Cozy Drive"),
        (r"seafile", "Seafile"),
        (r"syncthing", "Syncthing"),
        (r"tresorit", "Tresorit"),
        (r"cloudstorage", "un service de synchronisation"),
    )
)
_BY_MARK = {
    ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".stfolder": "Syncthing",
    ".tmp.drivedownload": "Google Drive", ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud", ".owncloudsync.log": "ownCloud",
    ".SynologyWorkingDirectory": "Synology Drive", ".seafile-data": "Seafile",
    ".megaignore": "MEGA",
}  # fmt: skip
_MARKED_BASES = ((".sync_", "Nextcloud"), ("._sync_", "Nextcloud"))
_VARIABLES = dict.fromkeys(("OneDrive", "OneDriveConsumer", "OneDriveCommercial"), "OneDrive")
_REMOTE = 4
"""What GetDriveTypeW says of a network drive (winbase.h)."""
_LOCAL = 0x1000
"""MNT_LOCAL (sys/mount.h of macOS)."""
_MOST_BYTES = 200_000
_LOCAL_PATH = re.compile(r"^\d+\\Folders\\\d+\\localPath=(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class SharedPlace:
    """Why a folder is not of this machine alone."""

    service: str
    """« OneDrive »; empty of a network drive."""

    @property
    def what(self) -> str:
        """« dans un dossier synchronisé par OneDrive », « sur un lecteur réseau »."""
        if self.service:
            return f"dans un dossier synchronisé par {self.service}"
        return "sur un lecteur réseau"


def shared_place(
    directory: Path,
    environment: Mapping[str, str] = os.environ,
    mounts: Path = Path("/proc/mounts"),
) -> SharedPlace | None:
    """What shares ``directory``, which may not be there yet; None of a folder of this machine."""
    path = _real(directory)
    for place, service in _told(environment):
        if path.is_relative_to(place):
            return SharedPlace(service)
    for folder in (path, *path.parents):
        service = _by_name(folder.name) or _by_mark(folder)
        if service:
            return SharedPlace(service)
    return _by_disk(path, mounts)


def _real(directory: Path) -> Path:
    """Where it really is: a link into a synchronised folder is that folder."""
    try:
        return directory.resolve()
    except (OSError, RuntimeError):
        return directory.absolute()


def _told(environment: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """The folders that services say they synchronise on this account."""
    for variable, service in _VARIABLES.items():
        if environment.get(variable):
            yield _real(Path(environment[variable])), service
    homes = [Path(environment[name]) for name in ("APPDATA", "LOCALAPPDATA", "HOME", "USERPROFILE")
             if environment.get(name)]  # fmt: skip
    for home in homes:
        for name in ("Dropbox/info.json", ".dropbox/info.json"):
            with suppress(OSError, ValueError, RecursionError, AttributeError, TypeError, KeyError):
                told = json.loads(read_bounded(home / name, _MOST_BYTES))
                for account in told.values():
                    yield _real(Path(account["path"])), "Dropbox"
        for service in ("Nextcloud", "ownCloud"):
            file = f"{service}/{service.lower()}.cfg"
            for name in (file, f".config/{file}"):
                with suppress(OSError):  # it is not there
                    text = read_bounded(home / name, _MOST_BYTES).decode("utf-8", "replace")
                    for found in _LOCAL_PATH.finditer(text):
                        yield _real(Path(found[1].strip())), service


def _by_name(name: str) -> str:
    return next((service for pattern, service in _BY_NAME if pattern.fullmatch(name)), "")


def _by_mark(folder: Path) -> str:
    """The service that left its own file there; a folder that can't be read tells nothing."""
    with suppress(OSError):
        for mark, service in _BY_MARK.items():
            if (folder / mark).exists():
                return service
        for start, service in _MARKED_BASES:
            if next(folder.glob(f"{start}*.db"), None) is not None:
                return service
    return ""


def _by_disk(path: Path, mounts: Path) -> SharedPlace | None:
    """A drive of the network; where the whole system is on one, that is this machine's own."""
    if sys.platform == "win32":
        anchor = path.anchor
        if anchor.startswith("\\\\") and not anchor.startswith(("\\\\?\\", "\\\\.\\")):
            return SharedPlace("")
        remote = ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE
        return SharedPlace("") if remote else None
    if sys.platform == "darwin":
        return None if _is_local(path) else SharedPlace("")
    with suppress(OSError):
        place, kind = mount_of(path, mounts.read_text("utf-8", "replace"))
        if place != Path("/") and kind in _CLOUD_MOUNTS and _CLOUD_MOUNTS[kind]:
            return SharedPlace(_CLOUD_MOUNTS[kind])
        if place != Path("/") and kind in _NETWORK:
            return SharedPlace("")
    return None


def _is_local(path: Path) -> bool:
    """Whether macOS says that the disk is of this machine; True when it says nothing."""
    while not path.exists() and path != path.parent:
        path = path.parent
    told = ctypes.create_string_buffer(4096)
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None, use_errno=True)
        if library.statfs(os.fsencode(path), told) == 0:
            flags = int.from_bytes(told.raw[64:68], sys.byteorder)
            return bool(flags & _LOCAL)
    return True
