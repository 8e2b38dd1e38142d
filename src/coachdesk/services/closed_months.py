"""A closed month is read-only: asked before each write that would touch it."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.errors import MonthClosedError
from coachdesk.core.french import NBSP, month_name, of, short_date
from coachdesk.queries.closings import closing_in_force, last_closed_month


def closed_after(connection: Connection, action_id: UUID, day: date) -> date | None:
    """The last closed month after that of ``day``: its papers were made without what is noted now.

    Noting is allowed, and said: absences and hours since the entry change in a closed month.
    """
    last = last_closed_month(connection, action_id)
    return last if last is not None and last > day.replace(day=1) else None


def refuse_closed(connection: Connection, action_id: UUID, day: date) -> None:
    """Let only a day of an open month pass.

    Raises:
        MonthClosedError: when the month of ``day`` is closed.
    """
    month = day.replace(day=1)
    closing = closing_in_force(connection, action_id, month)
    if closing is not None:
        when = short_date(closing.closed_at.astimezone().date())
        raise MonthClosedError(
            f"Le mois {of(month_name(month))} est clôturé{NBSP}: il ne se modifie plus.",
            f"Clôturé le {when}. S’il est faux, ouvrez une rectification depuis sa page{NBSP}: un "
            "rectificatif dira ce qui change.",
            month,
        )
