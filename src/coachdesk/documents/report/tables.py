"""The tables of a bilan, each with its chart in a column: numbers, shares, months, lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coachdesk.core.french import NBSP, SHORT_MONTHS, capital, decimal
from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import GREY, Paper, Style, text_width
from coachdesk.documents.papers.flow import Strip, glued
from coachdesk.documents.papers.prose import lines, no_widows
from coachdesk.documents.papers.tables import FactTable, fact_table
from coachdesk.documents.report.charts import BAR, Bars, Gauge, target_words
from coachdesk.documents.report.curve import HEIGHT, curve_picture
from coachdesk.documents.report.drawing import draw_marks, draw_picture
from coachdesk.documents.report.grids import nothing_words
from coachdesk.documents.tables import Align, Cell, Grid, Head, Line
from coachdesk.domain.indicators import Shape
from coachdesk.domain.picture import PictureMark
from coachdesk.domain.report_content import ReportFigure, ReportList

_NOTE = Style(size=POINTS.dense, colour=GREY)
_PAD = (5.0, 3.2)
_CHART_WIDTH = 150.0
_GAUGE_WIDTH = 110.0
_NUMBER_AIR = 14.0
_NARROWEST = 42.0
_CURVE_TITLE = Style(BOLD, POINTS.plain)
_MOST_YEARS = 3
_WHOLE = 230.0
"""A table no higher than that, a third of a page, is not parted."""


@dataclass(frozen=True)
class Place:
    """Where tables stand, in which size; ``most_words`` of shares are told apart, 0 for all."""

    x: float
    width: float
    year: int
    size: float = POINTS.eased
    most_words: int = 0
    curve: float = HEIGHT
    """How high a curve is."""


Bar = Callable[[float, float], list[PictureMark]]
"""Marks of a row's chart, given the left edge and the foot of the bar."""


@dataclass(frozen=True)
class _Row:
    cells: tuple[Cell, ...]
    bar: Bar | None = None


def figure_strips(figures: Sequence[ReportFigure], place: Place) -> list[Strip]:
    """The figures in their order; plain numbers that follow one another share a table."""
    made: list[Strip] = []
    numbers: list[ReportFigure] = []
    empty: list[str] = []

    def put(strips: list[Strip], gap: float = 13.0) -> None:
        if strips:
            made.extend([replace(strips[0], gap=gap), *strips[1:]])

    for figure in figures:
        shared = figure.value.shape is Shape.SHARES
        nothing = shared and not figure.shares
        if not nothing:
            put(nothing_strips(empty, place))
            empty = []
        if not shared and figure.value.shape is not Shape.CURVE:
            numbers.append(figure)
            continue
        put(number_table(numbers, place))
        numbers = []
        if nothing:
            empty.append(figure.value.label)
        elif shared:
            put(share_table(figure, place))
        else:
            put(month_chart(figure, place))
    put(number_table(numbers, place))
    put(nothing_strips(empty, place))
    return made


def nothing_strips(labels: Sequence[str], place: Place) -> list[Strip]:
    """The shared figures without a row that follow one another, in one sentence."""
    told = nothing_words(labels) if labels else ""
    style = replace(_NOTE, size=place.size)
    return lines(wrap(told, style.face, style.size, place.width), style, place.x)


def number_table(figures: Sequence[ReportFigure], place: Place) -> list[Strip]:
    """Plain numbers, those of the years before, what is asked for and how near they come."""
    if not figures:
        return []
    years = _years(figures, place.year)
    targets = any(figure.value.target is not None for figure in figures)
    gauges = [Gauge.of(figure) for figure in figures]
    drawn = any(gauges)
    columns = [[_written(figure, year, place.year) for figure in figures] for year in years]
    if targets:
        columns.append([target_words(figure.value) for figure in figures])
    titles = [str(year) for year in years] + (["Objectif"] if targets else [])
    rooms = [_room(title, texts, place.size) for title, texts in zip(titles, columns, strict=True)]
    chart = _GAUGE_WIDTH if drawn else 0
    heads = _heads("", titles, rooms, chart, place)
    rows = []
    for index, (figure, gauge) in enumerate(zip(figures, gauges, strict=True)):
        cells = [Cell((Line(figure.value.label),)), *([Cell()] if drawn else [])]
        cells += [
            Cell((Line(texts[index], bold=at == 0, muted=at > 0),))
            for at, texts in enumerate(columns)
        ]
        rows.append(_Row(tuple(cells), _gauge_bar(gauge) if gauge else None))
    return _with_notes(_table(heads, rows, place), figures, place)


def share_table(figure: ReportFigure, place: Place) -> list[Strip]:
    """The words of a figure: part as a bar, number, those of the years before, and the total."""
    years = _years([figure], place.year)
    figure_rows = figure.shares
    title = figure.value.label
    bars = Bars.of(figure)
    numbers = [(row.number, *row.before) for row in figure_rows]
    shown = list(range(len(numbers)))
    rest: list[int] = []
    if place.most_words and len(numbers) > place.most_words + 1:
        order = sorted(shown, key=lambda index: -numbers[index][0])
        kept = set(order[: place.most_words])
        shown, rest = [i for i in shown if i in kept], [i for i in shown if i not in kept]
    totals = [sum(column) for column in zip(*numbers, strict=True)]
    texts = [[decimal(row[at], 0) for row in [*numbers, totals]] for at in range(len(years))]
    titles = [str(year) for year in years]
    rooms = [_room(head, column, place.size) for head, column in zip(titles, texts, strict=True)]
    heads = _heads(title, titles, rooms, _CHART_WIDTH, place)
    chart = "Part" if bars.year_before is None else f"Part (le trait{NBSP}: {bars.year_before})"
    heads[1] = replace(heads[1], title=chart)

    def row(label: str, values: Sequence[int], bar: Bar | None, *, bold: bool = False) -> _Row:
        cells = [
            Cell((Line(decimal(value, 0), bold=bold or at == 0, muted=at > 0 and not bold),))
            for at, value in enumerate(values)
        ]
        return _Row((Cell((Line(label, bold=bold),)), Cell(), *cells), bar)

    rows = [row(figure_rows[i].label, numbers[i], _share_bar(bars, i, place.size)) for i in shown]
    if rest:
        others = [sum(numbers[i][at] for i in rest) for at in range(len(years))]
        rows.append(row(f"{len(rest)} autres", others, None))
    rows.append(row("Ensemble", totals, None, bold=True))
    return _with_notes(_table(heads, rows, place), [figure], place)


def month_chart(figure: ReportFigure, place: Place) -> list[Strip]:
    """The curve of the months, then their numbers, year by year."""
    picture = curve_picture(figure, place.year, place.width, place.curve)

    def draw(paper: Paper, top: float) -> None:
        paper.text(place.x, top - 10, figure.value.label, _CURVE_TITLE)
        draw_picture(paper, picture, place.x, top - 18 - picture.height)

    curve = Strip(picture.height + 22, draw, glued=True)
    years = [(place.year, figure.value), *figure.before][:_MOST_YEARS]
    size = min(place.size, POINTS.dense)
    means = [value.written for _, value in years]
    first, last = 34.0, 50.0
    each = (place.width - first - last) / len(SHORT_MONTHS)
    heads = [
        Head("", first),
        *(Head(month, each, Align.RIGHT) for month in SHORT_MONTHS),
        Head("Moyenne", last, Align.RIGHT),
    ]
    rows = []
    for (year, value), mean in zip(years, means, strict=True):
        months = [decimal(number, 0) for number in value.measured.months]
        months += [""] * (len(SHORT_MONTHS) - len(months))
        mine = year == place.year
        cells = [Cell((Line(str(year), bold=mine, muted=not mine),))]
        cells += [Cell((Line(text, muted=not mine),)) if text else Cell() for text in months]
        cells.append(Cell((Line(mean, bold=mine),)))
        rows.append(_Row(tuple(cells)))
    table = _table(heads, rows, replace(place, size=size), pad=(2.5, 2.8))
    return _with_notes([curve, *table], [figure], place)


def list_strips(listed: ReportList, place: Place) -> list[Strip]:
    """Rows that name nobody who is followed, below their heading."""
    title = lines([listed.heading], _CURVE_TITLE, place.x)
    title = [replace(strip, glued=True, gap=13.0) for strip in title]
    if not listed.rows:
        return [*title, *lines(["Aucune ligne."], _NOTE, place.x)]
    return [*title, *fact_table(FactTable(listed.columns, listed.rows), place.x, place.width)]


def _years(figures: Sequence[ReportFigure], year: int) -> list[int]:
    """The year of the bilan, then those before that any of the figures tells."""
    before = {known for figure in figures for known, _ in figure.before}
    return [year, *sorted(before, reverse=True)]


def _written(figure: ReportFigure, year: int, own: int) -> str:
    """The figure of a year; nothing where it is not known."""
    if year == own:
        return figure.value.written
    return next((value.written for known, value in figure.before if known == year), "")


def _room(title: str, texts: Sequence[str], size: float) -> float:
    style, head = Style(BOLD, size), Style(BOLD, min(size, POINTS.dense))
    widest = max((text_width(text, style) for text in texts), default=0)
    return max(widest, text_width(title, head)) + _NUMBER_AIR


def _heads(
    title: str, titles: Sequence[str], rooms: Sequence[float], chart: float, place: Place
) -> list[Head]:
    """The label column takes what the others leave."""
    numbers = [max(room, _NARROWEST) for room in rooms]
    label = place.width - sum(numbers) - chart
    wrapped = "\n".join(wrap(title, BOLD, 8, label - 2 * _PAD[0])) if title else ""
    heads = [Head(wrapped, label)]
    if chart:
        heads.append(Head("", chart))
    heads += [Head(each, room, Align.RIGHT) for each, room in zip(titles, numbers, strict=True)]
    return heads


def _table(
    heads: Sequence[Head], rows: Sequence[_Row], place: Place, pad: tuple[float, float] = _PAD
) -> list[Strip]:
    grid = Grid(heads, place.size, title_size=POINTS.body, pad=pad)

    def draw_head(paper: Paper, top: float) -> None:
        grid.draw_header(paper, place.x, top)

    head = Strip(grid.header_height, draw_head)
    made = [replace(head, glued=True)]
    for index, row in enumerate(rows):
        strip = _row_strip(grid, row, place, band=index % 2 == 1)
        made.append(replace(strip, again=head))
    if sum(strip.height for strip in made) <= _WHOLE:
        return glued(made)
    return no_widows(made, begin=3)  # the headings and two rows


def _row_strip(grid: Grid, row: _Row, place: Place, *, band: bool) -> Strip:
    prepared = grid.prepare(row.cells)
    height = grid.height(prepared)

    def draw(paper: Paper, top: float) -> None:
        grid.draw_row(paper, place.x, top, prepared, band=band)
        if row.bar is not None:
            left = place.x + grid.heads[0].width + _PAD[0]
            # Beside the first line of the label, as the numbers are.
            draw_marks(paper, row.bar(left, top - _PAD[1] - place.size * 0.59 - BAR / 2))

    return Strip(height, draw)


def _share_bar(bars: Bars, index: int, size: float) -> Bar:
    return lambda x, y: bars.marks(index, x, y, _CHART_WIDTH - 2 * _PAD[0], size)


def _gauge_bar(gauge: Gauge) -> Bar:
    return lambda x, y: gauge.marks(x, y, _GAUGE_WIDTH - 2 * _PAD[0])


def _with_notes(strips: list[Strip], figures: Sequence[ReportFigure], place: Place) -> list[Strip]:
    """The table, and below it what a recount would change of it."""
    told = [figure.recount for figure in figures if figure.changed]
    if not told:
        return strips
    wrapped = [
        line for text in told for line in wrap(capital(text), _NOTE.face, _NOTE.size, place.width)
    ]
    notes = lines(wrapped, _NOTE, place.x)
    return [*strips[:-1], replace(strips[-1], glued=True), replace(notes[0], gap=3), *notes[1:]]
