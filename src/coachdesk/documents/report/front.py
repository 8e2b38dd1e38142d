"""The first page of a bilan: what it is about, what the agreement asks for, and what is inside."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from coachdesk.core.french import NBSP
from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import ACCENT, GREY, INK, Paper, Style, text_width
from coachdesk.documents.papers.facts import Fact, facts_table
from coachdesk.documents.papers.flow import Strip, air, glued, lead_in
from coachdesk.documents.papers.prose import baseline, heading, line_height, lines, prose
from coachdesk.documents.report.subject import subject_facts
from coachdesk.documents.report.tables import Place, number_table
from coachdesk.domain.indicators import Shape
from coachdesk.domain.report_content import Report

_TITLE = Style(BOLD, POINTS.cover, ACCENT)
_ACTION = Style(BOLD, POINTS.part, INK)
_EDITION = Style(size=POINTS.read, colour=GREY)
_ENTRY = Style(size=POINTS.read, colour=INK)
_DOTS = Style(size=POINTS.read, colour=GREY)
_DOT = " ."
_INDENT = 16.0
_MOST_AIMED = 10
"""Figures with a target on the first page: all stand in their parts."""


def title_strips(report: Report, x: float, width: float, *, size: float = 26) -> list[Strip]:
    """The title, the action, how far it is from being final."""
    title = replace(_TITLE, size=size)
    made = lines(wrap(report.title, title.face, title.size, width), title, x)
    first = made[0]

    def draw(paper: Paper, top: float) -> None:
        paper.bookmark(report.title)
        first.draw(paper, top)

    made[0] = replace(first, draw=draw)
    made += lines(wrap(report.action, _ACTION.face, _ACTION.size, width), _ACTION, x)
    told = report.edition + (f" – motif{NBSP}: {report.reason}" if report.reason else "")
    told_of = [text for text in (told, report.so_far) if text]
    wrapped = [line for text in told_of for line in wrap(text, _EDITION.face, _EDITION.size, width)]
    edition = lines(wrapped, _EDITION, x)
    return glued([*made, *lead_in(edition, 4)], last=True)


def subject_strips(report: Report, x: float, width: float) -> list[Strip]:
    """What the bilan is about, and what the agreement asks for."""
    told = [Fact(name, value) for name, value in subject_facts(report)]
    made = lead_in(facts_table(told, x, width), 14)
    aimed = [figure for figure in report.figures if figure.value.target is not None]
    plain = [figure for figure in aimed if figure.value.shape is not Shape.CURVE]
    if report.objectives or plain:
        made += heading("Ce que demande la convention", x, width)
        made += prose("\n".join(f"- {line}" for line in report.objectives), x, width)
        made += lead_in(
            number_table(plain[:_MOST_AIMED], Place(x, width, report.period.first.year)), 10
        )
    return made


def contents_strips(
    entries: Sequence[str], page_of: Callable[[int], int], x: float, width: float
) -> list[Strip]:
    """The headings with the page of each, which ``page_of`` knows once all is laid out."""
    made = heading("Sommaire", x, width)
    strips = [
        strip
        for index, text in enumerate(entries)
        for strip in _entry(index, text, page_of, x, width)
    ]
    return [*made, *strips]


def _entry(
    index: int, text: str, page_of: Callable[[int], int], x: float, width: float
) -> list[Strip]:
    room = width - _INDENT - 30
    wrapped = wrap(text, _ENTRY.face, _ENTRY.size, room)
    strips = lines(wrapped, _ENTRY, x)
    last = strips[-1]

    def draw(paper: Paper, top: float) -> None:
        last.draw(paper, top)
        y, right = baseline(top, _ENTRY), x + width
        page = str(page_of(index))
        paper.right(right, y, page, _ENTRY)
        left = x + text_width(wrapped[-1], _ENTRY) + 4
        free = right - text_width(page, _ENTRY) - 6 - left
        count = int(free / text_width(_DOT, _DOTS))
        # Leaders end below one another: they are set from the right.
        paper.right(right - text_width("000", _ENTRY), y, _DOT * max(count - 2, 0), _DOTS)

    strips[-1] = Strip(line_height(_ENTRY) + 1.5, draw)
    return glued(strips)


def section_heading(number: str, text: str, x: float, width: float) -> list[Strip]:
    """The heading of a part, bookmarked, on a rule; it stays with what follows."""
    style = Style(BOLD, POINTS.part, ACCENT)
    indent = text_width(number, style) + 8 if number else 0
    wrapped = wrap(text, style.face, style.size, width - indent)
    strips = lines(wrapped, style, x + indent)
    first = strips[0]

    def draw(paper: Paper, top: float) -> None:
        paper.bookmark(f"{number} {text}".strip())
        if number:
            paper.text(x, baseline(top, style), number, style)
        first.draw(paper, top)

    def rule(paper: Paper, top: float) -> None:
        paper.line(x, top - 2, x + width, top - 2, ACCENT, 0.8)

    made = [replace(first, draw=draw, gap=24.0), *strips[1:], Strip(4, rule)]
    return [*glued(made, last=True), air(3)]
