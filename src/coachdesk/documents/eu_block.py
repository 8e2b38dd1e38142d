"""The emblem of the European Union with the funding sentence, as the publicity rules want it.

Geometry: Council of Europe's and EU's graphics guide to the European emblem: a 3:2 rectangle of
Reflex Blue, twelve gold five-pointed stars, upright, on a circle of radius one third of the height;
each star in a circle of radius one eighteenth of the height. Rules: domain.md §2.3 (undistorted, an
allowed typeface, no italics, underline or effects, at least as big as any partner's logo).
"""

from functools import cache
from math import cos, pi, sin

from coachdesk.core.tokens import FLAG_BLUE, FLAG_GOLD, POINTS, components
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import INK, NOTE, About, Paper, Style

STATEMENT = "Cofinancé par l’Union européenne"
"""The words of Regulation (EU) 2021/1060, annex IX, art. 1.4, in French, never shortened."""
BLOCK_WIDTH = 218.0
EMBLEM_HEIGHT = 34.0
"""12 mm; no partner's logo is drawn, and the rules want at least 10 mm."""

_EMBLEM_WIDTH = EMBLEM_HEIGHT * 1.5
_GAP = 8.0
_STATEMENT = Style(BOLD, POINTS.text, INK)
_BLUE, _GOLD = components(FLAG_BLUE), components(FLAG_GOLD)


@cache
def _emblem() -> str:
    """Operators drawing the emblem in a rectangle of 3 x 2."""
    stars = []
    for hour in range(12):
        cx, cy = 1.5 + cos(hour * pi / 6) * 2 / 3, 1 + sin(hour * pi / 6) * 2 / 3
        tips = [
            (cx + sin(turn * 4 * pi / 5) / 9, cy + cos(turn * 4 * pi / 5) / 9) for turn in range(5)
        ]
        stars.append(
            " l ".join(f"{x:.4f} {y:.4f}" for x, y in tips).replace(" l ", " m ", 1) + " l h f"
        )
    return f"{_BLUE} rg 0 0 3 2 re f {_GOLD} rg " + " ".join(stars)


def emblem_page(height: float) -> bytes:
    """A PDF of one page that is the emblem, ``height`` points high, for a picture of it."""
    paper = Paper((height * 1.5, height), About("", "", "", ""))
    paper.operators(f"{height / 2:.4f} 0 0 {height / 2:.4f} 0 0 cm {_emblem()}")
    paper.end_page()
    return paper.finish()


def block_height(sentence: str) -> float:
    """The height of the block with that sentence, in points."""
    return max(EMBLEM_HEIGHT, sum(style.leading for _, style in _lines(sentence)))


def _lines(sentence: str) -> list[tuple[str, Style]]:
    room = BLOCK_WIDTH - _EMBLEM_WIDTH - _GAP
    return [
        (line, style)
        for text, style in ((STATEMENT, _STATEMENT), (sentence, NOTE))
        for line in wrap(text, style.face, style.size, room)
    ]


def draw_eu_block(paper: Paper, right: float, top: float, sentence: str) -> None:
    """The block, its top right corner at (right, top); ``sentence`` is the profile's own."""
    left = right - BLOCK_WIDTH
    scale = EMBLEM_HEIGHT / 2
    paper.operators(
        f"{scale:.4f} 0 0 {scale:.4f} {left:.2f} {top - EMBLEM_HEIGHT:.2f} cm {_emblem()}"
    )
    y = top
    for line, style in _lines(sentence):
        y -= style.leading
        paper.text(left + _EMBLEM_WIDTH + _GAP, y + style.size * 0.24, line, style)
