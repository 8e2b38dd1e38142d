"""The feuille de temps: a coach’s month on one operation, day by day, with her road.

What it must show: the same operation title everywhere, the EU block, the time on the operation
against all that was worked (FSE+, part-time staff), what has no hours named and not counted.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial

from coachdesk.core.french import NBSP, capital, decimal, hours, month_name, short_weekday
from coachdesk.documents.closing_block import ClosingFoot, CoachProof, SecondPlace
from coachdesk.documents.digest import data_digest
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import (
    A4_PORTRAIT,
    ACCENT,
    BODY,
    NOTE,
    STRONG,
    TINT,
    TITLE,
    About,
    Paper,
    Style,
    fitted,
)
from coachdesk.documents.letterhead import Edition, Operation
from coachdesk.documents.sheet_pages import SheetPart, SheetParts, sheet_pages
from coachdesk.documents.tables import Cell, Grid, Head, Line, text_cell

_TEXT_SIZE = 7.0
_NO_DRAWING = 12.0
_TOTAL = Style(BOLD, 8.5, ACCENT)
_HEADING = 50.0
_WEEKEND = 5


@dataclass(frozen=True)
class TimeSheetRow:
    """One day: minutes by kind, in the order of ``TimeSheetData.kinds``."""

    day: date
    minutes: tuple[int, ...]
    others: int
    """Worked, but not on this operation: shared, or for other actions."""
    mentions: tuple[str, ...]
    metres: int | None
    route: str


@dataclass(frozen=True)
class TimeSheetData:
    """All that the sheet says.

    Attributes:
        title: « Feuille de temps ».
        edition: provisional until it is signed.
        kinds: the headings of the minutes.
        rows: every day of the month.
        weeks: minutes on the operation by week of the year.
        rate: thousandths of a euro for a kilometre; None when none is shown.
        notes: what is said below the totals.
    """

    title: str
    operation: Operation
    edition: Edition
    month: date
    coach: str
    kinds: tuple[str, ...]
    rows: tuple[TimeSheetRow, ...]
    weeks: tuple[tuple[int, int], ...]
    rate: int | None
    notes: tuple[str, ...]
    attestation: str
    closing: CoachProof
    second: SecondPlace | None
    stamp: Stamp

    @property
    def own(self) -> int:
        """Minutes on the operation."""
        return sum(sum(row.minutes) for row in self.rows)

    @property
    def others(self) -> int:
        """Minutes worked on other things."""
        return sum(row.others for row in self.rows)

    @property
    def metres(self) -> int:
        """The roads that are known."""
        return sum(row.metres or 0 for row in self.rows)

    @property
    def full_title(self) -> str:
        """« Feuille de temps – mai 2023 – Odile Vasseur »."""
        return f"{self.title} – {month_name(self.month)} – {self.coach}"


def kilometres(metres: int | None) -> str:
    """« 34,5 km »; « à compléter » while it is not known."""
    return "à compléter" if metres is None else f"{decimal(metres / 1000)}{NBSP}km"


def euros(metres: int, rate: int) -> str:
    """What the kilometres come to."""
    return f"{decimal(metres * rate / 1_000_000, 2)}{NBSP}€"


def time_sheet_paper(data: TimeSheetData) -> Printed:
    """The sheet as a PDF, A4 portrait, not yet sealed."""
    subject = f"{data.operation.title}, convention n° {data.operation.number}"
    paper = Paper(A4_PORTRAIT, About(data.full_title, subject, data.coach, data.stamp.creator))
    pages = Frame(paper, data.operation, data.stamp, data_digest(data))
    told = _total_lines(data, pages.width)
    height = 12 + sum(style.leading + 2 for _, style in told) + 12
    parts = SheetParts(
        data.full_title,
        SheetPart(_HEADING, partial(_draw_heading, pages, data)),
        SheetPart(height, partial(_draw_totals, pages, told, height)),
        ClosingFoot(data.attestation, data.coach, data.closing, data.second),
    )
    return sheet_pages(pages, _grid(data, pages.width), [_cells(row) for row in data.rows], parts)


def _grid(data: TimeSheetData, width: float) -> Grid:
    each = min(46.0, 230 / max(len(data.kinds), 1))
    heads = (
        Head("Jour", 44),
        *(Head(kind, each) for kind in data.kinds),
        Head("Total\nopération", 44),
        Head("Autre\ntravail", 40),
        Head("Mentions, trajet", width - 44 - each * len(data.kinds) - 44 - 40 - 46),
        Head("Km", 46),
    )
    return Grid(heads, _TEXT_SIZE, _NO_DRAWING)


def _cells(row: TimeSheetRow) -> list[Cell]:
    rest = row.day.weekday() >= _WEEKEND
    day = f"{short_weekday(row.day)} {row.day.day}"
    road = (Line(row.route, muted=True),) if row.route else ()
    own = sum(row.minutes)
    return [
        Cell((Line(day, bold=not rest, muted=rest),)),
        *(text_cell(_time(minutes)) for minutes in row.minutes),
        Cell((Line(_time(own), bold=True),) if own else ()),
        text_cell(_time(row.others)),
        Cell((*(Line(mention) for mention in row.mentions), *road)),
        text_cell(kilometres(row.metres) if row.route or row.metres != 0 else ""),
    ]


def _time(minutes: int) -> str:
    return hours(minutes) if minutes else ""


def _draw_heading(pages: Frame, data: TimeSheetData, top: float) -> float:
    paper = pages.paper
    paper.text(pages.left, top - 18, data.title, TITLE)
    paper.right(pages.right, top - 18, capital(month_name(data.month)), TITLE)
    edition = STRONG if data.edition.provisional else NOTE
    paper.text(pages.left, top - 30, _edition(data.edition), edition)
    paper.right(pages.right, top - 30, f"Coach{NBSP}: {data.coach}", STRONG)
    return top - _HEADING


def _edition(edition: Edition) -> str:
    """A later version replaces a sheet, where a rectified month replaces an envoi."""
    if edition.provisional or edition.version == 1:
        return edition.label
    return f"Version{NBSP}{edition.version}, remplace la version{NBSP}{edition.version - 1}"


def _total_lines(data: TimeSheetData, width: float) -> list[tuple[str, Style]]:
    all_of_it = data.own + data.others
    share = f", soit {decimal(100 * data.own / all_of_it)}{NBSP}%" if all_of_it else ""
    kinds = [
        f"{kind} {hours(sum(row.minutes[number] for row in data.rows))}"
        for number, kind in enumerate(data.kinds)
    ]
    weeks = [f"semaine {week}{NBSP}: {hours(minutes)}" for week, minutes in data.weeks]
    paid = f", {euros(data.metres, data.rate)} au taux de {decimal(data.rate / 1000, 3)}{NBSP}€" \
        if data.rate else ""  # fmt: skip
    told = [
        ((f"Temps sur l’opération{NBSP}: {hours(data.own)} sur {hours(all_of_it)} travaillées"
         f"{share}"),
         _TOTAL),
        (f"Kilomètres{NBSP}: {kilometres(data.metres)}{paid}", _TOTAL),
        (" · ".join(kinds), BODY),
        (capital(" · ".join(weeks)), NOTE),
        *((note, NOTE) for note in data.notes),
    ]  # fmt: skip
    return [
        (line, style)
        for text, style in told
        if text
        for line in wrap(text, style.face, style.size, width - 12)
    ]


def _draw_totals(pages: Frame, told: list[tuple[str, Style]], height: float, top: float) -> float:
    paper = pages.paper
    paper.box(pages.left, top - height + 8, pages.width, height - 14, TINT)
    y = top - 10
    for line, style in told:
        y -= style.leading + 2
        paper.text(pages.left + 6, y + 4, line, fitted(line, style, pages.width - 12))
    return top - height
