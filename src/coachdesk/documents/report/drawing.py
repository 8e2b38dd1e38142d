"""A picture put on paper, and on a page of its own, from which its bitmap is made."""

from collections.abc import Iterable

from coachdesk.core.tokens import LIGHT, components
from coachdesk.documents.fonts import BOLD, REGULAR
from coachdesk.documents.kit import About, Colour, Paper, Style
from coachdesk.documents.shapes import disc
from coachdesk.domain.picture import (
    TOKENS,
    Anchor,
    BoxMark,
    DotMark,
    LineMark,
    Picture,
    PictureMark,
    Tone,
)

TONES: dict[Tone, Colour] = {
    tone: components(getattr(LIGHT, token)) for tone, token in TOKENS.items()
}


def draw_picture(paper: Paper, picture: Picture, x: float, y: float) -> None:
    """``picture`` with its bottom left at (x, y)."""
    draw_marks(paper, picture.marks, x, y)


def draw_marks(paper: Paper, marks: Iterable[PictureMark], x: float = 0, y: float = 0) -> None:
    """``marks``, moved by (x, y)."""
    for mark in marks:
        match mark:
            case BoxMark():
                paper.box(x + mark.x, y + mark.y, mark.width, mark.height, TONES[mark.tone])
            case DotMark():
                disc(paper, x + mark.x, y + mark.y, mark.radius, TONES[mark.tone])
            case LineMark():
                paper.operators(_stroked(mark, x, y))
            case _:
                style = Style(BOLD if mark.bold else REGULAR, mark.size, TONES[mark.tone])
                put = {
                    Anchor.START: paper.text,
                    Anchor.MIDDLE: paper.centred,
                    Anchor.END: paper.right,
                }[mark.anchor]
                put(x + mark.x, y + mark.y, mark.text, style)


def picture_page(picture: Picture) -> bytes:
    """A PDF of one page that is the picture."""
    paper = Paper((picture.width, picture.height), About(picture.said, "", "", ""))
    draw_picture(paper, picture, 0, 0)
    paper.end_page()
    return paper.finish()


def _stroked(mark: LineMark, x: float, y: float) -> str:
    (first_x, first_y), *others = mark.points
    path = f"{x + first_x:.2f} {y + first_y:.2f} m " + " ".join(
        f"{x + a:.2f} {y + b:.2f} l" for a, b in others
    )
    dashes = "[3 2] 0 d " if mark.dashed else ""
    return f"{TONES[mark.tone]} RG {mark.weight:g} w 0 J 1 j {dashes}{path} S"
