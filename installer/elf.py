"""What the compiled files of a folder for Linux ask of the machine, as their headers say it."""

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from contents import SYSTEM_LIBRARIES, is_of_c

_MAGIC = b"\x7fELF"
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")


@dataclass(frozen=True)
class Needs:
    """What a folder of programs and libraries needs beside itself."""

    libraries: frozenset[str]
    """Names of the libraries that it does not hold, without those of C."""

    c_version: tuple[int, int]
    """The oldest C library that has all that is called."""

    @property
    def unknown(self) -> frozenset[str]:
        """Libraries that nothing brings: the program would not start on a bare machine."""
        return self.libraries - set(SYSTEM_LIBRARIES)

    @property
    def packages(self) -> tuple[str, ...]:
        """The packages of Debian that bring all of it."""
        named = {SYSTEM_LIBRARIES[name] for name in self.libraries if name in SYSTEM_LIBRARIES}
        return (f"libc6 (>= {self.c_version[0]}.{self.c_version[1]})", *sorted(named))


def compiled_files(folder: Path) -> list[Path]:
    """The programs and libraries below ``folder``, links left out."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == _MAGIC:
                    found.append(path)
    return found


def needs_of(folder: Path) -> Needs:
    """Read the headers of every compiled file below ``folder``."""
    asked: set[str] = set()
    oldest = (2, 17)
    for path in compiled_files(folder):
        needed, versions = _headers(path)
        asked |= needed
        oldest = max([oldest, *versions])
    held = {path.name for path in folder.rglob("*")}
    return Needs(frozenset(name for name in asked - held if not is_of_c(name)), oldest)


@cache
def _headers(path: Path) -> tuple[frozenset[str], tuple[tuple[int, int], ...]]:
    """The libraries that a compiled file asks for, and the versions of that of C."""
    ran = subprocess.run(
        ["objdump", "-p", str(path)], capture_output=True, encoding="utf-8", check=True
    )
    versions = _GLIBC.findall(ran.stdout)
    return (
        frozenset(_NEEDED.findall(ran.stdout)),
        tuple((int(major), int(minor)) for major, minor in versions),
    )


def strip(own: Path) -> None:
    """Take out what serves a debugger alone: of some modules it is nine tenths.

    Qt stays as its authors made it, and so do the libraries that a wheel brings beside its modules:
    what gave these their names moved their parts about, which few tools read again.
    """
    for path in compiled_files(own):
        top = path.relative_to(own).parts[0]
        if top != "PySide6" and not top.endswith(".libs") and _has_symbols(path):
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def _has_symbols(path: Path) -> bool:
    ran = subprocess.run(
        ["readelf", "--section-headers", "--wide", str(path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return ".symtab" in ran.stdout


def prune(own: Path) -> list[str]:
    """Take out the libraries that nothing asks for; gives their names.

    PyInstaller follows each library to those that it asks for itself, also the ones that are left
    to the system afterwards.
    """
    gone: list[str] = []
    while True:
        asked = {name for path in compiled_files(own.parent) for name in _headers(path)[0]}
        idle = [
            path
            for path in (*own.glob("lib*.so*"), *own.glob("*.libs/lib*.so*"))
            if path.name not in asked and not path.name.startswith("libpython")
        ]
        if not idle:
            return gone
        for path in idle:
            gone.append(path.name)
            path.unlink()
