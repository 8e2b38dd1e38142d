"""The package for Debian and those that descend from it: the program's folder, its entry, its word.

It holds nothing but the program: a store is in the folder of who made it, and stays there.
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from elf import Needs

HERE = Path(__file__).resolve().parent / "debian"
HOME = "opt/coachdesk"
"""Where a package that is not Debian's own belongs."""

ICONS = "_internal/coachdesk/_resources/app"

UNINSTALLED = "LISEZMOI.txt"
"""How a folder that nobody installed is started, and taken away."""

SCRIPTS = ("preinst", "postinst", "prerm", "postrm")
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


@dataclass(frozen=True)
class Deb:
    """What a package is made from."""

    bundle: Path
    version: str
    machine: str
    """As the system names its processor: « x86_64 »."""

    needs: Needs
    epoch: int
    """The date of every file in it, in seconds: the same folder gives the same bytes."""

    compression: str = "xz"
    """As dpkg names it; « none » is made at once, and weighs three times as much."""

    @property
    def filename(self) -> str:
        """As Debian names packages."""
        return f"coachdesk_{self.version}_{self.architecture}.deb"

    @property
    def architecture(self) -> str:
        """As Debian names the processor."""
        return _ARCHITECTURES.get(self.machine, self.machine)


def build(package: Deb, work: Path, out: Path) -> Path:
    """Make the .deb in ``out``; its tree is laid out in ``work``, which is emptied first."""
    shutil.rmtree(work, ignore_errors=True)
    apart = shutil.ignore_patterns(UNINSTALLED)
    shutil.copytree(package.bundle, work / HOME, symlinks=True, ignore=apart)
    lay_out(package, work)
    target = out / package.filename
    subprocess.run(
        [
            "dpkg-deb",
            "--root-owner-group",
            f"-Z{package.compression}",
            "--build",
            str(work),
            str(target),
        ],
        env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": str(package.epoch)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return target


def lay_out(package: Deb, work: Path) -> None:
    """Put beside the program what the desktop and dpkg look for."""
    command = work / "usr/bin/coachdesk"
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/{HOME}/coachdesk")
    _copy(HERE / "coachdesk.desktop", work / "usr/share/applications/coachdesk.desktop")
    _copy(HERE / "copyright", work / "usr/share/doc/coachdesk/copyright")
    icons, theme = package.bundle / ICONS, work / "usr/share/icons/hicolor"
    for icon in sorted(icons.glob("coachdesk.svg")):
        _copy(icon, theme / "scalable/apps/coachdesk.svg")
    for icon in sorted(icons.glob("coachdesk-*.png")):
        side = icon.stem.removeprefix("coachdesk-")
        _copy(icon, theme / f"{side}x{side}/apps/coachdesk.png")
    for path in sorted(work.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path == work / HOME / "coachdesk"
            path.chmod(0o755 if runs else 0o644)
    control = work / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(control_text(package, _kilobytes(work)), "utf-8")
    for script in SCRIPTS:
        _copy(HERE / script, control / script)
        (control / script).chmod(0o755)


def control_text(package: Deb, kilobytes: int) -> str:
    """What dpkg is told of the package."""
    template = (HERE / "control").read_text("utf-8")
    return template.format(
        version=package.version,
        architecture=package.architecture,
        kilobytes=kilobytes,
        packages=", ".join(package.needs.packages),
    )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _kilobytes(folder: Path) -> int:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum((path.stat().st_size + 1023) // 1024 for path in files)
