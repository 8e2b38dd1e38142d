"""The tables of a bilan read back from its files, by tools that did not write them.

A PDF is read by pdftotext; a document and a workbook by their cells alone.
"""

import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook

from coachdesk.domain.profile import ActionProfile
from support.tools import require

TOTAL = "Ensemble"
MONTHS = 12
_HOURS = re.compile(r"(\d+) h(?: (\d+))?")

Table = list[list[str]]
"""Rows of cells as text, the headings first."""


@dataclass(frozen=True)
class BilanTables:
    """The tables of one file, of which the figures of ``year`` are asked."""

    year: str
    tables: list[Table]

    def shares(self, label: str) -> dict[str, int]:
        """The words of a shared figure with the number of the year."""
        found: dict[str, int] = {}
        for table in self.tables:
            heads = table[0]
            if heads[0] != label or self.year not in heads:
                continue
            # From the end: a PDF has a chart in between.
            beyond = len(heads) - heads.index(self.year)
            at = -beyond if heads[1] != self.year else 1
            for row in table[1:]:
                if row[0] == TOTAL:
                    return found
                if len(row) >= -at and row[at][0].isdigit():  # else a page ends, another begins
                    found[row[0]] = int(number(row[at]) or 0)
        return found

    def plain_number(self, label: str) -> Decimal | None:
        """The number of the year of a figure that is one."""
        for table in self.tables:
            for row in table:
                if row[0] == label and len(row) > 1 and self.year not in row:
                    heads = next(head for head in (table[0],) if self.year in head)
                    return number(row[len(row) - (len(heads) - heads.index(self.year))])
        raise AssertionError(label)

    def curve(self) -> tuple[list[int], Decimal | None]:
        """The months that the year tells of the file active, and their mean."""
        rows = {
            tuple(cell for cell in row[1:] if cell)
            for table in self.tables
            for row in table
            if row[0] == self.year and len(row) > MONTHS - 2 and row[1][:1].isdigit()
        }
        ((*months, mean),) = rows
        return [int(number(cell) or 0) for cell in months], number(mean)

    def holds(self, key: str, value: Any, profile: ActionProfile, label: str) -> None:
        """Assert that the figure ``key``, called ``label``, is what the JSON says of it."""
        # The JSON calls some words as those who read it know them.
        named = {each.figure: each.label for each in profile.presences if each.figure}
        if isinstance(value, dict) and "taux_pourcent" not in value:
            wanted = {plain(str(named.get(word, word))): count for word, count in value.items()}
            assert self.shares(label) == wanted, label
        elif isinstance(value, list):
            assert self.curve()[0] == value, label
        else:
            told = value["taux_pourcent"] if isinstance(value, dict) else value
            found = self.plain_number(label)
            assert found == (None if told is None else round(Decimal(str(told)), 2)), key


def pdf_tables(path: Path, year: str) -> list[Table]:
    """The tables of a PDF: lines of columns far apart, from one that ends on the year."""
    done = subprocess.run(
        [require("pdftotext"), "-layout", path, "-"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    tables: list[Table] = []
    for line in done.stdout.splitlines():
        cells = [plain(cell) for cell in re.split(r"\s{2,}", line.strip()) if cell]
        heads = year in cells[1:] or cells[:1] == [year] or cells[:1] == ["janv."]
        if not cells:
            continue
        if heads and len(cells) < MONTHS:
            tables.append([cells])
        elif tables:
            tables[-1].append(cells)
    return tables


def docx_tables(path: Path, year: str) -> list[Table]:
    """The tables of a DOCX."""
    del year
    return [
        [[plain(cell.text) for cell in row.cells] for row in table.rows]
        for table in Document(str(path)).tables
    ]


def xlsx_tables(path: Path, year: str) -> list[Table]:
    """The tables of a workbook: lines that follow one another."""
    del year
    tables: list[Table] = []
    for sheet in load_workbook(path).worksheets:
        tables.append([])
        for row in sheet.iter_rows():
            cells = [_shown(cell) for cell in row if cell.value is not None]
            if cells:
                tables[-1].append(cells)
            elif tables[-1]:
                tables.append([])
    return [table for table in tables if table]


READERS: Mapping[str, Callable[[Path, str], list[Table]]] = {
    "pdf": pdf_tables,
    "docx": docx_tables,
    "xlsx": xlsx_tables,
}


def read_bilan(path: Path, year: int) -> BilanTables:
    """The tables of a file, read as the end of its name says."""
    return BilanTables(str(year), READERS[path.suffix[1:]](path, str(year)))


def _shown(cell: Any) -> str:
    value = cell.value
    if isinstance(value, int | float):
        return f"{value} %" if "%" in cell.number_format else str(value)
    return plain(str(value))


def plain(text: str) -> str:
    """Spaces of any kind as one ordinary space."""
    return " ".join(text.split())


def number(text: str) -> Decimal | None:
    """« 42 % », « 4,78 jours », « 832 h 30 », « 1 627 » as numbers; None for a dash."""
    if text in {"–", ""}:
        return None
    if hours := _HOURS.fullmatch(text):
        return round(int(hours[1]) + Decimal(int(hours[2] or 0)) / 60, 2)
    found = re.match(r"-?\d[\d ]*(?:[.,]\d+)?", text)
    assert found, text
    return Decimal(found[0].replace(" ", "").replace(",", "."))
