"""What the rendez-vous sheet records in one act: presence, démarches, objectives, the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.french import of
from coachdesk.domain.attendance import REMOTE, Mode, Presence, Slot, refuse_hours
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import AidOutcome, ObjectiveState
from coachdesk.models import Appointment, Objective, Prescription, Step
from coachdesk.services.acts import act
from coachdesk.services.appointments import add_appointment, appointment_words
from coachdesk.services.attendance import change_presence
from coachdesk.services.desk import Desk
from coachdesk.services.objectives import add_objective, turn
from coachdesk.services.rows import dossier_of, profile_of, row
from coachdesk.services.steps import StepFacts, add_step
from coachdesk.store import UnitOfWork


@dataclass(frozen=True)
class AppointmentRecord:
    """A rendez-vous as the sheet tells it; what is None stays as it is."""

    presence: Presence | None = None
    absence_reason: str | None = None
    """Key of the profile, of an excused absence."""
    absence_proof: str | None = None
    contact_attempts: str | None = None
    """What was tried to reach her when she did not come."""
    start_minute: int | None = None
    """Real hours, when she came late or left early."""
    end_minute: int | None = None
    mode: Mode | None = None
    """Another than planned: she phoned instead of coming."""
    note: str | None = None
    steps: frozenset[str] | None = None
    """All the démarches ticked for this rendez-vous."""
    aid_outcomes: Mapping[UUID, AidOutcome] = field(default_factory=dict)
    asked_outcomes: Mapping[str, AidOutcome] = field(default_factory=dict)
    """What came at once of an aid ticked for this rendez-vous, by its kind."""
    closed: Mapping[UUID, ObjectiveState] = field(default_factory=dict)
    """Objectives reached or given up today."""
    objectives: tuple[str, ...] = ()
    """New ones."""
    following: Slot | None = None
    """The next rendez-vous."""


def record_appointment(desk: Desk, appointment_id: UUID, record: AppointmentRecord) -> UUID | None:
    """Record the sheet of a rendez-vous in one act; gives the next one, when planned.

    Raises:
        UserError: a presence or hours that can't change any more, a next rendez-vous that can't be.
    """
    told: list[str] = []
    following = None
    with act(desk, lambda: f"rendez-vous {of(told[0])}") as uow:
        appointment = row(uow.session, Appointment, appointment_id)
        told.append(appointment_words(uow.session, appointment))
        dossier = dossier_of(uow.session, appointment)
        note_presence(desk, uow, appointment, record)
        if record.note is not None:
            appointment.note = record.note.strip() or None
        if record.contact_attempts is not None:
            appointment.contact_attempts = record.contact_attempts.strip() or None
        if record.steps is not None:
            _tick(uow.session, profile_of(desk, dossier), appointment, dossier, record.steps)
        for step_id, outcome in record.aid_outcomes.items():
            row(uow.session, Step, step_id).aid_outcome = outcome
        _answer_aids(uow.session, appointment, record.asked_outcomes)
        _follow_objectives(uow.session, dossier, appointment.held_on, record)
        uow.session.flush()
        if record.following is not None:
            following = add_appointment(uow.session, dossier, record.following).id
        uow.commit()
    return following


def record_walk_in(desk: Desk, prescription_id: UUID, slot: Slot) -> UUID:
    """Someone comes without a rendez-vous: planned and attended by one act; gives its id.

    Raises:
        UserError: as ``plan_appointment`` and ``record_presence``.
    """
    told: list[str] = []
    with act(desk, lambda: f"passage {of(told[0])}") as uow:
        appointment = add_appointment(
            uow.session, row(uow.session, Prescription, prescription_id), slot
        )
        told.append(appointment_words(uow.session, appointment))
        change_presence(desk, uow, appointment, Presence.ATTENDED)
        uow.commit()
    return appointment.id


def note_presence(
    desk: Desk, uow: UnitOfWork, appointment: Appointment, record: AppointmentRecord
) -> None:
    """The presence with its reason and real hours, attested again when any of them changes.

    Raises:
        UserError: as ``record_appointment``.
    """
    presence = record.presence or appointment.presence
    excused = presence is Presence.EXCUSED
    start = record.start_minute if record.start_minute is not None else appointment.start_minute
    end = record.end_minute if record.end_minute is not None else appointment.end_minute
    wanted = {
        "mode": record.mode or appointment.mode,
        "start_minute": start,
        "end_minute": end,
        "absence_reason": (record.absence_reason or appointment.absence_reason)
        if excused
        else None,
        "absence_proof": (record.absence_proof or appointment.absence_proof) if excused else None,
    }
    changed = {name: value for name, value in wanted.items() if getattr(appointment, name) != value}
    if not changed and presence is appointment.presence:
        return
    refuse_hours(start, end, "Corrigez les heures réelles.")
    _keep_plan(appointment, start, end)
    for name, value in changed.items():
        setattr(appointment, name, value)
    if appointment.mode in REMOTE:
        appointment.place_id = None
    change_presence(desk, uow, appointment, presence)


def _keep_plan(appointment: Appointment, start: int, end: int) -> None:
    """What was planned stays known beside the real hours."""
    planned_start = appointment.planned_start_minute or appointment.start_minute
    planned_end = appointment.planned_end_minute or appointment.end_minute
    appointment.planned_start_minute = None if planned_start == start else planned_start
    appointment.planned_end_minute = None if planned_end == end else planned_end


def _tick(
    session: Session,
    profile: ActionProfile,
    appointment: Appointment,
    dossier: Prescription,
    ticked: frozenset[str],
) -> None:
    """Have exactly the démarches ``ticked`` at this rendez-vous."""
    kept = session.scalars(select(Step).where(Step.appointment_id == appointment.id)).all()
    for step in kept:
        if step.kind not in ticked:
            session.delete(step)
    for kind in sorted(ticked - {step.kind for step in kept}):
        add_step(session, profile, dossier.id, StepFacts(kind, appointment.held_on), appointment.id)


def _answer_aids(
    session: Session, appointment: Appointment, outcomes: Mapping[str, AidOutcome]
) -> None:
    """What came at once of the aids asked for at this rendez-vous."""
    if not outcomes:
        return
    session.flush()
    asked = select(Step).where(
        Step.appointment_id == appointment.id,
        Step.kind.in_(outcomes),
        Step.aid_outcome.is_not(None),
    )
    for step in session.scalars(asked).all():
        step.aid_outcome = outcomes[step.kind]


def _follow_objectives(
    session: Session, dossier: Prescription, day: date, record: AppointmentRecord
) -> None:
    for objective_id, state in record.closed.items():
        turn(row(session, Objective, objective_id), state, day)
    for text in filter(str.strip, record.objectives):
        add_objective(session, dossier.id, text, day)
