"""The bars of a bilan as they stand in its tables, a small picture to a row, for the screen."""

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.documents.report.charts import BAR, Bars, Gauge, target_words
from coachdesk.domain.picture import Picture
from coachdesk.domain.report_content import ReportFigure

__all__ = ["gauge_bar", "share_bars", "target_words", "year_of_ticks"]

_AIR = 2.0
"""Points above and below a bar, for the tick of the year before or of the target."""
_SIZE = 8.0
"""Of its letters, in points."""


def share_bars(figure: ReportFigure, width: float) -> tuple[Picture, ...]:
    """The bar of each of ``figure.shares`` over ``width`` points, on one scale."""
    bars = Bars.of(figure)
    return tuple(
        Picture(
            width,
            BAR + 2 * _AIR,
            tuple(bars.marks(index, _AIR, _AIR, width - _AIR, _SIZE)),
            _said_share(bars, index),
        )
        for index in range(len(bars.rows))
    )


def year_of_ticks(figure: ReportFigure) -> int | None:
    """The year that the ticks on the bars of shares tell; None when they tell none."""
    return Bars.of(figure).year_before


def gauge_bar(figure: ReportFigure, width: float) -> Picture | None:
    """A number against its target, or a rate on its hundred; None for one that has neither."""
    gauge = Gauge.of(figure)
    if gauge is None:
        return None
    said = figure.value.written
    if figure.value.target is not None:
        said += f", objectif{NBSP}: {target_words(figure.value)}"
    marks = tuple(gauge.marks(_AIR, _AIR, width - 2 * _AIR))
    return Picture(width, BAR + 2 * _AIR, marks, said)


def _said_share(bars: Bars, index: int) -> str:
    row = bars.rows[index]
    if bars.year_before is None:
        return row.part
    return f"{row.part}, {row.percents_before[0]}{NNBSP}% en {bars.year_before}"
