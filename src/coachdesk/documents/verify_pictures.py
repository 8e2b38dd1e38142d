"""The pictures of « VERIFIER.pdf »: a reader as it shows a seal, and an icon for each file."""

from coachdesk.core.french import NBSP, fingerprint
from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.kit import (
    ACCENT,
    GREY,
    INK,
    RULE,
    TINT,
    WHITE,
    ZEBRA,
    Paper,
    Style,
    fitted,
)
from coachdesk.documents.shapes import (
    DOUBT,
    DOUBT_TINT,
    badge,
    disc,
    ring,
    rounded,
    stroke,
    tick,
)

READER_WIDTH, READER_HEIGHT = 268.0, 176.0
ICON = 30.0
_PANEL = 150.0
_TINY = Style(size=POINTS.tiny, colour=GREY)
_SMALL = Style(size=POINTS.small)
_SMALL_BOLD = Style(BOLD, POINTS.small)
_SHOWN_GROUPS = 4


def draw_reader(paper: Paper, x: float, y: float, coach: str, digits: str) -> None:
    """A reader's window, its bottom left at (x, y), with the letters that the text explains."""
    width, height = READER_WIDTH, READER_HEIGHT
    top = y + height
    rounded(paper, (x, y, width, height), 5, fill=WHITE, edge=GREY)
    rounded(paper, (x + 0.4, top - 15, width - 0.8, 14.6), 4.6, fill=TINT)
    for number in range(3):
        disc(paper, x + 10 + 9 * number, top - 7.5, 2.4, RULE)
    paper.centred(x + width / 2, top - 10, "emargement/0000001.pdf", _TINY)
    paper.box(x + 0.4, top - 35, width - 0.8, 19, DOUBT_TINT)
    badge(paper, x + 13, top - 25.5, "?", DOUBT, 5)
    paper.text(x + 22, top - 27.8, "Une signature a une validité inconnue.", _SMALL_BOLD)
    _draw_panel(paper, x, y, coach, digits)
    _draw_sheet(paper, x + _PANEL + 14, y + 9, digits)
    badge(paper, x + width - 12, top - 25.5, "A", ACCENT)


def _draw_panel(paper: Paper, x: float, y: float, coach: str, digits: str) -> None:
    top = y + READER_HEIGHT - 35
    paper.box(x + 0.4, y + 4, _PANEL, top - y - 4, ZEBRA)
    paper.line(x + _PANEL, y + 0.5, x + _PANEL, top, RULE)
    left, room = x + 12, _PANEL - 40
    paper.text(left, top - 14, "Signatures", Style(BOLD, POINTS.note, ACCENT))
    badge(paper, left + 5, top - 27, "?", DOUBT, 4.5)
    signed = f"Cachet, {coach}"
    paper.text(left + 14, top - 29.3, signed, fitted(signed, _SMALL_BOLD, room + 4))
    tick(paper, left + 5, top - 43)
    paper.text(left + 14, top - 42, "Document non modifié", _SMALL)
    paper.text(left + 14, top - 49.5, "depuis la signature", _SMALL)
    badge(paper, left + 5, top - 63, "?", DOUBT, 4.5)
    paper.text(left + 14, top - 65.3, "Identité du signataire inconnue", _TINY)
    paper.text(left, top - 81, "Détails du certificat", Style(BOLD, POINTS.small, ACCENT))
    rounded(paper, (left, top - 119, room + 18, 32), 3, fill=WHITE, edge=RULE)
    paper.text(left + 6, top - 97, "Empreinte SHA-256", _TINY)
    groups = fingerprint(digits).split()[:_SHOWN_GROUPS]
    paper.text(left + 6, top - 109, " ".join(groups) + " …", Style(BOLD, POINTS.body, ACCENT))
    badge(paper, x + _PANEL - 12, top - 44, "B", ACCENT)
    badge(paper, x + _PANEL - 12, top - 97, "C", ACCENT)


def _draw_sheet(paper: Paper, x: float, y: float, digits: str) -> None:
    """The page in the reader: a sheet with a drawn signature, its fingerprint at the foot."""
    width, height = 92.0, 124.0
    rounded(paper, (x, y, width, height), 2, fill=WHITE, edge=RULE)
    top = y + height
    paper.box(x + 8, top - 14, 44, 4.5, ACCENT)
    for number, share in enumerate((1, 0.92, 0.97, 0.6)):
        paper.box(x + 8, top - 24 - 7 * number, (width - 16) * share, 2, RULE)
    rounded(paper, (x + 8, top - 83, width - 16, 30), 2, edge=RULE)
    sx, sy = x + 20, top - 72
    paper.operators(
        f"{INK} RG 1 w 1 J {sx:.2f} {sy:.2f} m "
        f"{sx + 6:.2f} {sy + 18:.2f} {sx + 14:.2f} {sy + 16:.2f} {sx + 10:.2f} {sy:.2f} c "
        f"{sx + 16:.2f} {sy + 12:.2f} {sx + 24:.2f} {sy + 14:.2f} {sx + 22:.2f} {sy + 2:.2f} c "
        f"{sx + 32:.2f} {sy + 16:.2f} {sx + 38:.2f} {sy - 4:.2f} {sx + 54:.2f} {sy + 9:.2f} c S"
    )
    badge(paper, x + width - 9, top - 55, "D", ACCENT, 5.5)
    paper.line(x + 8, y + 16, x + width - 8, y + 16, RULE)
    told = f"Empreinte du certificat{NBSP}: " + " ".join(
        fingerprint(digits).split()[:_SHOWN_GROUPS]
    )
    paper.text(x + 8, y + 9, told, fitted(f"{told} …", Style(size=POINTS.tiny), width - 30))
    badge(paper, x + width - 9, y + 10.5, "C", ACCENT, 5.5)


def draw_lock(paper: Paper, x: float, y: float) -> None:
    """A closed padlock."""
    middle = x + ICON / 2
    paper.operators(
        f"{ACCENT} RG 2 w {middle - 6:.2f} {y + 16:.2f} m {middle - 6:.2f} {y + 21:.2f} l "
        f"{middle - 6:.2f} {y + 29:.2f} {middle + 6:.2f} {y + 29:.2f} "
        f"{middle + 6:.2f} {y + 21:.2f} c {middle + 6:.2f} {y + 16:.2f} l S"
    )
    rounded(paper, (x + 5, y + 1, ICON - 10, 16), 2.5, fill=ACCENT)
    disc(paper, middle, y + 10, 2, WHITE)
    stroke(paper, ((middle, y + 10), (middle, y + 6)), WHITE, 1.4)


def draw_clock(paper: Paper, x: float, y: float) -> None:
    """The dial of a clock."""
    middle, centre = x + ICON / 2, y + ICON / 2
    disc(paper, middle, centre, 13, TINT)
    ring(paper, middle, centre, 13, ACCENT)
    stroke(
        paper,
        ((middle, centre + 8.5), (middle, centre), (middle + 6, centre - 3.5)),
        ACCENT,
        1.8,
    )


def draw_answer(paper: Paper, x: float, y: float) -> None:
    """An envelope that comes back, ticked."""
    rounded(paper, (x + 1, y + 4, ICON - 3, 20), 2, fill=WHITE, edge=ACCENT)
    stroke(
        paper,
        ((x + 2.5, y + 22.5), (x + ICON / 2 - 0.5, y + 13), (x + ICON - 3.5, y + 22.5)),
        ACCENT,
        1.1,
    )
    tick(paper, x + ICON - 4, y + 6, 5)
