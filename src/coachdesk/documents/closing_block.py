"""The foot of a month's paper: the coach's attestation, and the proof given when it was closed."""

from coachdesk.core.french import NBSP
from coachdesk.documents.drawings import draw_signature
from coachdesk.documents.fonts import wrap
from coachdesk.documents.kit import BODY, LABEL, NOTE, STRONG, Paper, Style, fitted
from coachdesk.documents.proofs import LEGEND, Attested, Drawn, closing_sentence

_PLACE_WIDTH, _PLACE_HEIGHT = 190.0, 56.0
_GUTTER = 18.0
_AIR = 10.0


def height(attestation: str, proof: Attested | Drawn | None, width: float) -> float:
    """Its height over ``width`` points, a little air below included."""
    text = sum(style.leading for _, style in _lines(attestation, proof, width))
    legend = len(wrap(LEGEND, NOTE.face, NOTE.size, width)) * NOTE.leading
    return max(text, _PLACE_HEIGHT) + _AIR + legend + _AIR


def draw_closing(
    paper: Paper,
    attestation: str,
    coach: str,
    proof: Attested | Drawn | None,
    span: tuple[float, float],
    top: float,
) -> None:
    """The attestation on the left, the coach's place on the right, the legend below.

    Args:
        paper: where.
        attestation: the profile's sentence.
        coach: her name.
        proof: hers, None to leave the place blank.
        span: left and right edges, in points.
        top: the upper edge.
    """
    left, right = span
    y = top
    for line, style in _lines(attestation, proof, right - left):
        y -= style.leading
        paper.text(left, y + style.size * 0.24, line, style)
    edge = right - _PLACE_WIDTH
    paper.frame(edge, top - _PLACE_HEIGHT, _PLACE_WIDTH, _PLACE_HEIGHT)
    label = f"Le coach, à la clôture{NBSP}: {coach}"
    paper.text(edge + 5, top - 9, label, fitted(label, LABEL, _PLACE_WIDTH - 10))
    if isinstance(proof, Attested):
        paper.paragraph(edge + 5, top - 24, _PLACE_WIDTH - 10, closing_sentence(proof), LABEL)
    elif isinstance(proof, Drawn):
        room = (_PLACE_WIDTH - 16, _PLACE_HEIGHT - 18)
        draw_signature(paper, proof.drawing, edge + 8, top - _PLACE_HEIGHT + 4, room)
    legend = min(y, top - _PLACE_HEIGHT) - _AIR - NOTE.size
    paper.paragraph(left, legend, right - left, LEGEND, NOTE)


def _lines(
    attestation: str, proof: Attested | Drawn | None, width: float
) -> list[tuple[str, Style]]:
    texts = [("Attestation du coach", STRONG), (attestation, BODY)]
    if isinstance(proof, Drawn):
        texts.append((closing_sentence(proof), LABEL))
    room = width - _PLACE_WIDTH - _GUTTER
    return [
        (line, style) for text, style in texts for line in wrap(text, style.face, style.size, room)
    ]
