"""The figures of a bilan as plain tables of values, for what is edited or counted with elsewhere.

One grid for the plain numbers that follow one another, one for each shared figure, one for a curve
of months; the PDF draws the same groups with a chart in a column.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coachdesk.core.french import NBSP, NNBSP, SHORT_MONTHS, decimal
from coachdesk.documents.report.charts import target_words
from coachdesk.domain.indicators import HUNDREDTHS, IndicatorValue, Shape
from coachdesk.domain.report_content import ReportFigure, ReportSection, ShareRow, grouped

MEAN = "Moyenne"
TOTAL = "Ensemble"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A value as every output writes it, and the number to count with; None where it is a text."""

    text: str
    number: int | Decimal | None = None
    form: str = "General"
    """How a spreadsheet writes the number, so that it reads as the text does."""


@dataclass(frozen=True, slots=True)
class ReportGrid:
    """One table; its chart is that of ``figure``, when it has one of its own."""

    title: str
    """Empty for plain numbers."""
    columns: tuple[str, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    figures: tuple[ReportFigure, ...]

    @property
    def charted(self) -> ReportFigure | None:
        """The figure that a chart shows whole."""
        return self.figures[0] if self.title and self.figures else None


def nothing_words(labels: Sequence[str]) -> str:
    """The shared figures without a row, in one sentence."""
    named = f"{NNBSP}; ".join(labels)
    end = "" if named.endswith(("?", "!", ".")) else "."
    return f"Rien à compter{NBSP}: {named}{end}"


def section_grids(section: ReportSection, year: int) -> tuple[ReportGrid, ...]:
    """The tables of a part, in the order in which they are read."""
    return tuple(_grid(group, year) for group in grouped(section.figures))


def _grid(group: Sequence[ReportFigure], year: int) -> ReportGrid:
    shape = group[0].value.shape
    if shape is Shape.SHARES:
        return _shares(group[0], year)
    if shape is Shape.CURVE:
        return _curve(group[0], year)
    return _numbers(group, year)


def _numbers(group: Sequence[ReportFigure], year: int) -> ReportGrid:
    before = sorted({known for figure in group for known, _ in figure.before}, reverse=True)
    targets = any(figure.value.target is not None for figure in group)
    rows = []
    for figure in group:
        known = dict(figure.before)
        values = [figure.value, *(known.get(each) for each in before)]
        cells = [GridCell(figure.value.label), *map(value_cell, values)]
        rows.append((*cells, GridCell(target_words(figure.value))) if targets else tuple(cells))
    heads = ("Chiffre", str(year), *map(str, before), *(("Objectif",) if targets else ()))
    return ReportGrid("", heads, tuple(rows), tuple(group))


def _shares(figure: ReportFigure, year: int) -> ReportGrid:
    before = [known for known, _ in figure.before]
    rows = [
        (
            GridCell(row.label),
            _count(row.number),
            GridCell(row.part, row.percent, _part_form(row)),
            *map(_count, row.before),
        )
        for row in figure.shares
    ]
    if rows:
        numbers = [(row.number, *row.before) for row in figure.shares]
        own, *others = (sum(column) for column in zip(*numbers, strict=True))
        rows.append((GridCell(TOTAL), _count(own), GridCell(""), *map(_count, others)))
    heads = (figure.value.label, str(year), "Part", *map(str, before))
    return ReportGrid(figure.value.label, heads, tuple(rows), (figure,))


def _curve(figure: ReportFigure, year: int) -> ReportGrid:
    rows = []
    for known, value in ((year, figure.value), *figure.before):
        months = [_count(number) for number in value.measured.months]
        months += [GridCell("")] * (len(SHORT_MONTHS) - len(months))
        mean = value.measured.number
        told = GridCell("–") if mean is None else GridCell(decimal(mean, 2), mean, "0.00")
        rows.append((GridCell(str(known)), *months, told))
    heads = ("Année", *SHORT_MONTHS, MEAN)
    return ReportGrid(figure.value.label, heads, tuple(rows), (figure,))


def value_cell(value: IndicatorValue | None) -> GridCell:
    """A figure, empty for a year that does not know it."""
    if value is None:
        return GridCell("")
    number = value.measured.number
    if number is None:
        return GridCell(value.written)
    if value.shape is Shape.MINUTES:
        return GridCell(value.written, Decimal(number) / 60, "0.00")
    unit = _quoted(f"{NBSP}{value.unit}") if value.unit else ""
    if value.shape is Shape.QUANTITY:
        form = "0.00" if number % HUNDREDTHS else "0"
        return GridCell(value.written, Decimal(number) / HUNDREDTHS, form + unit)
    return GridCell(value.written, number, _FORMS.get(value.shape, "0") + unit)


def _part_form(row: ShareRow) -> str:
    """« < 1 % » of what is there all the same."""
    return _quoted(row.part) if row.number and not row.percent else _PERCENT


def _quoted(text: str) -> str:
    """A text in the form of a number: a quote would end it."""
    return '"{}"'.format(text.replace('"', "”"))


def _count(number: int) -> GridCell:
    return GridCell(decimal(number, 0), number, "0")


_PERCENT = '0" %"'
_FORMS = {Shape.RATE: _PERCENT, Shape.MEAN: "0.00"}
