"""What tells a file from a copy of it: its number on its disk, where the disk keeps them."""

import ctypes
import os
import sys
from pathlib import Path

_LASTING_NUMBERS = {"ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "overlay", "tmpfs"}
_LASTING_VOLUMES = {"ext2", "ext3", "ext4", "btrfs"}
"""Those whose volume number is made of its UUID, not of the order of the disks."""
_KEYS = {"vfat", "exfat", "msdos", "ntfs", "ntfs3", "fuseblk"}
"""Those of keys, that make the numbers of their files up at each mount."""


def lasting_identity(
    file: Path, mounts: Path = Path("/proc/mounts"), disks: Path = Path("/dev/disk/by-uuid")
) -> str | None:
    """What names ``file`` and no copy of it, even after the machine was started again.

    On a key in FAT, whose numbers do not last, it is its place on that very key: there, one that
    was only moved passes for a copy. None where nothing does.
    """
    try:
        told = file.stat()
        if sys.platform == "win32":
            kind, serial = _windows_volume(file)
            if kind in {"NTFS", "ReFS"}:
                return f"{told.st_dev:x}-{told.st_ino:x}"
            within = file.absolute().relative_to(file.absolute().anchor)
            return _on_key(serial, within) if serial else None
        return _identity(file.resolve(), told.st_ino, mounts, disks)
    except OSError:
        return None


def _identity(file: Path, number: int, mounts: Path, disks: Path) -> str | None:
    if sys.platform == "darwin":
        return f"{number:x}"
    text = mounts.read_text("utf-8", "replace")
    place, kind = mount_of(file, text)
    if kind in _KEYS:
        volume = _volume(place, text, disks)
        return _on_key(volume, file.relative_to(place)) if volume else None
    if kind not in _LASTING_NUMBERS:
        return None
    volume = f"{os.statvfs(file).f_fsid:x}-" if kind in _LASTING_VOLUMES else ""
    return f"{volume}{number:x}"


def _on_key(volume: str, within: Path) -> str:
    """The same on each system that the key is plugged in; what the folders are called stays out."""
    from hashlib import sha256

    return f"{volume}:{sha256(within.as_posix().casefold().encode()).hexdigest()[:32]}"


def _volume(place: Path, mounts: str, disks: Path) -> str | None:
    """The number that a volume got when it was formatted, from where it is plugged in."""
    lines = (line.split(" ") for line in mounts.splitlines())
    device = next((each[0] for each in lines if len(each) > 1 and _path(each[1]) == place), "")
    return next(
        (link.name for link in disks.iterdir() if link.resolve() == Path(device).resolve()), None
    )


def file_system(folder: Path, mounts: str) -> str | None:
    """The kind of file system that holds ``folder``, from the text of /proc/mounts."""
    return mount_of(folder, mounts)[1] or None


def mount_of(folder: Path, mounts: str) -> tuple[Path, str]:
    """Where the file system that holds ``folder`` begins, and its kind; empty when none does."""
    best, found = Path(), ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004  (device, place, kind)
            continue
        place = _path(fields[1])
        if folder.is_relative_to(place) and len(place.parts) >= len(best.parts):
            best, found = place, fields[2]
    return best, found


def _path(told: str) -> Path:
    return Path(told.replace("\\040", " "))


def _windows_volume(file: Path) -> tuple[str, str]:
    """The kind of file system, and the number that the volume got when it was formatted."""
    if sys.platform == "win32":
        kind, serial = ctypes.create_unicode_buffer(64), ctypes.c_ulong()
        known = ctypes.windll.kernel32.GetVolumeInformationW(
            file.absolute().anchor, None, 0, ctypes.byref(serial), None, None, kind, len(kind)
        )
        if known:
            return kind.value, f"{serial.value >> 16:04X}-{serial.value & 0xFFFF:04X}"
    return "", ""
