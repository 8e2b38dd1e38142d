"""Prepare this checkout: .venv with the exact packages, and what Debian must bring beside.

``python3 tools/setup.py`` makes .venv and its ``coachdesk`` command, and installs the system
libraries of Qt that are missing; ``--tools`` also installs the outside tools that the tests call,
``--look`` the heavy ones that papers are only looked at with, ``--installer`` those of installer/.
Only the standard library, no question asked, nothing done twice: a stamp in .venv tells when
pyproject.toml or constraints.txt have changed.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:
    sys.exit("setup: Python 3.11 or later is needed: make PYTHON=python3.11 …")

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "setup-stamp"
CONSTRAINTS = ROOT / "constraints.txt"
BUILDER = ("pip", "setuptools", "hatchling")
"""What builds the package itself, installed first so that the build is pinned like the rest."""


def main(arguments: list[str]) -> None:
    """Do what is missing.

    Raises:
        SystemExit: with a sentence, when it can't be done.
    """
    needs = tomllib.loads((ROOT / "tools" / "debian.toml").read_text("utf-8"))
    if sys.platform == "linux":
        packages = [pkg for name, pkg in needs["libraries"].items() if not loads(name)]
        if "--tools" in arguments:
            packages += [pkg for name, pkg in needs["tools"].items() if not has(name)]
        if "--look" in arguments:
            packages += [pkg for name, pkg in needs["look"].items() if not has(name)]
        if "--installer" in arguments:
            packages += [pkg for name, pkg in needs["installer"].items() if not have(name)]
        if packages:
            apt_install(sorted(set(packages)))
    if not STAMP.is_file() or STAMP.read_text("utf-8") != digest():
        make_environment()
        STAMP.write_text(digest(), "utf-8")


def has(tool: str) -> bool:
    """Whether the command is there; servers are where only root looks."""
    return bool(shutil.which(tool) or shutil.which(tool, path="/usr/sbin"))


def have(name: str) -> bool:
    """Whether a command or a library is there."""
    return loads(name) if ".so." in name else has(name)


def loads(library: str) -> bool:
    """Whether the dynamic linker finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: list[str]) -> None:
    """Install Debian packages, as root or through sudo."""
    line = f"apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        sys.exit(f"setup: missing on this system (names of the Debian packages): {line}")
    as_root: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            sys.exit(f"setup: run this as root, then try again: {line}")
        as_root = ["sudo", *([] if sys.stdin and sys.stdin.isatty() else ["-n"])]
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    apt += ["-o", "DPkg::Lock::Timeout=300"]
    say(f"installing Debian packages: {' '.join(packages)}")
    run([*apt, "update"], f"apt-get update failed; when it works: {line}")
    run([*apt, "install", "-y", "--no-install-recommends", *packages], f"this failed: {line}")


def make_environment() -> None:
    """Create .venv if need be, and install the exact packages and CoachDesk itself into it."""
    if not usable():
        say(f"making {VENV}")
        venv.create(VENV, clear=True, with_pip=importlib.util.find_spec("ensurepip") is not None)
    say("installing the Python packages of constraints.txt")
    failed = "pip could not install the packages: is there a network? See its message above."
    pip = [*pip_command(), "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--constraint", str(CONSTRAINTS)]
    run([*pip, *BUILDER], failed)
    run([*pip, "--no-build-isolation", "--editable", f"{ROOT}[dev]"], failed)


def usable() -> bool:
    """Whether .venv holds a Python of the version that runs this."""
    asked = "import sys; print(*sys.version_info[:3])"
    try:
        answer = subprocess.run([python(), "-c", asked], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.stdout.split() == [str(part) for part in sys.version_info[:3]]


def pip_command() -> list[str]:
    """The pip of .venv, or pip from outside working into it.

    Debian ships Python without ensurepip: .venv is then born without pip.
    """
    inside = subprocess.run([python(), "-c", "import pip"], capture_output=True, check=False)
    if inside.returncode == 0:
        return [python(), "-m", "pip"]
    if importlib.util.find_spec("pip") is None:
        apt_install(["python3-pip"])
    return [sys.executable, "-m", "pip", "--python", python()]


def python() -> str:
    """The interpreter of .venv."""
    return str(VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))


def digest() -> str:
    """What .venv depends on: the files that say what to install, this folder, this Python."""
    parts = [str(ROOT).encode(), sys.version.encode()]
    parts += [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def run(command: list[str], failed: str) -> None:
    """Run ``command``; leave with the sentence ``failed`` when it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "HOME" or value}
    if subprocess.run(command, env=environment, check=False).returncode != 0:
        sys.exit(f"setup: {failed}")


def say(sentence: str) -> None:
    """Tell what is going on, at once."""
    print(f"setup: {sentence}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
