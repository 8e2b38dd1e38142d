"""Measures: a level on a scale of the profile, taken at the entry, at the exit, on any day."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from coachdesk.core.clock import today
from coachdesk.core.french import of
from coachdesk.core.ids import new_id
from coachdesk.domain.support import Trend
from coachdesk.models import Exit, Measurement, Pathway, Prescription
from coachdesk.services.acts import act
from coachdesk.services.desk import Desk
from coachdesk.services.rows import name_of, profile_of, row

MEASURE_TRENDS = {
    Trend.BETTER: "plus haut qu’au début",
    Trend.SAME: "comme au début",
    Trend.WORSE: "plus bas qu’au début",
}


def take_measure(
    desk: Desk, prescription_id: UUID, kind: str, level: str, leaving_on: date | None = None
) -> None:
    """Take a measure today; taken again the same day, it is the last word that counts.

    Of someone who left, or is ``leaving_on`` a day that is past, it is that of her exit.

    Raises:
        UserError: the dossier is gone.
    """
    told: list[str] = []
    with act(desk, lambda: f"mesure {told[0]}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        label = profile_of(desk, dossier).measures.label(kind)
        told.append(f"« {label} » {of(name_of(session, dossier))}")
        left_on = session.scalar(
            select(Exit.left_on)
            .join(Pathway, Pathway.id == Exit.pathway_id)
            .where(Pathway.prescription_id == prescription_id)
        )
        day = min(filter(None, (today(desk.clock), left_on, leaving_on)))
        taken = session.scalar(
            select(Measurement).where(
                Measurement.prescription_id == prescription_id,
                Measurement.kind == kind,
                Measurement.taken_on == day,
            )
        )
        if taken is None:
            taken = Measurement(
                id=new_id(), prescription_id=prescription_id, kind=kind, taken_on=day
            )
            session.add(taken)
        taken.level = level
        uow.commit()
