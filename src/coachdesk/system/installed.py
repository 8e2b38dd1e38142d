"""How this copy of the program came on this machine, and starting an installer that replaces it."""

import platform
import subprocess  # nosec B404
import sys
from pathlib import Path

import platformdirs

from coachdesk.core.bounded import read_bounded

_DEBIAN_LIST = Path("/var/lib/dpkg/info/coachdesk.list")
"""The files of the package, one a line."""
_LONGEST_LIST = 1 << 22
_SAME_MACHINE = {"amd64": "x86_64", "x64": "x86_64", "aarch64": "arm64"}
_OPTIONS = "/SP-", "/SILENT", "/RELAUNCH=1"
"""Of Inno Setup: no question before, a bar of progress, and the program again at the end."""


def machine() -> str:
    """« x86_64 » or « arm64 », whatever the system calls it."""
    name = platform.machine().lower()
    return _SAME_MACHINE.get(name, name)


def system_name() -> str:
    """As people call it."""
    return {"win32": "Windows", "darwin": "macOS"}.get(sys.platform, "Linux")


def installed_by_debian() -> bool:
    """Whether the packages of the system brought this copy: they replace it too.

    Another one may stand beside it, unfolded from an archive.
    """
    try:
        listed = read_bounded(_DEBIAN_LIST, _LONGEST_LIST).decode("utf-8").splitlines()
    except OSError:
        return False
    return str(Path(sys.executable).resolve()) in listed


def installed_by_setup() -> bool:
    """Whether our installer brought it, on Windows: it leaves there what takes it away again."""
    return (Path(sys.executable).parent / "unins000.exe").is_file()


def updates_directory() -> Path:
    """Where an installer is copied before it is started: of this account alone."""
    return platformdirs.user_cache_path("CoachDesk", appauthor=False) / "updates"


def start_installer(installer: Path) -> None:
    """Start the Windows installer, which goes on once this program is gone.

    Raises:
        OSError: the system refuses.
    """
    apart = getattr(subprocess, "DETACHED_PROCESS", 0)
    subprocess.Popen(  # noqa: S603  (verified a moment ago, in a folder of this account alone)  # nosec B603
        [str(installer), *_OPTIONS],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        creationflags=apart,
        cwd=installer.parent,
    )
