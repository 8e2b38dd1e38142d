"""What an import did or would do: counts, differences, faults, and the exit code they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict


@dataclass(frozen=True)
class Spot:
    """Where a fault stands in the coach's own file: sheet as named there, column from 1.

    ``column`` is 0 when the column is absent.
    """

    sheet: str
    column: int


WAITS = "depend_d_une_ligne_refusee"
"""Code of a row that has no fault of its own: it passes with the one it hangs on."""


ERASED = "personne_effacee"
"""Code of a row about someone who was erased: there is nothing to mend, it stays out."""


@dataclass(frozen=True)
class Fault:
    """Why a row was refused. Codes: docs/import-codes.md."""

    sheet: str
    row: int
    """Line of the file, from 1."""
    column: str
    code: str
    message: str
    """A French sentence and its remedy."""
    spot: Spot
    key: str = ""
    """The column's key; empty for a column or a sheet that is absent."""
    word_list: str = ""
    """The list that ``written`` is no word of; empty for another fault."""
    written: str = ""


@dataclass(frozen=True)
class Difference:
    """A cell that isn't what the store holds; the store's is kept."""

    sheet: str
    row: int
    column: str
    stored: str
    found: str


class DifferenceJson(TypedDict):
    """A difference on the command line."""

    sheet: str
    row: int
    column: str
    stored: str
    found: str


class FaultJson(TypedDict):
    """A fault on the command line."""

    sheet: str
    row: int
    column: str
    code: str
    message: str


class ImportJson(TypedDict):
    """A report on the command line (design §6)."""

    imported: dict[str, int]
    unchanged: int
    differences: list[DifferenceJson]
    errors: list[FaultJson]


@dataclass(frozen=True)
class ImportReport:
    """The outcome of an import, or with ``checked_only`` what it would be."""

    imported: Mapping[str, int]
    """New rows by sheet title."""
    unchanged: int
    """Rows that the store already held just so."""
    differences: tuple[Difference, ...]
    errors: tuple[Fault, ...]
    checked_only: bool

    @property
    def to_mend(self) -> tuple[Fault, ...]:
        """The faults that the coach has to mend."""
        return tuple(fault for fault in self.errors if fault.code != WAITS)

    @property
    def waiting(self) -> tuple[Fault, ...]:
        """The rows that pass by themselves once the faults are mended."""
        return tuple(fault for fault in self.errors if fault.code == WAITS)

    @property
    def exit_code(self) -> int:
        """0 when rows were imported or all were already there; 1 when nothing could be.

        Of a file only checked, 1 as soon as there is an error. Someone who was erased is none.
        """
        brought = any(self.imported.values()) and not self.checked_only
        already = self.unchanged and all(fault.code in {ERASED, WAITS} for fault in self.errors)
        return 1 if self.errors and not brought and not already else 0

    def to_json(self) -> ImportJson:
        """The report as ``import --json`` prints it."""
        return {
            "imported": dict(self.imported),
            "unchanged": self.unchanged,
            "differences": [
                {
                    "sheet": item.sheet,
                    "row": item.row,
                    "column": item.column,
                    "stored": item.stored,
                    "found": item.found,
                }
                for item in self.differences
            ],
            "errors": [
                {
                    "sheet": fault.sheet,
                    "row": fault.row,
                    "column": fault.column,
                    "code": fault.code,
                    "message": fault.message,
                }
                for fault in self.errors
            ],
        }
