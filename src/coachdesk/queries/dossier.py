"""Whose dossier it is, and how far it has gone: the head of every page that works on one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Presence
from coachdesk.models import Appointment, Participant, Pathway, Prescription
from coachdesk.queries.listing import records
from coachdesk.queries.people import WHO


@dataclass(frozen=True, slots=True)
class DossierHead:
    """A dossier in one line; ``pathway_id`` None before an entry."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    received_on: date
    outcome: str
    first_appointment_on: date | None
    pathway_id: UUID | None
    missed: int
    """First rendez-vous that she did not come to."""


def dossier_head(connection: Connection, prescription_id: UUID) -> DossierHead:
    """The head of a dossier.

    Raises:
        UserError: it is gone.
    """
    missed = (
        select(func.count())
        .where(
            Appointment.prescription_id == Prescription.id,
            Appointment.presence.in_((Presence.UNEXCUSED, Presence.EXCUSED)),
        )
        .scalar_subquery()
    )
    heads = records(
        connection,
        DossierHead,
        select(
            *WHO,
            Prescription.received_on,
            Prescription.outcome,
            Prescription.first_appointment_on,
            Pathway.id.label("pathway_id"),
            missed.label("missed"),
        )
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .where(Prescription.id == prescription_id),
    )
    if not heads:
        raise UserError("Ce dossier n’existe plus.", "Revenez à la liste des participants.")
    return heads[0]
