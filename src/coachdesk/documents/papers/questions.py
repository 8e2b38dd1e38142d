"""Questions and answers on a paper: what was ticked or written, or the room to do so by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import GREY, INK, Paper, Style, text_width
from coachdesk.documents.papers.flow import Strip, glued, lead_in, nothing
from coachdesk.documents.papers.prose import (
    PEN_LINE,
    TEXT,
    baseline,
    line_height,
    lines,
    no_widows,
    pen_lines,
    prose,
    ruled,
)
from coachdesk.documents.tick_marks import BOX, CIRCLE, draw_box, draw_note
from coachdesk.domain.papers import Answer, FieldKind, PaperField
from coachdesk.domain.words import Word

_QUESTION = Style(BOLD, POINTS.text, INK)
_OPTION = Style(size=POINTS.text, colour=INK)
_TICKED_OPTION = replace(_OPTION, face=BOLD)
"""Measured for all, so that nothing moves when something is ticked."""
_SPLITS = (0.5, 0.36)
"""Where the answers begin when they stand beside their questions, as parts of the width."""
_GUTTER = 10.0
_TICK_GAP = 5.0
_BETWEEN = 16.0
_GAP = 5.0
_BESIDE_LINES = 3
"""A question or an answer of more lines stands above or below, not beside."""
_UNDER = 2.5
"""Air between a question and what stands below it."""
_WHOLE_ROWS = 8
"""So many rows of choices are seen together: whoever ticks one has read them all."""
_LONG_LIST = 5
_PEN_LINES = 3
_PEN_HEIGHT = 15.0
_DATE_PART = 32.0
_SLASH = Style(size=POINTS.lead, colour=GREY)


@dataclass(frozen=True)
class _Room:
    x: float
    width: float


_Rooms: TypeAlias = tuple[_Room, _Room, _Room]
"""The whole room, that of the questions and that of the answers beside them."""


def questions(
    fields: Sequence[PaperField], answers: Mapping[str, Answer], x: float, width: float
) -> list[Strip]:
    """Each field with its answer, a hairline below it.

    The answers begin where the whole takes the least room: in the middle, or further left.
    """
    tries = [
        [_question(field, answers.get(field.key, ""), _split(x, width, part)) for field in fields]
        for part in _SPLITS
    ]
    made: list[Strip] = []
    for strips in min(tries, key=_height):
        strips[0] = replace(strips[0], gap=_GAP)
        strips[-1] = ruled(strips[-1], x, width)
        made += strips
    return made


def _height(questions: Sequence[Sequence[Strip]]) -> float:
    return sum(strip.height + strip.gap for strips in questions for strip in strips)


def _split(x: float, width: float, part: float) -> _Rooms:
    left = width * part
    return _Room(x, width), _Room(x, left - _GUTTER), _Room(x + left, width - left)


def _question(field: PaperField, answer: Answer, rooms: _Rooms) -> list[Strip]:
    whole, left, right = rooms
    if field.kind is FieldKind.TEXT:
        return _below(field, _written_below(field.told(answer), whole.x, whole.width), whole)
    question = wrap(field.label, _QUESTION.face, _QUESTION.size, left.width)
    beside = _answer(field, answer, right)
    if beside and len(question) <= _BESIDE_LINES:
        return [_side_by_side(question, left, beside)]
    below = _answer(field, answer, whole) or _many(field, answer, whole)
    return _below(field, [below] if isinstance(below, Strip) else below, whole)


def _side_by_side(question: Sequence[str], left: _Room, answer: Strip) -> Strip:
    shown = tuple(question)

    def draw(paper: Paper, top: float) -> None:
        y = top
        for line in shown:
            paper.text(left.x, baseline(y, _QUESTION), line, _QUESTION)
            y -= line_height(_QUESTION)
        answer.draw(paper, top)

    return Strip(max(len(shown) * line_height(_QUESTION), answer.height), draw)


def _below(field: PaperField, answer: list[Strip], room: _Room) -> list[Strip]:
    wrapped = wrap(field.label, _QUESTION.face, _QUESTION.size, room.width)
    return [*glued(lines(wrapped, _QUESTION, room.x), last=True), *answer]


def _answer(field: PaperField, answer: Answer, room: _Room) -> Strip | None:
    """The answer as one strip in that room; None when it needs more."""
    if field.kind is FieldKind.SCALE:
        return _scale(field, answer, room)
    if field.options:
        return _options_on_a_line(field.options, _ticked(answer), room)
    told = field.told(answer)
    if not told:
        return _pen(room, is_date=field.kind is FieldKind.DATE)
    wrapped = wrap(told, TEXT.face, TEXT.size, room.width)
    return _block(wrapped, room) if len(wrapped) <= _BESIDE_LINES else None


def _many(field: PaperField, answer: Answer, room: _Room) -> list[Strip]:
    """An answer that takes several strips."""
    if field.options:
        return _options_in_columns(field.options, _ticked(answer), room)
    return _written_below(field.told(answer), room.x, room.width)


def _written_below(told: str, x: float, width: float) -> list[Strip]:
    if told:
        return lead_in(prose(told, x, width), _UNDER)
    return glued([*pen_lines(_PEN_LINES - 1, x, width), Strip(PEN_LINE, nothing)])


def _ticked(answer: Answer) -> frozenset[str]:
    return frozenset((answer,) if isinstance(answer, str) else answer)


def _block(wrapped: Sequence[str], room: _Room) -> Strip:
    shown = tuple(wrapped)

    def draw(paper: Paper, top: float) -> None:
        for line in shown:
            paper.text(room.x, baseline(top, TEXT), line, TEXT)
            top -= line_height(TEXT)

    return Strip(len(shown) * line_height(TEXT), draw)


def _pen(room: _Room, *, is_date: bool) -> Strip:
    """Room to write on the hairline below."""

    def draw(paper: Paper, top: float) -> None:
        for part in (1, 2) if is_date else ():
            paper.text(room.x + part * _DATE_PART, top - _PEN_HEIGHT, "/", _SLASH)

    return Strip(_PEN_HEIGHT, draw)


def _scale(field: PaperField, answer: Answer, room: _Room) -> Strip | None:
    step = CIRCLE + 6
    if len(field.options) * step > room.width:
        return None
    chosen = _ticked(answer)

    def draw(paper: Paper, top: float) -> None:
        for index, word in enumerate(field.options):
            draw_note(
                paper, room.x + index * step, top - CIRCLE, word.label, chosen=word.key in chosen
            )

    return Strip(CIRCLE, draw)


def _option_width(word: Word) -> float:
    return BOX + _TICK_GAP + text_width(word.label, _TICKED_OPTION)


def _options_on_a_line(
    options: Sequence[Word], ticked: frozenset[str], room: _Room
) -> Strip | None:
    widths = [_option_width(word) for word in options]
    if sum(widths) + _BETWEEN * (len(widths) - 1) > room.width:
        return None

    def draw(paper: Paper, top: float) -> None:
        x = room.x
        for word, width in zip(options, widths, strict=True):
            _draw_option(paper, x, top, (word.label,), ticked=word.key in ticked)
            x += width + _BETWEEN

    return Strip(line_height(_OPTION), draw)


def _options_in_columns(
    options: Sequence[Word], ticked: frozenset[str], room: _Room
) -> list[Strip]:
    """All the choices under one another, in as many columns as their labels allow."""
    columns = _columns(options, room.width)
    step = (room.width + _BETWEEN) / columns
    label_room = step - _BETWEEN - BOX - _TICK_GAP
    labels = [
        wrap(word.label, _TICKED_OPTION.face, _TICKED_OPTION.size, label_room) for word in options
    ]

    def row(first: int) -> Strip:
        taken = range(first, min(first + columns, len(options)))

        def draw(paper: Paper, top: float) -> None:
            for index in taken:
                x = room.x + (index - first) * step
                chosen = options[index].key in ticked
                _draw_option(paper, x, top, labels[index], ticked=chosen)

        most = max(len(labels[index]) for index in taken)
        return Strip(most * line_height(_OPTION) + 1, draw)

    rows = [row(first) for first in range(0, len(options), columns)]
    kept = glued(rows) if len(rows) <= _WHOLE_ROWS else no_widows(rows)
    return lead_in(kept, _UNDER)


def _columns(options: Sequence[Word], width: float) -> int:
    widths = sorted(_option_width(word) + _BETWEEN for word in options)
    columns = int((width + _BETWEEN) / widths[-1])
    if columns <= 1 and len(options) >= _LONG_LIST:
        # A long list takes two columns for the sake of most of its labels; the others wrap.
        columns = 2 if widths[len(widths) * 2 // 3] * 2 <= width + _BETWEEN else 1
    return max(1, min(len(options), columns))


def _draw_option(paper: Paper, x: float, top: float, label: Sequence[str], *, ticked: bool) -> None:
    y = baseline(top, _OPTION)
    draw_box(paper, x, y - 1, ticked=ticked)
    style = _TICKED_OPTION if ticked else _OPTION
    for line in label:
        paper.text(x + BOX + _TICK_GAP, y, line, style)
        y -= line_height(_OPTION)
