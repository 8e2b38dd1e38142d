"""The window's table: everyone prescribed to the action, followed or not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.domain.attendance import Presence
from coachdesk.models import Appointment, Exit, Participant, Pathway, Prescription
from coachdesk.queries.listing import records
from coachdesk.queries.people import WHO


class State(StrEnum):
    """Where the person stands in the action."""

    FOLLOWED = "followed"
    LEFT = "left"
    NOT_FOLLOWED = "not_followed"
    """No pathway: the outcome of the prescription says why."""


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One line of the table. Words are keys of the profile; counts are of rendez-vous."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    pathway_id: UUID | None
    commune: str | None
    phone: str | None
    case_manager: str | None
    prescriber: str
    received_on: date
    outcome: str
    entered_on: date | None
    planned_end_on: date | None
    left_on: date | None
    exit_kind: str | None
    planned: int
    attended: int
    excused: int
    unexcused: int
    cancelled: int

    @property
    def state(self) -> State:
        """Followed, gone, or never entered."""
        if self.pathway_id is None:
            return State.NOT_FOLLOWED
        return State.FOLLOWED if self.left_on is None else State.LEFT


def participants_table(connection: Connection, action_id: UUID) -> tuple[ParticipantRow, ...]:
    """Everyone prescribed to the action, by number."""
    presences = tuple(
        func.count().filter(Appointment.presence == presence).label(presence.value)
        for presence in Presence
    )
    met = select(Appointment.pathway_id, *presences).group_by(Appointment.pathway_id).subquery()
    table = (
        select(
            *WHO,
            Pathway.id.label("pathway_id"),
            Participant.commune,
            Participant.phone,
            Prescription.case_manager,
            Prescription.prescriber,
            Prescription.received_on,
            Prescription.outcome,
            Pathway.entered_on,
            Pathway.planned_end_on,
            Exit.left_on,
            Exit.kind.label("exit_kind"),
            *(
                func.coalesce(met.c[presence.value], 0).label(presence.value)
                for presence in Presence
            ),
        )
        .select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .outerjoin(met, met.c.pathway_id == Pathway.id)
        .where(Prescription.action_id == action_id)
        .order_by(Prescription.number)
    )
    return records(connection, ParticipantRow, table)


def case_managers(connection: Connection, action_id: UUID) -> tuple[str, ...]:
    """The référents RSA known, by name."""
    names = (
        select(Prescription.case_manager)
        .where(Prescription.action_id == action_id, Prescription.case_manager.is_not(None))
        .distinct()
        .order_by(Prescription.case_manager)
    )
    return tuple(str(name) for name in connection.execute(names).scalars())
