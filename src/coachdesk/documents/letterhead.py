"""The head of every page: the action under the same title and number everywhere, and who pays."""

from dataclasses import dataclass
from functools import lru_cache

from coachdesk.core.french import NBSP
from coachdesk.core.tokens import POINTS
from coachdesk.documents.eu_block import BLOCK_WIDTH, block_height, draw_eu_block
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import ACCENT, LABEL, NOTE, Paper, Style, text_width

_AIR = 14.0
_GUTTER = 16.0
_ACTION = Style(BOLD, POINTS.head, ACCENT)


@dataclass(frozen=True)
class Operation:
    """The funded action as its papers name it, from the action profile.

    Attributes:
        title: the operation's title, the same on contracts, sheets and tables.
        number: the agreement number.
        association: the body that employs the coach.
        funders: in the order they must be named.
        funding_sentence: the profile's own sentence beside the emblem; empty when the Union pays
            nothing, and then no emblem is drawn.
    """

    title: str
    number: str
    association: str
    funders: tuple[str, ...]
    funding_sentence: str

    @property
    def subject(self) -> str:
        """« Coaching emploi, convention n° 2023-1 », as a PDF says what it is about."""
        return f"{self.title}, convention n° {self.number}"


@dataclass(frozen=True)
class Edition:
    """Which version of a paper this is.

    Attributes:
        version: 1 for the first, 2 for the first rectification.
        supersedes: identifier of the version it replaces, empty for the first.
        reason: why it was rectified, empty for the first.
        provisional: what is not closed yet, « mois non clôturé »; empty for what is.
    """

    version: int = 1
    supersedes: str = ""
    reason: str = ""
    provisional: str = ""

    @property
    def label(self) -> str:
        """« Version 1 », « Rectificatif n° 1, remplace l’envoi … », « Provisoire, mois… »."""
        if self.provisional:
            return f"Provisoire, {self.provisional}"
        if self.version == 1:
            return f"Version{NBSP}1"
        return f"Rectificatif n°{NBSP}{self.version - 1}, remplace l’envoi {self.supersedes}"


def height(operation: Operation, width: float) -> float:
    """The height of the band between edges ``width`` apart, its rule and a little air included."""
    text = sum(style.leading for _, style in _lines(operation, width))
    block = block_height(operation.funding_sentence) if operation.funding_sentence else 0
    return max(text, block) + _AIR


def draw_letterhead(paper: Paper, operation: Operation, margin: float, top: float) -> None:
    """The band from ``top`` down, within the side margins."""
    right = paper.width - margin
    if operation.funding_sentence:
        draw_eu_block(paper, right, top, operation.funding_sentence)
    y = top
    for line, style in _lines(operation, right - margin):
        y -= style.leading
        paper.text(margin, y + style.size * 0.24, line, style)
    rule = top - height(operation, right - margin) + _AIR / 2
    paper.line(margin, rule, right, rule, ACCENT, 0.8)


@lru_cache(maxsize=16)
def _lines(operation: Operation, width: float) -> tuple[tuple[str, Style], ...]:
    room = width - BLOCK_WIDTH - _GUTTER if operation.funding_sentence else width
    facts = f"Convention n°{NBSP}{operation.number}"
    if operation.funders:
        # A funder's name is not parted where it fits on a line.
        names = ", ".join(_whole(funder, room) for funder in operation.funders)
        facts += f" · Financeurs{NBSP}: {names}"
    texts = ((operation.association, LABEL), (operation.title, _ACTION), (facts, NOTE))
    return tuple(
        (line, style) for text, style in texts for line in wrap(text, style.face, style.size, room)
    )


def _whole(name: str, room: float) -> str:
    return name.replace(" ", NBSP) if text_width(name, NOTE) < room else name
