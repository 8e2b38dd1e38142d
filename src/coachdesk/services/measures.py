"""Measures: a level on a scale of the profile, taken at the entry, at the exit, on any day."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import of, short_date
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
        UserError: the dossier is gone, or she would leave before she entered.
    """
    told: list[str] = []
    with act(desk, lambda: f"mesure {told[0]}") as uow:
        session = uow.session
        dossier = row(session, Prescription, prescription_id)
        label = profile_of(desk, dossier).measures.label(kind)
        told.append(f"« {label} » {of(name_of(session, dossier))}")
        stay = session.execute(
            select(Pathway.entered_on, Exit.left_on)
            .outerjoin(Exit, Exit.pathway_id == Pathway.id)
            .where(Pathway.prescription_id == prescription_id)
        ).first()
        entered_on, left_on = (stay.entered_on, stay.left_on) if stay is not None else (None, None)
        if leaving_on is not None and entered_on is not None and leaving_on < entered_on:
            # It would be her first level, and the one that she came with.
            raise UserError(
                f"La personne est entrée dans l’action le {short_date(entered_on)}.",
                "Corrigez d’abord le jour de sa sortie.",
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
