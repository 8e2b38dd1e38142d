"""What a list can show of a row, the same on screen and in an export."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from coachdesk.core.french import short_date

Row = TypeVar("Row")
Value: TypeAlias = str | int | date | None
"""None is what is not known: shown empty, sorted last both ways."""


@dataclass(frozen=True)
class ListColumn(Generic[Row]):
    """One column.

    Attributes:
        key: its name in a saved view.
        value: what it holds of a row.
        said: how it reads; None when the value reads by itself.
        usual: shown as long as nothing else was chosen.
    """

    key: str
    heading: str
    value: Callable[[Row], Value]
    said: Callable[[Row], str] | None = None
    usual: bool = True

    def text(self, row: Row) -> str:
        """What is read of a row; a count of zero is left out, it tells little."""
        if self.said is not None:
            return self.said(row)
        value = self.value(row)
        if isinstance(value, date):
            return short_date(value)
        return str(value) if value else ""


def known_columns(keys: Iterable[str], columns: Iterable[ListColumn[Row]]) -> tuple[str, ...]:
    """Those of the keys that are columns, in the order of the columns."""
    wanted = frozenset(keys)
    return tuple(column.key for column in columns if column.key in wanted)
