"""The end of a paper that is signed: for each signer, what she agrees to and an empty frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import ACCENT, GREY, INK, Paper, Style
from coachdesk.documents.papers.flow import SignPlace, Strip, glued
from coachdesk.documents.papers.prose import HEADING, baseline, line_height
from coachdesk.domain.papers import Role

QUALITIES = {
    Role.PARTICIPANT: "La personne accompagnée",
    Role.COACH: "Le coach",
    Role.HOST: "L’entreprise d’accueil",
    Role.PRESCRIBER: "Le prescripteur",
    Role.DIRECTOR: "La direction de l’association",
}
"""Who signs, above her frame."""

_TITLE = "Signatures"
_QUALITY = Style(BOLD, POINTS.text, ACCENT)
_NAME = Style(size=POINTS.text, colour=INK)
_CONSENT = Style(size=POINTS.dense, colour=INK)
"""What she agrees to: small, but as dark as what it is about."""
_FRAME_HEIGHT = 74.0
_GUTTER = 21.0
_AIR = 6.0


@dataclass(frozen=True)
class _Signer:
    """One signer: her texts, wrapped, from ``x``, and her frame."""

    role: Role
    x: float
    frame_x: float
    texts: tuple[tuple[str, Style], ...]

    @property
    def text_height(self) -> float:
        return sum(line_height(style) for _, style in self.texts)


def sign_places(
    signers: Sequence[Role],
    names: Mapping[Role, str],
    consents: Mapping[Role, str],
    made_on: str,
    span: tuple[float, float],
) -> list[Strip]:
    """The places to sign, all kept on one page; nothing when nobody signs.

    Two stand side by side, texts above frames; one alone has her frame beside her texts.
    """
    if not signers:
        return []
    x, width = span
    each = (width - _GUTTER) / 2

    def signer(role: Role, left: float, frame_x: float) -> _Signer:
        told = (
            (QUALITIES[role], _QUALITY),
            (names.get(role, ""), _NAME),
            (consents.get(role, ""), _CONSENT),
        )
        texts = tuple(
            (line, style)
            for text, style in told
            for line in wrap(text, style.face, style.size, each)
        )
        return _Signer(role, left, frame_x, texts)

    right = x + each + _GUTTER
    rows = [
        _row((signer(first, x, x), signer(second, right, right)), each)
        for first, second in zip(signers[::2], signers[1::2], strict=False)
    ]
    if len(signers) % 2:
        rows.append(_row((signer(signers[-1], x, right),), each))
    title = _TITLE if len(signers) > 1 else _TITLE.rstrip("s")
    return glued([_title(title, made_on, x, width), *rows])


def _title(title: str, made_on: str, x: float, width: float) -> Strip:
    def draw(paper: Paper, top: float) -> None:
        paper.bookmark(title, 1)
        y = baseline(top, HEADING)
        paper.text(x, y, title, HEADING)
        paper.right(x + width, y, f"Fait le {made_on}", _NAME)

    return Strip(line_height(HEADING), draw, gap=18)


def _row(signers: Sequence[_Signer], width: float) -> Strip:
    texts = max(signer.text_height for signer in signers)
    beside = all(signer.frame_x > signer.x for signer in signers)
    drop = 4 + _FRAME_HEIGHT if beside else texts + _AIR + _FRAME_HEIGHT
    height = max(drop, texts) + _AIR

    def draw(paper: Paper, top: float) -> None:
        for signer in signers:
            y = top
            for line, style in signer.texts:
                paper.text(signer.x, baseline(y, style), line, style)
                y -= line_height(style)
            paper.frame(signer.frame_x, top - drop, width, _FRAME_HEIGHT, GREY)

    places = tuple(
        SignPlace(signer.role, signer.frame_x, drop, width, _FRAME_HEIGHT) for signer in signers
    )
    return Strip(height, draw, gap=8, places=places)
