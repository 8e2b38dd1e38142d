"""The figures of the sample: imported into an encrypted store, they are the bilan's, key by key."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Presence
from coachdesk.domain.periods import month_of
from coachdesk.queries.attendance import attendance_rows
from coachdesk.queries.monthly_table import monthly_table_rows
from coachdesk.queries.participants import State, participants_table
from coachdesk.services.desk import Desk
from coachdesk.services.figures import month_figures, year_report
from coachdesk.services.importing import import_file
from coachdesk.services.month import month_view, months_known, rows_behind, since_january
from coachdesk.services.setup import create_desk
from coachdesk.services.tiles import Unit
from support.clock import FixedClock

WORKBOOKS = Path(__file__).parents[1] / "golden" / "workbooks"
EXPECTED = json.loads((WORKBOOKS / "coaching-emploi-2023.expected.json").read_text("utf-8"))
MONTHS = [date(2023, month, 1) for month in range(1, 13)]
TODAY = date(2024, 1, 15)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = create_desk(
        tmp_path_factory.mktemp("figures") / "store",
        "ruisseau-lampe-violon-12",
        profile="coaching-emploi",
        coach_name="Odile Vasseur",
        clock=FixedClock(datetime(2024, 1, 15, 9, tzinfo=UTC)),
    ).desk
    action = desk.action(None)
    import_file(desk.store, action.id, action.profile, WORKBOOKS / "coaching-emploi-2023.xlsx")
    yield desk
    desk.close()


def ask(desk: Desk, query: Any, *arguments: Any, **named: Any) -> Any:
    action = desk.action(None)
    return desk.read(
        lambda connection: query(connection, action.id, action.profile, *arguments, **named)
    )


def test_the_year_is_the_bilan(desk: Desk) -> None:
    report = ask(desk, year_report, 2023, today=TODAY)
    del report["indicateurs"]
    assert json.loads(json.dumps(report)) == EXPECTED
    assert list(report) == list(EXPECTED), "in the order in which the bilan is read"


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_each_month_is_the_bilan_s(desk: Desk, month: date) -> None:
    assert ask(desk, month_figures, month) == EXPECTED["months"][f"{month:%Y-%m}"]


def test_the_reprise_leaves_no_gap_in_any_month(desk: Desk) -> None:
    action = desk.action(None)
    for month in desk.read(lambda connection: months_known(connection, action.id)):
        assert ask(desk, month_view, month, today=TODAY).gaps == ()


def test_the_page_of_a_month_agrees_with_the_report_and_opens_its_rows(desk: Desk) -> None:
    view = ask(desk, month_view, date(2023, 5, 1), today=TODAY)
    may = EXPECTED["months"]["2023-05"]
    figures = {figure.key: figure for figure in view.figures}
    assert figures["file_active"].value == may["file_active"]
    assert figures["minutes"].value == may["heures_presence"] * 60
    assert figures["exits"].value == may["sorties"]
    assert view.curve == tuple(EXPECTED["file_active"][:5])
    until = [EXPECTED["months"][f"2023-{month:02}"] for month in range(1, 6)]
    so_far = ask(desk, since_january, date(2023, 5, 1))
    assert so_far["entries"] == sum(month["entrees"] for month in until)
    for figure in view.figures:
        if figure.unit is Unit.COUNT:
            behind = ask(desk, rows_behind, date(2023, 5, 1), figure.key)
            assert len(behind.cells.rows) == figure.value, figure.key
    absent = ask(desk, rows_behind, date(2023, 5, 1), "often_absent").cells
    assert [row[0] for row in absent.rows] == (
        may["participants_avec_plus_de_deux_absences_injustifiees"]
    )


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_the_papers_of_a_month_add_up_to_its_figures(desk: Desk, month: date) -> None:
    action = desk.action(None)
    last = month_of(month).last
    table = desk.read(lambda connection: monthly_table_rows(connection, action.id, month, last))
    sheets = desk.read(lambda connection: attendance_rows(connection, action.id, month, last))
    told = EXPECTED["months"][f"{month:%Y-%m}"]
    labels = action.profile.presences
    assert len(table) == told["file_active"]
    assert [row.number for row in table] == [sheet.number for sheet in sheets]
    for presence, counted in (
        (Presence.ATTENDED, [row.attended for row in table]),
        (Presence.EXCUSED, [row.excused for row in table]),
        (Presence.UNEXCUSED, [row.unexcused for row in table]),
        (Presence.CANCELLED, [row.cancelled for row in table]),
    ):
        assert sum(counted) == told["rdv"].get(labels[presence].figure or labels.label(presence), 0)
        on_sheets = [row for sheet in sheets for row in sheet.rows if row.presence is presence]
        assert len(on_sheets) == sum(counted)
    minutes = [sheet.month_minutes for sheet in sheets]
    assert sum(minutes) == told["heures_presence"] * 60
    assert minutes == [row.on_site_minutes + row.distance_minutes for row in table]
    assert sum(row.left_on is not None for row in table) == told["sorties"]


def test_the_table_of_participants_holds_everyone(desk: Desk) -> None:
    action = desk.action(None)
    table = desk.read(lambda connection: participants_table(connection, action.id))
    states = [row.state for row in table]
    assert len(table) == EXPECTED["prescriptions"]
    assert states.count(State.FOLLOWED) == EXPECTED["en_cours_au_31_12"]
    assert states.count(State.LEFT) == EXPECTED["sorties_total"]
    assert sum(row.attended for row in table) == 1265


def test_a_month_or_a_year_without_data_is_refused_with_what_is_known(desk: Desk) -> None:
    with pytest.raises(UserError) as month:
        ask(desk, month_figures, date(2024, 1, 1))
    assert "juillet\u00a02022 à décembre\u00a02023" in month.value.remedy
    with pytest.raises(UserError) as year:
        ask(desk, year_report, 2031, today=TODAY)
    assert "2022 à 2023" in year.value.remedy
