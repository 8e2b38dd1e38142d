"""A workbook of before is brought in again: who was erased since does not come back with it."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from coachdesk.core.ids import new_id
from coachdesk.models import ErasedMark, Participant, Prescription
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.importing import (
    ERASED,
    NO_MENDS,
    ImportReport,
    State,
    import_file,
    open_workbook,
    what_to_mend,
)
from coachdesk.services.rights.archive import drop_due
from coachdesk.services.rights.erasing import erase_again
from coachdesk.services.setup import create_desk
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.workbooks import NOW, SAMPLE, Grid, grid, small, write_workbook

NUMBER, LAST, FIRST, BIRTH, BENEFICIARY = 0, 4, 5, 7, 20


@pytest.fixture(scope="module")
def book() -> Grid:
    return small(grid(SAMPLE), people=3)


@pytest.fixture
def desk(tmp_path: Path, book: Grid) -> Iterator[Desk]:
    made = create_desk(
        tmp_path / "magasin",
        PASSPHRASE,
        profile="coaching-emploi",
        coach_name="Odile Vasseur",
        clock=FixedClock(NOW),
    )
    assert not take(made.desk, write_workbook(tmp_path / "avant.xlsx", book)).errors
    yield made.desk
    made.desk.close()


def take(desk: Desk, path: Path) -> ImportReport:
    action = desk.action(None)
    return import_file(desk.store, action.id, action.profile, path)


def erase(desk: Desk, number: str) -> UUID:
    whose = select(Prescription.participant_id).where(Prescription.number == number)
    key: UUID = desk.read(lambda link: link.execute(whose).scalar_one())
    erase_again(desk, [key])
    return key


def people(desk: Desk) -> int:
    counted = select(func.count()).select_from(Participant)
    number: int = desk.read(lambda link: link.execute(counted).scalar_one())
    return number


def test_who_was_erased_stays_out_and_it_is_said_before(
    desk: Desk, tmp_path: Path, book: Grid
) -> None:
    first = book["Prescriptions"][1]
    number, path = str(first[NUMBER]), tmp_path / "avant.xlsx"
    erase(desk, number)
    before, action = people(desk), desk.action(None)
    workbook = open_workbook(path, lambda _: None)
    mending = what_to_mend(desk.store, action.id, action.profile, workbook, NO_MENDS)
    (told,) = mending.cells
    assert (told.code, told.state, told.fields) == (ERASED, State.LEFT_OUT, ())
    assert (mending.open, mending.words) == (0, ())
    assert mending.waiting > 0
    report = take(desk, path)
    (fault,) = report.to_mend
    assert (fault.code, fault.row) == (ERASED, 2)
    assert "a été effacée" in fault.message
    assert all("laissée de côté" in each.message for each in report.waiting)
    assert report.waiting
    assert not any(report.imported.values())
    assert report.exit_code == 0, "all the others were already there"
    assert people(desk) == before


def test_a_new_number_or_a_corrected_birth_does_not_hide_her_and_another_person_comes_in(
    desk: Desk, tmp_path: Path, book: Grid
) -> None:
    first, second, third = (str(row[NUMBER]) for row in book["Prescriptions"][1:4])
    for number in (first, second, third):
        erase(desk, number)
    again = deepcopy(book)
    one, two, other = again["Prescriptions"][1:4]
    one[NUMBER] = "24-901"
    one[LAST], one[FIRST] = one[LAST].lower(), one[FIRST].upper()
    two[BIRTH] = date(1971, 2, 3)
    other[LAST], other[FIRST] = "INCONNUE", "Zélie"  # her n° is free: another bears it now
    other[BENEFICIARY] = None
    again = {"Prescriptions": again["Prescriptions"]}
    report = take(desk, write_workbook(tmp_path / "apres.xlsx", again))
    assert [fault.row for fault in report.to_mend if fault.code == ERASED] == [2, 3]
    assert report.imported["Prescriptions"] == 1


def test_who_comes_back_by_herself_is_known_again(desk: Desk, tmp_path: Path, book: Grid) -> None:
    row = book["Prescriptions"][1]
    erase(desk, str(row[NUMBER]))
    with desk.store.write() as uow:
        uow.session.add(
            Participant(
                id=new_id(),
                version=1,
                last_name=row[LAST],
                first_name=row[FIRST],
                gender="female",
                birth_date=row[BIRTH].date(),
                cut_over=False,
            )
        )
        uow.commit()
    report = take(desk, tmp_path / "avant.xlsx")
    assert not report.errors
    assert report.imported["Prescriptions"] == 1


def test_what_she_is_known_by_names_nobody_and_goes_in_its_time(
    desk: Desk, tmp_path: Path, book: Grid
) -> None:
    row = book["Prescriptions"][1]
    erase(desk, str(row[NUMBER]))
    marks = desk.read(lambda link: link.execute(select(ErasedMark)).all())
    assert len(marks) >= 2
    assert all(len(bytes.fromhex(each.mark)) == 32 for each in marks)
    listed = [
        each.mark
        for each in desk.read(
            lambda link: link.execute(text("SELECT mark FROM erased_mark ORDER BY rowid")).all()
        )
    ]
    assert listed == sorted(listed)
    until = marks[0].kept_until
    assert until.month == 12
    drop_due(desk, until)
    assert desk.read(lambda link: link.execute(select(ErasedMark)).all()) == marks
    drop_due(desk, date(until.year + 1, 1, 1))
    assert desk.read(lambda link: link.execute(select(ErasedMark)).all()) == []
    assert "Journal intact" in desk.store.verify().sentence
    report = take(desk, tmp_path / "avant.xlsx")
    assert report.imported["Prescriptions"] == 1


def test_two_stores_do_not_know_one_another_s_marks(desk: Desk, tmp_path: Path, book: Grid) -> None:
    def marks(of: Desk) -> set[str]:
        return of.read(lambda link: set(link.execute(select(ErasedMark.mark)).scalars()))

    number = str(book["Prescriptions"][1][NUMBER])
    desk.store.copy_to(tmp_path / "copie")
    other = open_desk(tmp_path / "copie", PASSPHRASE, clock=FixedClock(NOW))
    try:
        erase(desk, number)
        erase(other, number)
        assert marks(desk)
        assert marks(desk).isdisjoint(marks(other))
    finally:
        other.close()
