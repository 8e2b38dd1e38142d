"""The facts of an absence, as they are reported to the référent RSA."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.models import Appointment, Participant, Pathway, Place, Prescription
from coachdesk.queries.listing import records
from coachdesk.queries.people import WHO


@dataclass(frozen=True, slots=True)
class AbsenceHead:
    """The rendez-vous missed and whose it is; times in minutes since midnight."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    beneficiary_number: str | None
    case_manager: str | None
    held_on: date
    start_minute: int
    end_minute: int
    place: str | None
    mode: Mode
    presence: Presence


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """All that the notice tells of the person."""

    head: AbsenceHead
    unexcused: tuple[date, ...]
    """The days of her unexcused absences, this one last."""
    last_attended: date | None
    next_on: date | None
    """The rendez-vous already planned after it."""


def absence_facts(connection: Connection, appointment_id: UUID) -> AbsenceFacts:
    """The facts of the absence at that rendez-vous.

    Raises:
        UserError: when it is gone.
    """
    heads = records(
        connection,
        AbsenceHead,
        select(
            *WHO,
            Participant.beneficiary_number,
            Prescription.case_manager,
            Appointment.held_on,
            Appointment.start_minute,
            Appointment.end_minute,
            Place.name.label("place"),
            Appointment.mode,
            Appointment.presence,
        )
        .select_from(Appointment)
        .outerjoin(Pathway, Pathway.id == Appointment.pathway_id)
        .join(
            Prescription,
            Prescription.id == func.coalesce(Appointment.prescription_id, Pathway.prescription_id),
        )
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Place, Place.id == Appointment.place_id)
        .where(Appointment.id == appointment_id),
    )
    if not heads:
        raise UserError("Ce rendez-vous n’existe plus.", "Revenez à la liste.")
    head = heads[0]
    hers = (
        select(Appointment.held_on, Appointment.presence)
        .outerjoin(Pathway, Pathway.id == Appointment.pathway_id)
        .where(
            or_(
                Appointment.prescription_id == head.prescription_id,
                Pathway.prescription_id == head.prescription_id,
            )
        )
        .order_by(Appointment.held_on)
    )
    days = [(row.held_on, row.presence) for row in connection.execute(hers)]
    before = [(day, presence) for day, presence in days if day <= head.held_on]
    attended = [day for day, presence in before if presence is Presence.ATTENDED]
    coming = [day for day, presence in days if day > head.held_on and presence is Presence.PLANNED]
    return AbsenceFacts(
        head,
        tuple(day for day, presence in before if presence is Presence.UNEXCUSED),
        attended[-1] if attended else None,
        coming[0] if coming else None,
    )
