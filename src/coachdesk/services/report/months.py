"""What changed since the months of a year were closed: rectified, or different when recounted.

A bilan names nobody: the reason of a rectification, which the coach writes freely, stays on its
bordereau, and people who are told by their dossiers are counted.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coachdesk.core.french import NBSP, capital, long_date, month_name
from coachdesk.domain.periods import year_of
from coachdesk.queries.closings import last_closing, versions_of
from coachdesk.queries.year_closings import closed_months_of
from coachdesk.services.figure_labels import label
from coachdesk.services.figures import months_counted
from coachdesk.services.indicators import Counts
from coachdesk.services.month_changes import FigureChange, figure_changes, read_changes
from coachdesk.services.profile_versions import profile_of


def changes_since_closed(counts: Counts, year: int) -> tuple[str, ...]:
    """A line for each rectified version of a month, and for each figure that a recount changes."""
    connection, action_id = counts.connection, counts.scope.action_id
    told: list[str] = []
    # A closed month is counted whole, were the clock set back since.
    recounted = _Recounted(counts.over(year_of(year)))
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
        changes = recounted.changes(month)
        told += [f"{name}, depuis sa clôture{NBSP}: {unnamed(change)}." for change in changes]
    return tuple(told)


@dataclass
class _Recounted:
    """The months of a year counted again, all at once for each profile they were closed with."""

    counts: Counts
    _months: dict[int | None, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def changes(self, month: date) -> tuple[FigureChange, ...]:
        """What differs from the closing of the month."""
        connection, scope = self.counts.connection, self.counts.scope
        closed = last_closing(connection, scope.action_id, month)
        assert closed is not None, "it is asked of a closed month"
        shown = profile_of(connection, scope.action_id, scope.profile, month)
        if shown.number not in self._months:
            same = shown.number is None
            counts = self.counts if same else self.counts.with_profile(shown.profile)
            self._months[shown.number] = months_counted(counts)
        return figure_changes(closed.figures, self._months[shown.number][f"{month:%Y-%m}"])


def unnamed(change: FigureChange) -> str:
    """The change as the page of the month says it, dossiers counted."""
    if isinstance(change.before, list) and isinstance(change.after, list):
        if len(change.before) == len(change.after):
            return f"{label(change.key)}{NBSP}: d’autres dossiers, aussi nombreux"
        change = FigureChange(change.key, len(change.before), len(change.after))
    return change.sentence
