"""Try the disk image on macOS: after the step « disk ».

It is mounted, the program copied out of it as a hand would drop it, tried, replaced by itself over
a store in use, and removed; the store stays. What was seen lands in dist/essai-macos.
"""

import plistlib
import shutil
import subprocess
import tempfile
from pathlib import Path

import build
from steps import command, done

SEEN = build.DIST / "essai-macos"


def main() -> None:
    """Run the trial.

    Raises:
        SystemExit: with the step that failed.
    """
    version = build.program_version()
    (image,) = build.DIST.glob(f"CoachDesk-{version}-*.dmg")
    SEEN.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        there, disk = Path(name) / "Applications", Path(name) / "disk"
        there.mkdir()
        store = Path(name) / "magasin"
        subprocess.run(["hdiutil", "attach", "-nobrowse", "-mountpoint", disk, image], check=True)
        try:
            application = drop(disk, there)
            told = plistlib.loads((application / "Contents/Info.plist").read_bytes())
            done(told["CFBundleShortVersionString"] == version, "the bundle says its version")
            done(told["CFBundleDevelopmentRegion"] == "fr", "and speaks French")
            report = coach(application, store, "self-test")
            (SEEN / "self-test.txt").write_text(report, "utf-8")
            done(True, "self-test")
            coach(application, store, "init", "--profile", "coaching-emploi", "--coach", "Essai")
            application = drop(disk, there)
            coach(application, store, "self-test")
            coach(application, store, "check")
            done(True, "replaced over a store in use")
        finally:
            subprocess.run(["hdiutil", "detach", disk], check=True)
        shutil.rmtree(application)
        done(any(store.iterdir()), "removed; the store stays")


def drop(disk: Path, there: Path) -> Path:
    """Copy the program as the Finder does, over the former one."""
    target = there / "CoachDesk.app"
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(["ditto", disk / "CoachDesk.app", target], check=True)
    return target


def coach(application: Path, store: Path, *arguments: str) -> str:
    """What a command of the program prints; it has to succeed."""
    program = application / "Contents/MacOS/CoachDesk"
    return command(program, *arguments, COACHDESK_STORE=str(store))


if __name__ == "__main__":
    main()
