"""What to do after an accident during an immersion, on one page to keep at hand and to tick."""

from dataclasses import dataclass

from coachdesk.core.paper_marks import UNSEALED
from coachdesk.core.tokens import POINTS
from coachdesk.documents.digest import data_digest
from coachdesk.documents.fonts import wrap
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import A4_PORTRAIT, GREY, INK, NOTE, TITLE, About, Paper, Style, fitted
from coachdesk.documents.letterhead import Operation
from coachdesk.documents.tables import Cell, Grid, Head, Line

_TEXT_SIZE = POINTS.text
_LABEL = Style(size=POINTS.plain, colour=GREY)
_VALUE = Style(size=POINTS.read, colour=INK)
_HEADING_HEIGHT = 40.0
_FACT_HEIGHT = 15.0
_LABEL_WIDTH = 128.0
_PEN_LINE = 26.0


@dataclass(frozen=True)
class SheetStep:
    """One thing to do: by when, who does it, what, and whom to call."""

    when: str
    who: str
    what: str
    phones: str


@dataclass(frozen=True)
class AccidentSheetData:
    """All that the page says; ``blanks`` are the labels of the lines for the pen."""

    operation: Operation
    title: str
    note: str
    coach: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[SheetStep, ...]
    blanks: tuple[str, ...]
    stamp: Stamp


def accident_sheet(data: AccidentSheetData) -> Printed:
    """The page as a PDF, A4 portrait, without seal: a working paper."""
    about = About(data.title, data.operation.title, data.coach, data.stamp.creator, UNSEALED)
    paper = Paper(A4_PORTRAIT, about)
    page = Frame(paper, data.operation, data.stamp, data_digest(data))
    y = page.begin(1, 1)
    paper.bookmark(data.title)
    paper.text(page.left, y - 18, data.title, fitted(data.title, TITLE, page.width))
    paper.text(page.left, y - 32, data.note, fitted(data.note, NOTE, page.width))
    y -= _HEADING_HEIGHT
    for name, value in data.facts:
        paper.text(page.left, y - 11, name, _LABEL)
        lines = wrap(value, _VALUE.face, _VALUE.size, page.width - _LABEL_WIDTH)
        for line in lines:
            paper.text(page.left + _LABEL_WIDTH, y - 11, line, _VALUE)
            y -= _FACT_HEIGHT
    y -= 10
    grid = _grid(page.width)
    y = grid.draw_header(paper, page.left, y)
    for number, step in enumerate(data.steps):
        y = grid.draw_row(paper, page.left, y, grid.prepare(_cells(step)), band=number % 2 == 1)
    for name in data.blanks:
        y -= _PEN_LINE
        paper.text(page.left, y, name, _LABEL)
        paper.line(page.left + _LABEL_WIDTH, y - 2, page.right, y - 2, GREY, 0.4)
    paper.end_page()
    return page.printed(1)


def _grid(width: float) -> Grid:
    heads = (
        Head("Quand", 104),
        Head("Qui", 84),
        Head("Quoi", width - 104 - 84 - 128 - 38),
        Head("Téléphone", 128),
        Head("Fait à", 38),
    )
    return Grid(heads, _TEXT_SIZE, title_size=POINTS.body, pad=(4, 5))


def _cells(step: SheetStep) -> list[Cell]:
    return [
        Cell((Line(step.when, bold=True),)),
        Cell((Line(step.who),)),
        Cell((Line(step.what),)),
        Cell((Line(step.phones, bold=True),)),
        Cell((Line(""),)),
    ]
