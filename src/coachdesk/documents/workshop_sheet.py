"""The attendance sheet of an atelier collectif: one half-day, one row per person with her proof.

What it must show: domain.md §4.1 (hours, title, who led it, each signature per half-day).
"""

from dataclasses import dataclass
from datetime import date, time
from functools import partial

from coachdesk.core.french import NBSP, capital, full_date, hour_words, hours, plural, short_date
from coachdesk.core.tokens import POINTS
from coachdesk.documents.closing_block import ClosingFoot, CoachProof
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import (
    GREY,
    LABEL,
    ZEBRA,
    Style,
    fitted,
)
from coachdesk.documents.letterhead import Edition, Operation
from coachdesk.documents.proofs import Attested, Drawn, Proof, proof_cell
from coachdesk.documents.sheet_pages import (
    SheetPart,
    SheetParts,
    draw_title,
    draw_totals,
    sheet_frame,
    sheet_pages,
)
from coachdesk.documents.tables import Cell, Grid, Head, Line, text_cell
from coachdesk.domain.attendance import half_day

_TEXT_SIZE = POINTS.note
_DRAWING_HEIGHT = 25.0
_WORKSHOP = Style(BOLD, POINTS.lead)
_FACT = Style(BOLD, POINTS.text)
_FACTS_HEIGHT = 27.0
_TOTALS_HEIGHT = 36.0
_NOBODY_HEIGHT = 40.0


@dataclass(frozen=True)
class WorkshopRow:
    """One person.

    Attributes:
        number: hers in the action.
        name: « DURAND Yvette ».
        presence: the profile's word.
        proof: hers.
        coach_proof: the coach's: attested, or drawn, as the profile wants.
    """

    number: str
    name: str
    presence: str
    proof: Proof
    coach_proof: Attested | Drawn | None


@dataclass(frozen=True)
class WorkshopSheetData:
    """All that the sheet of a workshop says.

    Attributes:
        title: of the paper, the profile's words.
        operation: the action, as on every paper.
        edition: provisional until the workshop is closed.
        workshop: its title, the same on each person's sheet.
        day: when it was held.
        start: when it began.
        end: when it ended.
        minutes: how long it lasted.
        place: where; empty when unknown.
        coach: who led it.
        rows: by name.
        present: how many came.
        attestation: the profile's sentence beside the coach's proof at the foot.
        closing: the coach's proof given when it was closed; None leaves its place blank.
        stamp: what vouches for the paper.
    """

    title: str
    operation: Operation
    edition: Edition
    workshop: str
    day: date
    start: time
    end: time
    minutes: int
    place: str
    coach: str
    rows: tuple[WorkshopRow, ...]
    present: int
    attestation: str
    closing: CoachProof
    stamp: Stamp

    @property
    def full_title(self) -> str:
        """« Feuille d’émargement – atelier « Rédiger son CV » – 03/05/2023 »."""
        named = f"«{NBSP}{self.workshop}{NBSP}»"
        return f"{self.title} – atelier {named} – {short_date(self.day)}"


def workshop_sheet(data: WorkshopSheetData) -> Printed:
    """The sheet as a PDF, A4 portrait, not yet sealed."""
    pages = sheet_frame(data)
    parts = SheetParts(
        data.full_title,
        SheetPart(_heading_height(data, pages.width), partial(_draw_heading, pages, data)),
        SheetPart(_TOTALS_HEIGHT, partial(_draw_totals, pages, data)),
        ClosingFoot(data.attestation, data.coach, data.closing),
    )
    return sheet_pages(pages, _grid(pages.width), [_cells(row) for row in data.rows], parts)


def _grid(width: float) -> Grid:
    heads = (
        Head("N°", 44),
        Head("Nom et prénom", width - 384),
        Head("Présence", 66),
        Head("Émargement de la personne", 160),
        Head("Attestation du coach", 114),
    )
    return Grid(heads, _TEXT_SIZE, _DRAWING_HEIGHT)


def _cells(row: WorkshopRow) -> list[Cell]:
    return [
        text_cell(row.number),
        Cell((Line(row.name, bold=True),)),
        text_cell(row.presence),
        proof_cell(row.proof),
        proof_cell(row.coach_proof),
    ]


def _title_lines(data: WorkshopSheetData, width: float) -> tuple[str, ...]:
    named = f"Atelier «{NBSP}{data.workshop}{NBSP}»"
    return wrap(named, _WORKSHOP.face, _WORKSHOP.size, width - 16)


def _heading_height(data: WorkshopSheetData, width: float) -> float:
    titles = len(_title_lines(data, width)) * _WORKSHOP.leading
    return 37 + 5 + titles + 2 * _FACTS_HEIGHT + 10


def _draw_heading(pages: Frame, data: WorkshopSheetData, top: float) -> float:
    paper, width = pages.paper, pages.width
    day = full_date(data.day)
    draw_title(pages, data, short_date(data.day), top)
    bottom = top - _heading_height(data, width)
    paper.box(pages.left, bottom + 8, width, top - 37 - bottom - 8, ZEBRA)
    y = top - 40
    for line in _title_lines(data, width):
        y -= _WORKSHOP.leading
        paper.text(pages.left + 8, y + 2, line, _WORKSHOP)
    times = f"{hour_words(data.start)}{NBSP}–{NBSP}{hour_words(data.end)} ({hours(data.minutes)})"
    facts = (
        (
            ("Date", f"{capital(day)}, {half_day(data.start)}", 0.5),
            ("Horaires, durée", times, 0.5),
        ),
        (("Lieu", data.place or "–", 0.5), ("Animé par", data.coach, 0.5)),
    )
    for line_of_facts in facts:
        x = pages.left + 8
        for label, value, part in line_of_facts:
            room = part * (width - 8) - 8
            paper.text(x, y - 11, label, LABEL)
            paper.text(x, y - 22.5, value, fitted(value, _FACT, room))
            x += part * (width - 8)
        y -= _FACTS_HEIGHT
    return bottom


def _draw_totals(pages: Frame, data: WorkshopSheetData, top: float) -> float:
    paper = pages.paper
    if not data.rows:
        style = Style(size=POINTS.read, colour=GREY)
        middle = top - _NOBODY_HEIGHT / 2 - 3
        paper.centred((pages.left + pages.right) / 2, middle, "Personne n’est inscrit.", style)
        top -= _NOBODY_HEIGHT
    come = plural(data.present, "personne présente", "personnes présentes")
    together = f"Heures de présence, ensemble{NBSP}: {hours(data.minutes * data.present)}"
    draw_totals(pages, f"{come} sur {len(data.rows)}", together, top)
    return top - _TOTALS_HEIGHT
