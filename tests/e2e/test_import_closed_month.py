"""A closed month is read-only for an import too: its figures stay those that were frozen."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from coachdesk.services.closing.use_case import close_month
from coachdesk.services.desk import Desk
from coachdesk.services.importing import ImportReport, import_file
from coachdesk.services.month import month_view
from coachdesk.services.setup import create_desk
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.workbooks import NOW, SAMPLE, Grid, grid, small, write_workbook

MARCH = date(2023, 3, 1)
FEBRUARY = date(2023, 2, 15)
APRIL = date(2023, 4, 12)
LATE = "23-033"
"""She entered in February 2023."""
HOST = ("Garage du Pont", "73282932000074")


@pytest.fixture(scope="module")
def whole() -> Grid:
    return grid(SAMPLE)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = create_desk(
        tmp_path / "magasin",
        PASSPHRASE,
        profile="coaching-emploi",
        coach_name="Odile Vasseur",
        clock=FixedClock(NOW),
    ).desk
    yield desk
    desk.close()


def take(desk: Desk, path: Path) -> ImportReport:
    action = desk.action(None)
    return import_file(desk.store, action.id, action.profile, path)


def take_and_close_march(desk: Desk, path: Path) -> ImportReport:
    report = take(desk, path)
    assert not report.errors
    close_month(desk, desk.action(None), MARCH, force_reason="essai")
    return report


def assert_march_is_as_frozen(desk: Desk) -> None:
    action = desk.action(None)
    view = desk.read(
        lambda connection: month_view(
            connection, action.id, action.profile, MARCH, today=NOW.date()
        )
    )
    assert view.closing is not None
    assert view.closing.changes == ()


def told(report: ImportReport) -> list[tuple[str, int, str, str]]:
    return [(fault.sheet, fault.row, fault.column, fault.code) for fault in report.errors]


def pending(whole: Grid, number: str, received: date) -> list[object]:
    """The row of a person prescribed that day, who has not entered."""
    row = enrolled(whole, number, received, received)
    return [*row[:10], "En attente de RDV", *[None] * (len(row) - 11)]


def enrolled(whole: Grid, number: str, received: date, entered: date) -> list[object]:
    """The row of a person prescribed and entered on those days."""
    row = next(row for row in whole["Prescriptions"] if row[0] == LATE)
    return [number, received, *row[2:12], entered, None, *row[14:]]


def test_what_would_change_a_closed_month_is_refused_and_the_rest_comes_in(
    desk: Desk, whole: Grid, tmp_path: Path
) -> None:
    first = take_and_close_march(desk, SAMPLE)
    book = deepcopy(whole)
    added: dict[str, list[tuple[list[object], str | None]]] = {
        "Prescriptions": [
            (pending(whole, "A1", date(2023, 3, 31)), "Date prescription"),
            (pending(whole, "A2", FEBRUARY), None),
            (enrolled(whole, "A3", date(2022, 12, 1), date(2023, 3, 1)), "Date d'entrée"),
            (enrolled(whole, "A4", FEBRUARY, APRIL), None),
        ],
        "Rendez-vous": [
            (["23-024", date(2023, 3, 30), "18:00", "18:30", None, "Téléphone", "Présent"], "Date"),
            (["23-024", APRIL, "18:00", "18:30", None, "Téléphone", "Présent"], None),
            (["23-024", FEBRUARY, "18:00", "18:30", None, "Téléphone", "Présent"], None),
            # Her third unexcused absence: March would name her.
            (
                ["23-022", FEBRUARY, "18:00", "18:30", None, "Physique", "Absence injustifiée"],
                "Date",
            ),
            (["23-022", APRIL, "18:00", "18:30", None, "Physique", "Absence injustifiée"], None),
        ],
        "PMSMP": [
            (["23-024", *HOST, None, None, FEBRUARY, APRIL, None, None], "Fin"),
            (["23-025", *HOST, None, None, FEBRUARY, date(2023, 3, 1), None, None], "Fin"),
            (["23-026", *HOST, None, None, date(2023, 3, 31), APRIL, None, None], "Début"),
            (["23-028", *HOST, None, None, FEBRUARY, date(2023, 2, 28), None, None], None),
            (["23-029", *HOST, None, None, date(2023, 4, 1), APRIL, None, None], None),
        ],
    }
    wanted = []
    for sheet, rows in added.items():
        for row, column in rows:
            book[sheet].append(row)
            if column is not None:
                wanted.append((sheet, len(book[sheet]), column, "mois_cloture"))
    report = take(desk, write_workbook(tmp_path / "b.xlsx", book))
    assert told(report) == wanted
    assert all("mars\u00a02023" in fault.message for fault in report.errors)
    assert report.imported == {"Prescriptions": 2, "Rendez-vous": 3, "PMSMP": 2, "Sorties": 0}
    assert report.unchanged == sum(first.imported.values())
    assert not report.differences
    assert_march_is_as_frozen(desk)


@pytest.mark.parametrize(
    ("number", "codes"),
    [("23-005", ["mois_cloture"]), ("23-008", ["mois_cloture"]), ("23-016", [])],
    ids=["left in February", "left in March", "left in April"],
)
def test_an_exit_counts_in_the_months_after_it(
    desk: Desk, whole: Grid, tmp_path: Path, number: str, codes: list[str]
) -> None:
    before = {**whole, "Sorties": [row for row in whole["Sorties"] if row[0] != number]}
    take_and_close_march(desk, write_workbook(tmp_path / "a.xlsx", before))
    report = take(desk, SAMPLE)
    line = next(line for line, row in enumerate(whole["Sorties"], 1) if row[0] == number)
    assert told(report) == [("Sorties", line, "Date de sortie", code) for code in codes]
    assert report.imported["Sorties"] == 1 - len(codes)
    assert_march_is_as_frozen(desk)


def test_a_person_who_entered_before_a_closed_month_ended_is_refused_with_her_rows(
    desk: Desk, whole: Grid, tmp_path: Path
) -> None:
    take_and_close_march(desk, write_workbook(tmp_path / "a.xlsx", small(whole)))
    report = take(desk, SAMPLE)
    codes = {(fault.sheet, fault.code) for fault in report.errors}
    assert ("Prescriptions", "mois_cloture") in codes
    assert ("Rendez-vous", "depend_d_une_ligne_refusee") in codes
    assert ("Sorties", "depend_d_une_ligne_refusee") in codes
    line = next(line for line, row in enumerate(whole["Prescriptions"], 1) if row[0] == LATE)
    assert ("Prescriptions", line, "Date d'entrée", "mois_cloture") in told(report)
    assert report.imported["Prescriptions"] > 0
    assert_march_is_as_frozen(desk)
