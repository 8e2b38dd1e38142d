"""A paper as strips that follow one another down the pages, each whole on one page.

Whatever stands on a paper (a line of text, a row of a table, the places to sign) is a strip. Those
that must not be parted are glued; what is left to decide is where a page ends.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import Paper
from coachdesk.domain.papers import Role

_TIGHTER = (0.75, 0.5)
"""How much of the air between strips is kept where that spares a page."""


@dataclass(frozen=True)
class SignPlace:
    """The empty frame of one signer within a strip; ``drop`` from its top to the frame's bottom."""

    role: Role
    x: float
    drop: float
    width: float
    height: float


@dataclass(frozen=True)
class Strip:
    """What is drawn across the page at one height.

    Attributes:
        height: in points.
        draw: puts it on a paper, from its upper edge.
        gap: air above it, dropped at the top of a page.
        glued: it stays on the page of the next strip.
        again: what is drawn above it where it begins a page, like the heading of its table.
        places: the frames to sign that it holds.
    """

    height: float
    draw: Callable[[Paper, float], None]
    gap: float = 0
    glued: bool = False
    again: "Strip | None" = None
    places: tuple[SignPlace, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A strip on its page, ``down`` points below the upper edge of the free room."""

    strip: Strip
    down: float


def nothing(_paper: Paper, _top: float) -> None:
    """What air holds."""


def air(height: float) -> Strip:
    """Empty room that stays with what follows."""
    return Strip(height, nothing, glued=True)


def glued(strips: Sequence[Strip], last: bool = False) -> list[Strip]:  # noqa: FBT001, FBT002 (one word beside a list)
    """The strips kept on one page, and on that of what follows when ``last``."""
    kept = [replace(strip, glued=True) for strip in strips]
    if kept and not last:
        kept[-1] = replace(kept[-1], glued=strips[-1].glued)
    return kept


def lead_in(strips: Sequence[Strip], gap: float) -> list[Strip]:
    """The strips with ``gap`` points of air above the first."""
    return [replace(strips[0], gap=gap), *strips[1:]] if strips else []


def pages(strips: Sequence[Strip], first: float, others: float) -> list[list[Placed]]:
    """Which strip stands where, given the free height of the first page and of the others.

    The air between strips is made a little smaller where that spares a page.
    """
    usual = _pages(strips, first, others)
    for part in _TIGHTER if len(usual) > 1 else ():
        tight = _pages([replace(strip, gap=strip.gap * part) for strip in strips], first, others)
        if len(tight) < len(usual):
            return tight
    return usual


def print_pages(
    frame: Frame,
    placed: Sequence[Sequence[Placed]],
    again: Strip | None = None,
    drawn: Callable[[Placed, int, float], None] = lambda _part, _page, _top: None,
) -> Printed:
    """The pages, each with its head, its foot and its strips; the paper is finished.

    Args:
        frame: what each page carries.
        placed: which strip stands where, as ``pages`` tells.
        again: what the pages after the first begin with.
        drawn: told of each strip with its page, from 0, and the upper edge of its room.
    """
    for page, strips in enumerate(placed):
        top = frame.begin(page + 1, len(placed))
        if page and again is not None:
            again.draw(frame.paper, top)
            top -= again.height
        for part in strips:
            part.strip.draw(frame.paper, top - part.down)
            drawn(part, page, top)
        frame.paper.end_page()
    return frame.printed(len(placed))


def _pages(strips: Iterable[Strip], first: float, others: float) -> list[list[Placed]]:
    made: list[list[Placed]] = [[]]
    used, room = 0.0, first
    for group in _groups(strips):
        height = sum(strip.gap + strip.height for strip in group)
        if made[-1] and used + height > room:
            made.append([])
            used, room = 0.0, others
        for strip in group:
            # Only a group higher than a page is parted.
            if made[-1] and used + strip.gap + strip.height > room:
                made.append([])
                used, room = 0.0, others
            if not made[-1] and strip.again and len(made) > 1:
                made[-1].append(Placed(strip.again, used))
                used += strip.again.height
            elif made[-1]:
                used += strip.gap
            made[-1].append(Placed(strip, used))
            used += strip.height
    return made


def _groups(strips: Iterable[Strip]) -> Iterable[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.glued:
            yield group
            group = []
    if group:
        yield group
