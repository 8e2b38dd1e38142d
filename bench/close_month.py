"""Closing a month of 47 people, against as many bare one-page PDFs each sealed by bare pyHanko."""

import shutil
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from coachdesk.core.clock import SystemClock
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import open_desk
from measure import Row, best_of, show
from sample import PASSPHRASE, bare_signer, sample_desk

MONTH = date(2023, 12, 1)
SEALED = 48
"""47 sheets and the table."""
RUNS = 3


def make_store(folder: Path) -> Path:
    """A store with the sample of 2023, closed again so that it can be copied."""
    sample_desk(folder / "sample").close()
    return folder / "sample"


def closing(sample: Path, folder: Path) -> Callable[[], object]:
    """One closing, on a copy of the store opened beforehand."""
    copies = []
    for run in range(RUNS + 1):
        copy = folder / f"copy{run}"
        shutil.copytree(sample, copy)
        copies.append(open_desk(copy, PASSPHRASE, clock=SystemClock()))

    def close() -> None:
        desk = copies.pop()
        close_month(desk, desk.action(None), MONTH)
        desk.close()

    return close


def bare(folder: Path) -> Callable[[], object]:
    """The floor: bare pages, each sealed by the simplest call that pyHanko offers."""
    signer = bare_signer(folder)
    metadata = signers.PdfSignatureMetadata(field_name="Cachet")

    def seal_all() -> None:
        for number in range(SEALED):
            page = BytesIO()
            canvas = Canvas(page, pagesize=A4)
            canvas.drawString(72, 720, f"Page {number}")
            canvas.save()
            signers.sign_pdf(IncrementalPdfFileWriter(page), metadata, signer=signer)

    return seal_all


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        close = closing(make_store(folder), folder)
        floor = bare(folder)
        close()  # both warm: imports done, fonts parsed
        floor()
        show(
            [
                Row(
                    "close and package a 47-person month",
                    best_of(RUNS, close),
                    best_of(RUNS, floor),
                    1.5,
                )
            ]
        )


if __name__ == "__main__":
    main()
