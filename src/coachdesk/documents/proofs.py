"""What stands in a row as proof: a drawing with its time, or a sentence that says why not.

The wording of the papers lives here: « signature simple » for a drawing, « cachet » for the seal.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from coachdesk.core.french import NBSP, moment
from coachdesk.documents.tables import Cell, Line
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.papers import SigningOutcome
from coachdesk.domain.signing_words import DECLINED

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
        remark: the réserve with which it was signed, else empty.
    """

    drawing: Drawing
    signed_at: datetime
    entry: int
    remote: bool = False
    regularisation: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Declined:
    """Asked to sign, the person answered otherwise.

    Attributes:
        outcome: never « signed ».
        reason: in her words, or the coach's for who can't sign.
        witness: who was there.
        answered_at: when, with the local offset.
        entry: number of its journal entry.
    """

    outcome: SigningOutcome
    reason: str
    witness: str
    answered_at: datetime
    entry: int


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


@dataclass(frozen=True)
class DrawnElsewhere:
    """The coach's one drawing of the closing, named here and drawn on the monthly table only.

    The same image at the foot of each sheet is what a controller calls signed in series
    (decision 17).
    """

    signed_at: datetime
    entry: int


Proof: TypeAlias = Drawn | Declined | Written | Attested | None
"""None where nothing is expected, as for the person's drawing in a row of absence."""

CUT_OVER = Written(f"Reprise{NBSP}: original papier à produire")
"""For a row imported from before CoachDesk."""


def proof_cell(proof: Proof) -> Cell:
    """The proof as it stands in its row."""
    match proof:
        case Drawn():
            return Cell(tuple(Line(line, muted=True) for line in _caption(proof)), proof.drawing)
        case Declined():
            told = f"{DECLINED[proof.outcome]}{NBSP}: {proof.reason}"
            seen = (
                f"Témoin{NBSP}: {proof.witness}, le {_when(proof.answered_at)}, "
                f"n°{NBSP}{proof.entry}"
            )
            return Cell((Line(told), Line(seen, muted=True)))
        case Written():
            return Cell((Line(proof.text),))
        case Attested():
            return Cell((Line(attestation(proof), muted=True),))
    return Cell()


def _caption(proof: Drawn) -> tuple[str, ...]:
    """When it was drawn and its number, then what is to be known of it."""
    verb = "Entretien à distance confirmé" if proof.remote else "Signé"
    lines = [f"{verb} le {_when(proof.signed_at)}, n°{NBSP}{proof.entry}"]
    if proof.regularisation:
        lines.append(f"Régularisation{NBSP}: {proof.regularisation}")
    if proof.remark:
        lines.append(f"Réserve{NBSP}: {proof.remark}")
    return tuple(lines)


def attestation(proof: Attested) -> str:
    """« Attesté par … le … à …, enregistrement n° … »."""
    return (
        f"Attesté par {proof.coach} le {_when(proof.attested_at)}, "
        f"enregistrement n°{NBSP}{proof.entry}"
    )


def closing_sentence(proof: Drawn | DrawnElsewhere | Attested) -> str:
    """What stands beside the coach's proof at the foot of a closed paper."""
    if isinstance(proof, Attested):
        return attestation(proof)
    told = f"le {moment(proof.signed_at)}, enregistrement n°{NBSP}{proof.entry}"
    if isinstance(proof, DrawnElsewhere):
        return f"Signé par le coach à la clôture, {told}. Son tracé est au tableau de suivi."
    return f"Signé par le coach {told}"


def second_sentence(name: str, role: str, proof: Drawn) -> str:
    """What is said of the second signer's drawing, as of the coach's."""
    return (
        f"Signé par {name}, {role}, le {moment(proof.signed_at)}, "
        f"enregistrement n°{NBSP}{proof.entry}"
    )


def _when(value: datetime) -> str:
    return f"{value:%d/%m/%Y} à {value:%H}{NBSP}h{NBSP}{value:%M}"
