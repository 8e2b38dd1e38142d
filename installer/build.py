"""Make what is installed: ``python installer/build.py bundle archive deb``, all by default.

``bundle``: the program in one folder, its libraries beside it. ``archive``: that folder as one
file, to be unfolded anywhere. Then what the system installs: ``deb``, the package for Debian;
``setup``, the installer for Windows; ``disk``, the disk image for macOS. They land in dist/, beside
``poids.txt``, which says what weighs. It is the only builder, on each system and in CI.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import debian
import disk_macos
import licences
import setup_windows
import weights
from elf import needs_of, prune, strip

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "installer"
BUILD, DIST = ROOT / "build", ROOT / "dist"
BUNDLE, APPLICATION = DIST / "coachdesk", DIST / "CoachDesk.app"
LINUX = sys.platform == "linux"
STEPS = ("bundle", "archive", {"linux": "deb", "win32": "setup", "darwin": "disk"}[sys.platform])
_SYSTEMS = {"linux": "linux", "darwin": "macos", "win32": "windows"}


def main() -> int:
    """Do the steps that are asked for.

    Raises:
        SystemExit: with a sentence, when one can't be done.
    """
    parser = argparse.ArgumentParser(description="Make what is installed.")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"{', '.join(STEPS)}; all of them")
    parser.add_argument("--version", default=program_version(), help="in place of the program's")
    asked = parser.parse_args()
    steps = asked.steps or STEPS
    if unknown := set(steps) - set(STEPS):
        sys.exit(f"build: unknown here: {', '.join(sorted(unknown))}")
    if "bundle" in steps:
        make_bundle()
    elif not BUNDLE.is_dir():
        sys.exit("build: there is no program yet: ask for the step « bundle » too")
    if "archive" in steps:
        tell(make_archive(asked.version))
    if "deb" in steps:
        tell(make_deb(asked.version))
    if "setup" in steps:
        tell(setup_windows.build(BUNDLE, asked.version, DIST))
    if "disk" in steps:
        machine = platform.machine().lower()
        tell(disk_macos.build(APPLICATION, asked.version, machine, BUILD / "disk", DIST))
    return 0


def program_version() -> str:
    """The version, from the only place that states it."""
    text = (ROOT / "src/coachdesk/__init__.py").read_text("utf-8")
    stated = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert stated
    return stated[1]


def make_bundle() -> None:
    """The program in one folder, with its licences; refused if a bare machine could not run it."""
    shutil.rmtree(BUNDLE, ignore_errors=True)
    spec = HERE / "coachdesk.spec"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    command += [f"--distpath={DIST}", f"--workpath={BUILD / 'pyinstaller'}", str(spec)]
    settings = {
        "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(epoch()),  # the same bytes each time
        "PYTHONNODEBUGRANGES": "1",  # columns of lines of which the source is not there
        # Modules as they are: what is made of them folds them smaller, and a start unfolds nothing.
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
    }  # fmt: skip
    say("the program, in one folder")
    if subprocess.run(command, env={**os.environ, **settings}, check=False).returncode != 0:
        sys.exit("build: PyInstaller failed; see its message above")
    (BUNDLE / licences.FILENAME).write_text(licences.written(), "utf-8")
    readme = HERE / "readme" / f"{_SYSTEMS[sys.platform]}.txt"
    if readme.is_file():  # what a program of macOS needs to say, its window says
        (BUNDLE / "LISEZMOI.txt").write_text(readme.read_text("utf-8"), "utf-8")
    if LINUX:
        own = BUNDLE / "_internal"
        prune(own)
        strip(own)
        if missing := needs_of(BUNDLE).unknown:
            sys.exit(
                f"build: nothing brings {', '.join(sorted(missing))}: install it here, so that it "
                "is taken along, or name its package in installer/contents.py"
            )
    table = weights.table(BUNDLE)
    (DIST / "poids.txt").write_text(table, "utf-8")
    print(table)


def make_archive(version: str) -> Path:
    """The folder as one file, named after the version, the system and the processor."""
    name = f"coachdesk-{version}-{_SYSTEMS[sys.platform]}-{platform.machine().lower()}"
    top = f"CoachDesk-{version}"
    return fold_tar(name, top) if LINUX else fold_zip(name, top)


def fold_tar(name: str, top: str) -> Path:
    """The archive for Linux; the same folder gives the same bytes."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = epoch()
        return entry

    target = DIST / f"{name}.tar.xz"
    with tarfile.open(target, "w:xz", preset=6) as archive:
        archive.add(BUNDLE, top, filter=plain)
    return target


def fold_zip(name: str, top: str) -> Path:
    """The archive for Windows, and for macOS, whose program is a bundle with links."""
    target = DIST / f"{name}.zip"
    if sys.platform == "darwin":
        command = ["ditto", "-c", "-k", "--keepParent", str(APPLICATION), str(target)]
        subprocess.run(command, check=True)
        return target
    stamp = time.gmtime(epoch())[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(BUNDLE.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{top}/{path.relative_to(BUNDLE).as_posix()}", stamp)
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return target


def make_deb(version: str, out: Path = DIST, *, compression: str = "xz") -> Path:
    """The package for Debian."""
    needs = needs_of(BUNDLE)
    package = debian.Deb(BUNDLE, version, platform.machine(), needs, epoch(), compression)
    return debian.build(package, BUILD / "deb", out)


def epoch() -> int:
    """The date that files get, in seconds: that of the newest commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    command = ["git", "log", "-1", "--format=%ct"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="ascii", check=False)
    return int(ran.stdout) if ran.returncode == 0 else int(time.time())


def tell(made: Path) -> None:
    """Say what was made, and how much it weighs."""
    say(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.1f} MB")


def say(sentence: str) -> None:
    """Tell what is going on, at once."""
    print(f"build: {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
