"""A closed month is read-only for an import too."""

from datetime import date
from pathlib import Path

from coachdesk.core.ids import new_id
from coachdesk.models import Closing
from support.workbooks import NOW, SAMPLE, Work, grid, new_work, write_workbook

MARCH = date(2023, 3, 1)


def close_march(work: Work) -> None:
    with work.store.write() as uow:
        uow.session.add(
            Closing(
                id=new_id(), action_id=work.action_id, month=MARCH, revision=1, closed_at=NOW,
                forced_reason=None, figures="{}", gaps="[]",
            )
        )  # fmt: skip
        uow.commit()


def test_rows_already_there_are_unchanged_and_new_ones_are_refused(tmp_path: Path) -> None:
    work = new_work(tmp_path / "magasin")
    work.take(SAMPLE)
    close_march(work)
    book = grid(SAMPLE)
    book["Rendez-vous"] += [
        ["23-024", date(2023, 3, 30), "18:00", "18:30", None, "Téléphone", "Présent"],
        ["23-024", date(2023, 4, 3), "18:00", "18:30", None, "Téléphone", "Présent"],
    ]
    late = len(book["Rendez-vous"]) - 1
    report = work.take(write_workbook(tmp_path / "b.xlsx", book))
    assert [(fault.sheet, fault.row, fault.column, fault.code) for fault in report.errors] == [
        ("Rendez-vous", late, "Date", "mois_cloture")
    ]
    assert "mars" in report.errors[0].message
    assert report.imported["Rendez-vous"] == 1
    assert report.unchanged == 1883
    assert not report.differences
    work.store.close()


def test_a_person_who_entered_in_a_closed_month_is_refused_with_her_rows(tmp_path: Path) -> None:
    work = new_work(tmp_path / "magasin")
    close_march(work)
    report = work.take(SAMPLE)
    codes = {(fault.sheet, fault.code) for fault in report.errors}
    assert ("Prescriptions", "mois_cloture") in codes
    assert ("Rendez-vous", "depend_d_une_ligne_refusee") in codes
    with work.store.read() as connection:
        entered = connection.exec_driver_sql(
            "SELECT count(*) FROM pathway WHERE entered_on BETWEEN '2023-03-01' AND '2023-03-31'"
        ).scalar_one()
    assert entered == 0
    work.store.close()
