"""What changed since the months of a year were closed: rectified, or different when recounted.

A bilan names nobody: the reason of a rectification, which the coach writes freely, stays on its
bordereau, and people who are told by their dossiers are counted.
"""

from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.french import NBSP, capital, long_date, month_name
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.closings import versions_of
from coachdesk.queries.year_closings import closed_months_of
from coachdesk.services.figure_labels import label
from coachdesk.services.month import frozen_or_counted
from coachdesk.services.month_changes import FigureChange, read_changes


def changes_since_closed(
    connection: Connection, action_id: UUID, profile: ActionProfile, year: int
) -> tuple[str, ...]:
    """A line for each rectified version of a month, and for each figure that a recount changes."""
    told: list[str] = []
    for month in closed_months_of(connection, action_id, year):
        name = capital(month_name(month))
        for version in reversed(versions_of(connection, action_id, month)):
            if version.revision > 1:
                when = long_date(version.closed_at.astimezone().date())
                changed = read_changes(version.changes).counted
                told.append(
                    f"{name}, rectificatif n°{NBSP}{version.revision - 1} du {when}{NBSP}: "
                    f"{changed}."
                )
        _, changes = frozen_or_counted(connection, action_id, profile, month)
        told += [f"{name}, depuis sa clôture{NBSP}: {unnamed(change)}." for change in changes]
    return tuple(told)


def unnamed(change: FigureChange) -> str:
    """The change as the page of the month says it, dossiers counted."""
    if isinstance(change.before, list) and isinstance(change.after, list):
        if len(change.before) == len(change.after):
            return f"{label(change.key)}{NBSP}: d’autres dossiers, aussi nombreux"
        change = FigureChange(change.key, len(change.before), len(change.after))
    return change.sentence
