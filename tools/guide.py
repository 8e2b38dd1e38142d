"""The pictures of docs/guide: every screen at the sizes it must fit, light and dark.

Each is drawn by the real window on a screen of its own; what a picture shows cut is printed, and
fails. ``make guide`` draws those that the guide shows, at the usual size, in docs/guide/pictures,
and leaves alone each one whose screen has not changed (``ARGS=fresh`` takes them all anew);
``make guide ARGS=all`` every size and theme in out/guide, ``ARGS="1366x768-125"`` one size there,
``ARGS="1366x768 dark"`` one theme of it (docs/decisions/0028). The page that tells them is made of
their names: docs/guide/README.md.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
PATHS = {"PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("src", "tests"))}
KEPT = "made_of.json"
"""What each picture was made of, beside them: tests/support/guide_made_of.py."""
CHANGED = 0.015
"""Part of its points that differ when a picture shows something else, and not only another code,
another key on paper, another hour."""
SEEN = 8
"""Of 255: a difference of colour that is seen."""
COLOURS = 128
"""Of a picture kept: flat colours need no more, and a third of the room."""


class Size(NamedTuple):
    """A screen, the scale of the system, the size of the text."""

    name: str
    width: int
    height: int
    scale: float
    text: int = 100


SIZES = (
    Size("1366x768", 1366, 768, 1),
    Size("1366x768-125", 1366, 768, 1.25),
    Size("1920x1080-150", 1920, 1080, 1.5),
    Size("2560x1440-200", 2560, 1440, 2),
    Size("1366x768-texte-200", 1366, 768, 1, 200),
)
THEMES = ("light", "dark")
_FRAME = 40
"""What the system's bar takes of a screen, in pixels at 100 %."""


def main() -> int:
    """Draw what is asked for; returns 1 when something is cut."""
    asked = set(sys.argv[1:])
    page = [sys.executable, "-m", "support.guide_names", str(GUIDE / "README.md")]
    subprocess.run(page, env=os.environ | PATHS, check=True)
    if asked <= {"fresh"}:
        with tempfile.TemporaryDirectory() as folder:
            cut = drawn(Path(folder), SIZES[0], THEMES[0])
            take(Path(folder), GUIDE / "pictures", all_of_them="fresh" in asked)
        return cut
    themes = [theme for theme in THEMES if theme in asked] or THEMES
    sizes = [size for size in SIZES if size.name in asked] or SIZES
    each_cut = [
        drawn(ROOT / "out" / "guide" / f"{size.name}-{theme}", size, theme)
        for size, theme in product(sizes, themes)
    ]
    return max(each_cut)


def take(drawn_now: Path, kept: Path, *, all_of_them: bool) -> None:
    """Put what was drawn in ``kept``, without touching a picture that shows the same as before.

    Two walks never draw the same bytes: keys, codes and certificates are drawn by lot.
    """
    parts, before = made_of(drawn_now), made_of(kept)
    if not parts:
        print("the walk did not come to its end: no picture was changed")
        return
    taken = []
    for picture in sorted(drawn_now.glob("*.png")):
        there = kept / picture.name
        same = parts.get(picture.stem) == before.get(picture.stem)
        if all_of_them or not same or not there.is_file() or differ(picture, there):
            shutil.copyfile(picture, there)
            taken.append(picture.stem)
    for old in kept.glob("*.png"):
        if not (drawn_now / old.name).is_file():
            old.unlink()
            taken.append(f"without {old.stem}")
    shutil.copyfile(drawn_now / KEPT, kept / KEPT)
    print(f"{len(taken)} changed:", ", ".join(taken) or "none", flush=True)


def made_of(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Of each picture, the modules that its screen was made of, each with its digest."""
    if not (folder / KEPT).is_file():
        return {}
    told = json.loads((folder / KEPT).read_text("utf-8"))
    modules = [*told["modules"].items()]
    return {
        name: sorted(modules[int(place)] for place in places.split())
        for name, places in told["pictures"].items()
    }


def differ(one: Path, other: Path) -> bool:
    """Whether two pictures show something else."""
    with Image.open(one) as new, Image.open(other) as old:
        if new.size != old.size:
            return True
        grey = ImageChops.difference(new.convert("RGB"), old.convert("RGB")).convert("L")
    seen = sum(grey.histogram()[SEEN:])
    return seen > CHANGED * grey.width * grey.height


def drawn(folder: Path, size: Size, theme: str) -> int:
    """Every picture at one size in one theme; 1 when something is cut."""
    print(folder, flush=True)
    cut = draw(folder, size, theme)
    for picture in folder.glob("*.png"):
        Image.open(picture).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
            picture, optimize=True
        )
    return cut


def draw(folder: Path, size: Size, theme: str) -> int:
    """One walk through the window; returns its exit code."""
    inside = f"{round(size.width / size.scale)}x{round(size.height / size.scale) - _FRAME}"
    walk = [sys.executable, "-m", "support.guide", str(folder), inside, theme, str(size.text)]
    screen = f"-screen 0 {size.width}x{size.height}x24"
    with tempfile.TemporaryDirectory() as home:
        own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        drawn_by = {"QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": str(size.scale)}
        environment = os.environ | own | PATHS | drawn_by
        command = ["xvfb-run", "-a", "-s", screen, *walk]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
