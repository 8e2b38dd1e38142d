"""The columns and joins by which every listing names a person."""

from typing import Any

from coachdesk.models import Participant, Pathway, Prescription
from coachdesk.queries.listing import Listing

WHO: tuple[Any, ...] = (
    Prescription.id.label("prescription_id"),
    Prescription.number,
    Participant.last_name,
    Participant.first_name,
)
"""The prescription opens the person's card; its number is the n° of the dossier."""


def with_person(of_pathways: Listing) -> Listing:
    """Join to a SELECT that holds pathways the prescription and the person of each."""
    return of_pathways.join(Prescription, Prescription.id == Pathway.prescription_id).join(
        Participant, Participant.id == Pathway.participant_id
    )
