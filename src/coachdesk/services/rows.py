"""Rows of the store looked up by their key, for the use cases."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Appointment, Participant, Pathway, Prescription
from coachdesk.services.desk import Desk

Row = TypeVar("Row")


def row(session: Session, model: type[Row], key: UUID) -> Row:
    """The row of ``model`` with that key.

    Raises:
        UserError: when it is gone.
    """
    found = session.get(model, key)
    if found is None:
        raise UserError(
            "Cette fiche n’existe plus dans le magasin.", "Rafraîchissez l’écran et recommencez."
        )
    return found


def pathway_of(session: Session, prescription_id: UUID) -> Pathway:
    """The pathway of a dossier.

    Raises:
        UserError: she has not entered the action.
    """
    pathway = session.scalar(select(Pathway).where(Pathway.prescription_id == prescription_id))
    if pathway is None:
        raise not_entered()
    return pathway


def not_entered() -> UserError:
    """Of someone who is not in the action."""
    return UserError(
        "Cette personne n’est pas encore entrée dans l’action.",
        "Prenez d’abord la décision sur sa prescription.",
    )


def dossier_of(session: Session, appointment: Appointment) -> Prescription:
    """The prescription of a rendez-vous, held before the decision or after it."""
    if appointment.pathway_id is not None:
        return row(
            session, Prescription, row(session, Pathway, appointment.pathway_id).prescription_id
        )
    assert appointment.prescription_id is not None, "the table's check says so"
    return row(session, Prescription, appointment.prescription_id)


def name_of(session: Session, dossier: Prescription) -> str:
    """« Léa DURAND »: whose dossier it is."""
    person = row(session, Participant, dossier.participant_id)
    return f"{person.first_name} {person.last_name}"


def person_of(session: Session, prescription_id: UUID | None) -> str:
    """« Léa DURAND »: whose dossier that is; empty for what is of a group."""
    if prescription_id is None:
        return ""
    return name_of(session, row(session, Prescription, prescription_id))


def profile_of(desk: Desk, dossier: Prescription) -> ActionProfile:
    """The profile of the action that a dossier belongs to."""
    return next(action.profile for action in desk.actions if action.id == dossier.action_id)
