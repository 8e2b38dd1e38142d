"""Try what is for Linux on a bare Debian: ``python installer/trial.py``, as root, once it is built.

A root is made by debootstrap, with nothing but Debian's smallest system, and the package is put in
it with only what it declares. Then, as a coach would meet it: the program tries itself, also
unfolded from its archive by her own hand; a month is closed and a window shown by an older version,
an upgrade is refused under that window and done once it is closed, the store is the same, a store
of the first release is opened, and a removal leaves all of them.

``--previous`` gives the package of the older version, as each release keeps it; without it, this
program pretends to be older. Each step is said; the first that fails ends it. What was seen lands
in dist/essai-debian.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageGrab

import build
from bare_root import BareRoot
from coachdesk.services.demo import PASSPHRASE
from steps import digests, say

sys.path.insert(0, str(build.ROOT / "bench"))  # each measure has a screen of its own there
from x_screen import x_server

SEEN = build.DIST / "essai-debian"
GOLDEN = build.ROOT / "tests" / "golden"
OLDER_PASSPHRASE = "ruisseau-lampe-violon-12"  # noqa: S105  (of stores made up for the tests)
PREVIOUS = "0.0.1"
"""The version that the package pretends to have when no older one is given."""

_MOST_INSTALLED, _MOST_PACKED = 230, 75
"""In MB; beyond, dist/poids.txt says what weighs."""
_PATIENCE = 240
_STILL = 5
"""Seconds without a change: what is shown is no longer being read."""
_CARET = 400
"""Pixels around what blinks, at most: that is no change."""
_COLOURS = 40
"""Fewer on the whole screen, and no window is drawn yet."""


def main() -> None:
    """Run the trial.

    Raises:
        SystemExit: with the step that failed.
    """
    parser = argparse.ArgumentParser(description="Try the package on a bare Debian.")
    parser.add_argument("--suite", default="bookworm", help="of Debian")
    parser.add_argument("--previous", type=Path, help="the package of an older release")
    asked = parser.parse_args()
    version = build.program_version()
    newest, archive = built(f"coachdesk_{version}_*.deb"), built(f"coachdesk-{version}-*.tar.xz")
    aside = build.BUILD / "previous"
    aside.mkdir(parents=True, exist_ok=True)
    previous = asked.previous or build.make_deb(PREVIOUS, aside, compression="none")
    shutil.rmtree(SEEN, ignore_errors=True)
    SEEN.mkdir(parents=True)
    kept = build.BUILD / f"{asked.suite}.tar"
    with tempfile.TemporaryDirectory(prefix="coachdesk-bare-") as name:
        root = BareRoot(Path(name) / "root")
        root.make(asked.suite, kept)
        with root.mounted(), x_server() as display:
            Trial(root, display).run(previous, newest, archive, version)
    say("all of it works; see dist/essai-debian")


def built(name: str) -> Path:
    """What build.py made under that name.

    Raises:
        SystemExit: nothing.
    """
    found = next(build.DIST.glob(name), None)
    if found is None:
        sys.exit(f"trial: there is no dist/{name}: make installer")
    return found


class Trial:
    """The steps, in the order in which a machine meets them."""

    def __init__(self, root: BareRoot, display: str) -> None:
        self._root = root
        self._display = display
        self._lines: list[str] = []

    def run(self, previous: Path, newest: Path, archive: Path, version: str) -> None:
        """Weigh, install, use, upgrade, remove."""
        self._weigh(newest, archive)
        before = self._root.packages()
        self._root.install(newest)
        added = self._root.packages() - before
        self._done(f"installed on a bare root, with {len(added) - 1} packages of Debian beside")
        self._try_itself()
        self._root.command("apt-get", "-qq", "purge", "-y", "coachdesk")
        self._try_unfolded(archive)
        self._root.install(previous)
        self._use_and_upgrade(newest)
        self._open_older()
        told = self._root.coach("--version")
        assert version in told, told
        self._remove()

    def _weigh(self, *made: Path) -> None:
        command = ["dpkg-deb", "--field", str(made[0]), "Installed-Size"]
        kilobytes = int(subprocess.run(command, capture_output=True, check=True).stdout)
        installed, packed = kilobytes * 1024 / 1e6, [path.stat().st_size / 1e6 for path in made]
        told = ", ".join(
            f"{path.name} {size:.1f} MB" for path, size in zip(made, packed, strict=True)
        )
        assert installed <= _MOST_INSTALLED, f"{installed:.0f} MB installed"
        assert max(packed) <= _MOST_PACKED, told
        self._done(f"{installed:.0f} MB installed; {told}")

    def _try_itself(self) -> None:
        report = self._root.coach("self-test", DISPLAY=self._display)
        (SEEN / "self-test.txt").write_text(report, "utf-8")
        self._done(f"self-test: {report.strip().splitlines()[-1]}")

    def _try_unfolded(self, archive: Path) -> None:
        program = self._root.unfold(archive, "home/coach") / "coachdesk"
        report = self._root.coach("self-test", program=program, DISPLAY=self._display)
        told = report.strip().splitlines()[-1]
        self._done(f"unfolded by the coach, installed by nobody; self-test: {told}")

    def _use_and_upgrade(self, newest: Path) -> None:
        older = self._root.coach("--version").strip()
        demo = self._root.coach_starts("demo", "--dir", "/home/coach/essai", DISPLAY=self._display)
        self._photograph(demo, "fenetre.png")
        store = f"/home/coach/essai/{self._demo_folder()}/magasin"
        self._done(f"{older}: a month closed, its envoi verified, and the window shown")

        refused = self._root.try_install(newest)
        assert refused is not None, "an upgrade under an open window was let through"
        assert "Fermez-le" in refused, refused
        assert demo.poll() is None, "the window ended"
        (SEEN / "refus.txt").write_text(refused, "utf-8")
        self._done("the upgrade is refused while the window is open, in words; the window goes on")

        demo.terminate()
        demo.wait(_PATIENCE)
        figures = self._month(store)
        self._root.install(newest)
        now = self._month(store)
        assert {name: now[name] for name in figures} == figures, "the figures have changed"
        told = self._root.coach("check", "--store", store, COACHDESK_PASSPHRASE=PASSPHRASE)
        kept = list((self._root.folder / store[1:] / "backups").glob("avant-migration-*"))
        migrated = "migrated, a copy of before kept" if kept else "no migration needed"
        self._done(f"upgraded: {migrated}, the same figures; {told.strip().splitlines()[0]}")

        window = self._root.coach_starts("--store", store, DISPLAY=self._display)
        self._photograph(window, "ouverture.png")
        window.terminate()
        assert window.wait(_PATIENCE) == 0
        self._done("the window asks for the passphrase of the same store")

    def _open_older(self) -> None:
        older = min(GOLDEN.glob("store-*"))
        place = "home/coach/.local/share/CoachDesk"
        self._root.give(older, place)
        self._root.coach("status", COACHDESK_PASSPHRASE=OLDER_PASSPHRASE)
        copies = list((self._root.folder / place / "backups").glob("avant-migration-*"))
        assert copies, "no copy of before"
        self._done(f"{older.name}, of the first release, opened; a copy of before is kept")

    def _remove(self) -> None:
        home = self._root.folder / "home/coach"
        data = digests(home)
        told = self._root.command("apt-get", "-qq", "purge", "-y", "coachdesk")
        left = [path for path in ("opt/coachdesk", "usr/bin/coachdesk") if self._root.has(path)]
        assert not left, f"left behind: {left}"
        assert digests(home) == data, "the data have changed"
        assert "restent dans son dossier" in told, told
        self._done(f"removed; the {len(data)} files of the coach are untouched")

    def _demo_folder(self) -> str:
        (folder,) = (self._root.folder / "home/coach/essai").iterdir()
        return folder.name

    def _month(self, store: str) -> Any:  # noqa: ANN401  (what a command printed as JSON)
        told = self._root.coach(
            "month", "2023-05", "--json", "--store", store, COACHDESK_PASSPHRASE=PASSPHRASE
        )
        return json.loads(told)

    def _photograph(self, window: "subprocess.Popen[bytes]", name: str) -> None:
        """Keep the screen once something is drawn on it.

        Raises:
            SystemExit: the program ended before, or draws nothing.
        """
        before, still = None, 0
        for _ in range(_PATIENCE):
            try:
                window.wait(1)
            except subprocess.TimeoutExpired:
                seen = ImageGrab.grab(xdisplay=self._display)
                still = still + 1 if before and _is_drawn(seen) and _same(seen, before) else 0
                if still == _STILL:
                    seen.save(SEEN / name)
                    return
                before = seen
            else:
                sys.exit(f"trial: the program ended ({window.returncode}) instead of a window")
        sys.exit("trial: no window came")

    def _done(self, sentence: str) -> None:
        say(sentence)
        self._lines.append(sentence)
        (SEEN / "essai.txt").write_text("\n".join(self._lines) + "\n", "utf-8")


def _is_drawn(screen: Image.Image) -> bool:
    colours = screen.convert("RGB").getcolors(maxcolors=_COLOURS)
    return colours is None


def _same(screen: Image.Image, before: Image.Image) -> bool:
    changed = ImageChops.difference(screen.convert("RGB"), before.convert("RGB")).getbbox()
    return changed is None or (changed[2] - changed[0]) * (changed[3] - changed[1]) <= _CARET


if __name__ == "__main__":
    main()
