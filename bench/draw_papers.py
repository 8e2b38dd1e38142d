"""Every kind of paper drawn, each for another person, against ReportLab putting the same words."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from coachdesk.documents.fonts import REGULAR, font
from coachdesk.documents.papers.paper import PaperData, paper
from measure import Row, show, typical_of
from support.paper_pictures import kinds, usual

RUNS = 25
AT_MOST = 0.025
SLOWEST_SHOWN = 4


def people(data: PaperData) -> Iterator[PaperData]:
    """The same paper for one person after another: no line was wrapped before."""
    for number in count():
        facts = {
            name: f"{value} {number}" if isinstance(value, str) else value
            for name, value in data.facts.items()
        }
        yield replace(data, facts=facts)


def same_words(pdf: bytes) -> Callable[[], None]:
    """A canvas that puts the lines of ``pdf`` on as many pages, and does nothing else."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range().splitlines() for page in document]

    def draw() -> None:
        canvas = Canvas(BytesIO(), pageCompression=1)
        for lines in pages:
            canvas.setFont(REGULAR, 9)
            for index, line in enumerate(lines):
                canvas.drawString(40, 800 - 10 * index, line)
            canvas.showPage()
        canvas.save()

    return draw


def main() -> None:
    font(REGULAR)
    rows = []
    for key, template in kinds().items():
        others = people(usual(template))
        taken = typical_of(RUNS, lambda others=others: paper(next(others)))  # type: ignore[misc] # bound by default
        floor = typical_of(RUNS, same_words(paper(usual(template)).pdf))
        rows.append(Row(f"drawn: {key}", taken, floor, at_most=AT_MOST))
    show(sorted(rows, key=lambda row: -row.value)[:SLOWEST_SHOWN])


if __name__ == "__main__":
    main()
