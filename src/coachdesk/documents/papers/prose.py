"""Running text on a paper: paragraphs and lists as strips of one line each."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import ACCENT, GREY, INK, RULE, Paper, Style
from coachdesk.documents.papers.flow import Strip, glued, lead_in

TEXT = Style(size=POINTS.read, colour=INK)
STRONG = Style(BOLD, POINTS.read, INK)
SMALL = Style(size=POINTS.body, colour=GREY)
HEADING = Style(BOLD, POINTS.head, ACCENT)
BLANK = "………………………"
"""Stands in a sentence for what is not known: room for a pen."""

AIR = 1.36
"""Leading of running text, as a part of its size."""
_RISE = 0.98
"""From the top of a line to its baseline, as a part of the size."""
_PARAGRAPH_GAP = 6.0
_ITEM_GAP = 2.5
_ITEM_INDENT = 13.0
_HEADING_GAP, _HEADING_BELOW = 15.0, 4.0
_ITEM = re.compile(r"^[-–•] +")
_PEN_LINES = 2
PEN_LINE = 21.0
"""From one line to be written on to the next: 7.5 mm."""
_UNDER = 5.0
"""From a strip to the hairline under it."""


def line_height(style: Style) -> float:
    """The height of one line of running text."""
    return style.size * AIR


def baseline(top: float, style: Style) -> float:
    """Where a line of text that begins at ``top`` stands."""
    return top - style.size * _RISE


def lines(texts: Sequence[str], style: Style, x: float) -> list[Strip]:
    """One strip for each line, its spaces as wide as they are: holes stop whoever reads badly."""

    def strip(text: str) -> Strip:
        def draw(paper: Paper, top: float) -> None:
            paper.text(x, baseline(top, style), text, style)

        return Strip(line_height(style), draw)

    return [strip(text) for text in texts]


def no_widows(strips: list[Strip], begin: int = 2) -> list[Strip]:
    """No last strip stands alone on a page, nor fewer than the first ``begin``."""
    if len(strips) < begin + 2:
        return glued(strips)
    return [*glued(strips[:begin]), *strips[begin:-2], *glued(strips[-2:])]


def prose(text: str, x: float, room: float, style: Style = TEXT) -> list[Strip]:
    """Paragraphs, and lists where a line begins with « - »; a blank line parts paragraphs.

    What is not known and makes a paragraph of its own leaves lines for the pen.
    """
    made: list[Strip] = []
    before = ""
    for line in text.split("\n"):
        if not line.strip():
            before = "" if before != "item" else "list"
            continue
        if line.strip() == BLANK:
            part, gap, before = glued(pen_lines(_PEN_LINES, x, room)), 0.0, ""
        elif found := _ITEM.match(line):
            part = _item(line[found.end() :], x, room, style)
            gap = _ITEM_GAP
            if before == "text":
                made[-1] = replace(made[-1], glued=True)  # what announces a list stays with it
            before = "item"
        else:
            part = no_widows(lines(wrap(line, style.face, style.size, room), style, x))
            gap = _ITEM_GAP if before == "text" else _PARAGRAPH_GAP
            before = "text"
        made += lead_in(part, gap)
    return made


def _item(text: str, x: float, room: float, style: Style) -> list[Strip]:
    wrapped = wrap(text, style.face, style.size, room - _ITEM_INDENT)
    strips = lines(wrapped, style, x + _ITEM_INDENT)
    if not strips:
        return []

    def draw(paper: Paper, top: float) -> None:
        y = baseline(top, style)
        paper.text(x + 3, y, "•", replace(style, colour=ACCENT))
        first.draw(paper, top)

    first = strips[0]
    return no_widows([replace(first, draw=draw), *strips[1:]])


def heading(text: str, x: float, room: float) -> list[Strip]:
    """A heading, bookmarked, that stays with what follows."""
    wrapped = wrap(text, HEADING.face, HEADING.size, room)
    strips = lines(wrapped, HEADING, x)
    if not strips:
        return []
    first = strips[0]

    def draw(paper: Paper, top: float) -> None:
        paper.bookmark(text, 1)
        first.draw(paper, top)

    strips = [replace(first, draw=draw, gap=_HEADING_GAP), *strips[1:]]
    last = strips[-1]
    return glued([*strips[:-1], replace(last, height=last.height + _HEADING_BELOW)], last=True)


def pen_lines(count: int, x: float, room: float) -> list[Strip]:
    """Lines to be written on by hand."""

    def draw(paper: Paper, top: float) -> None:
        paper.line(x, top - PEN_LINE, x + room, top - PEN_LINE, GREY, 0.4)

    return [Strip(PEN_LINE, draw) for _ in range(count)]


def ruled(strip: Strip, x: float, room: float) -> Strip:
    """A strip with a hairline under it."""

    def draw(paper: Paper, top: float) -> None:
        strip.draw(paper, top)
        y = top - strip.height - _UNDER
        paper.line(x, y, x + room, y, RULE, 0.4)

    return replace(strip, draw=draw, height=strip.height + _UNDER)
