"""How a listing becomes a number: its rows counted, added up, shared, rated, averaged.

The number and the rows behind it come from the same SELECT. What a word of the profile decides
(the class of an exit) is read row by row; all else is counted by the database.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol, TypeAlias
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.domain.indicators import Measured, Share, percent
from coachdesk.domain.papers import PaperTemplate
from coachdesk.domain.periods import Period
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import NOT_TOLD, WordList
from coachdesk.queries.listing import AnyRow, Listing, by, count, rows, total

Told: TypeAlias = Callable[[AnyRow], Hashable]
"""What a row says, when the database can't tell."""
_STEP = Decimal("0.01")


@dataclass(frozen=True)
class Scope:
    """What is counted: the action, by its profile, in a period."""

    action_id: UUID
    profile: ActionProfile
    period: Period
    papers: Mapping[str, PaperTemplate] = field(default_factory=dict)
    """The kinds of paper of the action, by their key."""
    today: date | None = None
    """What is planned after it is not counted as done; None when all of the period is over."""


class Counting(Protocol):
    """A number and the rows behind it."""

    @property
    def listing(self) -> Listing:
        """The rows."""
        ...

    def measured(self, connection: Connection) -> Measured:
        """What they come to."""
        ...

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """Those behind the number, or behind one of its shares."""
        ...


@dataclass(frozen=True)
class _Counted:
    listing: Listing

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """All of them: it has no shares."""
        del share
        return rows(connection, self.listing)


@dataclass(frozen=True)
class Rows(_Counted):
    """How many rows."""

    def measured(self, connection: Connection) -> Measured:
        """Their number."""
        return Measured(count(connection, self.listing))


@dataclass(frozen=True)
class Total(_Counted):
    """What a column adds up to: minutes, people, hundredths of a unit."""

    column: str
    unit: str = ""

    def measured(self, connection: Connection) -> Measured:
        """The sum, 0 of nothing."""
        return Measured(total(connection, self.listing, self.column), unit=self.unit)


@dataclass(frozen=True)
class Mean(_Counted):
    """The mean of a column, with two decimals; rows without a value are left out."""

    column: str
    divisor: int = 1
    unit: str = ""

    def measured(self, connection: Connection) -> Measured:
        """None of nothing."""
        inner = self.listing.order_by(None).subquery()
        column = inner.c[self.column]
        added, number = connection.execute(select(func.sum(column), func.count(column))).one()
        if not number:
            return Measured(None, whole=0, unit=self.unit)
        mean = Decimal(added) / (number * self.divisor)
        rounded = mean.quantize(_STEP, rounding=ROUND_HALF_UP)
        return Measured(rounded, whole=number, unit=self.unit)


@dataclass(frozen=True)
class Shares(_Counted):
    """The rows by a word: the value of a column, or what ``told`` makes of each row."""

    column: str
    words: Mapping[str, str] = field(default_factory=dict)
    """Labels by key, in the order in which they are read; what they lack follows as it is."""
    told: Told | None = None
    weight: str = ""
    """The column that each row counts for: the people met at an event; empty for 1."""

    def measured(self, connection: Connection) -> Measured:
        """The words that some row carries, then those that are not told."""
        found = self._numbers(connection)
        known = [Share(key, label, found[key]) for key, label in self.words.items() if key in found]
        former = [
            Share(key, key, number)
            for key, number in sorted((k, n) for k, n in found.items() if k is not None)
            if key not in self.words
        ]
        none = [Share(None, NOT_TOLD, found[None])] if None in found else []
        return Measured(sum(found.values()), shares=(*known, *former, *none))

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """All of them, or those that carry the word."""
        found = rows(connection, self.listing)
        return found if share is None else tuple(row for row in found if self._of(row) == share.key)

    def _numbers(self, connection: Connection) -> dict[Any, int]:
        if self.told is None:
            return by(connection, self.listing, self.column, self.weight)
        found: dict[Any, int] = {}
        for row in rows(connection, self.listing):
            word = self.told(row)
            found[word] = found.get(word, 0) + (getattr(row, self.weight) if self.weight else 1)
        return found

    def _of(self, row: AnyRow) -> Hashable:
        return self.told(row) if self.told else getattr(row, self.column)


@dataclass(frozen=True)
class Rate(_Counted):
    """How many of the rows: those whose ``column`` is not 0, or of which ``told`` is true.

    With ``of``, what ``column`` adds up to among what that other column does.
    """

    column: str = ""
    told: Told | None = None
    of: str = ""

    def measured(self, connection: Connection) -> Measured:
        """The rate in percent, None of nothing."""
        if self.told is None:
            whole = (
                total(connection, self.listing, self.of)
                if self.of
                else count(connection, self.listing)
            )
            part = total(connection, self.listing, self.column)
        else:
            found = rows(connection, self.listing)
            whole, part = len(found), sum(bool(self.told(row)) for row in found)
        return Measured(percent(part, whole), part, whole)

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """All of them; with a share, those that are counted."""
        found = rows(connection, self.listing)
        return found if share is None else tuple(row for row in found if self._counts(row))

    def _counts(self, row: AnyRow) -> bool:
        return bool(self.told(row) if self.told else getattr(row, self.column))


def labels(words: "WordList[Any]") -> dict[str, str]:
    """The labels of a list by key, in its order."""
    return {word.key: word.label for word in words}
