"""What a workbook and a CSV file share: sheets of rows, hours, what is taken for a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coachdesk.documents.column_grid import Row
from coachdesk.documents.table_columns import Column

MARK = "'"
"""Before a text that would be taken for a formula; taken off again by the import, once."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a spreadsheet recognises a formula in a text file (OWASP, CSV injection)."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: values by column key; an absent key is an empty cell.

    ``lacking`` are the keys of the columns that say what is missing, written in red. ``wrap`` gives
    long texts several lines, and the page the width of a sheet of paper.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    lacking: frozenset[str] = frozenset()
    wrap: bool = False


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take ``text`` for a formula, blanks before it or not."""
    return text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def plain_text(text: str) -> str:
    """``text`` as it may stand in a CSV file: never a formula, whoever typed it."""
    bare = text.lstrip(MARK)
    return f"{MARK}{text}" if is_formula(bare) else text


def decimal_hours(minutes: int | Decimal) -> Decimal:
    """As a spreadsheet adds them up."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))
