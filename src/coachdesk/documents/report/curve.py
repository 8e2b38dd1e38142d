"""A number month by month, with its mean, its target and the year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coachdesk.core.french import MONTHS, NBSP, SHORT_MONTHS, decimal
from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, REGULAR
from coachdesk.documents.fonts import width as width_of
from coachdesk.domain.picture import (
    Anchor,
    BoxMark,
    DotMark,
    LineMark,
    Picture,
    PictureMark,
    TextMark,
    Tone,
)
from coachdesk.domain.report_content import ReportFigure

HEIGHT = 170.0
_SIZE = POINTS.note
_VALUE = POINTS.dense
_FOOT = 14.0
_HEAD = 12.0
_LINES = 5
"""About how many levels are ruled."""
_NICE = (1, 2, 5, 10)
_LEAST_GAP = 8.5
"""Between two labels at the right edge."""


@dataclass(frozen=True)
class _Plot:
    """Where months and values stand."""

    left: float
    right: float
    ceiling: int
    height: float

    def x(self, month: int) -> float:
        """The middle of a month, from 0."""
        return self.left + (self.right - self.left) / len(SHORT_MONTHS) * (month + 0.5)

    def y(self, value: float) -> float:
        """The height of a value."""
        return _FOOT + (self.height - _FOOT - _HEAD) * value / self.ceiling


def curve_picture(figure: ReportFigure, year: int, width: float, height: float = HEIGHT) -> Picture:
    """The curve of the year over ``width`` points, ``height`` high."""
    value = figure.value
    months = value.measured.months
    before = tuple((old, each.measured.months) for old, each in figure.before[:1])
    mean = value.measured.number
    every = [*months, *(n for _, each in before for n in each), value.target or 0]
    step = _step(max(every))
    ceiling = (max(every) // step + 1) * step
    edges = [("", 0.0, Tone.SOFT)]
    if mean is not None:
        edges.append((f"moyenne {decimal(mean, 2)}", float(mean), Tone.ACCENT))
    if value.target is not None:
        edges.append((f"objectif {decimal(value.target, 0)}", float(value.target), Tone.TARGET))
    edges += [(str(old), float(each[-1]), Tone.SOFT) for old, each in before if each]
    axis = width_of(decimal(ceiling, 0), REGULAR, _SIZE) + 5
    margin = max(width_of(label, REGULAR, _SIZE) for label, _, _ in edges) + 8
    plot = _Plot(axis, width - margin, ceiling, height)
    marks: list[PictureMark] = []
    for level in range(0, ceiling + 1, step):
        marks += [
            LineMark(
                ((plot.left, plot.y(level)), (plot.right, plot.y(level))),
                Tone.RULE,
                0.7 if level == 0 else 0.3,
            ),
            TextMark(
                axis - 4, plot.y(level) - 2.4, decimal(level, 0), _SIZE, Tone.SOFT,
                anchor=Anchor.END,
            ),
        ]  # fmt: skip
    marks += [
        TextMark(plot.x(month), 3, label, _SIZE, Tone.SOFT, anchor=Anchor.MIDDLE)
        for month, label in enumerate(SHORT_MONTHS)
    ]
    for _, each in before:
        marks += _line(plot, each, Tone.SOFT, 0.8)
    if mean is not None:
        y = plot.y(float(mean))
        marks.append(LineMark(((plot.left, y), (plot.right, y)), Tone.ACCENT, 0.6))
    if value.target is not None:
        y = plot.y(value.target)
        marks.append(LineMark(((plot.left, y), (plot.right, y)), Tone.TARGET, 0.9, dashed=True))
    marks += _line(plot, months, Tone.ACCENT, 1.8)
    marks += _values(plot, months)
    marks += _edge_labels(plot, [each for each in edges if each[0]])
    return Picture(width, height, tuple(marks), _said(figure, year, mean))


def _step(highest: int) -> int:
    """A round number that divides ``highest`` in about five."""
    wanted = max(highest / _LINES, 1)
    power = int(10 ** (len(str(int(wanted))) - 1))
    return next(each * power for each in _NICE if each * power >= wanted)


def _line(plot: _Plot, months: Sequence[int], tone: Tone, weight: float) -> list[PictureMark]:
    places = tuple((plot.x(month), plot.y(number)) for month, number in enumerate(months))
    return [LineMark(places, tone, weight)] if len(places) > 1 else []


def _values(plot: _Plot, months: Sequence[int]) -> list[PictureMark]:
    """A dot and its number for each month, the number where the curve does not cross it."""
    marks: list[PictureMark] = []
    slot = (plot.right - plot.left) / len(SHORT_MONTHS)
    widest = max((width_of(decimal(n, 0), BOLD, _VALUE) for n in months), default=0)
    size = _VALUE * min(1, (slot - 1.5) / widest) if widest else _VALUE
    for month, number in enumerate(months):
        x, y = plot.x(month), plot.y(number)
        around = months[max(month - 1, 0) : month + 2]
        above = number * len(around) >= sum(around) or y - 5 - size < _FOOT
        base = y + 4.6 if above else y - 4.2 - size * 0.72
        label = decimal(number, 0)
        room = width_of(label, BOLD, size)
        # White behind keeps it read where the lines of the mean and of the target pass.
        marks += [
            BoxMark(x - room / 2 - 0.8, base - 0.9, room + 1.6, size * 0.86, Tone.PAPER),
            TextMark(x, base, label, size, Tone.INK, bold=True, anchor=Anchor.MIDDLE),
            DotMark(x, y, 2.1, Tone.ACCENT),
        ]
    return marks


def _edge_labels(plot: _Plot, edges: Sequence[tuple[str, float, Tone]]) -> list[PictureMark]:
    """What each line is, at its right end, parted where they would cover one another."""
    marks: list[PictureMark] = []
    floor = 0.0
    for label, value, tone in sorted(edges, key=lambda each: each[1]):
        y = max(plot.y(value) - 2.4, floor)
        floor = y + _LEAST_GAP
        marks.append(TextMark(plot.right + 5, y, label, _SIZE, tone))
    return marks


def _said(figure: ReportFigure, year: int, mean: int | Decimal | None) -> str:
    told = ", ".join(
        f"{name} {decimal(number, 0)}"
        for name, number in zip(MONTHS, figure.value.measured.months, strict=False)
    )
    ends = f", moyenne {decimal(mean, 2)}" if mean is not None else ""
    if figure.value.target is not None:
        ends += f", objectif {decimal(figure.value.target, 0)}"
    return f"{figure.value.label} en {year}{NBSP}: {told}{ends}."
