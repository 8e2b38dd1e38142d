"""The columns and joins by which every listing names a person."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.models import Appointment, Participant, Pathway, Prescription
from coachdesk.queries.listing import Listing, rows

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


def names_of_dossiers(connection: Connection, dossiers: Collection[UUID]) -> dict[UUID, str]:
    """« Léa DURAND » for each of the dossiers that exist."""
    people: Listing = (
        select(Prescription.id, Participant.first_name, Participant.last_name)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(Prescription.id.in_(dossiers))
    )
    return {row.id: f"{row.first_name} {row.last_name}" for row in rows(connection, people)}


def names_of_appointments(connection: Connection, ids: Collection[UUID]) -> dict[UUID, str]:
    """« Léa DURAND » for each of the rendez-vous that exist."""
    people: Listing = (
        select(Appointment.id, Participant.first_name, Participant.last_name)
        .outerjoin(Pathway, Pathway.id == Appointment.pathway_id)
        .join(
            Prescription,
            Prescription.id == func.coalesce(Appointment.prescription_id, Pathway.prescription_id),
        )
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(Appointment.id.in_(ids))
    )
    return {row.id: f"{row.first_name} {row.last_name}" for row in rows(connection, people)}
