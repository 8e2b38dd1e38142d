"""Objectives: set, reached, given up; at a rendez-vous, in the diagnostic or on the card."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import of, quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.support import ObjectiveState
from coachdesk.models import Objective, Prescription
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.rows import name_of, row

_VERBS = {
    ObjectiveState.IN_PROGRESS: "repris",
    ObjectiveState.DONE: "atteint",
    ObjectiveState.ABANDONED: "abandonné",
}


def set_objective(desk: Desk, prescription_id: UUID, text: str) -> UUID:
    """Set an objective today; gives its id.

    Raises:
        UserError: nothing is written, the dossier is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"objectif {of(told[0])}") as uow:
        dossier = row(uow.session, Prescription, prescription_id)
        told.append(name_of(uow.session, dossier))
        if not text.strip():
            raise UserError("L’objectif est vide.", "Écrivez-le en quelques mots.")
        made = add_objective(uow.session, prescription_id, text, today(desk.clock))
        uow.commit()
    return made.id


def change_objective(desk: Desk, objective_id: UUID, state: ObjectiveState) -> None:
    """Say today what became of an objective.

    Raises:
        UserError: it is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"objectif {told[0]}") as uow:
        objective = row(uow.session, Objective, objective_id)
        told.append(f"{quoted(objective.text)} {_VERBS[state]}")
        turn(objective, state, today(desk.clock))
        uow.commit()


def add_objective(session: Session, prescription_id: UUID, text: str, set_on: date) -> Objective:
    """A new objective, within the transaction of ``session``."""
    made = Objective(
        id=new_id(),
        prescription_id=prescription_id,
        text=" ".join(text.split()),
        set_on=set_on,
        state=ObjectiveState.IN_PROGRESS,
    )
    session.add(made)
    return made


def turn(objective: Objective, state: ObjectiveState, day: date) -> None:
    """Give ``objective`` its state from ``day`` on."""
    objective.state = state
    objective.closed_on = None if state is ObjectiveState.IN_PROGRESS else day
