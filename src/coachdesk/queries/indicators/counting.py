"""How a listing becomes a number: its rows counted, added up, shared, rated, averaged.

The number and the rows behind it come from the same SELECT. What a word of the profile decides
(the class of an exit) is read row by row; all else is counted by the database.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select

from coachdesk.core.french import fold
from coachdesk.domain.indicators import Measured, Share, added_up, percent
from coachdesk.domain.papers import PaperTemplate
from coachdesk.domain.periods import Period
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import NOT_TOLD, WordList
from coachdesk.queries.indicators.sources import Asked, Source
from coachdesk.queries.listing import AnyRow, Listing

Told: TypeAlias = Callable[[AnyRow], Hashable]
"""What a row says, when the database can't tell."""
Holds: TypeAlias = Callable[[AnyRow], bool]
"""Whether a row counts."""
S = TypeVar("S")
_STEP = Decimal("0.01")


@dataclass(frozen=True)
class Scope:
    """What is counted: the action, by its profile, in a period."""

    action_id: UUID
    profile: ActionProfile
    period: Period
    papers: Callable[[], Mapping[str, PaperTemplate]] = dict
    """Reads the kinds of paper of the action, by their key."""

    _kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, make: Callable[[], S]) -> S:
        """What was made under that name; figures of one scope share what is read for them."""
        if name not in self._kept:
            self._kept[name] = make()
        found: S = self._kept[name]
        return found

    @property
    def bounds(self) -> tuple[UUID, date, date]:
        """The action and the days, as listings ask for them."""
        return self.action_id, self.period.first, self.period.last


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
    told_by: "Listing | Source"
    """Where the rows come from."""

    @property
    def source(self) -> Source:
        """The same, as what can be counted."""
        return Asked(self.told_by) if isinstance(self.told_by, Select) else self.told_by

    @property
    def listing(self) -> Listing:
        """The SELECT of the rows."""
        return self.source.listing

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """All of them: it has no shares."""
        del share
        return self.source.rows(connection)


@dataclass(frozen=True)
class Rows(_Counted):
    """How many rows; with ``told``, those of which it is true."""

    told: Holds | None = None

    def measured(self, connection: Connection) -> Measured:
        """Their number."""
        if self.told is None:
            return Measured(self.source.count(connection))
        return Measured(len(_those(self.source.facts(connection), self.told)))

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """Those that are counted: it has no shares."""
        del share
        return _those(self.source.rows(connection), self.told)


@dataclass(frozen=True)
class Total(_Counted):
    """What a column adds up to: minutes, people, hundredths of a unit."""

    column: str
    unit: str = ""

    def measured(self, connection: Connection) -> Measured:
        """The sum, 0 of nothing."""
        return Measured(self.source.total(connection, self.column), unit=self.unit)


@dataclass(frozen=True)
class Mean(_Counted):
    """The mean of a column, with two decimals; rows without a value are left out."""

    column: str
    divisor: int = 1
    unit: str = ""

    def measured(self, connection: Connection) -> Measured:
        """None of nothing."""
        numbers = self.source.by(connection, self.column)
        told = {value: times for value, times in numbers.items() if value is not None}
        number = sum(told.values())
        if not number:
            return Measured(None, whole=0, unit=self.unit)
        added = sum(value * times for value, times in told.items())
        mean = Decimal(added) / (number * self.divisor)
        rounded = mean.quantize(_STEP, rounding=ROUND_HALF_UP)
        return Measured(rounded, whole=number, unit=self.unit)


@dataclass(frozen=True)
class Shares(_Counted):
    """The rows by a word: the value of a column, or what is made of it, or of each row."""

    column: str
    words: Mapping[str, str] = field(default_factory=dict)
    """Labels by key, in the order in which they are read; what they lack follows as it is."""
    told: Told | None = None
    weight: str = ""
    """The column that each row counts for: the people met at an event; empty for 1."""
    band: Callable[[Any], str] | None = None
    """The key that a value of the column falls under: an age in a band."""
    figures: Mapping[str, str] = field(default_factory=dict)
    """What JSON calls a key, where it is not its label."""

    def measured(self, connection: Connection) -> Measured:
        """The words that some row carries, then those that are not told."""
        found = self._numbers(connection)
        known = [
            Share(key, label, found[key], self.figures.get(key, ""))
            for key, label in self.words.items()
            if key in found
        ]
        former = [
            Share(key, key, number)
            for key, number in sorted(found.items(), key=lambda each: fold(str(each[0])))
            if key is not None and key not in self.words
        ]
        none = [Share(None, NOT_TOLD, found[None])] if None in found else []
        return Measured(sum(found.values()), shares=(*known, *former, *none))

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """All of them, or those that carry the word."""
        found = self.source.rows(connection)
        return found if share is None else tuple(row for row in found if self._of(row) == share.key)

    def _numbers(self, connection: Connection) -> dict[Any, int]:
        if self.told is None:
            numbers = self.source.by(connection, self.column, self.weight).items()
            return added_up((self._banded(value), number) for value, number in numbers)
        found = self.source.facts(connection)
        return added_up(
            (self.told(row), getattr(row, self.weight) if self.weight else 1) for row in found
        )

    def _of(self, row: AnyRow) -> Hashable:
        return self.told(row) if self.told else self._banded(getattr(row, self.column))

    def _banded(self, value: Any) -> Hashable:  # noqa: ANN401  (any value of a column)
        found: Hashable = value if self.band is None else self.band(value)
        return found


@dataclass(frozen=True)
class Rate(_Counted):
    """How many of the rows: those whose ``column`` is not 0, or of which ``told`` is true.

    With ``of``, what ``column`` adds up to among what that other column does.
    """

    column: str = ""
    told: Holds | None = None
    among: Holds | None = None
    """Rows of which it is not true are left out of the whole."""
    of: str = ""

    def measured(self, connection: Connection) -> Measured:
        """The rate in percent, None of nothing."""
        if self.told is None and self.among is None:
            whole = (
                self.source.total(connection, self.of) if self.of else self.source.count(connection)
            )
            part = self.source.total(connection, self.column)
        else:
            found = _those(self.source.facts(connection), self.among)
            whole, part = len(found), sum(self._counts(row) for row in found)
        return Measured(percent(part, whole), part, whole)

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """All of them; with a share, those that are counted."""
        found = _those(self.source.rows(connection), self.among)
        return found if share is None else _those(found, self._counts)

    def _counts(self, row: AnyRow) -> bool:
        return self.told(row) if self.told else bool(getattr(row, self.column))


@dataclass(frozen=True)
class Curve(_Counted):
    """How many rows each month has, and their mean; ``listing`` is of the whole period."""

    months: tuple[Period, ...]
    begins: str
    """The column of the first day of a row."""
    ends: str
    """That of its last day, empty while it goes on."""

    def measured(self, connection: Connection) -> Measured:
        """The numbers, and their mean with two decimals."""
        spans = [self._span(row) for row in self.source.facts(connection)]
        numbers = tuple(
            sum(first <= month.last and last >= month.first for first, last in spans)
            for month in self.months
        )
        mean = Decimal(sum(numbers)) / len(numbers)
        rounded = mean.quantize(_STEP, rounding=ROUND_HALF_UP)
        return Measured(rounded, whole=len(numbers), months=numbers)

    def rows(self, connection: Connection, share: Share | None = None) -> tuple[AnyRow, ...]:
        """All of them, or those of the month whose ``share`` has the key, « 2023-05 »."""
        found = self.source.rows(connection)
        if share is None:
            return found
        month = next(month for month in self.months if f"{month.first:%Y-%m}" == share.key)
        return tuple(row for row in found if self._falls(row, month))

    def _span(self, row: AnyRow) -> tuple[date, date]:
        return getattr(row, self.begins), getattr(row, self.ends) or date.max

    def _falls(self, row: AnyRow, month: Period) -> bool:
        first, last = self._span(row)
        return first <= month.last and last >= month.first


def _those(found: tuple[AnyRow, ...], told: Holds | None) -> tuple[AnyRow, ...]:
    return found if told is None else tuple(row for row in found if told(row))


def by_word(
    told_by: "Listing | Source",
    column: str,
    words: "WordList[Any]",
    told: Told | None = None,
) -> Shares:
    """The rows by a word of a list of the profile."""
    figures = {word.key: word.figure for word in words if word.figure}
    return Shares(told_by, column, labels(words), told, figures=figures)


def labels(words: "WordList[Any]") -> dict[str, str]:
    """The labels of a list by key, in its order."""
    return {word.key: word.label for word in words}
