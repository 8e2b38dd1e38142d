"""Démarches: ticked at a rendez-vous, or noted besides, with the time that they took."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import of, quoted, short_date
from coachdesk.core.ids import new_id
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.support import AidOutcome
from coachdesk.domain.week_hours import DAY_MINUTES
from coachdesk.models import Prescription, Step
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.rows import name_of, profile_of, row

LONGEST = DAY_MINUTES
"""Minutes: a démarche is of one day."""


@dataclass(frozen=True)
class StepFacts:
    """A démarche done besides a rendez-vous; ``kind`` is a key of the profile."""

    kind: str
    done_on: date
    minutes: int | None = None
    """How long it took her; None when it is not told."""
    note: str = ""


def note_step(desk: Desk, prescription_id: UUID, facts: StepFacts) -> UUID:
    """Note a démarche done besides a rendez-vous; gives its id.

    Raises:
        UserError: a day to come, a time that can't be, the dossier is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"démarche {told[0]}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        profile = profile_of(desk, dossier)
        label = quoted(profile.steps.label(facts.kind))
        told.append(f"{label} {of(name_of(session, dossier))}")
        if facts.done_on > today(desk.clock):
            raise UserError(
                f"Le {short_date(facts.done_on)} est à venir.",
                "Notez une démarche une fois qu’elle est faite.",
            )
        if not 0 <= (facts.minutes or 0) <= LONGEST:
            raise UserError("Cette durée dépasse la journée.", "Corrigez les heures.")
        made = add_step(session, profile, prescription_id, facts)
        uow.commit()
    return made.id


def answer_aid(desk: Desk, step_id: UUID, outcome: AidOutcome) -> None:
    """Note what came of an aid asked for.

    Raises:
        UserError: it is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"réponse à une aide {of(told[0])}") as uow:
        step = row(uow.session, Step, step_id)
        dossier = row(uow.session, Prescription, step.prescription_id)
        told.append(name_of(uow.session, dossier))
        step.aid_outcome = outcome
        uow.commit()


def add_step(
    session: Session,
    profile: ActionProfile,
    prescription_id: UUID,
    facts: StepFacts,
    appointment_id: UUID | None = None,
) -> Step:
    """A démarche, within the transaction of ``session``; an aid waits for its answer."""
    made = Step(
        id=new_id(),
        prescription_id=prescription_id,
        appointment_id=appointment_id,
        kind=facts.kind,
        done_on=facts.done_on,
        note=" ".join(facts.note.split()) or None,
        aid_outcome=AidOutcome.PENDING if profile.steps[facts.kind].aid else None,
        minutes=facts.minutes or None,
    )
    session.add(made)
    return made
