"""The papers of the demo and the screens of the guide, as pictures: ``make look``, in out/look."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from guide import PATHS, SIZES, draw

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "look"
SHEETS = 3
"""Attendance sheets shown, of the dozens there are."""


def main() -> int:
    """Draw all that a user sees; returns 1 when a screen shows something cut."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    draw_papers()
    draw_kinds()
    cut = draw(OUT / "window", SIZES[0], "light")
    for picture in sorted(OUT.rglob("*.png")):
        print(picture.relative_to(ROOT))
    return cut


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


def draw_kinds() -> None:
    """Draw every kind of paper that has a template, filled in."""
    program = "import sys; from pathlib import Path; from support import paper_pictures as p; "
    program += "list(p.draw_papers(Path(sys.argv[1])))"
    subprocess.run(
        [sys.executable, "-c", program, str(OUT / "kinds")], env={**os.environ, **PATHS}, check=True
    )


if __name__ == "__main__":
    sys.exit(main())
