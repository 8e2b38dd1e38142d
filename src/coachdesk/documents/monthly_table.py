"""The monthly table: figures against the targets, every person followed, every prescription.

Its first page is what the Département reads: figures, file-active curve, the coach's attestation.
The named table and the prescriptions of the month follow.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coachdesk.core.french import NBSP, month_name, plural
from coachdesk.core.tokens import POINTS
from coachdesk.documents.charts import draw_curve
from coachdesk.documents.closing_block import ClosingFoot, CoachProof, SecondPlace
from coachdesk.documents.column_grid import Row, column_grid
from coachdesk.documents.digest import data_digest
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import (
    A4_LANDSCAPE,
    BODY,
    SECTION,
    TITLE,
    About,
    Paper,
)
from coachdesk.documents.letterhead import Edition, Operation
from coachdesk.documents.sections import Section, draw_sections, plan
from coachdesk.documents.table_columns import PRESCRIPTION_KEYS, Kind, chosen, written
from coachdesk.documents.tables import Align, Cell, Grid, Head, Line

_FIGURES_WIDTH = 424.0
_FIGURE_SIZES = (POINTS.body, POINTS.note, POINTS.small)
_CHART_TOP = 34.0


@dataclass(frozen=True)
class Figure:
    """A line of figures on the first page.

    Attributes:
        label: what is counted.
        month: in the month, None when it has no meaning there.
        cumulative: since 1 January.
        target: the profile's, for the year or the month as ``label`` says; None without.
        kind: COUNT, MINUTES or PERCENT.
        detail: part of the line above, hence set in a little.
    """

    label: str
    month: int | Decimal | None
    cumulative: int | Decimal | None
    target: int | Decimal | None = None
    kind: Kind = Kind.COUNT
    detail: bool = False


@dataclass(frozen=True)
class MonthlyTableData:
    """All that the table says.

    Attributes:
        title: of the paper, the profile's words.
        operation: the action, as on every paper.
        edition: which version of the month.
        month: any day of the month.
        coach: her name.
        columns: keys of ``domain.profile.TABLE_COLUMNS``, chosen and ordered by the profile.
        rows: one per pathway active in the month.
        prescriptions: those received in the month; keys of ``table_columns.PRESCRIPTION_KEYS``.
        figures: for the first page, twenty-four at most.
        file_active: (any day of the month, value) for each month of the year so far.
        file_active_target: the profile's.
        attestation: the profile's sentence beside the coach's proof.
        closing: the coach's proof given at closing, None to leave its place blank.
        second: who signs the table after her; None where nobody does.
        stamp: what vouches for the paper.
    """

    title: str
    operation: Operation
    edition: Edition
    month: date
    coach: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    prescriptions: tuple[Row, ...]
    figures: tuple[Figure, ...]
    file_active: tuple[tuple[date, int], ...]
    file_active_target: int
    attestation: str
    closing: CoachProof
    second: SecondPlace | None
    stamp: Stamp


def monthly_table(data: MonthlyTableData) -> Printed:
    """The table as a PDF, A4 landscape, not yet sealed."""
    month = month_name(data.month)
    title = f"{data.title} – {data.operation.title} – {month}"
    paper = Paper(
        A4_LANDSCAPE, About(title, data.operation.subject, data.coach, data.stamp.creator)
    )
    pages = Frame(paper, data.operation, data.stamp, data_digest(data))
    people = column_grid(chosen(data.columns), data.rows, pages.width)
    received = column_grid(chosen(PRESCRIPTION_KEYS), data.prescriptions, pages.width)
    sections = [
        Section(
            f"Personnes suivies en {month}",
            plural(len(data.rows), "parcours", "parcours"),
            "Aucun parcours ce mois-ci.",
            *people,
        ),
        Section(
            f"Prescriptions reçues en {month}",
            plural(len(data.prescriptions), "prescription"),
            "Aucune prescription ce mois-ci.",
            *received,
        ),
    ]
    planned = plan(sections, pages.room)
    total = 1 + len(planned)
    _draw_first_page(pages, data, pages.begin(1, total))
    paper.end_page()
    for number, blocks in enumerate(planned, start=2):
        draw_sections(paper, blocks, pages.left, pages.begin(number, total))
        paper.end_page()
    return pages.printed(total)


def _draw_first_page(pages: Frame, data: MonthlyTableData, top: float) -> None:
    paper, left, right = pages.paper, pages.left, pages.right
    paper.bookmark("Chiffres du mois")
    paper.text(left, top - 16, data.title, TITLE)
    paper.right(right, top - 16, month_name(data.month), TITLE)
    paper.text(left, top - 28, f"{data.edition.label} · Coach{NBSP}: {data.coach}", BODY)
    tables_top = top - _CHART_TOP - 6
    if data.edition.reason:
        told = f"Motif{NBSP}: {data.edition.reason}"
        after = paper.paragraph(left, top - 28 - BODY.leading, pages.width, told)
        tables_top -= top - 28 - BODY.leading - after
    foot = ClosingFoot(data.attestation, data.coach, data.closing, data.second)
    closing_top = top - pages.room + foot.height(pages.width)
    _draw_figures(paper, data, left, tables_top, tables_top - closing_top - 14)
    chart_left = left + _FIGURES_WIDTH + 26
    paper.text(chart_left, tables_top - 12, "File active, mois par mois", SECTION)
    height = min(tables_top - closing_top - 44, 220)
    draw_curve(
        paper, data.file_active, data.file_active_target,
        (chart_left, tables_top - 24 - height), (right - chart_left, height),
    )  # fmt: skip
    foot.draw(paper, (left, right), closing_top)


def _draw_figures(
    paper: Paper, data: MonthlyTableData, left: float, top: float, room: float
) -> None:
    """The figures, at the largest size at which they all stand above the attestation."""
    year = f"{data.month.year}"
    heads = (
        Head("Indicateur", _FIGURES_WIDTH - 210),
        Head("Mois", 70, Align.CENTRE),
        Head(f"Cumul {year}", 70, Align.CENTRE),
        Head("Objectif", 70, Align.CENTRE),
    )
    for size in _FIGURE_SIZES:
        grid = Grid(heads, size)
        rows = [grid.prepare(_figure_cells(figure)) for figure in data.figures]
        if grid.header_height + sum(grid.height(row) for row in rows) <= room:
            break
    y = grid.draw_header(paper, left, top)
    for index, row in enumerate(rows):
        y = grid.draw_row(paper, left, y, row, band=index % 2 == 1)


def _figure_cells(figure: Figure) -> list[Cell]:
    indent = NBSP * 4 if figure.detail else ""
    values = (figure.month, figure.cumulative, figure.target)
    return [
        Cell((Line(indent + figure.label),)),
        *(
            Cell((Line(written(value, figure.kind), bold=index == 0, muted=index == 2),))  # noqa: PLR2004 the target
            for index, value in enumerate(values)
        ),
    ]
