"""Criteria against levels: a grid of boxes to tick, its levels above it again on each page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import ACCENT, INK, RULE, TINT, ZEBRA, Paper, Style, text_width
from coachdesk.documents.papers.flow import Strip
from coachdesk.documents.papers.prose import baseline, line_height, no_widows
from coachdesk.documents.tick_marks import BOX, CIRCLE, draw_box, draw_note
from coachdesk.domain.papers import Answer, FieldKind, PaperField

_LEVEL = Style(BOLD, POINTS.body, ACCENT)
_CRITERION = Style(size=POINTS.plain, colour=INK)
_PAD = 5.0
_CRITERIA_SHARE = 0.4
"""Least part of the width for the criteria."""
_LEVEL_WIDTH = 74.0
"""A level takes no more."""
_TALLEST = 92.0
"""Of levels written upwards: longer ones are wrapped."""


@dataclass(frozen=True)
class _Shape:
    """The grid's measures: left edge, width, and that of one level."""

    x: float
    width: float
    step: float

    @property
    def label_room(self) -> float:
        return self.levels_left - self.x - 2 * _PAD

    @property
    def levels_left(self) -> float:
        return self.x + self.width - self.step * self.count

    count: int


def criteria_grid(
    fields: Sequence[PaperField], answers: Mapping[str, Answer], x: float, width: float
) -> list[Strip]:
    """The grid as strips, one for each criterion."""
    levels = [word.label for word in fields[0].options]
    step = min(_LEVEL_WIDTH, width * (1 - _CRITERIA_SHARE) / len(levels))
    shape = _Shape(x, width, step, len(levels))
    head = _head(levels, shape)
    made = [replace(head, glued=True)]
    for index, field in enumerate(fields):
        row = _row(field, answers.get(field.key, ""), shape, band=index % 2 == 1)
        made.append(replace(row, again=head))
    return no_widows(made, begin=3)  # the levels and two criteria


def _head(levels: Sequence[str], shape: _Shape) -> Strip:
    room = shape.step - _PAD
    words = [word for level in levels for word in level.split()]
    if max((text_width(word, _LEVEL) for word in words), default=0) > room:
        return _upright(levels, shape)
    wrapped = [wrap(level, _LEVEL.face, _LEVEL.size, room) for level in levels]
    height = max(map(len, wrapped)) * _LEVEL.leading + 2 * _PAD

    def draw(paper: Paper, top: float) -> None:
        _ground(paper, shape, top, height)
        for index, lines in enumerate(wrapped):
            y = top - height + _PAD + (len(lines) - 1) * _LEVEL.leading + 1.5
            for line in lines:
                middle = shape.levels_left + (index + 0.5) * shape.step
                paper.centred(middle, y, line, _LEVEL)
                y -= _LEVEL.leading

    return Strip(height, draw)


def _upright(levels: Sequence[str], shape: _Shape) -> Strip:
    """The levels written upwards, since their words are wider than their columns."""
    wrapped = [wrap(level, _LEVEL.face, _LEVEL.size, _TALLEST) for level in levels]
    longest = max(text_width(line, _LEVEL) for lines in wrapped for line in lines)
    height = longest + 2 * _PAD

    def draw(paper: Paper, top: float) -> None:
        _ground(paper, shape, top, height)
        for index, lines in enumerate(wrapped):
            middle = shape.levels_left + (index + 0.5) * shape.step
            right = middle - (len(lines) - 1) * _LEVEL.leading / 2 + _LEVEL.size * 0.33
            for number, line in enumerate(lines):
                x = right + number * _LEVEL.leading
                paper.upwards(x, top - height + _PAD, line, _LEVEL)

    return Strip(height, draw)


def _ground(paper: Paper, shape: _Shape, top: float, height: float) -> None:
    paper.box(shape.x, top - height, shape.width, height, TINT)
    bottom = top - height
    paper.line(shape.x, bottom, shape.x + shape.width, bottom, ACCENT, 0.8)


def _row(field: PaperField, answer: Answer, shape: _Shape, *, band: bool) -> Strip:
    wrapped = wrap(field.label, _CRITERION.face, _CRITERION.size, shape.label_room)
    text = len(wrapped) * line_height(_CRITERION)
    circles = field.kind is FieldKind.SCALE
    mark = CIRCLE if circles else BOX
    height = max(text, mark) + 2 * _PAD - 1
    ticked = frozenset((answer,) if isinstance(answer, str) else answer)

    def draw(paper: Paper, top: float) -> None:
        bottom = top - height
        if band:
            paper.box(shape.x, bottom, shape.width, height, ZEBRA)
        y = top - (height - text) / 2
        for line in wrapped:
            paper.text(shape.x + _PAD, baseline(y, _CRITERION), line, _CRITERION)
            y -= line_height(_CRITERION)
        for index, level in enumerate(field.options):
            x = shape.levels_left + (index + 0.5) * shape.step - mark / 2
            chosen = level.key in ticked
            if circles:
                draw_note(paper, x, top - (height + mark) / 2, level.label, chosen=chosen)
            else:
                draw_box(paper, x, top - (height + mark) / 2, ticked=chosen)
        paper.line(shape.x, bottom, shape.x + shape.width, bottom, RULE, 0.4)

    return Strip(height, draw)
