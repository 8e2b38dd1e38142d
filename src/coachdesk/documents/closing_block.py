"""The foot of a month's paper: the coach's attestation, and what was signed when it was closed."""

from dataclasses import dataclass
from typing import TypeAlias

from coachdesk.core.french import NBSP, capital
from coachdesk.documents.drawings import draw_signature
from coachdesk.documents.fonts import wrap
from coachdesk.documents.kit import BODY, LABEL, NOTE, STRONG, Paper, Style, fitted
from coachdesk.documents.proofs import (
    LEGEND,
    Attested,
    Drawn,
    DrawnElsewhere,
    closing_sentence,
    second_sentence,
)

_PLACE_WIDTH, _PLACE_HEIGHT = 190.0, 56.0
_GUTTER = 18.0
_BETWEEN = 10.0
_AIR = 10.0

CoachProof: TypeAlias = Attested | Drawn | DrawnElsewhere | None
"""What the coach gave when it was closed; None leaves her place blank."""


@dataclass(frozen=True)
class SecondPlace:
    """Who signs a month's table after the coach: the association's director.

    Attributes:
        name: hers.
        role: in what quality, as « directrice ».
        proof: her drawing; None leaves her place blank, to be signed by hand.
    """

    name: str
    role: str
    proof: Drawn | None


@dataclass(frozen=True)
class ClosingFoot:
    """What stands at the foot.

    Attributes:
        attestation: the profile's sentence.
        coach: her name.
        proof: hers.
        second: who signs after her; None where nobody does.
    """

    attestation: str
    coach: str
    proof: CoachProof
    second: SecondPlace | None = None

    def height(self, width: float) -> float:
        """Its height over ``width`` points, a little air below included."""
        text = sum(style.leading for _, style in self._lines(width))
        legend = len(wrap(LEGEND, NOTE.face, NOTE.size, width)) * NOTE.leading
        return max(text, _PLACE_HEIGHT) + _AIR + legend + _AIR

    def draw(self, paper: Paper, span: tuple[float, float], top: float) -> None:
        """The attestation on the left, the places on the right, the legend below.

        ``span`` is the left and right edges in points, ``top`` the upper edge.
        """
        left, right = span
        y = top
        for line, style in self._lines(right - left):
            y -= style.leading
            paper.text(left, y + style.size * 0.24, line, style)
        edge = right - self._places_width
        _draw_place(paper, edge, top, f"Le coach, à la clôture{NBSP}: {self.coach}", self.proof)
        if self.second is not None:
            label = f"{capital(self.second.role)}{NBSP}: {self.second.name}"
            _draw_place(paper, right - _PLACE_WIDTH, top, label, self.second.proof)
        legend = min(y, top - _PLACE_HEIGHT) - _AIR - NOTE.size
        paper.paragraph(left, legend, right - left, LEGEND, NOTE)

    @property
    def _places_width(self) -> float:
        return _PLACE_WIDTH + (_BETWEEN + _PLACE_WIDTH if self.second is not None else 0)

    def _lines(self, width: float) -> list[tuple[str, Style]]:
        texts = [("Attestation du coach", STRONG), (self.attestation, BODY)]
        if isinstance(self.proof, Drawn):
            texts.append((closing_sentence(self.proof), LABEL))
        if self.second is not None and self.second.proof is not None:
            texts.append(
                (second_sentence(self.second.name, self.second.role, self.second.proof), LABEL)
            )
        room = width - self._places_width - _GUTTER
        return [
            (line, style)
            for text, style in texts
            for line in wrap(text, style.face, style.size, room)
        ]


def _draw_place(paper: Paper, edge: float, top: float, label: str, proof: CoachProof) -> None:
    """A framed place from ``edge``, with its label and what was signed."""
    paper.frame(edge, top - _PLACE_HEIGHT, _PLACE_WIDTH, _PLACE_HEIGHT)
    paper.text(edge + 5, top - 9, label, fitted(label, LABEL, _PLACE_WIDTH - 10))
    if isinstance(proof, Drawn):
        room = (_PLACE_WIDTH - 16, _PLACE_HEIGHT - 18)
        draw_signature(paper, proof.drawing, edge + 8, top - _PLACE_HEIGHT + 4, room)
    elif proof is not None:
        paper.paragraph(edge + 5, top - 24, _PLACE_WIDTH - 10, closing_sentence(proof), LABEL)
