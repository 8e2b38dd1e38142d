"""The indicators of 2023 in an encrypted store: its bilan, the rows behind, what is read."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from coachdesk.core.errors import UserError
from coachdesk.domain.indicators import Share
from coachdesk.domain.periods import Period, year_of
from coachdesk.services.desk import Desk
from coachdesk.services.figures import year_report
from coachdesk.services.importing import import_file
from coachdesk.services.indicators import indicator_values, rows_behind_indicator
from coachdesk.services.row_cells import Cells
from coachdesk.services.setup import create_desk
from support.clock import FixedClock

WORKBOOKS = Path(__file__).parents[1] / "golden" / "workbooks"
EXPECTED = json.loads((WORKBOOKS / "coaching-emploi-2023.expected.json").read_text("utf-8"))
YEAR = year_of(2023)
TODAY = date(2024, 1, 15)
BIG = ("appointment", "pathway", "prescription", "participant", "exit", "follow_up", "immersion")
"""The tables that ten years fill."""
WALKS = {
    "LIMIT": "the first and the last entry of each index of days, no more: see queries.known",
    "action_id !=": "who is of another action: a store has one or two, most people in this one",
    "obstacle.impact": "the freins of everybody followed in the year, grouped by pathway",
    "AS contract": "contracts have no index of days: a pathway has one or two",
    "workshop.title": "the index of the rendez-vous of workshops, which holds no other",
}
"""What may walk through one of them, and why."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = create_desk(
        tmp_path_factory.mktemp("indicators") / "store",
        "ruisseau-lampe-violon-12",
        profile="coaching-emploi",
        coach_name="Odile Vasseur",
        clock=FixedClock(datetime(2024, 1, 15, 9, tzinfo=UTC)),
    ).desk
    action = desk.action(None)
    import_file(desk.store, action.id, action.profile, WORKBOOKS / "coaching-emploi-2023.xlsx")
    yield desk
    desk.close()


def behind(desk: Desk, key: str, share: Share | None = None) -> Cells:
    action = desk.action(None)
    return desk.read(
        lambda link: rows_behind_indicator(link, action.id, action.profile, YEAR, key, share)
    )


def test_an_indicator_that_bears_a_key_of_the_report_has_its_figure(desk: Desk) -> None:
    action = desk.action(None)
    report = desk.read(lambda link: year_report(link, action.id, action.profile, 2023, today=TODAY))
    told = report["indicateurs"]
    flat = {**EXPECTED, **EXPECTED["immersions"]}
    shared = told.keys() & flat.keys()
    assert len(shared) > 15
    assert {key: told[key] for key in shared} == {key: flat[key] for key in shared}
    assert told["taux_sorties_positives"] == {"taux_pourcent": 42, "nombre": 32, "sur": 76}
    assert told["details_emploi"] == EXPECTED["details"]["Emploi"]
    assert told["details_fins"] == EXPECTED["details"]["Fin de suivi"]


def test_the_figures_of_2023_as_they_are_written(desk: Desk) -> None:
    """Those that the bilan has besides its tables, by hand: 9 of the 76 exits are withdrawn."""
    action = desk.action(None)
    found = desk.read(lambda link: indicator_values(link, action.id, action.profile, YEAR))
    assert (found["file_active"].written, found["file_active"].target) == ("37,17", 40)
    assert found["heures_presence"].written == "632\u202fh\u202f30".replace("\u202f", "\u00a0")
    assert found["taux_sorties_dynamiques"].measured.whole == 76 - 9
    assert found["taux_sorties_dynamiques"].measured.part == 22 + 10
    assert found["taux_presence"].measured.whole == 1627 - 69
    positive = "Positives\u00a0: emploi ou formation."
    assert found["taux_sorties_positives"].definition.endswith(positive), "the annex says which"
    assert found["immersions_des_sortants"].json == {
        "Aucune immersion": 41, "Une": 29, "Deux ou plus": 6,
    }  # fmt: skip


def test_a_number_opens_its_rows_and_each_share_its_own(desk: Desk) -> None:
    action = desk.action(None)
    found = desk.read(lambda link: indicator_values(link, action.id, action.profile, YEAR))
    assert len(behind(desk, "prescriptions").rows) == EXPECTED["prescriptions"]
    statuses = behind(desk, "statuts")
    assert statuses.headings[-1] == "Statut", "what is counted stands beside each person"
    for share in found["statuts"].measured.shares:
        rows = behind(desk, "statuts", share).rows
        assert len(rows) == share.number
        assert {row[-1] for row in rows} == {share.label}
    november = Share("2023-11", "novembre", 46)
    assert len(behind(desk, "file_active", november).rows) == EXPECTED["file_active"][10] == 46
    assert len(behind(desk, "taux_sorties_positives", Share("", "", 32)).rows) == 32


def test_a_figure_that_is_no_longer_in_the_profile_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="n’existe plus"):
        behind(desk, "ancien_chiffre")


def test_the_state_of_a_day_counts_the_months_so_far(desk: Desk) -> None:
    action = desk.action(None)
    spring = Period(date(2023, 1, 1), date(2023, 4, 15))
    found = desk.read(
        lambda link: indicator_values(link, action.id, action.profile, spring, ["file_active"])
    )
    assert list(found["file_active"].measured.months[:3]) == EXPECTED["file_active"][:3]
    assert len(found["file_active"].measured.months) == 4


def test_the_figures_of_a_year_walk_through_no_big_table(desk: Desk) -> None:
    asked: dict[str, object] = {}

    def note(_link: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        asked[statement] = values

    action = desk.action(None)
    event.listen(Engine, "before_cursor_execute", note)
    try:
        desk.read(lambda link: year_report(link, action.id, action.profile, 2023, today=TODAY))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    selects = {text: values for text, values in asked.items() if "SELECT" in text}
    assert len(selects) > 30
    with desk.store.read() as link:
        steps = {
            (step.detail, statement)
            for statement, values in selects.items()
            for step in link.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        }
    walked = {both for both in steps for table in BIG if both[0].split()[:2] == ["SCAN", table]}
    unexplained = {both for both in walked if not any(part in both[1] for part in WALKS)}
    assert not unexplained
    assert all(any(part in both[1] for both in walked) for part in WALKS), "none left over"
    assert any("appointment USING INDEX ix_appointment_held_on" in step for step, _ in steps)
