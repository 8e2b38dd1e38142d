"""Means: the coach’s time by kind, and her road, as the feuilles de temps tell them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, TypeAlias

from sqlalchemy import Connection, Date, bindparam, func, null, select, type_coerce

from coachdesk.domain.indicators import Measured, Share
from coachdesk.domain.roads import Road, road
from coachdesk.queries.indicators.counting import Counting, Scope
from coachdesk.queries.indicators.whose import Keys
from coachdesk.queries.listing import AnyRow, Listing, rows
from coachdesk.queries.places import base_place, travels
from coachdesk.queries.timesheet import roads_between
from coachdesk.queries.worked_days import WORKED_LABELS
from coachdesk.queries.worked_minutes import DayInShort, days_in_short

Line: TypeAlias = tuple[date, str, int]
"""A day, what was done or where she went, minutes or metres."""
_TOLD, _METRES_OF_A_HUNDREDTH, _HOUR = "told", 10, 60


@dataclass(frozen=True)
class _Days:
    """Lines made of the days of the coach.

    No SELECT can share out minutes or follow a road: the lines are put through one, so that they
    are read as any other rows.
    """

    scope: Scope
    kinds: Keys = None

    word: ClassVar[str]
    amount: ClassVar[str]

    @property
    def listing(self) -> Listing:
        """The lines as rows, once they are told."""
        told = func.json_each(bindparam(_TOLD, "[]")).table_valued("value")

        def part(number: int) -> Any:  # noqa: ANN401  (a column)
            return func.json_extract(told.c.value, f"$[{number}]")

        return select(
            null().label("prescription_id"),
            type_coerce(part(0), Date).label("done_on"),
            part(1).label(self.word),
            part(2).label(self.amount),
        )

    def lines(self, connection: Connection) -> list[Line]:
        """The lines, day after day."""
        raise NotImplementedError

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """All of them, or those of a word."""
        lines = [
            (day.isoformat(), word, number)
            for day, word, number in self.lines(connection)
            if share is None or word == share.key
        ]
        return rows(connection, self.listing, {_TOLD: json.dumps(lines)})

    def days(self, connection: Connection) -> tuple[DayInShort, ...]:
        """Read once for all that is counted of them."""
        scope = self.scope
        return scope.once("days", lambda: days_in_short(connection, scope.action_id, scope.period))


class _Time(_Days):
    """Her time for the action."""

    word, amount = "time_kind", "minutes"

    def lines(self, connection: Connection) -> list[Line]:
        """A line for each kind of each day."""
        return [
            (each.day, kind, minutes)
            for each in self.days(connection)
            for kind, minutes in each.kinds.items()
            if self.kinds is None or kind in self.kinds
        ]

    def measured(self, connection: Connection) -> Measured:
        """The minutes, 0 of nothing."""
        return Measured(sum(minutes for _, _, minutes in self.lines(connection)))


class _ByKind(_Time):
    """The same by kind, in whole hours that add up to those of the whole."""

    def measured(self, connection: Connection) -> Measured:
        """The kinds of the agenda, then those of the profile, then former ones."""
        found: dict[str, int] = {}
        for _, kind, minutes in self.lines(connection):
            found[kind] = found.get(kind, 0) + minutes
        profile = self.scope.profile.time_kinds
        words = {**WORKED_LABELS, **{word.key: word.label for word in profile}}
        order = [*(key for key in words if key in found), *sorted(found.keys() - words)]
        hours = dict(zip(order, _shared_out([found[key] for key in order], _HOUR), strict=True))
        shares = tuple(Share(key, words.get(key, key), hours[key]) for key in order)
        return Measured(sum(share.number for share in shares), shares=shares, unit="h")


class _Road(_Days):
    """Her road."""

    word, amount = "route", "metres"

    def lines(self, connection: Connection) -> list[Line]:
        """A line for each day on which she drove: as she typed it, else as the agenda makes it."""
        period = self.scope.period
        base, between = base_place(connection), travels(connection)
        found = {}
        for each in self.days(connection):
            way = road(base, each.places, between) if each.places else Road()
            found[each.day] = (way.route, way.metres or 0)
        for day, typed in roads_between(connection, period.first, period.last).items():
            route = found[day][0] if day in found else ""
            found[day] = (", ".join(filter(None, (route, typed.reason))), typed.metres)
        return [(day, *found[day]) for day in sorted(found) if found[day][1]]

    def measured(self, connection: Connection) -> Measured:
        """The kilometres in hundredths."""
        metres = sum(metres for _, _, metres in self.lines(connection))
        return Measured(_rounded(metres, _METRES_OF_A_HUNDREDTH), unit="km")


def count_coach_time(scope: Scope, kinds: Keys) -> Counting:
    """Her time for the action."""
    return _Time(scope, kinds)


def count_coach_time_by_kind(scope: Scope) -> Counting:
    """The same by kind."""
    return _ByKind(scope)


def count_coach_road(scope: Scope) -> Counting:
    """Her road."""
    return _Road(scope)


def _shared_out(numbers: Sequence[int], divisor: int) -> list[int]:
    """Each rounded so that they add up to their sum, rounded: largest remainders go up first."""
    parts = [number // divisor for number in numbers]
    short = _rounded(sum(numbers), divisor) - sum(parts)
    order = sorted(range(len(numbers)), key=lambda at: -(numbers[at] % divisor))
    for at in order[:short]:
        parts[at] += 1
    return parts


def _rounded(number: int, divisor: int) -> int:
    """Halves rounded up."""
    return int((Decimal(number) / divisor).quantize(Decimal(1), rounding=ROUND_HALF_UP))


FUNCTIONS = {
    "coach_time": count_coach_time,
    "coach_time_by_kind": count_coach_time_by_kind,
    "coach_road": count_coach_road,
}
