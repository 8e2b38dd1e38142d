"""The figures of a part as the lines of its tables, as the paper has them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication

from coachdesk.core.french import MONTHS, capital, decimal
from coachdesk.domain.indicators import IndicatorValue, Shape, Share
from coachdesk.domain.picture import Picture
from coachdesk.domain.report_content import ReportFigure, ShareRow, grouped
from coachdesk.services.report.bars import gauge_bar, share_bars, target_words, year_of_ticks
from coachdesk.ui.item_models.figures import FigureCell, FigureLine


@dataclass(frozen=True)
class FigureGroup:
    """What stands in one table: numbers that follow one another, or the parts of one figure."""

    figures: tuple[ReportFigure, ...]
    years: tuple[int, ...]
    lines: tuple[FigureLine, ...]
    heading: str = ""
    bars: str = ""
    """The heading of the column of bars; empty without any."""
    targets: bool = False
    months: bool = False
    """One line for each month of the year, beside its curve."""

    @property
    def changed(self) -> tuple[tuple[str, str], ...]:
        """What a recount would make of its figures: the label, and the words."""
        return tuple((each.value.label, each.changed) for each in self.figures if each.changed)


def without_rows(figures: Sequence[ReportFigure]) -> tuple[str, ...]:
    """The shared figures that have nothing to share, by their labels."""
    return tuple(
        each.value.label for each in figures if each.value.shape is Shape.SHARES and not each.shares
    )


def groups(figures: Sequence[ReportFigure], year: int) -> Iterator[FigureGroup]:
    """The tables of a part in their order; plain numbers that follow one another share one."""
    told = (each for each in figures if each.value.shape is not Shape.SHARES or each.shares)
    for group in grouped(told):
        shape = group[0].value.shape
        if shape is Shape.SHARES:
            yield _shares(group[0], year)
        elif shape is Shape.CURVE:
            yield _months(group[0], year)
        else:
            yield _numbers(tuple(group), year)


def _numbers(figures: tuple[ReportFigure, ...], year: int) -> FigureGroup:
    years = _years(figures, year)
    lines: list[FigureLine] = []
    for figure in figures:
        values = _values(figure, year)
        lines.append(
            FigureLine(
                figure.value.label,
                tuple(_whole(values.get(each), each) for each in years),
                figure.value.definition,
                target_words(figure.value),
                partial(gauge_bar, figure) if gauge_bar(figure, 100) else None,
                strong=True,
            )
        )
        if figure.value.shape is Shape.RATE and figure.value.measured.whole:
            lines.append(
                FigureLine(
                    _tr("comptés, sur combien"),
                    tuple(_part(values.get(each), each) for each in years),
                    figure.value.definition,
                    inner=True,
                )
            )
    return FigureGroup(
        figures,
        years,
        tuple(lines),
        bars=_tr("Où l’on en est") if any(line.bar for line in lines) else "",
        targets=any(line.target for line in lines),
    )


def _shares(figure: ReportFigure, year: int) -> FigureGroup:
    years = _years((figure,), year)
    values = _values(figure, year)
    hint, bars = figure.value.definition, _Bars(figure)
    lines = [
        FigureLine(
            row.label,
            tuple(_share(values.get(each), each, row) for each in years),
            hint,
            bar=partial(bars.at, number),
        )
        for number, row in enumerate(figure.shares)
    ]
    whole = tuple(_whole(values.get(each), each) for each in years)
    lines.append(FigureLine(_tr("Ensemble"), whole, hint, strong=True))
    ticks = year_of_ticks(figure)
    return FigureGroup(
        (figure,),
        years,
        tuple(lines),
        heading=figure.value.label,
        bars=_tr("Part (le trait\u00a0: {})").format(ticks) if ticks else _tr("Part"),
    )


def _months(figure: ReportFigure, year: int) -> FigureGroup:
    years = _years((figure,), year)
    values = _values(figure, year)
    hint = figure.value.definition
    most = max((len(value.measured.months) for value in values.values()), default=0)
    lines = [
        FigureLine(
            capital(MONTHS[month]),
            tuple(_month(values.get(each), each, month) for each in years),
            hint,
        )
        for month in range(most)
    ]
    means = tuple(_whole(values.get(each), each) for each in years)
    lines.append(FigureLine(_tr("Moyenne"), means, hint, strong=True))
    return FigureGroup((figure,), years, tuple(lines), heading=figure.value.label, months=True)


def _years(figures: Sequence[ReportFigure], year: int) -> tuple[int, ...]:
    before = {known for figure in figures for known, _ in figure.before}
    return (year, *sorted(before, reverse=True))


def _values(figure: ReportFigure, year: int) -> dict[int, IndicatorValue]:
    return {year: figure.value, **dict(figure.before)}


class _Bars:
    """The bars of a figure, made once for each width: each line that is painted asks for one."""

    def __init__(self, figure: ReportFigure) -> None:
        self._figure = figure
        self._width = 0.0
        self._made: tuple[Picture, ...] = ()

    def at(self, number: int, width: float) -> Picture:
        """That of the line ``number`` over so many points."""
        if width != self._width:
            self._width, self._made = width, share_bars(self._figure, width)
        return self._made[number]


def _whole(value: IndicatorValue | None, year: int) -> FigureCell | None:
    return None if value is None else FigureCell(value.written, year, value)


def _part(value: IndicatorValue | None, year: int) -> FigureCell | None:
    """Of a rate, those who count: « 32 sur 76 »."""
    if value is None or value.measured.whole is None:
        return None
    part = value.measured.part or 0
    said = _tr("{} sur {}").format(decimal(part, 0), decimal(value.measured.whole, 0))
    return FigureCell(said, year, value, Share(None, _tr("ceux qui comptent"), part))


def _share(value: IndicatorValue | None, year: int, row: ShareRow) -> FigureCell | None:
    if value is None:
        return None
    share = next((each for each in value.measured.shares if each.label == row.label), None)
    return FigureCell(decimal(share.number, 0), year, value, share) if share else None


def _month(value: IndicatorValue | None, year: int, month: int) -> FigureCell | None:
    if value is None or month >= len(value.measured.months):
        return None
    number = value.measured.months[month]
    share = Share(f"{year}-{month + 1:02d}", MONTHS[month], number)
    return FigureCell(decimal(number, 0), year, value, share)


def _tr(text: str) -> str:
    return QCoreApplication.translate("BilanScreen", text)
