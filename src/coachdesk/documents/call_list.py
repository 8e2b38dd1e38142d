"""The list of people to phone: who, which rendez-vous is off, which one is proposed instead."""

from dataclasses import dataclass

from coachdesk.core.paper_marks import UNSEALED
from coachdesk.core.tokens import POINTS
from coachdesk.documents.digest import data_digest
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed, split
from coachdesk.documents.kit import A4_PORTRAIT, NOTE, TITLE, About, Paper, fitted
from coachdesk.documents.letterhead import Operation
from coachdesk.documents.tables import Cell, Grid, Head, Line, text_cell

_HEADING_HEIGHT = 44.0
_TEXT_SIZE = POINTS.eased


@dataclass(frozen=True)
class Call:
    """Someone to phone."""

    person: str
    phone: str
    cancelled: str
    """What the call is about: the rendez-vous that is off, where she works since her exit."""
    instead: str
    """What comes of it: the new rendez-vous; empty when nothing is known yet."""


@dataclass(frozen=True)
class CallListData:
    """All that the list says; ``title`` and ``reason`` stand above it."""

    operation: Operation
    title: str
    reason: str
    coach: str
    calls: tuple[Call, ...]
    stamp: Stamp
    heads: tuple[str, str] = ("Rendez-vous annulé", "Nouveau rendez-vous")
    """Over what each call is about, and what comes of it."""
    lacking: str = "à convenir"
    """In place of what is not known yet."""


def call_list(data: CallListData) -> Printed:
    """The list as a PDF, A4 portrait, without seal: a working paper."""
    about = About(data.title, data.operation.title, data.coach, data.stamp.creator, UNSEALED)
    paper = Paper(A4_PORTRAIT, about)
    page = Frame(paper, data.operation, data.stamp, data_digest(data))
    grid = _grid(page.width, data.heads)
    rows = [grid.prepare(_cells(call, data.lacking)) for call in data.calls]
    room = page.room - grid.header_height
    slices = split([grid.height(row) for row in rows], room - _HEADING_HEIGHT, room)
    for number, indexes in enumerate(slices, start=1):
        y = page.begin(number, len(slices))
        if number == 1:
            paper.bookmark(data.title)
            paper.text(page.left, y - 18, data.title, fitted(data.title, TITLE, page.width))
            paper.text(page.left, y - 31, data.reason, fitted(data.reason, NOTE, page.width))
            y -= _HEADING_HEIGHT
        y = grid.draw_header(paper, page.left, y)
        for index in indexes:
            y = grid.draw_row(paper, page.left, y, rows[index], band=index % 2 == 1)
        paper.end_page()
    return page.printed(len(slices))


def _grid(width: float, about: tuple[str, str]) -> Grid:
    heads = (
        Head("Personne", width - 410),
        Head("Téléphone", 84),
        Head(about[0], 116),
        Head(about[1], 180),
        Head("Fait", 30),
    )
    return Grid(heads, _TEXT_SIZE)


def _cells(call: Call, lacking: str) -> list[Cell]:
    return [
        Cell((Line(call.person, bold=True),)),
        text_cell(call.phone or "–"),
        text_cell(call.cancelled),
        text_cell(call.instead or lacking),
        text_cell(""),
    ]
