"""The parts of a person's folder, and in which of them a paper or a piece stands, if in any.

What speaks of freins stays with the coach, like the letters and the bilans: a control asks for what
proves that the person was entitled, came, and what became of her. No paper of a group is of one
dossier, so that none comes in here.
"""

from enum import StrEnum

from coachdesk.domain.papers import PaperTemplate, Subject
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.control import PieceRow
from coachdesk.queries.exits import PROOF

_OBSTACLES = "pathway.obstacles"
_ABSENCE = "absence_proof"
CONTRACT = "contract"
"""The profile's kind of piece for a contract signed by hand."""


class Part(StrEnum):
    """A folder inside that of a person; the name of each."""

    ELIGIBILITY = "1-eligibilite"
    CONTRACT = "2-contrat"
    ATTENDANCE = "3-emargement"
    IMMERSIONS = "4-immersions"
    QUESTIONNAIRES = "5-questionnaires"
    EXIT = "6-sortie-et-suivis"
    PIECES = "7-autres-pieces"


PART_WORDS = {
    Part.ELIGIBILITY: "Éligibilité",
    Part.CONTRACT: "Contrat",
    Part.ATTENDANCE: "Émargement",
    Part.IMMERSIONS: "Immersions",
    Part.QUESTIONNAIRES: "Questionnaires",
    Part.EXIT: "Sortie et suivis",
    Part.PIECES: "Autres pièces",
}


def part_of_paper(template: PaperTemplate | None) -> Part | None:
    """Where the papers of a kind stand; None of those that stay with the coach."""
    if template is None or template.anonymous or not template.signers:
        return None
    if any(block.table == _OBSTACLES for block in template.blocks):
        return None
    if template.subject is Subject.CONTRACT:
        return Part.CONTRACT
    if template.subject is Subject.IMMERSION:
        return Part.IMMERSIONS
    if template.by_person:
        return Part.QUESTIONNAIRES
    return Part.ELIGIBILITY if template.group == "parcours" else None


def part_of_piece(profile: ActionProfile, piece: PieceRow) -> Part:
    """Where a piece stands, by what it proves."""
    if piece.appointment_id is not None or piece.kind == _ABSENCE:
        return Part.ATTENDANCE
    if piece.follow_up_id is not None or piece.kind == PROOF:
        return Part.EXIT
    if piece.kind == CONTRACT:
        return Part.CONTRACT
    kinds = profile.attachment_kinds
    proves_a_right = piece.kind in kinds and (
        kinds[piece.kind].required or kinds[piece.kind].valid_months is not None
    )
    return Part.ELIGIBILITY if proves_a_right else Part.PIECES
