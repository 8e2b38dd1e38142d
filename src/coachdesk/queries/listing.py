"""Figures over a listing: the same SELECT gives the rows, their number, their sums and shares."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Row, Select, func, select

from coachdesk.core.french import fold

Listing: TypeAlias = "Select[*tuple[Any, ...]]"
"""A SELECT of rows, each column named; the rules of what counts are in its WHERE, nowhere else."""

AnyRow: TypeAlias = "Row[*tuple[Any, ...]]"
"""A row of a listing, its columns by name."""

Record = TypeVar("Record")


def rows(
    connection: Connection, listing: Listing, values: Mapping[str, Any] | None = None
) -> tuple[Row[*tuple[Any, ...]], ...]:
    """The rows themselves, in the order of the listing; ``values`` are those of its parameters."""
    return tuple(connection.execute(listing, values).all())  # at once: one by one takes longer


def records(
    connection: Connection,
    record: Callable[..., Record],
    listing: Listing,
    values: Mapping[str, Any] | None = None,
) -> tuple[Record, ...]:
    """The rows as values of ``record``, whose fields the columns are named after."""
    result = connection.execute(listing, values)
    names = tuple(result.keys())
    return tuple(record(**dict(zip(names, row, strict=True))) for row in result.all())


def alphabetical(
    rows: Iterable[Record], name: Callable[[Record], str] = attrgetter("name")
) -> tuple[Record, ...]:
    """In the order of a French list, by ``name``: SQLite puts accents after Z."""
    return tuple(sorted(rows, key=lambda row: fold(name(row))))


def count(connection: Connection, listing: Listing) -> int:
    """How many rows the listing has."""
    inner = listing.order_by(None).subquery()
    return connection.execute(select(func.count()).select_from(inner)).scalar_one()


def total(connection: Connection, listing: Listing, column: str) -> int:
    """The sum of a column, 0 when there is no row."""
    inner = listing.order_by(None).subquery()
    figure: int = connection.execute(
        select(func.coalesce(func.sum(inner.c[column]), 0))
    ).scalar_one()
    return figure


def by(connection: Connection, listing: Listing, column: str, weight: str = "") -> dict[Any, int]:
    """How many rows each value of ``column`` has, or what their ``weight`` adds up to.

    Values without a row are absent.
    """
    read = [listing.selected_columns[name] for name in (column, weight) if name]
    # The others are worked out of each group of a listing that has groups, read or not.
    inner = listing.order_by(None).with_only_columns(*read, maintain_column_froms=True).subquery()
    number = func.coalesce(func.sum(inner.c[weight]), 0) if weight else func.count()
    share = select(inner.c[column], number).group_by(inner.c[column])
    return dict(connection.execute(share).all())
