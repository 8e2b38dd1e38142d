"""What the system does of this memory on its disk: its own encryption, swap, hibernation.

An open store has names in memory, and a system short of it writes some on the disk. No program can
forbid that without an administrator's rights; it can say how it stands. What the system does not
tell is None, never a guess.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PATIENCE = 10.0
"""Seconds that a program of the system may take to answer."""
_SYS = Path("/sys")
_MEMORY_ONLY = "zram"
_NOT_PROTECTED = {0: None, 1: True, 2: False, 3: False, 4: False, 5: False, 6: True, 8: False}
"""System.Volume.BitLockerProtection: on, off, encrypting, decrypting, suspended, locked, waiting;
0 is of a disk that can't have it, which is no answer."""


@dataclass(frozen=True, slots=True)
class DiskSecrecy:
    """How it stands.

    Attributes:
        disk: whether the system encrypts the disk of the store.
        swap: whether memory that is written on a disk is encrypted there; also True where none is.
    """

    disk: bool | None
    swap: bool | None


@cache
def disk_secrecy(folder: Path) -> DiskSecrecy:
    """What the system tells of the disk of ``folder`` and its swap; it may take a second, once."""
    if sys.platform == "win32":
        return of_windows(_asked(_bitlocker(folder)), _asked(_PAGING))
    if sys.platform == "darwin":
        told = (["/usr/bin/fdesetup", "status"], ["/usr/sbin/sysctl", "vm.swapusage"])
        return of_macos(*map(_asked, told))
    return of_linux(folder)


def of_linux(
    folder: Path,
    swaps: Path = Path("/proc/swaps"),
    mounts: Path = Path("/proc/self/mountinfo"),
    sys_folder: Path = _SYS,
) -> DiskSecrecy:
    """From the tables of the kernel."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []

    def encrypted(path: Path) -> bool | None:
        return _encrypted(_device_of(path, lines), sys_folder)

    return DiskSecrecy(encrypted(folder.absolute()), _of_swaps(swaps, encrypted, sys_folder))


def of_macos(file_vault: str, swap: str) -> DiskSecrecy:
    """From « fdesetup status » and « sysctl vm.swapusage »."""
    disk = {True: True, False: None}["FileVault is On" in file_vault]
    if "FileVault is Off" in file_vault:
        disk = False
    return DiskSecrecy(disk, "(encrypted)" in swap if swap else None)


def of_windows(bitlocker: str, paging: str) -> DiskSecrecy:
    """From the shell's property of the volume, and « fsutil behavior query encryptpagingfile »."""
    told = bitlocker.strip()
    disk = _NOT_PROTECTED.get(int(told)) if told.isdigit() else None
    own = None
    if "=" in paging:
        own = paging.partition("=")[2].split("(")[0].strip() == "1"
    return DiskSecrecy(disk, True if disk else own)


def _of_swaps(
    swaps: Path, encrypted: Callable[[Path], bool | None], sys_folder: Path
) -> bool | None:
    try:
        rows = [line.split() for line in swaps.read_text("utf-8", "replace").splitlines()[1:]]
    except OSError:
        return None
    places = [Path(row[0].replace("\\040", " ")) for row in rows if row]
    on_disk = [place for place in places if not place.name.startswith(_MEMORY_ONLY)]
    told = []
    for place in on_disk:
        by_name = _device_of_block(place, sys_folder)
        told.append(_encrypted(by_name, sys_folder) if by_name else encrypted(place))
    return False if False in told else None if None in told else True


def _device_of(path: Path, mounts: Iterable[str]) -> str | None:
    """« 253:0 », the device that holds ``path``, by the last mount above it."""
    best, found = -1, None
    for line in mounts:
        before, _, after = line.partition(" - ")
        fields, kind = before.split(), after.split()
        if len(fields) < 5 or len(kind) < 2:  # noqa: PLR2004  (number, parent, device, root, place)
            continue
        place = Path(fields[4].replace("\\040", " "))
        if path.is_relative_to(place) and len(place.parts) >= best:
            # btrfs counts its volumes as devices of their own: the disk is named after the dash.
            named = kind[1] if fields[2].startswith("0:") else fields[2]
            best, found = len(place.parts), named
    return found


def _device_of_block(place: Path, sys_folder: Path) -> str | None:
    """The number of a partition or of a volume used whole, as a swap is."""
    name = place.resolve().name if place.is_absolute() and place.is_symlink() else place.name
    try:
        return (sys_folder / "class" / "block" / name / "dev").read_text("ascii").strip()
    except OSError:
        return None


def _encrypted(device: str | None, sys_folder: Path) -> bool | None:
    """Whether a device is a volume of LUKS, or stands on some that all are; None if not told."""
    if device is None:
        return None
    if device.startswith("/dev/"):
        device = _device_of_block(Path(device), sys_folder)
    block = sys_folder / "dev" / "block" / device if device else None
    if block is None or not block.exists():
        return None
    try:
        if (block / "dm" / "uuid").read_text("ascii").startswith("CRYPT-"):
            return True
    except OSError:
        pass  # no device-mapper volume
    below = block.resolve() / "slaves"
    if not below.is_dir() or not any(below.iterdir()):
        return False
    try:
        under = [(each / "dev").read_text("ascii").strip() for each in below.iterdir()]
    except OSError:
        return None
    told = [_encrypted(each, sys_folder) for each in under]
    return False if False in told else None if None in told else True


_PAGING = [r"C:\Windows\System32\fsutil.exe", "behavior", "query", "encryptpagingfile"]


def _bitlocker(folder: Path) -> list[str]:
    """What an account without rights may ask of its volume."""
    drive = folder.absolute().drive.replace("'", "")
    asked = f"(New-Object -ComObject Shell.Application).NameSpace('{drive}\\').Self"
    return [
        r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", "-NoProfile",
        "-NonInteractive", "-Command",
        f"{asked}.ExtendedProperty('System.Volume.BitLockerProtection')",
    ]  # fmt: skip


def _asked(command: list[str]) -> str:
    hidden = 0x08000000 if sys.platform == "win32" else 0  # CREATE_NO_WINDOW: no box flashes by
    try:
        return subprocess.run(  # noqa: S603  (a program of the system, by its full path)
            command, capture_output=True, text=True, timeout=_PATIENCE, check=False,
            creationflags=hidden,
        ).stdout  # fmt: skip
    except (OSError, subprocess.TimeoutExpired, UnicodeError):
        return ""
