"""A month of the coach counted by hand: the page, the paper and the workbook say the same of it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from coachdesk.core.errors import UserError
from coachdesk.domain.periods import month_of as month_of_day
from coachdesk.services.agenda.travel import set_travel
from coachdesk.services.agenda.worked_month import lacking, worked_month
from coachdesk.services.documents.drafting import preview
from coachdesk.services.indicators import indicator_values
from coachdesk.services.timesheet.export import export_time_sheet
from coachdesk.services.timesheet.sheet import open_sheet
from coachdesk.services.timesheet.typing import keep_rate, type_road
from support.documents import plain_text
from support.signing_desk import CLOCK
from support.worked_may import AIRAINES, AWAY, BASE, MAY, OISEMONT, REASON
from support.worked_store import may_store

TODAY = CLOCK.now().date()
BY_DAY = {
    9: ({"appointment": 60, "unexcused": 30}, 0, 0, 56_800),
    10: ({"workshop": 150, "appointment": 30}, 0, 0, 80_000),
    11: ({"appointment": 60}, 90, 60, 80_950),
    12: ({"administration": 165, "appointment": 30}, 0, 0, 0),
    15: ({"appointment": 40}, 0, 0, 60_000),
    22: ({}, 0, 0, 56_800),
    23: ({"outreach": 180}, 0, 0, 80_000),
}
"""Minutes by kind, common to the actions, of the other action; metres."""
KINDS = {"appointment": 220, "unexcused": 30, "workshop": 150, "outreach": 180,
         "administration": 165}  # fmt: skip
OWN, TOTAL, METRES = 745, 895, 414_550
WEEKS = {19: 525, 20: 40, 21: 180}


@pytest.fixture(scope="module")
def lived_may(tmp_path_factory):
    return may_store(tmp_path_factory.mktemp("mai"))


@pytest.fixture
def desk(lived_may, tmp_path):
    opened = lived_may.opened(tmp_path / "magasin", CLOCK)
    yield opened
    opened.close()


def month_of(desk, action=0):
    return desk.read(lambda link: worked_month(link, desk.actions[action], MAY, TODAY))


def test_each_day_counts_what_was_counted_by_hand(desk):
    for told in month_of(desk).days:
        kinds, shared, others, metres = BY_DAY.get(told.day.day, ({}, 0, 0, 0))
        assert (told.kinds, told.shared, told.others, told.metres) == (
            kinds, shared, others, metres,
        ), told.day  # fmt: skip
    month = month_of(desk)
    assert {kind: month.of_kind(kind) for kind in month.names} == KINDS
    assert (month.own, month.total, month.metres) == (OWN, TOTAL, METRES)
    assert {week.number: week.own for week in month.weeks} == WEEKS


@pytest.mark.parametrize(("action", "own", "kinds"), [
    # 3 h 40, 0 h 30, 2 h 30, 3 h and 2 h 45 are 12 h 25: the 12 hours are shared out, never 14.
    (0, OWN, {"Rendez-vous": 4, "Absences non excusées": 0, "Ateliers": 2, "Aller-vers": 3,
              "Administratif": 3}),
    (1, 60, {"Rendez-vous": 1}),
])  # fmt: skip
def test_the_bilan_counts_the_time_and_the_road_of_the_feuilles_de_temps(desk, action, own, kinds):
    found = desk.actions[action]
    keys = ("temps_coach", "temps_par_genre", "kilometres")
    values = desk.read(
        lambda link: indicator_values(link, found.id, found.profile, month_of_day(MAY), keys)
    )
    assert values["temps_coach"].measured.number == own
    assert values["temps_par_genre"].json == kinds
    assert values["kilometres"].written == "414,55\u00a0km"


def test_the_other_action_has_its_own_hours_in_the_same_days(desk):
    month = month_of(desk, 1)
    assert (month.own, month.total, month.metres) == (60, TOTAL, METRES)
    assert month.days[10].kinds == {"appointment": 60}
    assert (month.days[10].shared, month.days[10].others) == (90, 60)


def test_what_does_not_count_is_told(desk):
    month = month_of(desk)
    said = {told.day.day: (told.off, told.listed) for told in month.days if told.off or told.listed}
    assert said == {
        1: ("Fête du Travail", ()),
        8: ("Victoire 1945", ()),
        17: (AWAY, ()),
        18: ("Ascension", ()),
        19: ("", ("Rendez-vous dont la présence est à noter",)),
        22: ("", ("Marché, place publique «\u00a0Marché\u00a0», sans horaire",)),
        29: ("Lundi de Pentecôte", ()),
    }
    assert [empty.day for empty in month.empty_days] == [2, 3, 4, 5, 16, 24, 25, 26, 30, 31]
    assert "10\u00a0jours" in lacking(month)


def test_the_roads_are_those_of_the_whole_day(desk):
    routes = {told.day.day: told.road.places for told in month_of(desk).days if told.road.places}
    assert routes[9] == (BASE, AIRAINES, BASE)
    assert routes[10] == (BASE, OISEMONT, BASE), "a call is no place to go"
    assert routes[11] == (BASE, AIRAINES, OISEMONT, BASE), "one road for both actions"
    assert routes == month_routes(desk, 1)


def month_routes(desk, action):
    return {
        told.day.day: told.road.places for told in month_of(desk, action).days if told.road.places
    }


@pytest.mark.parametrize("rate", [None, 529])
def test_the_paper_says_it_to_the_minute_and_the_kilometre(desk, rate):
    keep_rate(desk, rate)
    said = plain_text(preview(desk, open_sheet(desk, desk.actions[0], MAY)))
    said = " ".join(said.replace("\u00a0", " ").split())
    for words in (
        "Rendez-vous 3 h 40", "Absences non excusées 0 h 30", "Ateliers 2 h 30",
        "Aller-vers 3 h 00", "Administratif 2 h 45", "Total sur l’opération 12 h 25",
        "Semaine 19, du 8 au 14 mai 8 h 45", "Semaine 20, du 15 au 21 mai 0 h 40",
        "Semaine 21, du 22 au 28 mai 3 h 00", "jeu. 18 mai Ascension –",
        "Rendez-vous 1 h 00, absences non excusées 0 h 30 1 h 30 –",
        "Rendez-vous 0 h 30, ateliers 2 h 30 3 h 00 –", "Rendez-vous 1 h 00 1 h 00 2 h 30",
        "Rendez-vous 0 h 30, administratif 2 h 45 3 h 15", "Rendez-vous 0 h 40 0 h 40 –",
        f"jeu. 11 mai {BASE} – {AIRAINES} – {OISEMONT} – {BASE} 80,95",
    ):  # fmt: skip
        assert words in said, words
    assert "14 h 55" in said
    assert "414,55 km" in said
    assert ("219,30 €" in said) == (rate is not None)
    assert f"{REASON} 60" in said


def test_the_workbook_says_it_too_and_takes_nothing_typed_for_a_formula(desk, tmp_path):
    keep_rate(desk, 529)
    target = tmp_path / "temps.xlsx"
    export_time_sheet(desk, desk.actions[0], MAY, target)
    times, roads = load_workbook(BytesIO(target.read_bytes())).worksheets
    assert {cell.data_type for sheet in (times, roads) for row in sheet for cell in row} <= {
        "s", "n", "d",
    }, "no formula"  # fmt: skip
    heads = [cell.value for cell in times[1]]
    rows = {row[0].value.day: [cell.value for cell in row] for row in times.iter_rows(min_row=2)}
    assert len(rows) == 31
    minutes = {
        name: sum(row[place] or 0 for row in rows.values()) * 60
        for place, name in enumerate(heads)
        if name not in {"Jour", "Mentions"}
    }
    assert minutes == pytest.approx(
        {
            "Rendez-vous": 220, "Absences non excusées": 30, "Ateliers": 150, "Aller-vers": 180,
            "Administratif": 165, "Total opération": OWN, "Commun aux actions": 90,
            "Autres actions": 60, "Total travaillé": TOTAL,
        },
        abs=0.1,
    )  # fmt: skip
    assert rows[15][heads.index("Total opération")] * 60 == pytest.approx(40, abs=0.01)
    assert rows[17][-1] == AWAY
    driven = {row[0].value.day: row for row in roads.iter_rows(min_row=2)}
    assert sum(row[2].value for row in driven.values()) == pytest.approx(METRES / 1000)
    assert sum(row[4].value for row in driven.values()) == pytest.approx(219.29695, abs=0.00001)
    assert driven[11][2].value == 80.95
    assert driven[15][3].value == REASON
    typed = (driven[9][1], driven[15][3], times.cell(18, len(heads)))
    assert [cell.value[:1] for cell in typed] == ["=", "@", "+"]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in typed)


def test_a_leg_that_nobody_told_is_asked_never_supposed_and_not_signed(desk, tmp_path):
    keep_rate(desk, 529)
    set_travel(desk, AIRAINES, OISEMONT, 20, None)
    month = month_of(desk)
    assert month.unknown == ((AIRAINES, OISEMONT),)
    assert month.days[10].metres is None
    assert month.metres == METRES - 80_950, "the roads that are known"
    with pytest.raises(UserError, match="Des distances ne sont pas connues"):
        open_sheet(desk, desk.actions[0], MAY)
    target = tmp_path / "temps.xlsx"
    export_time_sheet(desk, desk.actions[0], MAY, target)
    _, roads = load_workbook(target).worksheets
    row = next(row for row in roads.iter_rows(min_row=2) if row[0].value.day == 11)
    assert (row[1].value, row[2].value, row[4].value) == (
        f"{BASE} – {AIRAINES} – {OISEMONT} – {BASE}", None, None,
    )  # fmt: skip
    type_road(desk, MAY.replace(day=11), 81_000, "compteur")
    assert open_sheet(desk, desk.actions[0], MAY), "that day is told otherwise"
