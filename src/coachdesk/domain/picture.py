"""A drawn figure, as marks that every output draws by itself: paper, screen, picture of a DOCX.

Points from the bottom left, as on paper. A tone is a name, not a colour: paper and themes have
their own. One hue only, and every value written beside its mark: it is read in grey and by those
who see no colours.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Tone(StrEnum):
    """What a mark is, from which each output takes its colour."""

    INK = "ink"
    """Text."""
    SOFT = "soft"
    """What is beside: axes, other years."""
    ACCENT = "accent"
    """The figure itself."""
    TARGET = "target"
    """What was agreed."""
    TRACK = "track"
    """What a bar fills."""
    RULE = "rule"
    PAPER = "paper"


TOKENS = {
    Tone.INK: "ink",
    Tone.SOFT: "series_beside",
    Tone.ACCENT: "series",
    Tone.TARGET: "agreed",
    Tone.TRACK: "track",
    Tone.RULE: "rule",
    Tone.PAPER: "paper",
}
"""The colour of each, by its name in ``core.tokens``."""


class Anchor(StrEnum):
    """Which point of a text its place is."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class BoxMark:
    """A filled rectangle, its bottom left at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class LineMark:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    tone: Tone
    weight: float = 0.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class DotMark:
    """A disc around (x, y)."""

    x: float
    y: float
    radius: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class TextMark:
    """A line of text on the baseline y."""

    x: float
    y: float
    text: str
    size: float
    tone: Tone = Tone.INK
    bold: bool = False
    anchor: Anchor = Anchor.START


PictureMark: TypeAlias = BoxMark | LineMark | DotMark | TextMark


@dataclass(frozen=True, slots=True)
class Picture:
    """Marks in a room of width and height; ``said`` tells it to who does not see it."""

    width: float
    height: float
    marks: tuple[PictureMark, ...]
    said: str
