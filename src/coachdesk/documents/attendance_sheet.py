"""The attendance sheet: one person, one month, one row per presence or absence with its proof.

What it must show: domain.md §4.1, design.md §4. An absence is named by its category only.
"""

from dataclasses import dataclass
from datetime import date, time
from functools import partial

from coachdesk.core.french import NBSP, hour_words, hours, month_name, short_date
from coachdesk.core.tokens import POINTS
from coachdesk.documents.closing_block import ClosingFoot, CoachProof
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import MARGIN, Frame, Printed
from coachdesk.documents.kit import (
    A4_PORTRAIT,
    ACCENT,
    GREY,
    LABEL,
    ZEBRA,
    Paper,
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
from coachdesk.documents.tables import Cell, Grid, Head, Line
from coachdesk.domain.attendance import half_day

_WIDTH = A4_PORTRAIT[0] - 2 * MARGIN
_HEADS = (
    Head("Date", 54),
    Head("Horaires réels\nDurée", 70),
    Head("Lieu\nMode", 97),
    Head("Présence", 60),
    Head("Émargement de la personne", 139),
    Head("Attestation du coach", _WIDTH - 420),
)
_TEXT_SIZE = POINTS.note
_FACT = Style(BOLD, POINTS.text)
_DRAWING_HEIGHT = 30.0
_HEADING_HEIGHT = 106.0
_NOTHING_HEIGHT = 40.0
_TOTALS_HEIGHT = 42.0


@dataclass(frozen=True)
class AttendanceRow:
    """One presence or absence.

    Attributes:
        day: its date.
        start: the real beginning; for an absence the planned one, None when none was kept.
        end: the real end, or the planned one, as ``start``.
        minutes: the real length, 0 for an absence.
        place: where.
        mode: the profile's word (on site, by phone…), with the workshop's title.
        presence: the profile's word (present, excused…): a category, never a medical reason.
        proof: the person's.
        coach_proof: the coach's: attested, or drawn, as the profile wants.
    """

    day: date
    start: time | None
    end: time | None
    minutes: int
    place: str
    mode: str
    presence: str
    proof: Proof
    coach_proof: Attested | Drawn | None


@dataclass(frozen=True)
class AttendanceSheetData:
    """All that one sheet says.

    Attributes:
        title: of the paper, the profile's words.
        operation: the action, as on every paper.
        edition: which version of the month.
        last_name: of the person.
        first_name: of the person.
        number: the person's number in the action (« 23-001 »).
        recipient_number: n° allocataire, empty when unknown.
        coach: her name.
        case_manager: référent RSA, empty when unknown.
        entry: the day the pathway began.
        month: any day of the month.
        rows: in the order of time; none is a normal case.
        month_minutes: time spent in the month.
        total_minutes: time spent since ``entry``.
        attestation: the profile's sentence beside the coach's proof at the foot.
        closing: the coach's proof given when the month was closed, None to leave its place blank.
        stamp: what vouches for the paper.
    """

    title: str
    operation: Operation
    edition: Edition
    last_name: str
    first_name: str
    number: str
    recipient_number: str
    coach: str
    case_manager: str
    entry: date
    month: date
    rows: tuple[AttendanceRow, ...]
    month_minutes: int
    total_minutes: int
    attestation: str
    closing: CoachProof
    stamp: Stamp

    @property
    def full_title(self) -> str:
        """« Feuille d’émargement – MERCIER Céline (23-001) – mai 2023 »."""
        person = f"{self.last_name} {self.first_name} ({self.number})"
        return f"{self.title} – {person} – {month_name(self.month)}"


def attendance_sheet(data: AttendanceSheetData) -> Printed:
    """The sheet as a PDF, A4 portrait, not yet sealed."""
    pages = sheet_frame(data)
    parts = SheetParts(
        data.full_title,
        SheetPart(_HEADING_HEIGHT, partial(_draw_heading, pages, data)),
        SheetPart(_TOTALS_HEIGHT, partial(_draw_totals, pages, data)),
        ClosingFoot(data.attestation, data.coach, data.closing),
    )
    grid = Grid(_HEADS, _TEXT_SIZE, _DRAWING_HEIGHT)
    return sheet_pages(pages, grid, [_cells(row) for row in data.rows], parts)


def _cells(row: AttendanceRow) -> list[Cell]:
    moment, times, duration = "", "–", ""
    if row.start and row.end:
        moment = half_day(row.start)
        times = f"{hour_words(row.start)}{NBSP}–{NBSP}{hour_words(row.end)}"
        if not row.minutes:
            times = f"prévu à {hour_words(row.start)}"
    if row.minutes:
        duration = hours(row.minutes)
    return [
        Cell((Line(short_date(row.day), bold=True), Line(moment, muted=True))),
        Cell((Line(times, muted=not row.minutes), Line(duration, muted=True))),
        Cell((Line(row.place), Line(row.mode, muted=True))),
        Cell((Line(row.presence),)),
        proof_cell(row.proof),
        proof_cell(row.coach_proof),
    ]


def _draw_heading(pages: Frame, data: AttendanceSheetData, top: float) -> float:
    draw_title(pages, data, month_name(data.month), top)
    paper = pages.paper
    box_top = top - 37
    paper.box(MARGIN, box_top - 58, _WIDTH, 58, ZEBRA)
    facts = (
        (("Participant", f"{data.last_name} {data.first_name}"), ("Coach", data.coach)),
        (("N° dans l’action", data.number), ("Référent RSA", data.case_manager)),
        (
            ("N° allocataire", data.recipient_number),
            ("Entrée dans l’action", short_date(data.entry)),
        ),
    )
    widths = (0.46, 0.27, 0.27)
    x = MARGIN + 8
    for part, column in zip(widths, facts, strict=True):
        room = part * (_WIDTH - 8) - 8
        y = box_top - 11
        for label, value in column:
            paper.text(x, y, label, LABEL)
            shown = value or "–"
            paper.text(x, y - 11.5, shown, fitted(shown, _FACT, room))
            y -= 27
        x += part * (_WIDTH - 8)
    return top - _HEADING_HEIGHT


def _draw_nothing(paper: Paper, top: float) -> float:
    paper.line(MARGIN, top, paper.width - MARGIN, top, ACCENT, 0.8)
    middle = top - _NOTHING_HEIGHT / 2 - 3
    paper.centred(
        paper.width / 2,
        middle,
        "Aucun rendez-vous ce mois-ci.",
        Style(size=POINTS.read, colour=GREY),
    )
    return top - _NOTHING_HEIGHT


def _draw_totals(pages: Frame, data: AttendanceSheetData, top: float) -> float:
    if not data.rows:
        top = _draw_nothing(pages.paper, top)
    month = f"Heures du mois{NBSP}: {hours(data.month_minutes)}"
    since = f"Cumul depuis l’entrée dans l’action{NBSP}: {hours(data.total_minutes)}"
    draw_totals(pages, month, since, top)
    return top - _TOTALS_HEIGHT
