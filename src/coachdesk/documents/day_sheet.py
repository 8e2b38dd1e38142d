"""The feuille de journée: at each place its people by hour, what they sign, room for notes."""

from dataclasses import dataclass

from coachdesk.core.french import capital
from coachdesk.core.paper_marks import UNSEALED
from coachdesk.core.tokens import POINTS
from coachdesk.documents.digest import data_digest
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import A4_PORTRAIT, NOTE, TITLE, About, Paper, fitted
from coachdesk.documents.letterhead import Operation
from coachdesk.documents.sections import Section, draw_pages
from coachdesk.documents.tables import Cell, Grid, Head, Line, text_cell

_HEADING_HEIGHT = 46.0
_TEXT_SIZE = POINTS.plain
_PAD = (3.0, 9.0)
"""Rows high enough to be written in by hand."""
_HOUR, _PERSON, _PHONE, _SIGNS = 46.0, 128.0, 76.0, 118.0


@dataclass(frozen=True)
class DayRow:
    """Someone at an hour."""

    hour: str
    person: str
    about: str
    """Below her name: her atelier, what became of the rendez-vous; may be empty."""
    phone: str
    signs: tuple[str, ...]
    """What she signs, a line each."""
    late: str
    """What should have been done before; empty when nothing is."""


@dataclass(frozen=True)
class DayStop:
    """A place of the day, or what is remote."""

    place: str
    note: str
    """How many come, how long it takes to go there."""
    rows: tuple[DayRow, ...]


@dataclass(frozen=True)
class DaySheetData:
    """All that the sheet says."""

    operation: Operation
    title: str
    summary: str
    coach: str
    stops: tuple[DayStop, ...]
    stamp: Stamp


def day_sheet(data: DaySheetData) -> Printed:
    """The sheet as a PDF, A4 portrait, without seal: a working paper."""
    about = About(data.title, data.operation.title, data.coach, data.stamp.creator, UNSEALED)
    paper = Paper(A4_PORTRAIT, about)
    page = Frame(paper, data.operation, data.stamp, data_digest(data))
    grid = _grid(page.width)
    sections = [
        Section(stop.place, stop.note, "", grid, [grid.prepare(_cells(row)) for row in stop.rows])
        for stop in data.stops
    ]

    def heading(top: float) -> None:
        paper.bookmark(data.title)
        paper.text(page.left, top - 18, data.title, fitted(data.title, TITLE, page.width))
        paper.text(page.left, top - 32, data.summary, fitted(data.summary, NOTE, page.width))

    return draw_pages(page, sections, _HEADING_HEIGHT, heading)


def _grid(width: float) -> Grid:
    heads = (
        Head("Heure", _HOUR),
        Head("Personne", _PERSON),
        Head("Téléphone", _PHONE),
        Head("À signer", _SIGNS),
        Head("Notes", width - _HOUR - _PERSON - _PHONE - _SIGNS),
    )
    return Grid(heads, _TEXT_SIZE, pad=_PAD)


def _cells(row: DayRow) -> list[Cell]:
    person = [Line(row.person, bold=True), *([Line(row.about, muted=True)] if row.about else [])]
    signs = [Line(capital(words)) for words in row.signs]
    if row.late:
        signs.append(Line(row.late, muted=True))
    return [
        Cell((Line(row.hour, bold=True),)),
        Cell(tuple(person)),
        text_cell(row.phone or "–"),
        Cell(tuple(signs)),
        text_cell(""),
    ]
