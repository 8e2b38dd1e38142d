"""Freins: judged in the diagnostic, judged again on the card; each judgement keeps its day."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.french import of
from coachdesk.core.ids import new_id
from coachdesk.domain.support import Impact
from coachdesk.models import Obstacle, Prescription
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.rows import name_of, profile_of, row


def assess_obstacle(desk: Desk, prescription_id: UUID, kind: str, impact: Impact) -> None:
    """Judge a frein today; judged again the same day, it is the last word that counts.

    Raises:
        UserError: the dossier is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"frein {told[0]}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        label = profile_of(desk, dossier).obstacles.label(kind)
        told.append(f"« {label} » {of(name_of(session, dossier))}")
        judge(session, prescription_id, kind, impact, today(desk.clock))
        uow.commit()


def judge(
    session: Session, prescription_id: UUID, kind: str, impact: Impact, assessed_on: date
) -> None:
    """How much a frein weighs on a day, within the transaction of ``session``."""
    same_day = session.scalar(
        select(Obstacle).where(
            Obstacle.prescription_id == prescription_id,
            Obstacle.kind == kind,
            Obstacle.assessed_on == assessed_on,
        )
    )
    if same_day is not None:
        same_day.impact = impact
        return
    session.add(
        Obstacle(
            id=new_id(),
            prescription_id=prescription_id,
            kind=kind,
            impact=impact,
            assessed_on=assessed_on,
        )
    )


def current_obstacles(connection: Connection, prescription_id: UUID) -> dict[str, Impact]:
    """How much each frein weighs as last judged."""
    rows = connection.execute(
        select(Obstacle.kind, Obstacle.impact)
        .where(Obstacle.prescription_id == prescription_id)
        .order_by(Obstacle.assessed_on)
    )
    return {row.kind: row.impact for row in rows}
