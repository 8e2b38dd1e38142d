"""From which day to which day the store knows something of an action."""

from uuid import UUID

from sqlalchemy import Connection, Date, func, select, type_coerce, union_all

from coachdesk.domain.periods import Period
from coachdesk.models import Appointment, Exit, Immersion, Pathway, Prescription


def known_days(connection: Connection, action_id: UUID) -> Period | None:
    """From the first to the last fact of the action; None when it has none.

    A planned end is no fact: a pathway without exit does not make next year known.
    """
    own = Pathway.action_id == action_id
    of_pathways = (Appointment.held_on, Immersion.starts_on, Immersion.ends_on, Exit.left_on)
    facts = union_all(
        select(Prescription.received_on.label("day")).where(Prescription.action_id == action_id),
        select(Pathway.entered_on).where(own),
        *(
            select(day).join(Pathway, day.class_.pathway_id == Pathway.id).where(own)
            for day in of_pathways
        ),
    ).subquery()
    span = select(
        type_coerce(func.min(facts.c.day), Date), type_coerce(func.max(facts.c.day), Date)
    ).having(func.count(facts.c.day) > 0)
    known = connection.execute(span).one_or_none()
    return Period(*known) if known else None
