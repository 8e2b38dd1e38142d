"""The bilan says the same to the digit wherever it is read: JSON, PDF, DOCX, XLSX.

Each file is made by the command and read back by a tool that did not write it (pdftotext), or by
its own words alone (cells of tables); nothing is compared with what the program holds in memory.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from coachdesk.domain.profile import ActionProfile
from coachdesk.services.profiles import load_profile
from support.bilan_tables import READERS, BilanTables, plain, read_bilan
from support.command import coachdesk

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "workbooks"
WORKBOOK = GOLDEN / "coaching-emploi-2023.xlsx"
EXPECTED = json.loads((GOLDEN / "coaching-emploi-2023.expected.json").read_text("utf-8"))
YEAR = 2023


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
    ran = coachdesk("report", str(YEAR), *files, "--json", store=store)
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


@pytest.fixture(scope="module")
def read(made: Path) -> dict[str, BilanTables]:
    """The tables of each file."""
    return {kind: read_bilan(made / f"b.{kind}", YEAR) for kind in READERS}


@pytest.mark.parametrize("kind", READERS)
def test_each_figure_of_the_bilan_is_that_of_the_json(kind, read, told, profile):
    labels = {each.key: plain(each.label) for each in profile.indicators}
    keys = [key for part in profile.report.parts for key in part.figures]
    assert len(keys) > 20, "the bilan tells a year"
    for key in keys:
        read[kind].holds(key, told["indicateurs"][key], profile, labels[key])


@pytest.mark.parametrize("kind", READERS)
def test_2023_gives_its_expected_figures(kind, read):
    tables = read[kind]
    assert plain_numbers(tables) == (EXPECTED["participants"], EXPECTED["sorties_total"], 42)
    for label, key in (
        ("Statuts", "statuts"), ("Niveaux de formation", "niveaux"), ("Foyers", "foyers"),
        ("Tranches d’âge", "tranches_age"), ("Suites données", "suites"),
    ):  # fmt: skip
        wanted = {plain(word): count for word, count in EXPECTED[key].items()}
        assert tables.shares(label) == wanted, label
    mean = Decimal(str(EXPECTED["file_active_moyenne"]))
    assert tables.curve() == (EXPECTED["file_active"], mean)


def plain_numbers(tables: BilanTables) -> tuple[Decimal | None, ...]:
    """Three of the figures that the whole bilan hangs on."""
    labels = ("Participants", "Total des sorties", "Taux de sorties positives")
    return tuple(map(tables.plain_number, labels))
