"""The fiche de secours: a key on one page, the coach's own or that of the association.

The association's is an envelope in itself: folded back at its first line and forward at its second,
the address is outside and the key inside; a strip of tape, signed across, shows if it was opened.
"""

from dataclasses import dataclass
from datetime import date

from coachdesk.core.french import NBSP, long_date
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
from coachdesk.domain.recovery_key import GROUP

COACH_TITLE = "Fiche de secours"
ASSOCIATION_TITLE = "Clé de l’association"
_MARGIN = 60.0
_TEXT = Style(size=POINTS.lead)
_HEADING = Style(BOLD, POINTS.head, ACCENT)
_SMALL = Style(size=POINTS.body, colour=GREY)
_KEY = Style(BOLD, POINTS.key, ACCENT)
_ADDRESS = Style(BOLD, POINTS.part)
_ROOM_OF_GROUP = 96.0
_DASH = 5.0
_WHEN = (
    "Le jour où la phrase de passe est oubliée. Ouvrez CoachDesk, et tapez cette clé à la place "
    "de la phrase de passe. Majuscules, espaces et tirets ne comptent pas."
)
_WHERE = (
    "Ailleurs qu’avec l’ordinateur, ni dans sa sacoche ni photographiée au téléphone"
    f"{NBSP}: qui a cette page et l’ordinateur lit tout ce qui concerne les personnes accompagnées."
)
_LOST = (
    "La phrase de passe ouvre toujours. Faites une nouvelle clé dans Réglages, Sécurité ; "
    "l’association a peut-être la sienne."
)
_OPENING = (
    "2. Fermé. Il s’ouvre si le coach a oublié sa phrase de passe, est absent longtemps, ou quitte "
    "l’association."
)
_OPENED = (
    "3. Qui l’ouvre écrit ici la date et son nom. CoachDesk le note et le montre au coach. "
    f"Ouvert le{NBSP}: ________________  par{NBSP}: ______________________________"
)


@dataclass(frozen=True)
class RecoverySheetData:
    """All that the sheet says.

    Attributes:
        key: « ABCD-EFGH-… », eight groups; nine for the association.
        coach: her name.
        association: hers.
        action: the action's name.
        made_on: the day of the key.
        creator: the program and its version.
        for_association: the association's key, in the form of an envelope.
    """

    key: str
    coach: str
    association: str
    action: str
    made_on: date
    creator: str
    for_association: bool


def recovery_sheet(data: RecoverySheetData) -> bytes:
    """The sheet as a PDF of one A4 page."""
    title = ASSOCIATION_TITLE if data.for_association else COACH_TITLE
    paper = Paper(A4_PORTRAIT, About(f"{title} – {data.coach}", title, data.coach, data.creator))
    if data.for_association:
        _envelope(paper, data)
    else:
        _sheet(paper, data)
    paper.end_page()
    return paper.finish()


def _sheet(paper: Paper, data: RecoverySheetData) -> None:
    room = paper.width - 2 * _MARGIN
    y = paper.height - 90
    paper.text(_MARGIN, y, COACH_TITLE, TITLE)
    y = paper.paragraph(_MARGIN, y - 34, room, _about(data), _TEXT)
    y = _draw_key(paper, y - 14, data.key)
    y -= 26
    for heading, text in (
        ("Quand s’en servir", _WHEN),
        ("Où la garder", _WHERE),
        ("Si elle est perdue", _LOST),
    ):
        paper.text(_MARGIN, y, heading, _HEADING)
        y = paper.paragraph(_MARGIN, y - 17, room, text, _TEXT) - 12
    _foot(paper, data)


def _envelope(paper: Paper, data: RecoverySheetData) -> None:
    """Outside at the top, what it is in the middle, the key in the part folded inside."""
    third, room = paper.height / 3, paper.width - 2 * _MARGIN
    for fold, how in (
        (2 * third, "1. plier vers l’arrière"),
        (third, f"2. plier vers l’avant{NBSP}: la clé reste à l’intérieur"),
    ):
        x = _MARGIN / 2
        while x < paper.width - _MARGIN / 2:
            paper.line(x, fold, x + _DASH, fold, GREY)
            x += 2 * _DASH
        paper.text(_MARGIN / 2, fold + 3, how, _SMALL)
    half = paper.width / 2
    y = paper.height - 84
    paper.text(_MARGIN, y, "CONFIDENTIEL", _HEADING)
    paper.text(_MARGIN, y - 16, "À garder fermé", _TEXT)
    to_room = paper.width - half - _MARGIN
    paper.text(half, y - 34, "À l’attention de la direction", _TEXT)
    below = paper.paragraph(half, y - 54, to_room, data.association, _ADDRESS)
    paper.paragraph(half, below - 4, to_room, "Clé des magasins CoachDesk", _TEXT)
    paper.text(
        _MARGIN, 2 * third + 22,
        "Fermer par un ruban adhésif, signer et dater à cheval sur le ruban.", _SMALL,
    )  # fmt: skip
    y = 2 * third - 34
    paper.text(_MARGIN, y, "Ce que c’est, et comment le garder", _HEADING)
    y = paper.paragraph(_MARGIN, y - 20, room, _about_association(data), _TEXT)
    for text in (
        "1. Dans un meuble fermé à clé, avec les contrats, jamais avec l’ordinateur du coach.",
        _OPENING,
        _OPENED,
    ):
        y = paper.paragraph(_MARGIN, y - 4, room, text, _TEXT)
    y = third - 34
    paper.text(_MARGIN, y, "La clé de l’association", _HEADING)
    y = _draw_key(paper, y - 12, data.key)
    paper.paragraph(
        _MARGIN, y - 20, room,
        "Tapez-la à la place de la phrase de passe, sur l’ordinateur du coach. Majuscules, "
        "espaces et tirets ne comptent pas.", _TEXT,
    )  # fmt: skip
    _foot(paper, data)


def _about(data: RecoverySheetData) -> str:
    return (
        f"Cette clé rouvre le magasin CoachDesk de {data.coach} ({data.association}, action "
        f"«{NBSP}{data.action}{NBSP}») si sa phrase de passe est oubliée. Personne d’autre ne "
        "peut la retrouver."
    )


def _about_association(data: RecoverySheetData) -> str:
    return (
        f"Cette clé rouvre le magasin CoachDesk de {data.coach}, et celui de chaque collègue qui "
        "la tape chez lui. Personne ne peut la retrouver."
    )


def _draw_key(paper: Paper, top: float, key: str) -> float:
    """The groups by four on a line, each under its number; gives what is below."""
    groups = key.split("-")
    lines = -(-len(groups) // GROUP)
    step = 46 if lines == 2 else 38  # noqa: PLR2004  (a third line has the same room)
    height = 62.0 + step * (lines - 1)
    paper.box(_MARGIN, top - height, paper.width - 2 * _MARGIN, height, TINT)
    for number, group in enumerate(groups):
        x = _MARGIN + 30 + (number % GROUP) * (_ROOM_OF_GROUP + 12)
        y = top - 44 - (number // GROUP) * step
        paper.text(x, y, group, _KEY)
        paper.text(x, y + 22, f"{number + 1}", _SMALL)
    return top - height


def _foot(paper: Paper, data: RecoverySheetData) -> None:
    paper.line(_MARGIN, 40, paper.width - _MARGIN, 40, RULE)
    paper.text(_MARGIN, 28, f"Faite le {long_date(data.made_on)}. Ce papier est en clair.", _SMALL)
    paper.right(paper.width - _MARGIN, 28, data.creator, _SMALL)
