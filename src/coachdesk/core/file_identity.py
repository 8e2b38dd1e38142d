"""What tells a file from a copy of it: its number on its disk, where the disk keeps them."""

import ctypes
import os
import sys
from pathlib import Path

_LASTING_NUMBERS = {"ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "overlay", "tmpfs"}
_LASTING_VOLUMES = {"ext2", "ext3", "ext4", "btrfs"}
"""Those whose volume number is made of its UUID, not of the order of the disks."""


def lasting_identity(file: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """What names ``file`` and no copy of it, even after the machine was started again.

    None where nothing does: a key in FAT makes its numbers up anew each time.
    """
    try:
        told = file.stat()
        if sys.platform == "win32":
            lasting = _windows_format(file) in {"NTFS", "ReFS"}
            return f"{told.st_dev:x}-{told.st_ino:x}" if lasting else None
        return _identity(file, told.st_ino, mounts)
    except OSError:
        return None


def _identity(file: Path, number: int, mounts: Path) -> str | None:
    if sys.platform == "darwin":
        return f"{number:x}"
    kind = file_system(file.resolve(), mounts.read_text("utf-8", "replace"))
    if kind not in _LASTING_NUMBERS:
        return None
    volume = f"{os.statvfs(file).f_fsid:x}-" if kind in _LASTING_VOLUMES else ""
    return f"{volume}{number:x}"


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
        place = Path(fields[1].replace("\\040", " "))
        if folder.is_relative_to(place) and len(place.parts) >= len(best.parts):
            best, found = place, fields[2]
    return best, found


def _windows_format(file: Path) -> str | None:
    if sys.platform == "win32":
        name = ctypes.create_unicode_buffer(64)
        root = f"{file.absolute().anchor}"
        known = ctypes.windll.kernel32.GetVolumeInformationW(
            root, None, 0, None, None, None, name, len(name)
        )
        return name.value if known else None
    return None
