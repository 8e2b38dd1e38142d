"""The sheet of one rendez-vous: what it is, what was said last time, what is under way."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.papers import SigningOutcome
from coachdesk.domain.support import AidOutcome, ObjectiveState
from coachdesk.models import (
    Appointment,
    CaseManager,
    EngagementContract,
    Exit,
    Objective,
    Participant,
    Pathway,
    Place,
    Prescription,
    Signature,
    SignatureRefusal,
    Step,
)
from coachdesk.queries.answers import latest_refusal
from coachdesk.queries.listing import records
from coachdesk.queries.people import WHO, with_met


@dataclass(frozen=True, slots=True)
class SheetHead:
    """The rendez-vous and whose it is; times in minutes since midnight, words keys."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    phone: str | None
    case_manager: str | None
    case_manager_phone: str | None
    """As the carnet knows him."""
    case_manager_email: str | None
    outcome: str
    pathway_id: UUID | None
    appointment_id: UUID
    version: int
    held_on: date
    start_minute: int
    end_minute: int
    planned_start_minute: int | None
    planned_end_minute: int | None
    place: str | None
    mode: Mode
    presence: Presence
    absence_reason: str | None
    absence_proof: str | None
    contact_attempts: str | None
    note: str | None
    signed: bool
    declined: SigningOutcome | None
    """What she answered instead of signing, when she did."""
    weekly_minutes: int | None
    """Of her latest contract."""
    left_on: date | None
    """The end of her pathway."""


@dataclass(frozen=True, slots=True)
class SheetStep:
    """A démarche; ``aid_outcome`` of an aid only."""

    id: UUID
    kind: str
    done_on: date
    aid_outcome: AidOutcome | None
    here: bool
    """Ticked at this rendez-vous."""


@dataclass(frozen=True, slots=True)
class SheetObjective:
    """An objective under way, or closed that day."""

    id: UUID
    text: str
    set_on: date
    state: ObjectiveState


@dataclass(frozen=True, slots=True)
class AppointmentSheet:
    """All that the sheet shows."""

    head: SheetHead
    steps: tuple[SheetStep, ...]
    """Those ticked here, and the aids that wait for an answer."""
    objectives: tuple[SheetObjective, ...]
    last_note: str | None
    last_on: date | None
    """The rendez-vous before this one that was held."""
    next_on: date | None
    """The next one already planned."""
    unexcused: int
    """Unexcused absences since the entry, this one included."""


def appointment_sheet(connection: Connection, appointment_id: UUID) -> AppointmentSheet:
    """The sheet of a rendez-vous.

    Raises:
        UserError: when it is gone.
    """
    contract = (
        select(EngagementContract.weekly_minutes)
        .where(EngagementContract.pathway_id == Pathway.id)
        .order_by(EngagementContract.revision.desc())
        .limit(1)
        .scalar_subquery()
    )
    heads = records(
        connection,
        SheetHead,
        with_met(
            select(
                *WHO,
                Participant.phone,
                Prescription.case_manager,
                CaseManager.phone.label("case_manager_phone"),
                CaseManager.email.label("case_manager_email"),
                Prescription.outcome,
                Appointment.pathway_id,
                Appointment.id.label("appointment_id"),
                Appointment.version,
                Appointment.held_on,
                Appointment.start_minute,
                Appointment.end_minute,
                Appointment.planned_start_minute,
                Appointment.planned_end_minute,
                Place.name.label("place"),
                Appointment.mode,
                Appointment.presence,
                Appointment.absence_reason,
                Appointment.absence_proof,
                Appointment.contact_attempts,
                Appointment.note,
                Signature.id.is_not(None).label("signed"),
                SignatureRefusal.outcome.label("declined"),
                contract.label("weekly_minutes"),
                Exit.left_on,
            ).select_from(Appointment)
        )
        .outerjoin(CaseManager, CaseManager.name == Prescription.case_manager)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .outerjoin(Place, Place.id == Appointment.place_id)
        .outerjoin(Signature, Signature.appointment_id == Appointment.id)
        .outerjoin(SignatureRefusal, latest_refusal())
        .where(Appointment.id == appointment_id),
    )
    if not heads:
        raise UserError("Ce rendez-vous n’existe plus.", "Revenez à la liste.")
    head = heads[0]
    last = _last_held(connection, head)
    return AppointmentSheet(
        head,
        _steps(connection, head),
        _objectives(connection, head),
        last.note if last else None,
        last.held_on if last else None,
        _next_planned(connection, head),
        _unexcused(connection, head),
    )


def _hers(head: SheetHead) -> ColumnElement[bool]:
    if head.pathway_id is None:
        return Appointment.prescription_id == head.prescription_id
    return Appointment.pathway_id == head.pathway_id


def _last_held(connection: Connection, head: SheetHead) -> Row[str | None, date] | None:
    return connection.execute(
        select(Appointment.note, Appointment.held_on)
        .where(
            _hers(head),
            Appointment.held_on < head.held_on,
            Appointment.presence == Presence.ATTENDED,
        )
        .order_by(Appointment.held_on.desc())
        .limit(1)
    ).first()


def _next_planned(connection: Connection, head: SheetHead) -> date | None:
    found: date | None = connection.execute(
        select(func.min(Appointment.held_on)).where(
            _hers(head),
            Appointment.held_on > head.held_on,
            Appointment.presence == Presence.PLANNED,
        )
    ).scalar()
    return found


def _unexcused(connection: Connection, head: SheetHead) -> int:
    number: int = connection.execute(
        select(func.count()).where(
            _hers(head),
            Appointment.held_on <= head.held_on,
            Appointment.presence == Presence.UNEXCUSED,
        )
    ).scalar_one()
    return number


def _steps(connection: Connection, head: SheetHead) -> tuple[SheetStep, ...]:
    here = Step.appointment_id == head.appointment_id
    steps = (
        select(
            Step.id,
            Step.kind,
            Step.done_on,
            Step.aid_outcome,
            func.coalesce(here, False).label("here"),
        )
        .where(
            Step.prescription_id == head.prescription_id,
            or_(here, Step.aid_outcome == AidOutcome.PENDING),
        )
        .order_by(Step.done_on, Step.kind)
    )
    return records(connection, SheetStep, steps)


def _objectives(connection: Connection, head: SheetHead) -> tuple[SheetObjective, ...]:
    objectives = (
        select(Objective.id, Objective.text, Objective.set_on, Objective.state)
        .where(
            Objective.prescription_id == head.prescription_id,
            or_(
                Objective.state == ObjectiveState.IN_PROGRESS,
                Objective.closed_on == head.held_on,
            ),
        )
        .order_by(Objective.set_on, Objective.text)
    )
    return records(connection, SheetObjective, objectives)
