"""Whose facts are counted: the pathways of a period, and the window in which facts count.

A window is from a day of the pathway to another, or the period itself: the same rule serves acts,
papers and whatever else someone must have had at least so many times.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_

from coachdesk.domain.periods import months_later
from coachdesk.models import Exit, Pathway
from coachdesk.queries import pathways
from coachdesk.queries.indicators.counting import Scope
from coachdesk.queries.listing import Listing

Keys: TypeAlias = tuple[str, ...] | None
"""Words of the profile; None for all of them."""
Moment: TypeAlias = SQLColumnExpression[date] | SQLColumnExpression[date | None]
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Window:
    """When a fact of a pathway counts.

    Attributes:
        kind: « period », « stay » (from the entry to the exit, or to the end of the period),
            « after_entry » or « after_exit ».
        months: how long after the entry or the exit.
        over: take the pathways whose months end in the period, not those that begin them there.
    """

    kind: str = "period"
    months: int = 6
    over: bool = False

    def holds(self, day: Moment, scope: Scope) -> ColumnElement[bool]:
        """Whether a fact of ``day`` counts for the pathway, outer-joined to its exit."""
        first, last = scope.period.first, scope.period.last
        match self.kind:
            case "stay":
                return and_(
                    day.between(Pathway.entered_on, last),
                    or_(Exit.left_on.is_(None), day <= Exit.left_on),
                )
            case "after_entry":
                return day.between(Pathway.entered_on, later(Pathway.entered_on, self.months))
            case "after_exit":
                return and_(day > Exit.left_on, day <= later(Exit.left_on, self.months))
            case _:
                return day.between(first, last)


WHOLE_PERIOD = Window()


def pathways_of(
    scope: Scope,
    whose: str,
    exit_kinds: Keys = None,
    window: Window = WHOLE_PERIOD,
) -> Listing:
    """The pathways of the period that are counted: its participants, its entries, its exits."""
    first, last = scope.period.first, scope.period.last
    if window.over and window.kind in {"after_entry", "after_exit"}:
        found = _over(scope, window)
    elif whose == "entries":
        found = pathways.entered(scope.action_id, first, last)
    elif whose == "exits":
        found = pathways.left(scope.action_id, first, last)
    else:
        found = pathways.active_pathways(scope.action_id, first, last)
    return found if exit_kinds is None else found.where(Exit.kind.in_(exit_kinds))


def later(day: Moment, months: int) -> Any:  # noqa: ANN401  (a column)
    """As ``domain.periods.months_later``: the same day, or the last of a month too short for it."""
    same = func.date(day, f"+{months} months")  # 31 January, one month later, is 3 March to SQLite
    end = func.date(day, "start of month", f"+{months + 1} months", "-1 day")
    return func.min(same, end)


def _over(scope: Scope, window: Window) -> Listing:
    """The pathways whose months end in the period; the days around are found by their index."""
    action_id, period = scope.action_id, scope.period
    margin = timedelta(days=_LONGEST_MONTH)
    first = months_later(period.first, -window.months) - margin
    last = months_later(period.last, -window.months) + margin
    if window.kind == "after_entry":
        found, day = pathways.entered(action_id, first, last), Pathway.entered_on
    else:
        found, day = pathways.left(action_id, first, last), Exit.left_on
    return found.where(later(day, window.months).between(period.first, period.last))
