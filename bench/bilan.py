"""The bilan of a year as a paper, on ten times the data: its figures are counted before."""

import tempfile
from datetime import date
from pathlib import Path

from coachdesk.services.report import bilan_of, bilan_pdf, close_year, state_of, state_pdf
from measure import Row, best_of, show
from report import TIMES, multiply
from sample import sample_desk


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = sample_desk(Path(folder) / "store")
        action = desk.action(None)
        once = best_of(3, lambda: bilan_of(desk, action, 2023))
        multiply(desk)
        ten = best_of(3, lambda: bilan_of(desk, action, 2023))
        report, day = bilan_of(desk, action, 2023), state_of(desk, action, date(2023, 6, 30))
        page = best_of(5, lambda: state_pdf(desk, day))
        pages = best_of(5, lambda: bilan_pdf(desk, report))
        close_year(desk, action, 2023)
        closed = best_of(3, lambda: bilan_of(desk, action, 2023))
        desk.close()
    show(
        [
            Row(f"figures of a bilan and the year before, {TIMES} times", ten, once, 12),
            Row("the same, closed and recounted", closed, ten, 2),
            Row("the bilan as a PDF with charts, beside one page", pages, page, at_most=2),
        ]
    )


if __name__ == "__main__":
    main()
