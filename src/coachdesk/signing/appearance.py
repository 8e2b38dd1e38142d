"""What is seen of an answer in its box: the drawing as ink with its caption, or a sentence.

The typeface is the one the paper itself is printed with, so that a box is not told from its page.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyhanko.pdf_utils import generic

from coachdesk.core.french import NBSP, NNBSP, clock_time, going_on, short_date
from coachdesk.core.tokens import LADDER, LIGHT, POINTS, components
from coachdesk.domain.ink import ink
from coachdesk.domain.papers import SigningOutcome
from coachdesk.domain.signing_words import OUTCOME_WORDS
from coachdesk.signing.evidence import Evidence
from coachdesk.signing.evidence_reader import read_evidence
from coachdesk.signing.pdf_objects import Value, dictionary
from coachdesk.signing.proofs import Proof
from coachdesk.signing.strokes import decode_drawing

_INK_SHARE = 0.5
"""Of the height of a box, what is kept for the drawing at least."""
_PAD = 2.5
_LEADING = 1.2
_SIZES = tuple(size for size in LADDER if size <= POINTS.dense)
_SMALLEST = _SIZES[-1]
_GREY, _BLACK = f"{components(LIGHT.ink_faint)} rg", f"{components(LIGHT.ink)} rg"
_CUT = "… (la suite est dans la preuve)"
_CODE = re.compile(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4})>")
_ASCENT = 0.78
_NAMES = {NNBSP: NBSP, "\t": " "}


def caption(proof: Proof) -> tuple[str, ...]:
    """The lines beside a drawing, or in place of one."""
    evidence = read_evidence(proof.payload)
    wall = proof.wall
    when = f"le {short_date(wall.date())} à {clock_time(wall.hour * 60 + wall.minute)}"
    number = f"n°{NBSP}{proof.entry}"
    name = evidence.signer.name
    if evidence.outcome is SigningOutcome.SIGNED:
        return (f"Signé par {going_on(name)} {when}, {number}", *_more(evidence))
    return (
        f"{OUTCOME_WORDS[evidence.outcome].capitalize()}{NBSP}: {name}, {when}, {number}",
        *_more(evidence),
    )


def _more(evidence: Evidence) -> Iterator[str]:
    for label, text in (
        ("Réserve", evidence.remark),
        ("Motif", evidence.reason),
        ("Régularisation", evidence.regularisation),
        ("Témoin", evidence.witness),
    ):
        if text:
            yield f"{label}{NBSP}: {text}"


def drawn_box(
    proof: Proof, size: tuple[float, float], faces: Sequence["Face"]
) -> tuple[bytes, tuple["Face", ...]]:
    """The operators of a box of ``size`` points, and the typefaces they use."""
    width, height = size
    room = width - 2 * _PAD
    lines = [_drawable(line, faces) for line in caption(proof)]
    signed = proof.drawing is not None
    share = (1 - _INK_SHARE) if signed else 1
    letters, wrapped = _fitted(lines, faces, room, height * share - _PAD)
    step = letters * _LEADING
    operators = []
    if proof.drawing is not None:
        text_height = len(wrapped) * step + _PAD
        drawing = decode_drawing(proof.drawing)
        space = (room, height - text_height - 2 * _PAD)
        operators.append(f"q {ink(drawing, _PAD, text_height + _PAD, space)} Q")
        y = _PAD + (len(wrapped) - 1) * step + letters * (1 - _ASCENT)
    else:
        y = height - _PAD - letters * _ASCENT
    operators.append(f"BT {_GREY if signed else _BLACK}")
    for line in wrapped:
        operators.append(f"1 0 0 1 {_PAD:g} {y:.2f} Tm")
        operators += _shown(line, faces, letters)
        y -= step
    operators.append("ET")
    return "\n".join(operators).encode("latin-1"), tuple(faces)


@dataclass(frozen=True)
class Face:
    """A typeface of the page: how its characters are written in it, and how wide they are."""

    name: str
    font: generic.PdfObject
    codes: dict[str, int]
    widths: dict[int, int]

    def width(self, char: str) -> float:
        """The width of ``char``, which it has, in thousandths of its size."""
        return self.widths.get(self.codes[char], 600)


def page_faces(page: generic.DictionaryObject) -> tuple[Face, ...]:
    """The regular typefaces that ``page`` is printed with; Helvetica for a page without any."""
    try:
        fonts = page["/Resources"]["/Font"]
    except KeyError:
        return (_HELVETICA,)
    found = []
    for key in sorted(fonts):
        font = fonts[key]
        if "/ToUnicode" in font and "Bold" not in font["/BaseFont"]:
            codes = {
                chr(int(letter, 16)): int(code, 16)
                for code, letter in reversed(_CODE.findall(font["/ToUnicode"].data))
            }
            if " " in codes:
                codes[NBSP] = codes[" "]  # drawn alike, and no line breaks there
            first = int(font["/FirstChar"])
            widths = {first + at: int(each) for at, each in enumerate(font["/Widths"])}
            found.append(Face(str(key), fonts.raw_get(key), codes, widths))
    # A letter of a name that only another subset holds is found there.
    return tuple(found) or (_HELVETICA,)


def font_entries(faces: Sequence[Face]) -> dict[str, Value]:
    """The /Resources of a box written in ``faces``."""
    return {"/Font": {face.name: face.font for face in faces}}


def _helvetica() -> Face:
    codes = {}
    for code in range(32, 256):
        try:
            codes[bytes((code,)).decode("cp1252")] = code
        except UnicodeDecodeError:
            continue
    font = dictionary(
        {
            "/Type": "/Font",
            "/Subtype": "/Type1",
            "/BaseFont": "/Helvetica",
            "/Encoding": "/WinAnsiEncoding",
        }
    )
    return Face("/Helv", font, codes, {})


_HELVETICA = _helvetica()


def _drawable(text: str, faces: Sequence[Face]) -> str:
    """``text`` with only characters that one of the faces has."""
    known: set[str] = set().union(*(face.codes for face in faces))
    return "".join(_in(known, char) for char in text)


def _in(known: set[str], char: str) -> str:
    char = _NAMES.get(char, char)
    if char in known:
        return char
    bare = "".join(part for part in unicodedata.normalize("NFKD", char) if part in known)
    return bare or ("?" if char.isprintable() else "")


def _fitted(
    lines: Sequence[str], faces: Sequence[Face], room: float, height: float
) -> tuple[float, list[str]]:
    """The largest size at which ``lines`` fit, and the lines as they are wrapped then."""
    for size in _SIZES:
        wrapped = [part for line in lines for part in _wrap(line, faces, size, room)]
        if len(wrapped) * size * _LEADING <= height:
            return size, wrapped
    most = max(int(height / (_SMALLEST * _LEADING)), 1)
    return _SMALLEST, [*wrapped[: most - 1], _drawable(_CUT, faces)]


def _wrap(text: str, faces: Sequence[Face], size: float, room: float) -> list[str]:
    lines, line = [], ""
    for word in re.split(r"(?<= )", text):
        if line and _width(line + word.rstrip(" "), faces) * size > room * 1000:
            lines.append(line.rstrip(" "))
            line = ""
        line += word
        while _width(line.rstrip(" "), faces) * size > room * 1000 and len(line) > 1:
            fits = next(
                count for count in range(len(line) - 1, 0, -1)
                if count == 1 or _width(line[:count], faces) * size <= room * 1000
            )  # fmt: skip
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line.rstrip(" ")] if line.strip(" ") else lines


def _width(text: str, faces: Sequence[Face]) -> float:
    return sum(_face(char, faces).width(char) for char in text)


def _face(char: str, faces: Sequence[Face]) -> Face:
    return next(face for face in faces if char in face.codes)


def _shown(line: str, faces: Sequence[Face], size: float) -> Iterator[str]:
    """The operators that show ``line``, one string for each run of one face."""
    at = 0
    while at < len(line):
        face = _face(line[at], faces)
        end = at + 1
        while end < len(line) and _face(line[end], faces) is face:
            end += 1
        string = "".join(f"\\{face.codes[char]:03o}" for char in line[at:end])
        yield f"{face.name} {size:g} Tf ({string}) Tj"
        at = end
