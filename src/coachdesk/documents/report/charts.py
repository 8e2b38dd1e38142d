"""The charts of a bilan as marks: bars of shares, a rate against its target, a curve of months.

Drawn once for every output: ``drawing`` puts them on paper, ``services.report.pictures`` makes a
picture of them, the screen draws the marks in the colours of its theme.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coachdesk.core.french import NBSP, NNBSP, decimal
from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, REGULAR, wrap
from coachdesk.documents.fonts import width as width_of
from coachdesk.documents.report.curve import curve_picture
from coachdesk.domain.indicators import HUNDREDTHS, IndicatorValue, Shape
from coachdesk.domain.picture import Anchor, BoxMark, LineMark, Picture, PictureMark, TextMark, Tone
from coachdesk.domain.report_content import ReportFigure, ShareRow

BAR = 8.0
"""The height of a bar, in points."""
_SIZE = POINTS.body
_SMALL = POINTS.note
_GAP = 4.0
_LEADING = 9.6
_ROW_AIR = 5.0
_LABEL_PART = 0.42
"""How much of the width the labels of bars may take."""
_HUNDRED = 100
_MIDDLE = 0.35
"""From the middle of a line of figures down to its baseline, as a part of the size."""


def chart(figure: ReportFigure, year: int, width: float) -> Picture | None:
    """The chart of a figure over ``width`` points; None for a plain number without a target."""
    value = figure.value
    if value.shape is Shape.CURVE:
        return curve_picture(figure, year, width)
    if value.shape is Shape.SHARES:
        return _shares_picture(figure, width) if value.measured.number else None
    gauge = Gauge.of(figure)
    return _gauge_picture(figure, gauge, width) if gauge else None


@dataclass(frozen=True, slots=True)
class Bars:
    """The shares of a figure as parts of the whole, on one scale with those of the year before."""

    rows: tuple[ShareRow, ...]
    parts: tuple[float, ...]
    before: tuple[float, ...]
    """Of the year before; empty where it is not known."""
    year_before: int | None

    @classmethod
    def of(cls, figure: ReportFigure) -> "Bars":
        """The bars of shares."""
        rows = figure.shares
        old = [row.before[0] for row in rows if row.before]
        known = bool(figure.before) and sum(old) > 0
        return cls(
            rows,
            _parts([row.number for row in rows]),
            _parts(old) if known else (),
            figure.before[0][0] if known else None,
        )

    def marks(
        self, index: int, x: float, y: float, room: float, size: float = _SIZE
    ) -> list[PictureMark]:
        """The bar of one share, its foot at (x, y), with its percent written at its end."""
        span = room - width_of(f"100{NNBSP}%", REGULAR, size) - _GAP
        scale = span / (max((*self.parts, *self.before), default=0) or 1)
        length = self.parts[index] * scale
        marks: list[PictureMark] = []
        if length:
            marks.append(BoxMark(x, y, max(length, 0.8), BAR, Tone.ACCENT))
        marks.append(LineMark(((x, y - 2), (x, y + BAR + 2)), Tone.RULE, 0.6))
        end = length
        if self.before:
            at = self.before[index] * scale
            # White around the tick keeps it seen on the bar, in grey as well.
            ends = (x + at, y - 1.6), (x + at, y + BAR + 1.6)
            marks += [LineMark(ends, Tone.PAPER, 2.6), LineMark(ends, Tone.INK, 1.1)]
            if at > length - _GAP:
                end = max(length, at)
        base = y + BAR / 2 - size * _MIDDLE
        marks.append(TextMark(x + end + _GAP, base, self.rows[index].part, size))
        return marks


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number against what the agreement asks for, or a rate on its hundred."""

    number: float
    target: float | None
    full: float

    @classmethod
    def of(cls, figure: ReportFigure) -> "Gauge | None":
        """None for a number without a target, and for a rate of nothing."""
        value = figure.value
        number = plain(value)
        if number is None or value.shape in {Shape.SHARES, Shape.CURVE}:
            return None
        if value.shape is Shape.RATE:
            return cls(number, value.target, max(_HUNDRED, number, value.target or 0))
        if value.target is None:
            return None
        return cls(number, value.target, max(number, value.target) * 1.05 or 1)

    def marks(self, x: float, y: float, room: float) -> list[PictureMark]:
        """The track over ``room``, what is reached, and a tick where the target is."""
        marks: list[PictureMark] = [
            BoxMark(x, y, room, BAR, Tone.TRACK),
            BoxMark(x, y, room * min(self.number / self.full, 1), BAR, Tone.ACCENT),
        ]
        if self.target is not None:
            at = x + room * self.target / self.full
            marks += [
                LineMark(((at, y - 2), (at, y + BAR + 2)), Tone.PAPER, 2.8),
                LineMark(((at, y - 2), (at, y + BAR + 2)), Tone.TARGET, 1.3),
            ]
        return marks


def plain(value: IndicatorValue) -> float | None:
    """The number in the unit of its target: hours, units, percent."""
    number = value.measured.number
    if number is None:
        return None
    parts = {Shape.MINUTES: 60, Shape.QUANTITY: HUNDREDTHS}
    return float(number) / parts.get(value.shape, 1)


def target_words(value: IndicatorValue) -> str:
    """« 50 % », « 40 »; empty without a target."""
    if value.target is None:
        return ""
    if value.shape is Shape.RATE:
        return f"{value.target}{NNBSP}%"
    unit = f"{NBSP}h" if value.shape is Shape.MINUTES else f"{NBSP}{value.unit}"
    return f"{decimal(value.target, 0)}{unit}".rstrip()


def _parts(numbers: Sequence[int]) -> tuple[float, ...]:
    whole = sum(numbers)
    return tuple(number / whole if whole else 0.0 for number in numbers)


def _shares_picture(figure: ReportFigure, width: float) -> Picture:
    bars = Bars.of(figure)
    most = width * _LABEL_PART
    labels = [wrap(row.label, REGULAR, _SIZE, most) for row in bars.rows]
    room = max(width_of(line, REGULAR, _SIZE) for lines in labels for line in lines) + 6
    numbers = [decimal(row.number, 0) for row in bars.rows]
    last = max(width_of(number, BOLD, _SIZE) for number in numbers)
    heights = [max(len(lines) * _LEADING, BAR) + _ROW_AIR for lines in labels]
    legend = _LEADING + 4 if bars.year_before is not None else 0
    height = sum(heights) + legend
    marks: list[PictureMark] = []
    y = height
    for index, lines in enumerate(labels):
        middle = y - heights[index] / 2
        first = middle + (len(lines) - 1) * _LEADING / 2 - _SIZE * _MIDDLE
        marks += [
            TextMark(room - 6, first - at * _LEADING, line, _SIZE, anchor=Anchor.END)
            for at, line in enumerate(lines)
        ]
        marks.append(
            TextMark(
                room + last, middle - _SIZE * _MIDDLE, numbers[index], _SIZE, bold=True,
                anchor=Anchor.END,
            )
        )  # fmt: skip
        left = room + last + 8
        marks += bars.marks(index, left, middle - BAR / 2, width - left)
        y -= heights[index]
    if bars.year_before is not None:
        marks += legend_marks(room + last + 8, 1, bars.year_before)
    told = ", ".join(
        f"{row.label} {number} ({row.part})" for row, number in zip(bars.rows, numbers, strict=True)
    )
    return Picture(width, height, tuple(marks), f"{figure.value.label}{NBSP}: {told}.")


def legend_marks(x: float, y: float, year: int) -> list[PictureMark]:
    """What the tick on a bar is: the year before."""
    return [
        LineMark(((x + 1, y), (x + 1, y + _SMALL)), Tone.INK, 1.1),
        TextMark(x + 6, y + 1, f"part en {year}", _SMALL, Tone.SOFT),
    ]


def _gauge_picture(figure: ReportFigure, gauge: Gauge, width: float) -> Picture:
    value = figure.value
    said = value.written
    room = width - width_of(said, BOLD, POINTS.lead) - 2 * _GAP
    y = _LEADING + 5
    marks = gauge.marks(0, y, room)
    marks.append(TextMark(width, y, said, POINTS.lead, Tone.ACCENT, bold=True, anchor=Anchor.END))
    told = f"{value.label}{NBSP}: {said}"
    if gauge.target is not None:
        words = f"objectif {target_words(value)}"
        half = width_of(words, REGULAR, _SMALL) / 2
        at = min(max(room * gauge.target / gauge.full, half), room - half)
        marks.append(TextMark(at, 2, words, _SMALL, Tone.SOFT, anchor=Anchor.MIDDLE))
        told += f", {words}"
    return Picture(width, y + BAR + 4, tuple(marks), f"{told}.")
