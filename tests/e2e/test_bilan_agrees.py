"""The bilan says the same to the digit wherever it is read: JSON, PDF, DOCX, XLSX.

Each file is made by the command and read back by a tool that did not write it (pdftotext), or by
its own words alone (cells of tables); nothing is compared with what the program holds in memory.
"""

import json
import re
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from coachdesk.domain.profile import ActionProfile
from coachdesk.services.profiles import load_profile
from support.command import coachdesk
from support.tools import require

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "workbooks"
WORKBOOK = GOLDEN / "coaching-emploi-2023.xlsx"
EXPECTED = json.loads((GOLDEN / "coaching-emploi-2023.expected.json").read_text("utf-8"))
YEAR = "2023"
TOTAL = "Ensemble"
_HOURS = re.compile(r"(\d+) h(?: (\d+))?")

Table = list[list[str]]
"""Rows of cells as text, the headings first."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bilan of 2023 in each format, as the command writes them."""
    folder = tmp_path_factory.mktemp("bilan")
    store = folder / "store"
    for arguments in (
        ("init", "--profile", "coaching-emploi", "--coach", "Odile Vasseur", "--recovery-out",
         folder / "secours.txt"),
        ("import", WORKBOOK),
    ):  # fmt: skip
        assert coachdesk(*arguments, store=store).code == 0
    files = [each for kind in READERS for each in (f"--{kind}", folder / f"b.{kind}")]
    ran = coachdesk("report", YEAR, *files, "--json", store=store)
    assert (ran.code, ran.err) == (0, "")
    (folder / "b.json").write_text(ran.out, "utf-8")
    return folder


@pytest.fixture(scope="module")
def told(made: Path) -> dict[str, Any]:
    """The JSON of the command."""
    found: dict[str, Any] = json.loads((made / "b.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def profile() -> ActionProfile:
    """That of the action."""
    return load_profile("coaching-emploi")[1]


def pdf_tables(path: Path) -> list[Table]:
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
        heads = YEAR in cells[1:] or cells[:1] == [YEAR] or cells[:1] == ["janv."]
        if not cells:
            continue
        if heads and len(cells) < 12:
            tables.append([cells])
        elif tables:
            tables[-1].append(cells)
    return tables


def docx_tables(path: Path) -> list[Table]:
    """The tables of a DOCX."""
    return [
        [[plain(cell.text) for cell in row.cells] for row in table.rows]
        for table in Document(str(path)).tables
    ]


def xlsx_tables(path: Path) -> list[Table]:
    """The tables of a workbook: lines that follow one another."""
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


def shares(tables: list[Table], label: str) -> dict[str, int]:
    """The words of a shared figure with the number of the year."""
    found: dict[str, int] = {}
    for table in tables:
        heads = table[0]
        if heads[0] != label or YEAR not in heads:
            continue
        beyond = len(heads) - heads.index(YEAR)  # from the end: a PDF has a chart in between
        at = -beyond if heads[1] != YEAR else 1
        for row in table[1:]:
            if row[0] == TOTAL:
                return found
            if len(row) >= -at and row[at][0].isdigit():  # else a page ends and another begins
                found[row[0]] = int(number(row[at]) or 0)
    return found


def plain_number(tables: list[Table], label: str) -> Decimal | None:
    """The number of the year of a figure that is one."""
    for table in tables:
        for row in table:
            if row[0] == label and len(row) > 1 and YEAR not in row:
                heads = next(head for head in (table[0],) if YEAR in head)
                return number(row[len(row) - (len(heads) - heads.index(YEAR))])
    raise AssertionError(label)


READERS = {"pdf": pdf_tables, "docx": docx_tables, "xlsx": xlsx_tables}


@pytest.fixture(scope="module")
def read(made: Path) -> dict[str, list[Table]]:
    """The tables of each file."""
    return {kind: reader(made / f"b.{kind}") for kind, reader in READERS.items()}


def expected_value(told: dict[str, Any], key: str) -> Any:
    """What the JSON says of an indicator."""
    return told["indicateurs"][key]


@pytest.mark.parametrize("kind", READERS)
def test_each_figure_of_the_bilan_is_that_of_the_json(kind, read, told, profile):
    tables = read[kind]
    labels = {each.key: plain(each.label) for each in profile.indicators}
    # The JSON calls some words as those who read it know them.
    named = {word.figure: word.label for word in profile.presences if word.figure}
    keys = [key for part in profile.report.parts for key in part.figures]
    assert len(keys) > 20, "the bilan tells a year"
    for key in keys:
        value, label = expected_value(told, key), labels[key]
        if isinstance(value, dict) and "taux_pourcent" not in value:
            wanted = {plain(named.get(word, word)): count for word, count in value.items()}
            assert shares(tables, label) == wanted, label
        elif isinstance(value, list):
            (row,) = {
                tuple(row) for table in tables for row in table
                if row[0] == YEAR and len(row) == 14
            }  # fmt: skip
            assert [number(cell) for cell in row[1:13]] == value, label
        else:
            wanted = value["taux_pourcent"] if isinstance(value, dict) else value
            found = plain_number(tables, label)
            assert found == (None if wanted is None else round(Decimal(str(wanted)), 2)), label


@pytest.mark.parametrize("kind", READERS)
def test_2023_gives_its_expected_figures(kind, read):
    tables = read[kind]
    assert plain_number(tables, "Participants") == EXPECTED["participants"]
    assert plain_number(tables, "Total des sorties") == EXPECTED["sorties_total"]
    assert plain_number(tables, "Taux de sorties positives") == 42
    for label, key in (
        ("Statuts", "statuts"), ("Niveaux de formation", "niveaux"), ("Foyers", "foyers"),
        ("Tranches d’âge", "tranches_age"), ("Suites données", "suites"),
    ):  # fmt: skip
        wanted = {plain(word): count for word, count in EXPECTED[key].items()}
        assert shares(tables, label) == wanted, label
    (row,) = {tuple(r) for table in tables for r in table if r[0] == YEAR and len(r) == 14}
    assert [int(number(cell) or 0) for cell in row[1:13]] == EXPECTED["file_active"]
    assert number(row[13]) == Decimal(str(EXPECTED["file_active_moyenne"]))
