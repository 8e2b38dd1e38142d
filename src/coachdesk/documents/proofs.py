"""What stands in a row as proof: a drawing with its time, or a sentence that says why not.

The wording of the papers lives here: « signature simple » for a drawing, « cachet » for the seal.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from coachdesk.core.french import NBSP, moment
from coachdesk.documents.tables import Cell, Line
from coachdesk.domain.drawing import Drawing

LEGEND = (
    "Le cachet apposé sur ce fichier montre toute modification ultérieure. Un tracé, s’il y en a, "
    "est une signature simple, faite à l’écran pour la ligne où il figure et gardée avec son "
    "enregistrement au journal."
)


@dataclass(frozen=True)
class Drawn:
    """A drawing made for this row.

    Attributes:
        drawing: the strokes.
        signed_at: when, with the local offset.
        entry: number of its journal entry.
        remote: the person confirms a past appointment by phone or video.
        regularisation: the reason when the row is signed after its day, else empty.
    """

    drawing: Drawing
    signed_at: datetime
    entry: int
    remote: bool = False
    regularisation: str = ""


@dataclass(frozen=True)
class Written:
    """A sentence in place of a drawing."""

    text: str


@dataclass(frozen=True)
class Attested:
    """The coach's attestation from the device-signed journal entry, without a drawing."""

    coach: str
    attested_at: datetime
    entry: int


Proof: TypeAlias = Drawn | Written | Attested | None
"""None where nothing is expected, as for the person's drawing in a row of absence."""

CUT_OVER = Written(f"Reprise{NBSP}: original papier à produire")
"""For a row imported from before CoachDesk."""


def proof_cell(proof: Proof) -> Cell:
    """The proof as it stands in its row."""
    match proof:
        case Drawn():
            verb = "Entretien à distance confirmé" if proof.remote else "Signé"
            caption = f"{verb} le {_when(proof.signed_at)}, n°{NBSP}{proof.entry}"
            reason = f"Régularisation{NBSP}: {proof.regularisation}"
            lines = (caption, reason) if proof.regularisation else (caption,)
            return Cell(tuple(Line(line, muted=True) for line in lines), proof.drawing)
        case Written():
            return Cell((Line(proof.text),))
        case Attested():
            return Cell((Line(attestation(proof), muted=True),))
    return Cell()


def attestation(proof: Attested) -> str:
    """« Attesté par … le … à …, enregistrement n° … »."""
    return (
        f"Attesté par {proof.coach} le {_when(proof.attested_at)}, "
        f"enregistrement n°{NBSP}{proof.entry}"
    )


def closing_sentence(proof: Drawn | Attested) -> str:
    """What stands beside the coach's proof at the foot of a closed paper."""
    if isinstance(proof, Attested):
        return attestation(proof)
    return f"Signé par le coach le {moment(proof.signed_at)}, enregistrement n°{NBSP}{proof.entry}"


def _when(value: datetime) -> str:
    return f"{value:%d/%m/%Y} à {value:%H}{NBSP}h{NBSP}{value:%M}"
