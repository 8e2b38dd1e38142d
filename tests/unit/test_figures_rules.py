"""The rules of the figures, on the cases that a person would argue about."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Presence
from coachdesk.domain.indicators import label_on, percent
from coachdesk.queries import appointments, immersions, pathways
from coachdesk.queries.listing import count, rows
from coachdesk.services.figures import month_figures, year_report
from coachdesk.services.profiles import load_profile
from support.cases import Case, Gone, Met, Stage, bare_database, fill

PROFILE = load_profile("coaching-emploi")[1]
LATER = date(2025, 1, 15)
"""All the years of the cases are over."""


@pytest.fixture(scope="module")
def database() -> Iterator[Connection]:
    with bare_database() as connection:
        yield connection


@pytest.fixture
def counted(database: Connection) -> Iterator[Callable[..., Any]]:
    def call(cases: Sequence[Case], read: Callable[..., Any], *arguments: object) -> Any:
        when = {"today": LATER} if read is year_report else {}
        return read(database, fill(database, cases), PROFILE, *arguments, **when)

    yield call
    database.rollback()


def test_the_last_day_of_a_pathway_counts_and_the_day_after_does_not(
    counted: Callable[..., Any],
) -> None:
    case = Case("1", date(2023, 1, 2), date(2023, 1, 31), Gone(date(2023, 2, 28)))
    other = Case("2", date(2023, 3, 1), date(2023, 4, 30), Gone(date(2023, 5, 1)))
    file_active = counted([case, other], year_report, 2023)["file_active"]
    assert file_active == [1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(("birth", "entered", "band"), [
    (date(1998, 5, 10), date(2023, 5, 9), "Moins de 25 ans"),
    (date(1998, 5, 10), date(2023, 5, 10), "25-40 ans"),
    (date(1983, 5, 10), date(2023, 5, 10), "40-55 ans"),
    (date(1968, 5, 11), date(2023, 5, 10), "40-55 ans"),
    (date(1968, 5, 10), date(2023, 5, 10), "Plus de 55 ans"),
    (date(1968, 2, 29), date(2023, 2, 28), "40-55 ans"),
    (date(1968, 2, 29), date(2023, 3, 1), "Plus de 55 ans"),
    (date(1983, 12, 31), date(2023, 1, 1), "25-40 ans"),
])  # fmt: skip
def test_the_age_is_that_of_the_entry(
    counted: Callable[..., Any], birth: date, entered: date, band: str
) -> None:
    case = Case("1", entered, entered, birth=birth)
    assert counted([case], year_report, 2023)["tranches_age"] == {band: 1}


def test_prescriptions_of_a_year_follow_their_pathways(counted: Callable[..., Any]) -> None:
    """One received in December for an entry in January belongs to the next year."""
    waiting = Case("1", date(2023, 12, 20), outcome="pending")
    entered_later = Case("2", date(2023, 12, 20), date(2024, 1, 8))
    received_before = Case("3", date(2022, 11, 2), date(2022, 12, 1), Gone(date(2023, 1, 1)))
    people = [waiting, entered_later, received_before]
    suites = [counted(people, year_report, year)["suites"] for year in (2022, 2023, 2024)]
    assert suites == [{"Intégré": 1}, {"En attente de RDV": 1, "Intégré": 1}, {"Intégré": 1}]


def test_absences_count_from_the_entry_and_only_more_than_the_threshold(
    counted: Callable[..., Any],
) -> None:
    def missed(*days: date) -> list[Met]:
        return [Met(day, Presence.UNEXCUSED) for day in days]

    april, may = date(2023, 4, 28), [date(2023, 5, day) for day in (2, 9, 16)]
    people = [
        Case("1", april, date(2023, 5, 2), met=missed(*may)),
        Case("2", april, date(2023, 5, 2), met=missed(april, *may[:2])),
        Case("3", april, april, met=missed(april, *may[:2])),
        Case("4", april, april, met=missed(*may[:2], date(2023, 6, 1))),
        Case("5", april, april, Gone(date(2023, 4, 30)), met=missed(*may)),
    ]
    figures = counted(people, month_figures, date(2023, 5, 1))
    assert figures["participants_avec_plus_de_deux_absences_injustifiees"] == ["1", "3"]


def test_an_immersion_is_in_progress_from_its_first_day_to_its_last(
    counted: Callable[..., Any],
) -> None:
    stages = [
        Stage(date(2023, 4, 3), date(2023, 5, 1)),
        Stage(date(2023, 5, 31), date(2023, 6, 9)),
        Stage(date(2023, 4, 3), date(2023, 4, 30)),
    ]
    case = Case("1", date(2023, 4, 3), date(2023, 4, 3), Gone(date(2023, 7, 3)), stages=stages)
    assert counted([case], month_figures, date(2023, 5, 1))["immersions_en_cours"] == 2
    immersions = counted([case], year_report, 2023)["immersions"]
    assert (immersions["sortis_avec_stage"], immersions["dont_deux"]) == (1, 1)


def test_a_month_is_known_while_an_immersion_goes_on(counted: Callable[..., Any]) -> None:
    stages = [Stage(date(2023, 5, 31), date(2023, 6, 9))]
    case = Case("1", date(2023, 4, 3), date(2023, 4, 3), stages=stages)
    assert counted([case], month_figures, date(2023, 6, 1))["immersions_en_cours"] == 1


def test_who_leaves_on_31_december_is_active_that_month_but_no_longer_there(
    counted: Callable[..., Any],
) -> None:
    case = Case("1", date(2023, 1, 2), date(2023, 1, 9), Gone(date(2023, 12, 31)))
    report = counted([case], year_report, 2023)
    assert report["file_active"][11] == 1
    assert report["en_cours_au_31_12"] == 0


def test_an_entry_and_an_exit_on_one_day_make_a_month_active(counted: Callable[..., Any]) -> None:
    case = Case("1", date(2023, 4, 3), date(2023, 4, 17), Gone(date(2023, 4, 17)))
    april = counted([case], month_figures, date(2023, 4, 1))
    assert (april["file_active"], april["entrees"], april["sorties"]) == (1, 1, 1)


def test_another_action_counts_for_nothing(database: Connection) -> None:
    met = [Met(date(2023, 5, day), Presence.UNEXCUSED) for day in (2, 3, 4)]
    stage = [Stage(date(2023, 5, 8), date(2023, 5, 12))]
    other = Case("1", date(2023, 5, 1), date(2023, 5, 1), Gone(date(2023, 5, 31)), met, stage)
    try:
        fill(database, [other])
        action_id = fill(database, [Case("1", date(2023, 5, 2))])
        may = month_figures(database, action_id, PROFILE, date(2023, 5, 1))
        year = year_report(database, action_id, PROFILE, 2023, today=LATER)
    finally:
        database.rollback()
    assert may["prescriptions"] == 1
    assert not any(value for key, value in may.items() if key != "prescriptions")
    assert year["prescriptions"] == 1
    assert not year["rdv_total"] + year["immersions"]["conventions_dans_l_annee"]


def test_each_figure_is_the_number_of_rows_behind_it(database: Connection) -> None:
    met = [Met(date(2023, 5, day), Presence.UNEXCUSED) for day in (2, 3, 4)]
    stages = [
        Stage(date(2023, 5, 8), date(2023, 5, 12)),
        Stage(date(2023, 5, 15), date(2023, 6, 2)),
    ]
    case = Case("1", date(2023, 5, 1), date(2023, 5, 1), Gone(date(2023, 5, 31)), met, stages)
    may = (date(2023, 5, 1), date(2023, 5, 31))
    try:
        action_id = fill(database, [case])
        for listing, expected in (
            (pathways.active_pathways(action_id, *may), 1),
            (appointments.held(action_id, *may), 3),
            (appointments.often_absent(action_id, *may, 2), 1),
            (immersions.in_progress(action_id, *may), 2),
        ):
            assert count(database, listing) == len(rows(database, listing)) == expected
    finally:
        database.rollback()


@pytest.mark.parametrize(("month", "said"), [
    (date(2031, 5, 1), "Aucune donnée pour mai\u00a02031."),
    (date(2023, 1, 1), "Aucune donnée pour janvier\u00a02023."),
    (date(2023, 5, 1), "Aucune donnée pour mai\u00a02023."),
])  # fmt: skip
def test_a_month_outside_the_data_is_refused(
    counted: Callable[..., Any], month: date, said: str
) -> None:
    case = Case("1", date(2023, 2, 28), date(2023, 3, 1), planned_end=date(2024, 6, 1))
    with pytest.raises(UserError) as refused:
        counted([case, Case("2", date(2023, 4, 30))], month_figures, month)
    assert refused.value.sentence == said
    assert refused.value.remedy == "Choisissez un mois de février\u00a02023 à avril\u00a02023."


def test_an_action_without_data_says_so(counted: Callable[..., Any]) -> None:
    for read, when in ((month_figures, date(2023, 5, 1)), (year_report, 2023)):
        with pytest.raises(UserError, match="aucune donnée"):
            counted([], read, when)


def test_a_clock_before_everything_known_is_told(database: Connection) -> None:
    try:
        action_id = fill(database, [Case("1", date(2023, 5, 2))])
        with pytest.raises(UserError, match="sont de 2023, après aujourd’hui") as refused:
            year_report(database, action_id, PROFILE, 2023, today=date(2022, 12, 31))
    finally:
        database.rollback()
    assert refused.value.remedy == "Vérifiez la date de l’ordinateur."


@pytest.mark.parametrize(("label", "told"), [
    ("Encore accompagnés à la fin", "Encore accompagnés au 14 octobre 2024"),
    ("En cours au 31 décembre", "En cours au 14 octobre 2024"),
    ("Toujours là", "Toujours là (au 14 octobre 2024)"),
])  # fmt: skip
def test_a_number_of_the_last_day_names_it_in_a_year_that_goes_on(label: str, told: str) -> None:
    assert " ".join(label_on(label, date(2024, 10, 14)).split()) == told
    assert label_on(label, date(2024, 12, 31)) == label


@pytest.mark.parametrize(
    ("part", "whole", "rate"), [(1, 8, 13), (3, 8, 38), (32, 76, 42), (0, 3, 0), (0, 0, None)]
)
def test_a_rate_rounds_halves_up(part: int, whole: int, rate: int | None) -> None:
    assert percent(part, whole) == rate
