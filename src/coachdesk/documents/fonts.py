"""The two embedded typefaces: what they can draw, how wide a text is, how it wraps.

Ubuntu is one of the few typefaces the EU publicity rules allow beside the emblem, so every paper
uses it (docs/decisions: fonts).
"""

import re
import unicodedata
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFName, PDFObjectReference, PDFStream
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.core.resources import resource

REGULAR = "Ubuntu"
BOLD = "Ubuntu-Bold"

_FILES = {REGULAR: "Ubuntu-Regular.ttf", BOLD: "Ubuntu-Bold.ttf"}

REPERTOIRE = (
    "".join(chr(code) for code in range(32, 127))
    + "ÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜŸàâäæçèéêëîïôöœùûüÿ«»‘’“”–—−…·•€°²º×≤≥"
)
"""What French papers are written with: embedded in each, so that the embedded font is the same in
all and is cut once per process instead of once per paper."""

_SUBSTITUTES = {
    NNBSP: NBSP,  # the typeface has no narrow space; the wide one is right too, a box is not
    "\u2009": NBSP,
    "\u2007": NBSP,
    "\u2011": "-",
    "\u00ad": "",
    "\t": " ",
}
_UNKNOWN = "?"
_BREAKS = re.compile(r"(?<= )(?<![nN]° )|(?<=[^\W\d]-)(?!t-)(?<!-t-)")
"""Where a line may end."""
_KEPT = 16
"""Subsets remembered: the common one, and those of names with rarer letters."""


class _Face(TTFontFace):
    """A face that remembers the subsets it has cut and compressed."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self._cut = lru_cache(maxsize=_KEPT)(super().makeSubset)
        self._packed = lru_cache(maxsize=_KEPT)(zlib.compress)

    def makeSubset(self, subset: Sequence[int]) -> bytes:  # noqa: N802 reportlab's name
        return self._cut(tuple(subset))

    def addSubsetObjects(  # noqa: N802 reportlab's name
        self, doc: PDFDocument, fontname: str, subset: list[int]
    ) -> PDFObjectReference:
        reference = super().addSubsetObjects(doc, fontname, subset)  # type: ignore[no-untyped-call] # the stubs miss it
        stream = cast("PDFStream", doc.idToObject[f"fontFile:{self.filename}({fontname})"])
        stream.content = self._packed(stream.content)
        stream.dictionary["Filter"] = PDFName("FlateDecode")
        return cast("PDFObjectReference", reference)


class _Font(TTFont):
    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename, shapable=False)
        self.face = _Face(filename)


@cache
def font(name: str) -> TTFont:
    """The registered typeface ``REGULAR`` or ``BOLD``, parsed once per process."""
    made = _Font(name, str(resource("fonts", _FILES[name])))
    pdfmetrics.registerFont(made)
    return made


@cache
def drawable() -> frozenset[str]:
    """Every character the typeface draws: its control characters are none."""
    return frozenset(
        chr(code)
        for code in font(REGULAR).face.charToGlyph
        if not unicodedata.category(chr(code)).startswith("C")
    )


def load_typeface() -> None:
    """Parse both faces, which takes the first paper a tenth of a second."""
    for name in _FILES:
        font(name)
    drawable()


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """``text`` with only characters the typeface draws: never an empty box on a paper.

    A foreign letter the typeface lacks loses its mark; a sign from another writing becomes « ? ».
    """
    known = drawable()
    if known.issuperset(text):
        return text
    return "".join(char if char in known else _replaced(char) for char in text)


def _replaced(char: str) -> str:
    if char in _SUBSTITUTES:
        return _SUBSTITUTES[char]
    if unicodedata.category(char).startswith("C"):
        return ""
    bare = "".join(part for part in unicodedata.normalize("NFKD", char) if part in drawable())
    return bare or _UNKNOWN


@lru_cache(maxsize=16384)
def width(text: str, face: str, size: float) -> float:
    """The width of a printable ``text`` in points."""
    metrics = font(face).face
    widths = metrics.charWidths
    units: int = sum(widths.get(ord(char), metrics.defaultWidth) for char in text)
    return units * size / 1000


@lru_cache(maxsize=16384)
def wrap(text: str, face: str, size: float, room: float) -> tuple[str, ...]:
    """``text`` in lines no wider than ``room`` points; nothing is ever cut off.

    Lines break at spaces and after hyphens, but for those of « n° 23-001 », « a-t-il » and of an
    option of a command; a longer word is broken where it must be. A line feed in ``text`` starts a
    new line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(printable(paragraph), face, size, room):
            if width((line + piece).rstrip(" "), face, size) <= room:
                line += piece
            else:
                lines.append(line.rstrip(" "))
                line = piece
        lines.append(line.rstrip(" "))
    return tuple(line for line in lines if line)


def _pieces(paragraph: str, face: str, size: float, room: float) -> list[str]:
    """Words with the space or hyphen that follows them, each narrow enough for one line."""
    pieces: list[str] = []
    for word in _BREAKS.split(paragraph):
        rest = word
        while width(rest.rstrip(" "), face, size) > room and len(rest) > 1:
            fits = _fitting(rest, face, size, room)
            pieces.append(rest[:fits])
            rest = rest[fits:]
        pieces.append(rest)
    return pieces


def _fitting(word: str, face: str, size: float, room: float) -> int:
    """How many letters of ``word``, one at least and not all, are no wider than ``room``."""
    metrics = font(face).face
    most, used = room * 1000 / size, 0
    for count, char in enumerate(word):
        used += metrics.charWidths.get(ord(char), metrics.defaultWidth)
        if used > most:
            return max(count, 1)
    return len(word) - 1
