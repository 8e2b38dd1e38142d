"""The disks of the machine: what is free on one, whether two folders share one, keys plugged in.

What the system does not tell is None, never a guess.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from coachdesk.core.file_identity import file_system

_SYS = Path("/sys/dev/block")
_REMOVABLE, _IN_MEMORY = 2, 6
"""What GetDriveTypeW says (winbase.h)."""


def free_space(folder: Path) -> int | None:
    """Bytes free for this account where ``folder`` is."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def total_space(folder: Path) -> int | None:
    """Bytes of the disk that holds ``folder``."""
    try:
        return shutil.disk_usage(folder).total
    except OSError:
        return None


def same_disk(one: Path, other: Path, sys_block: Path = _SYS) -> bool | None:
    """Whether two folders are lost together with one disk; None when a folder can't be read.

    Two partitions of one disk count as the same where the system tells which disk that is.
    """
    try:
        first, second = one.stat().st_dev, other.stat().st_dev
    except OSError:
        return None
    if first == second:
        return True
    disks = [_whole_disk(device, sys_block) for device in (first, second)]
    return disks[0] is not None and disks[0] == disks[1]


def removable(folder: Path, sys_block: Path = _SYS) -> bool | None:
    """Whether ``folder`` is on a key or a card that can be pulled out."""
    if sys.platform == "win32":
        kind = _windows_kind(folder)
        return None if kind is None else kind == _REMOVABLE
    try:
        disk = _whole_disk(folder.stat().st_dev, sys_block)
        if disk is None:
            return None
        if "/usb" in disk.as_posix():  # a USB disk says 0, though it is pulled out as easily
            return True
        return (disk / "removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        return None


def lost_with_the_machine(folder: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Whether ``folder`` is in memory, which a copy would not outlive."""
    if sys.platform == "win32":
        return _windows_kind(folder) == _IN_MEMORY
    try:
        kind = file_system(folder.resolve(), mounts.read_text("utf-8", "replace"))
    except OSError:
        return False
    return kind in {"tmpfs", "ramfs"}


def keys_plugged_in() -> tuple[Path, ...]:
    """The folders at the top of the keys and removable disks that can be written now."""
    writable = (folder for folder in _mounted() if os.access(folder, os.W_OK))
    return tuple(folder for folder in writable if removable(folder))


def _mounted() -> Iterator[Path]:
    if sys.platform == "win32":
        drives = ctypes.windll.kernel32.GetLogicalDrives()
        for number in range(26):
            if drives >> number & 1:
                yield Path(f"{chr(ord('A') + number)}:\\")
        return
    user = os.environ.get("USER", "")
    for name in (f"/media/{user}", f"/run/media/{user}", "/media", "/Volumes"):
        try:
            yield from (folder for folder in sorted(Path(name).iterdir()) if folder.is_mount())
        except OSError:
            continue


def _whole_disk(device: int, sys_block: Path) -> Path | None:
    """The disk of a device number as Linux files it; None elsewhere, or without a disk below."""
    link = sys_block / f"{os.major(device)}:{os.minor(device)}" if sys.platform != "win32" else None
    if link is None or not link.exists():
        return None
    block = link.resolve()
    return block.parent if (block / "partition").exists() else block


def _windows_kind(folder: Path) -> int | None:
    if sys.platform == "win32":
        kind = int(ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor))
        return kind if kind >= _REMOVABLE else None
    return None
