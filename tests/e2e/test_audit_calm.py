"""The relecture of clean data stays calm: the twelve months of the sample, the stores of before."""

import shutil
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from coachdesk.services.audit import month_audit
from coachdesk.services.desk import Desk, open_desk
from coachdesk.services.importing import import_file
from coachdesk.services.setup import create_desk
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.lived import TODAY, clock_at, lived_store

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
LATER = FixedClock(datetime(2024, 1, 15, 9, 0, tzinfo=timezone(timedelta(hours=1))))


def found(desk: Desk, month: date) -> list[str]:
    action = desk.action(None)
    audit = desk.read(lambda link: month_audit(link, action.id, action.profile, month))
    return [remark.kind for remark in audit.remarks]


def test_the_reprise_of_a_clean_year_raises_nothing(tmp_path: Path) -> None:
    desk = create_desk(
        tmp_path / "store", PASSPHRASE, profile="coaching-emploi", coach_name="Odile", clock=LATER
    ).desk
    action = desk.action(None)
    sample = GOLDEN / "workbooks" / "coaching-emploi-2023.xlsx"
    import_file(desk.store, action.id, action.profile, sample)
    assert {month: found(desk, date(2023, month, 1)) for month in range(1, 13)} == {
        month: [] for month in range(1, 13)
    }
    desk.close()


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("store-*")))
def test_the_stores_of_before_raise_what_they_were_made_with(name: str, tmp_path: Path) -> None:
    """Two rendez-vous of one minute, as the test that made them signs them."""
    folder = Path(shutil.copytree(GOLDEN / name, tmp_path / "store"))
    desk = open_desk(folder, PASSPHRASE, clock=LATER)
    assert set(found(desk, date(2023, 6, 1))) == {"duree_inhabituelle"}
    desk.close()


def test_some_weeks_at_the_desk_raise_the_one_presence_that_waits(tmp_path: Path) -> None:
    key = lived_store(tmp_path / "store")
    desk = open_desk(tmp_path / "store", key, clock=clock_at(TODAY))
    assert found(desk, date(2023, 12, 1)) == []
    assert found(desk, date(2024, 1, 1)) == ["trace_manquant"]
    desk.close()
