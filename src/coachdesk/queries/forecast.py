"""What the file active to come is told from: who is there, who waits, what became of others."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.domain.forecast import OpenPathway
from coachdesk.models import Exit, Pathway, Prescription


def open_pathways(connection: Connection, action_id: UUID, day: date) -> tuple[OpenPathway, ...]:
    """The pathways begun by ``day`` that go on after it."""
    found = (
        select(Pathway.entered_on, Pathway.planned_end_on)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(
            Pathway.action_id == action_id,
            Pathway.entered_on <= day,
            func.coalesce(Exit.left_on, date.max) > day,
        )
    )
    return tuple(OpenPathway(*row) for row in connection.execute(found))


def by_outcome(
    connection: Connection, action_id: UUID, outcomes: Collection[str], first: date, last: date
) -> int:
    """How many prescriptions received in these days had one of these outcomes."""
    found = select(func.count()).where(
        Prescription.action_id == action_id,
        Prescription.outcome.in_(outcomes),
        Prescription.received_on.between(first, last),
    )
    return connection.execute(found).scalar_one()
