"""Where the rows of an indicator come from, so that what many of them share is read once.

A listing is asked the database anew for each figure. ``Kept`` reads its rows once and counts them
here: the participants of a year, its exits. ``Grouped`` is for a listing too long for that, the
rendez-vous: the database counts it once by a few columns, and figures are added up from there.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Protocol

from sqlalchemy import Connection, String, Uuid, func, select

from coachdesk.queries import listing as asked
from coachdesk.queries.listing import AnyRow, Listing


class Source(Protocol):
    """Rows, and what they come to."""

    @property
    def listing(self) -> Listing:
        """The SELECT of them."""
        ...

    def rows(self, connection: Connection) -> tuple[AnyRow, ...]:
        """The rows themselves."""
        ...

    def facts(self, connection: Connection) -> tuple[AnyRow, ...]:
        """The same as they are counted: they may lack their keys, and any order."""
        ...

    def count(self, connection: Connection) -> int:
        """How many."""
        ...

    def total(self, connection: Connection, column: str) -> int:
        """What a column adds up to, 0 of nothing."""
        ...

    def by(self, connection: Connection, column: str, weight: str = "") -> Mapping[Any, int]:
        """How many for each value of a column, or what ``weight`` adds up to."""
        ...


@dataclass(frozen=True)
class Asked:
    """A listing asked of the database each time."""

    listing: Listing

    def rows(self, connection: Connection) -> tuple[AnyRow, ...]:
        """The rows themselves."""
        return asked.rows(connection, self.listing)

    def facts(self, connection: Connection) -> tuple[AnyRow, ...]:
        """The same."""
        return self.rows(connection)

    def count(self, connection: Connection) -> int:
        """How many."""
        return asked.count(connection, self.listing)

    def total(self, connection: Connection, column: str) -> int:
        """What a column adds up to."""
        return asked.total(connection, self.listing, column)

    def by(self, connection: Connection, column: str, weight: str = "") -> Mapping[Any, int]:
        """How many for each value of a column."""
        return asked.by(connection, self.listing, column, weight)


@dataclass
class Kept:
    """A listing whose rows are read once."""

    listing: Listing
    _read: tuple[AnyRow, ...] | None = None
    _all: "Kept | None" = None
    _holds: Callable[[AnyRow], bool] | None = None

    def some(self, holds: Callable[[AnyRow], bool]) -> "Kept":
        """Those of which it is true."""
        return Kept(self.listing, _all=self, _holds=holds)

    def rows(self, connection: Connection) -> tuple[AnyRow, ...]:
        """The rows themselves: asked of the database, to be read."""
        if self._all is None:
            return asked.rows(connection, self.listing)
        return self._those(self._all.rows(connection))

    def facts(self, connection: Connection) -> tuple[AnyRow, ...]:
        """The same as they are counted, read once: their keys would take longer than the rest."""
        if self._read is None:
            self._read = (
                asked.rows(connection, _without_keys(self.listing))
                if self._all is None
                else self._those(self._all.facts(connection))
            )
        return self._read

    def count(self, connection: Connection) -> int:
        """How many."""
        return len(self.facts(connection))

    def total(self, connection: Connection, column: str) -> int:
        """What a column adds up to."""
        return sum(filter(None, self._values(connection, column)))

    def by(self, connection: Connection, column: str, weight: str = "") -> Mapping[Any, int]:
        """How many for each value of a column."""
        told = Counter[Any]()
        if not weight:
            told.update(self._values(connection, column))
        else:
            both = (self._values(connection, name) for name in (column, weight))
            for value, number in zip(*both, strict=True):
                told[value] += number
        return told

    def _values(self, connection: Connection, column: str) -> Iterator[Any]:
        """Those of one column, by its place: a name is looked up in each row at five times that."""
        found = self.facts(connection)
        return map(itemgetter(found[0]._fields.index(column)), found) if found else iter(())

    def _those(self, found: tuple[AnyRow, ...]) -> tuple[AnyRow, ...]:
        return found if self._holds is None else tuple(filter(self._holds, found))


@dataclass
class Groups:
    """How many rows of a listing share some words, and what columns add up to, counted once."""

    listing: Listing
    words: tuple[str, ...]
    sums: tuple[str, ...]
    day: str
    """The column of the day: its month is told as one more word, ``month``, « 2023-05 »."""
    _read: tuple[AnyRow, ...] | None = None

    def rows(self, connection: Connection) -> tuple[AnyRow, ...]:
        """A row for each group, with its ``number``."""
        if self._read is None:
            self._read = tuple(connection.execute(self._months()).all())
        return self._read

    def _months(self) -> Listing:
        """By day first: in the order of the index they are found by, sorting them costs little."""
        inner = self.listing.order_by(None).subquery()
        of_day = inner.c[self.day].label("day")
        words = [inner.c[name] for name in self.words]
        sums = [func.sum(inner.c[name]).label(name) for name in self.sums]
        number = func.count().label("number")
        days = select(of_day, *words, number, *sums).group_by(of_day, *words).subquery()
        words = [days.c[name] for name in self.words]
        month = func.substr(days.c.day, 1, len("2023-05"), type_=String).label("month")
        sums = [func.sum(days.c[name]).label(name) for name in ("number", *self.sums)]
        return select(*words, month, *sums).group_by(*words, month)


@dataclass(frozen=True)
class Grouped:
    """Some of the rows of ``groups``: those whose words are among these."""

    listing: Listing
    groups: Groups
    among: Mapping[str, Collection[Any]] = field(default_factory=dict)

    def rows(self, connection: Connection) -> tuple[AnyRow, ...]:
        """The rows themselves: asked of the database, there are many."""
        return asked.rows(connection, self.listing)

    def facts(self, connection: Connection) -> tuple[AnyRow, ...]:
        """The same."""
        return self.rows(connection)

    def count(self, connection: Connection) -> int:
        """How many."""
        return sum(group.number for group in self._groups(connection))

    def total(self, connection: Connection, column: str) -> int:
        """What a column adds up to."""
        return sum(getattr(group, column) for group in self._groups(connection))

    def by(self, connection: Connection, column: str, weight: str = "") -> Mapping[Any, int]:
        """How many for each value of a column."""
        found: dict[Any, int] = {}
        for group in self._groups(connection):
            value = getattr(group, column)
            found[value] = found.get(value, 0) + getattr(group, weight or "number")
        return found

    def _groups(self, connection: Connection) -> list[AnyRow]:
        return [
            group
            for group in self.groups.rows(connection)
            if all(getattr(group, name) in values for name, values in self.among.items())
        ]


def _without_keys(listing: Listing) -> Listing:
    told = [each for each in listing.selected_columns if not isinstance(each.type, Uuid)]
    return listing.with_only_columns(*told, maintain_column_froms=True).order_by(None)
