"""The papers of the demo and the pages of the window, as pictures: ``make look``, in out/look."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "look"
SHEETS = 3
"""Attendance sheets shown, of the dozens there are."""
SCREEN = "-screen 0 1366x768x24"
"""A small laptop's."""


def main() -> None:
    """Draw all that a user sees."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    draw_papers()
    draw_window()
    for picture in sorted(OUT.rglob("*.png")):
        print(picture.relative_to(ROOT))


def draw_papers() -> None:
    """Run the demo without its window, then draw its papers."""
    blind = {key: value for key, value in os.environ.items() if "DISPLAY" not in key}
    demo = [sys.executable, "-m", "coachdesk", "demo", "--dir", str(OUT)]
    subprocess.run(demo, env=blind, check=True)
    (package,) = OUT.rglob("*.zip")
    papers = OUT / "papers"
    zipfile.ZipFile(package).extractall(papers)
    sheets = sorted((papers / "emargement").glob("*.pdf"))[:SHEETS]
    for pdf in (*sorted(papers.glob("*.pdf")), *sheets):
        subprocess.run(["pdftoppm", "-png", "-r", "110", str(pdf), str(OUT / pdf.stem)], check=True)


def draw_window() -> None:
    """Walk through the window on a screen of its own."""
    walk = [sys.executable, "-m", "support.look", str(OUT / "window")]
    tests = os.environ | {"PYTHONPATH": str(ROOT / "tests")}
    subprocess.run(["xvfb-run", "-a", "-s", SCREEN, *walk], env=tests, check=True)


if __name__ == "__main__":
    main()
