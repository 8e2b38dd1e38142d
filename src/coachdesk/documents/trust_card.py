"""The carte de confiance: the fingerprint of a poste, given by hand, so that its seals are known.

Whoever receives an envoi compares it once: a fingerprint that came with the file proves nothing.
"""

from dataclasses import dataclass
from datetime import date

from coachdesk.core.french import NBSP, fingerprint, long_date
from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.kit import (
    A4_PORTRAIT,
    ACCENT,
    GREY,
    RULE,
    TINT,
    TITLE,
    About,
    Paper,
    Style,
)
from coachdesk.documents.qr_code import draw_qr

TRUST_TITLE = "Carte de confiance"
_MARGIN = 60.0
_TEXT = Style(size=POINTS.lead)
_HEADING = Style(BOLD, POINTS.head, ACCENT)
_SMALL = Style(size=POINTS.body, colour=GREY)
_PRINT = Style(BOLD, POINTS.part, ACCENT)
_QR = 96.0
_PER_LINE = 4
_LEADING = 24.0
_WHAT = (
    "Le cachet de chaque papier scellé et de chaque envoi nomme un certificat. Si son empreinte, "
    "telle que la vérification ou le lecteur de PDF la montre, est celle de cette carte, le cachet "
    f"est bien de ce poste{NBSP}: la vérification dit alors si le papier a changé depuis."
)
_HOW = (
    "Elle se remet en main propre, une seule fois. À la réception d’un envoi, comparez l’empreinte "
    "du bordereau avec celle-ci, groupe par groupe, puis vérifiez l’envoi comme le bordereau le "
    "dit."
)
_READER = (
    f"Un lecteur de PDF dit «{NBSP}validité inconnue{NBSP}»{NBSP}: il ne connaît pas ce "
    "poste, il ne dit pas que le papier est faux. Dans les "
    "propriétés de la signature, le certificat montre la même empreinte SHA-256."
)


@dataclass(frozen=True)
class TrustCardData:
    """All that the card says; ``digits`` is the SHA-256 of the certificate."""

    digits: str
    coach: str
    association: str
    until: date
    made_on: date
    creator: str


def trust_card(data: TrustCardData) -> bytes:
    """The card as a PDF of one A4 page; it holds no secret."""
    about = About(f"{TRUST_TITLE} – {data.coach}", TRUST_TITLE, data.coach, data.creator)
    paper = Paper(A4_PORTRAIT, about)
    room = paper.width - 2 * _MARGIN
    y = paper.height - 90
    paper.text(_MARGIN, y, TRUST_TITLE, TITLE)
    whose = (
        f"{data.coach}, {data.association}. Certificat du poste valable jusqu’au "
        f"{long_date(data.until)}."
    )
    y = paper.paragraph(_MARGIN, y - 34, room, whose, _TEXT)
    y = _draw_print(paper, y - 12, data.digits) - 28
    for heading, text in (
        ("Ce qu’elle prouve", _WHAT),
        ("Comment s’en servir", _HOW),
        ("Si le lecteur de PDF s’inquiète", _READER),
    ):
        paper.text(_MARGIN, y, heading, _HEADING)
        y = paper.paragraph(_MARGIN, y - 17, room, text, _TEXT) - 12
    paper.line(_MARGIN, 40, paper.width - _MARGIN, 40, RULE)
    foot = f"Faite le {long_date(data.made_on)}. Cette carte n’ouvre rien."
    paper.text(_MARGIN, 28, foot, _SMALL)
    paper.right(paper.width - _MARGIN, 28, data.creator, _SMALL)
    paper.end_page()
    return paper.finish()


def _draw_print(paper: Paper, top: float, digits: str) -> float:
    """The sixteen groups in four lines, and the same for a telephone; gives what is below."""
    groups = fingerprint(digits).split()
    height = _QR + 28
    paper.box(_MARGIN, top - height, paper.width - 2 * _MARGIN, height, TINT)
    for number, group in enumerate(groups):
        x = _MARGIN + 20 + (number % _PER_LINE) * 78
        paper.text(x, top - 34 - (number // _PER_LINE) * _LEADING, group, _PRINT)
    draw_qr(paper, digits, paper.width - _MARGIN - _QR - 16, top - _QR - 14, _QR)
    return top - height
