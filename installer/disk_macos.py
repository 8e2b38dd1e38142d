"""The disk for macOS: CoachDesk beside the folder it is dropped on, and what to do in two lines."""

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent / "macos"


def build(application: Path, version: str, machine: str, work: Path, out: Path) -> Path:
    """Make the disk image in ``out``; it is laid out in ``work``, which is emptied first."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    subprocess.run(["ditto", str(application), str(work / application.name)], check=True)
    (work / "Applications").symlink_to("/Applications")
    shutil.copyfile(HERE / "LISEZMOI.txt", work / "LISEZMOI.txt")
    target = out / f"CoachDesk-{version}-{machine}.dmg"
    command = ["hdiutil", "create", "-volname", f"CoachDesk {version}", "-srcfolder", str(work)]
    subprocess.run([*command, "-format", "UDZO", "-ov", str(target)], check=True)
    return target
