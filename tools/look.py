"""The papers of the demo and the screens of the guide, as pictures: ``make look``, in out/look."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from coachdesk.services.demo import PASSPHRASE
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
    draw_bilan()
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


def draw_bilan() -> None:
    """The bilan of the demo's year in each format, as their own programs open it."""
    store, folder = next(OUT.rglob("store.db")).parent, OUT / "bilan"
    folder.mkdir()
    formats = ("pdf", "docx", "xlsx")
    asked = [each for kind in formats for each in (f"--{kind}", str(folder / f"bilan.{kind}"))]
    command = [sys.executable, "-m", "coachdesk", "report", "2023", *asked, "--store", str(store)]
    subprocess.run(command, env={**os.environ, "COACHDESK_PASSPHRASE": PASSPHRASE}, check=True)
    for kind in formats:
        made = folder / f"bilan.{kind}"
        pdf = folder / kind / "bilan.pdf"
        pdf.parent.mkdir()
        if kind == "pdf":
            shutil.copy(made, pdf)
        else:
            office = ["soffice", "--headless", f"-env:UserInstallation={(OUT / 'office').as_uri()}"]
            office += ["--convert-to", "pdf", "--outdir", str(pdf.parent), str(made)]
            subprocess.run(office, check=True, capture_output=True)
        subprocess.run(
            ["pdftoppm", "-png", "-r", "80", str(pdf), str(pdf.parent / "p")], check=True
        )


if __name__ == "__main__":
    sys.exit(main())
