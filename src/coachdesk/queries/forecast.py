"""What the file active to come is told from: who is there, who waits, what became of others."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.domain.forecast import OpenPathway
from coachdesk.models import Prescription
from coachdesk.queries.listing import count, rows
from coachdesk.queries.pathways import still_there
from coachdesk.queries.prescriptions import received


def open_pathways(connection: Connection, action_id: UUID, day: date) -> tuple[OpenPathway, ...]:
    """The pathways that go on after ``day``."""
    found = rows(connection, still_there(action_id, day))
    return tuple(OpenPathway(each.entered_on, each.planned_end_on) for each in found)


def by_outcome(
    connection: Connection, action_id: UUID, outcomes: Collection[str], first: date, last: date
) -> int:
    """How many prescriptions received in these days had one of these outcomes."""
    return count(
        connection, received(action_id, first, last).where(Prescription.outcome.in_(outcomes))
    )
