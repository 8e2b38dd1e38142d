"""What is known, on a tinted ground: each label above its value, two side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import GREY, INK, ZEBRA, Paper, Style
from coachdesk.documents.papers.flow import Strip, glued
from coachdesk.documents.papers.prose import TEXT, baseline, line_height, no_widows

_LABEL = Style(size=POINTS.body, colour=GREY)
_VALUE = Style(BOLD, POINTS.text, INK)
_PAD = 9.0
_AIR = 4.0
_EDGE = 3.0
"""More ground above the first and below the last."""
_SHORT_LINES = 3
"""A value that takes more lines in half the width gets the whole width."""
_PEN_ROOM = 15.0
UNKNOWN = "–"


@dataclass(frozen=True)
class Fact:
    """A label and its value; an empty value of a blank form leaves a line for the pen."""

    label: str
    value: str
    pen: bool = False


@dataclass(frozen=True)
class _Cell:
    label: tuple[str, ...]
    value: tuple[str, ...]
    pen: bool

    @property
    def height(self) -> float:
        value = _PEN_ROOM if self.pen else len(self.value) * line_height(_VALUE)
        return len(self.label) * line_height(_LABEL) + value

    def draw(self, paper: Paper, x: float, top: float, room: float) -> None:
        for line in self.label:
            paper.text(x, baseline(top, _LABEL), line, _LABEL)
            top -= line_height(_LABEL)
        if self.pen:
            paper.line(x, top - _PEN_ROOM + 2, x + room, top - _PEN_ROOM + 2, GREY, 0.4)
        for line in self.value:
            paper.text(x, baseline(top, _VALUE), line, _VALUE)
            top -= line_height(_VALUE)


def facts_table(facts: Sequence[Fact], x: float, width: float) -> list[Strip]:
    """The facts in their order, two columns where they are short."""
    half = (width - 3 * _PAD) / 2
    made: list[Strip] = []
    waiting: list[_Cell] = []
    for fact in facts:
        cell = _cell(fact, half)
        if len(cell.value) > _SHORT_LINES:
            made += _row(waiting, x, width)
            waiting = []
            made += _wide(fact, x, width)
            continue
        waiting.append(cell)
        if len(waiting) == 2:  # noqa: PLR2004  (columns)
            made += _row(waiting, x, width)
            waiting = []
    made += _row(waiting, x, width)
    if made:
        made = [_grounded(strip, x, width) for strip in _edged(made)]
        # Two rows begin together, and two end: a row alone on a page is of nothing.
        made = no_widows(made)
    return made


def _cell(fact: Fact, room: float) -> _Cell:
    pen = fact.pen and not fact.value
    shown = fact.value or UNKNOWN
    value = () if pen else wrap(shown, _VALUE.face, _VALUE.size, room)
    return _Cell(wrap(fact.label, _LABEL.face, _LABEL.size, room), value, pen)


def _row(cells: Sequence[_Cell], x: float, width: float) -> list[Strip]:
    if not cells:
        return []
    half = (width - 3 * _PAD) / 2
    shown = tuple(cells)

    def draw(paper: Paper, top: float) -> None:
        for index, cell in enumerate(shown):
            cell.draw(paper, x + _PAD + index * (half + _PAD), top - _AIR / 2, half)

    return [Strip(max(cell.height for cell in shown) + _AIR, draw)]


def _wide(fact: Fact, x: float, width: float) -> list[Strip]:
    room = width - 2 * _PAD
    label = wrap(fact.label, _LABEL.face, _LABEL.size, room)
    value = wrap(fact.value, TEXT.face, TEXT.size, room)
    strips = glued([_line(line, _LABEL, x) for line in label], last=True)
    strips += no_widows([_line(line, TEXT, x) for line in value])
    last = strips[-1]
    return [*strips[:-1], replace(last, height=last.height + _AIR)]


def _line(text: str, style: Style, x: float) -> Strip:
    def draw(paper: Paper, top: float) -> None:
        paper.text(x + _PAD, baseline(top, style), text, style)

    return Strip(line_height(style), draw)


def _edged(strips: list[Strip]) -> list[Strip]:
    """The strips with a little more ground above and below."""
    first = strips[0]

    def lower(paper: Paper, top: float) -> None:
        first.draw(paper, top - _EDGE)

    strips = [replace(first, draw=lower, height=first.height + _EDGE), *strips[1:]]
    last = strips[-1]
    return [*strips[:-1], replace(last, height=last.height + _EDGE)]


def _grounded(strip: Strip, x: float, width: float) -> Strip:
    def draw(paper: Paper, top: float) -> None:
        paper.box(x, top - strip.height, width, strip.height, ZEBRA)
        strip.draw(paper, top)

    return replace(strip, draw=draw)
