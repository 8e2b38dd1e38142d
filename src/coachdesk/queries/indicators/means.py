"""Means: the coach’s time by kind, and her road, as the feuilles de temps tell them.

They are made from the agenda, hour by hour, which no SELECT can do: the rows behind are its days,
put through one so that they are read as any others.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

from sqlalchemy import Connection, Date, bindparam, func, null, select, type_coerce

from coachdesk.domain.indicators import Measured, Share
from coachdesk.queries.indicators.counting import Counting, Scope
from coachdesk.queries.indicators.whose import Keys
from coachdesk.queries.listing import AnyRow, Listing, rows
from coachdesk.queries.worked_days import WORKED_LABELS, WorkedDay, worked_time

Line: TypeAlias = tuple[date, str | None, int]
"""A day, what was done or where she went, minutes or metres."""
_TOLD, _METRES_OF_A_HUNDREDTH, _HOUR = "told", 10, 60


@dataclass(frozen=True)
class _Worked:
    """Lines made of the days of the coach."""

    scope: Scope
    lines: Callable[[WorkedDay], Sequence[Line]]
    amount: str
    """The column of what is added up."""

    @property
    def listing(self) -> Listing:
        """The lines as rows, once they are told."""
        told = func.json_each(bindparam(_TOLD, "[]")).table_valued("value")

        def part(number: int) -> Any:  # noqa: ANN401  (a column)
            return func.json_extract(told.c.value, f"$[{number}]")

        return select(
            null().label("prescription_id"),
            type_coerce(part(0), Date).label("done_on"),
            part(1).label("time_kind" if self.amount == "minutes" else "route"),
            part(2).label(self.amount),
        )

    def told(self, connection: Connection) -> list[Line]:
        """The lines, day after day."""
        scope = self.scope
        worked = scope.once(
            "worked",
            lambda: worked_time(connection, scope.action_id, scope.profile, scope.period, None),
        )
        return [line for day in worked.days for line in self.lines(day)]

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """All of them, or those of a kind."""
        lines = [
            (day.isoformat(), word, number)
            for day, word, number in self.told(connection)
            if share is None or word == share.key
        ]
        return rows(connection, self.listing, {_TOLD: json.dumps(lines)})


@dataclass(frozen=True)
class _Added(_Worked):
    """What they add up to."""

    divisor: int = 1
    unit: str = ""

    def measured(self, connection: Connection) -> Measured:
        """The sum, 0 of nothing."""
        added = sum(number for _, _, number in self.told(connection))
        return Measured(_rounded(added, self.divisor), unit=self.unit)


@dataclass(frozen=True)
class _ByKind(_Worked):
    """The same by kind, in hours: a bilan does not split them."""

    words: Mapping[str, str]

    def measured(self, connection: Connection) -> Measured:
        """The kinds of the agenda, then those of the profile, then former ones."""
        found: dict[str, int] = {}
        for _, kind, minutes in self.told(connection):
            found[kind or ""] = found.get(kind or "", 0) + minutes
        order = [*(key for key in self.words if key in found), *sorted(found.keys() - self.words)]
        shares = tuple(
            Share(key, self.words.get(key, key), _rounded(found[key], _HOUR)) for key in order
        )
        return Measured(sum(share.number for share in shares), shares=shares, unit="h")


def count_coach_time(scope: Scope, kinds: Keys) -> Counting:
    """Her time for the action."""
    return _Added(scope, lambda day: _of_kinds(day, kinds), "minutes")


def count_coach_time_by_kind(scope: Scope) -> Counting:
    """The same by kind."""
    profile = scope.profile.time_kinds
    words = {**WORKED_LABELS, **{word.key: word.label for word in profile}}
    return _ByKind(scope, lambda day: _of_kinds(day, None), "minutes", words)


def count_coach_road(scope: Scope) -> Counting:
    """Her road."""
    return _Added(scope, _driven, "metres", _METRES_OF_A_HUNDREDTH, "km")


def _of_kinds(day: WorkedDay, kinds: Keys) -> list[Line]:
    return [
        (day.day, kind, minutes)
        for kind, minutes in day.kinds.items()
        if kinds is None or kind in kinds
    ]


def _driven(day: WorkedDay) -> list[Line]:
    return [(day.day, day.route, day.metres)] if day.metres else []


def _rounded(number: int, divisor: int) -> int:
    """Halves rounded up."""
    return int((Decimal(number) / divisor).quantize(Decimal(1), rounding=ROUND_HALF_UP))


FUNCTIONS = {
    "coach_time": count_coach_time,
    "coach_time_by_kind": count_coach_time_by_kind,
    "coach_road": count_coach_road,
}
