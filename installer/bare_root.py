"""A bare Debian in a folder, in which a package is put as on a machine that was just installed."""

import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

COACH = "coach"
_SETTINGS = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


class BareRoot:
    """The folder of a bare Debian, and what is done in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, suite: str, kept: Path) -> None:
        """Unfold the smallest Debian, which is made once and kept in ``kept``."""
        self.folder.mkdir(parents=True)
        if not kept.is_file():
            made = self.folder.with_name("made")
            command = ["debootstrap", "--variant=minbase", suite, str(made)]
            _ran(command, "debootstrap failed: is there a network, and are you root?")
            kept.parent.mkdir(parents=True, exist_ok=True)
            _ran(["tar", "-C", str(made), "-cf", str(kept), "."], "tar failed")
            shutil.rmtree(made)
        _ran(["tar", "-C", str(self.folder), "-xf", str(kept)], "tar failed")
        shutil.copyfile("/etc/resolv.conf", self.folder / "etc/resolv.conf")
        self.command("useradd", "--create-home", COACH)
        self.command("apt-get", "-qq", "update")

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """With what a running system has: its processes, and memory for files."""
        places = {"proc": self.folder / "proc", "tmpfs": self.folder / "dev/shm"}
        done: list[Path] = []
        try:
            for kind, place in places.items():
                place.mkdir(exist_ok=True)
                _ran(["mount", "-t", kind, kind, str(place)], f"{place} can't be mounted")
                done.append(place)
            (self.folder / "dev/shm").chmod(0o1777)
            yield
        finally:
            for place in reversed(done):
                subprocess.run(["umount", str(place)], check=False)

    def packages(self) -> set[str]:
        """The packages of Debian that are there."""
        return set(self.command("dpkg-query", "-W", "-f", "${Package}\\n").split())

    def install(self, package: Path) -> None:
        """Install or upgrade, with what it declares and nothing else.

        Raises:
            SystemExit: it is refused.
        """
        refused = self.try_install(package)
        if refused is not None:
            sys.exit(f"trial: {package.name} is refused\n{refused}")

    def try_install(self, package: Path) -> str | None:
        """The same; gives what is said where it is refused."""
        shutil.copyfile(package, self.folder / "root" / package.name)
        command = ["apt-get", "-q", "install", "-y", "--no-install-recommends"]
        ran = self._run([*command, f"/root/{package.name}"], DEBIAN_FRONTEND="noninteractive")
        return None if ran.returncode == 0 else ran.stdout

    def command(self, *words: str) -> str:
        """Run a command of the system; gives what it printed.

        Raises:
            SystemExit: it failed.
        """
        return _told(self._run([*words], DEBIAN_FRONTEND="noninteractive"), words)

    def coach(self, *words: str, program: Path | None = None, **settings: str) -> str:
        """Run ``coachdesk`` as a coach, or ``program``, a file of the root; gives what it printed.

        Raises:
            SystemExit: it failed.
        """
        named = "coachdesk" if program is None else f"/{program.relative_to(self.folder)}"
        inside = ["chroot", f"--userspec={COACH}:{COACH}", "/"]
        return _told(self._run([*inside, *_as_coach((named, *words), settings)]), words)

    def coach_starts(self, *words: str, **settings: str) -> "subprocess.Popen[bytes]":
        """Start ``coachdesk`` as a coach; gives the process of the program, nothing around it."""
        inside = ["chroot", f"--userspec={COACH}:{COACH}", str(self.folder)]
        return subprocess.Popen(
            [*inside, *_as_coach(("coachdesk", *words), settings)], stdout=subprocess.DEVNULL
        )

    def has(self, path: str) -> bool:
        """Whether there is a file, a folder or a link at ``path``."""
        return (self.folder / path).exists() or (self.folder / path).is_symlink()

    def unfold(self, archive: Path, place: str) -> Path:
        """Unfold an archive at ``place``, as the coach's own; gives the folder that it holds."""
        with tarfile.open(archive) as opened:
            opened.extractall(self.folder / place, filter="data")
            top = opened.getnames()[0]
        self._make_coachs_own()
        return self.folder / place / top

    def give(self, source: Path, place: str) -> None:
        """Put a copy of a folder at ``place``, as the coach's own."""
        target = self.folder / place
        with suppress(FileNotFoundError):
            shutil.rmtree(target)
        shutil.copytree(source, target)
        self._make_coachs_own()

    def _make_coachs_own(self) -> None:
        self.command("chown", "-R", f"{COACH}:{COACH}", f"/home/{COACH}")

    def _run(self, words: list[str], **settings: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["chroot", str(self.folder), *words],
            env={**_SETTINGS, "HOME": "/root", **settings},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )


def _as_coach(words: tuple[str, ...], settings: dict[str, str]) -> list[str]:
    given = {**_SETTINGS, "HOME": f"/home/{COACH}", **settings}
    named = [f"{name}={value}" for name, value in given.items()]
    return ["env", "-i", "-C", f"/home/{COACH}", *named, *words]


def _told(ran: "subprocess.CompletedProcess[str]", words: tuple[str, ...]) -> str:
    if ran.returncode != 0:
        sys.exit(f"trial: {' '.join(words)} failed ({ran.returncode})\n{ran.stdout}")
    return ran.stdout


def _ran(command: list[str], failed: str) -> None:
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        sys.exit(f"trial: {failed}")
