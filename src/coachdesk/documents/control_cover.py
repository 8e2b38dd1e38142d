"""The first pages of a person's dossier de contrôle: what is known, what is there, what is missing.

They are for reading: each paper beside them carries its own seal, and the signed manifest of the
whole vouches for these pages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coachdesk.core.french import plural
from coachdesk.core.paper_marks import UNSEALED
from coachdesk.core.tokens import POINTS
from coachdesk.documents import fonts
from coachdesk.documents.digest import data_digest
from coachdesk.documents.fonts import REGULAR, wrap
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import (
    A4_PORTRAIT,
    BODY,
    TITLE,
    About,
    Paper,
    Style,
    fitted,
)
from coachdesk.documents.letterhead import Operation
from coachdesk.documents.sections import Section, draw_pages
from coachdesk.documents.tables import Align, Cell, Grid, Head, Line, text_cell

_SIZE = POINTS.body
_HEADING = 30.0
_NOTE = Style(size=POINTS.dense)
_AIR = 16.0
_LABELS = 150.0
"""Width of the labels, unless they are longer."""


@dataclass(frozen=True)
class CoverFacts:
    """A part of what is known: labels with what is noted; an empty value is said so."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CoverFile:
    """A file of the folder.

    Attributes:
        path: inside the person's folder.
        label: what it is.
        state: what is to be known of it.
        pages: None of what has none, or can't be read here.
        seals: how many it carries.
        at: its first page in the whole PDF; None when its pages are not joined.
    """

    path: str
    label: str
    state: str
    pages: int | None
    seals: int
    at: int | None


@dataclass(frozen=True)
class ControlCoverData:
    """All that the first pages say.

    Attributes:
        operation: the action, as on every paper.
        number: of the dossier.
        person: « DURAND Yvette ».
        made: « Fait le 3 juillet 2023 par Odile Vasseur ».
        facts: what is known of her, by part.
        lacks: what is missing, one sentence each.
        files: what is in the folder.
        notes: what is to be known of the folder, one sentence each.
        stamp: what ties it to the journal.
        coach: her name.
    """

    operation: Operation
    number: str
    person: str
    made: str
    facts: tuple[CoverFacts, ...]
    lacks: tuple[str, ...]
    files: tuple[CoverFile, ...]
    notes: tuple[str, ...]
    stamp: Stamp
    coach: str

    @property
    def title(self) -> str:
        """« Dossier de contrôle 23-001 »."""
        return f"Dossier de contrôle {self.number}"


def control_cover(data: ControlCoverData) -> Printed:
    """The first pages as a PDF, A4, the pages of the files numbered after them."""
    pages = _drawn(data).pages
    moved = tuple(
        file if file.at is None else replace(file, at=file.at + pages) for file in data.files
    )
    return _drawn(replace(data, files=moved))


def _drawn(data: ControlCoverData) -> Printed:
    about = About(data.title, data.operation.subject, data.coach, data.stamp.creator, UNSEALED)
    paper = Paper(A4_PORTRAIT, about)
    page = Frame(paper, data.operation, data.stamp, data_digest(data))
    notes = [wrap(note, _NOTE.face, _NOTE.size, page.width) for note in data.notes]
    head = _HEADING + _NOTE.leading * sum(map(len, notes)) + _AIR
    sections = list(_sections(data, page.width))
    return draw_pages(page, sections, head, lambda top: _draw_heading(page, data, top, notes))


def _draw_heading(
    page: Frame, data: ControlCoverData, top: float, notes: Sequence[Sequence[str]]
) -> None:
    paper, room = page.paper, page.width
    paper.bookmark(data.title)
    paper.text(page.left, top - 18, data.title, fitted(data.title, TITLE, room * 0.56))
    paper.right(page.right, top - 18, data.person, fitted(data.person, TITLE, room * 0.42))
    paper.text(page.left, top - _HEADING, data.made, fitted(data.made, BODY, room))
    y = top - _HEADING - 12
    for lines in notes:
        for line in lines:
            paper.text(page.left, y, line, _NOTE)
            y -= _NOTE.leading


def _sections(data: ControlCoverData, width: float) -> Iterator[Section]:
    lacks = Grid((Head("À produire ou à régulariser", width),), _SIZE)
    yield Section(
        "Ce qui manque",
        plural(len(data.lacks), "point") if data.lacks else "",
        "Rien ne manque, d’après les règles de l’action.",
        lacks,
        [lacks.prepare([Cell((Line(lack, lacking=True),))]) for lack in data.lacks],
    )
    for part in data.facts:
        label = _label_width(part, width)
        grid = Grid((Head("", label), Head("", width - label)), _SIZE)
        rows = [grid.prepare([_label(label), text_cell(value or "non noté")])
                for label, value in part.rows]  # fmt: skip
        yield Section(part.title, "", "", grid, rows)
    grid = Grid(
        (
            Head("Fichier", 205),
            Head("Pièce", width - 205 - 42 - 44 - 50),
            Head("Pages", 42, Align.CENTRE),
            Head("Cachets", 44, Align.CENTRE),
            Head("Ici, page", 50, Align.CENTRE),
        ),
        POINTS.note,
    )
    yield Section(
        "Pièces du dossier",
        plural(len(data.files), "fichier"),
        "Aucun fichier.",
        grid,
        [grid.prepare(_file_cells(file)) for file in data.files],
    )


def _label_width(part: CoverFacts, width: float) -> float:
    """As wide as the longest label, where the page has the room for it."""
    longest = max(fonts.width(label, REGULAR, _SIZE) for label, _ in part.rows)
    return min(max(longest + _AIR, _LABELS), width * 0.7)


def _label(label: str) -> Cell:
    return Cell((Line(label, muted=True),))


def _file_cells(file: CoverFile) -> list[Cell]:
    lines = [Line(file.label)]
    if file.state:
        lines.append(Line(file.state, muted=True))
    return [
        text_cell(file.path),
        Cell(tuple(lines)),
        text_cell(str(file.pages) if file.pages else "–"),
        text_cell(str(file.seals) if file.seals else "–"),
        text_cell(str(file.at) if file.at else "à part"),
    ]
