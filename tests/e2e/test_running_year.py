"""A year that goes on counts what has come, wherever it is told: figures counted by hand.

Today is 14 October 2024. ADAM left in March, BRUN, COLIN and DENIS are there; rendez-vous and an
immersion are planned in the months to come, and one rendez-vous in the next year.
"""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from docx import Document
from openpyxl import load_workbook

from coachdesk import cli
from coachdesk.cli import asking
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP
from coachdesk.domain.attendance import Mode, Presence, Slot
from coachdesk.domain.indicators import Share
from coachdesk.domain.report_content import Report
from coachdesk.services.appointments import plan_appointment
from coachdesk.services.closing.use_case import close_month
from coachdesk.services.dashboard import dashboard
from coachdesk.services.desk import ActionInfo, Desk, open_desk
from coachdesk.services.duplicates import known_people
from coachdesk.services.exits.recording import ExitTerms
from coachdesk.services.figures import month_figures, year_report
from coachdesk.services.immersions import CompanyFacts, ImmersionTerms, plan_immersion
from coachdesk.services.month import month_view
from coachdesk.services.report import (
    Output,
    bilan_figures,
    bilan_of,
    close_year,
    save_bilan,
    state_json,
    state_of,
    write_text,
    year_frozen_or_counted,
    years_known,
)
from coachdesk.services.report.screen import bilan_view, rows_behind_figure
from documents import pdf_reading
from support.bilan_tables import READERS, plain, read_bilan
from support.clock import FixedClock
from support.command import PASSPHRASE
from support.documents import FIVE_DAYS
from support.sample_desk import copied_desk, number
from support.told_year import ABSENT, EXCUSED, PRESENT, Someone, Stage, lived_store

TODAY = date(2024, 10, 14)
OCTOBER = date(2024, 10, 1)
AT = datetime(2024, 10, 14, 9, tzinfo=UTC)
SAID = f"Année en cours{NBSP}: chiffres arrêtés au 14{NBSP}octobre{NBSP}2024."
STILL = f"Encore accompagnés au 14{NBSP}octobre{NBSP}2024"
ACTIVE = [2, 2, 2, 1, 1, 1, 1, 1, 2, 3]
"""January to October: ADAM and BRUN until March, BRUN alone, then COLIN and DENIS beside her."""
PEOPLE = (
    Someone(
        "ADAM", "Alice", "female", date(1990, 5, 4), date(2023, 11, 6), date(2023, 11, 13),
        {date(2023, 11, 20): PRESENT, date(2024, 2, 5): PRESENT},
        stages=(Stage(date(2024, 2, 19), date(2024, 2, 23)),),
        left=ExitTerms(
            date(2024, 3, 29), "employment", "permanent", "Garage du Centre",
            job_starts_on=date(2024, 4, 2),
        ),
    ),
    Someone(
        "BRUN", "Basile", "male", date(1985, 2, 1), date(2024, 1, 8), date(2024, 1, 15),
        {date(2024, 1, 22): PRESENT, date(2024, 2, 12): EXCUSED, date(2024, 10, 8): ABSENT},
    ),
    Someone(
        "COLIN", "Chloé", "female", date(2001, 9, 9), date(2024, 9, 2), date(2024, 9, 9),
        {date(2024, 9, 16): PRESENT, TODAY: PRESENT},
    ),
    Someone("DENIS", "Dora", "female", date(1979, 7, 7), date(2024, 10, 1), date(2024, 10, 10)),
)  # fmt: skip
PLANNED = (date(2024, 10, 21), date(2024, 11, 4), date(2025, 1, 8))
"""Rendez-vous of COLIN: later this month, later this year, next year."""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store as it stands today, to be copied."""
    folder = tmp_path_factory.mktemp("annee")
    store = lived_store(folder, "coaching-emploi", PEOPLE, TODAY)
    opened = open_desk(store, PASSPHRASE, clock=FixedClock(AT))
    for day in PLANNED:
        slot = Slot(day, 14 * 60, 15 * 60, "Amiens", Mode.ON_SITE)
        plan_appointment(opened, dossier(opened, "COLIN"), slot)
    company = CompanyFacts("73282932000074", "Garage du Centre")
    purpose = opened.actions[0].profile.purposes.words[0].key
    days = date(2024, 11, 12), date(2024, 11, 22)
    terms = ImmersionTerms(company, "Accueil", purpose, *days, FIVE_DAYS)
    plan_immersion(opened, dossier(opened, "BRUN"), terms)
    opened.close()
    return store


@pytest.fixture
def desk(lived: Path, tmp_path: Path) -> Iterator[Desk]:
    with copied_desk(lived, tmp_path / "magasin", FixedClock(AT)) as opened:
        yield opened


@pytest.fixture
def action(desk: Desk) -> ActionInfo:
    return desk.actions[0]


@pytest.fixture
def told(desk: Desk, action: ActionInfo) -> dict[str, Any]:
    """What ``report --json`` says of the year."""
    return json.loads(json.dumps(json_of(desk, action, 2024)))


@pytest.fixture
def bilan(desk: Desk, action: ActionInfo) -> Report:
    return bilan_of(desk, action, 2024)


def dossier(desk: Desk, name: str) -> UUID:
    people = desk.read(known_people)
    return next(each.prescription_id for each in people if each.last_name == name)


def json_of(desk: Desk, action: ActionInfo, year: int) -> dict[str, Any]:
    return desk.read(lambda link: year_frozen_or_counted(link, action, year, TODAY))[0]


def test_the_year_counts_from_january_to_today(told):
    assert told["arrete_au"] == "2024-10-14"
    assert list(told)[:3] == ["action", "year", "arrete_au"]
    assert told["file_active"] == ACTIVE
    assert told["file_active_moyenne"] == 1.6, "of ten months, not of twelve"
    assert list(told["months"]) == [f"2024-{month:02}" for month in range(1, 11)]
    assert [each["file_active"] for each in told["months"].values()] == ACTIVE
    assert (told["participants"], told["sorties_total"], told["en_cours_au_31_12"]) == (4, 1, 3)
    assert told["rdv_total"] == 6, "ADAM in February, BRUN three times, COLIN twice; none to come"
    assert told["indicateurs"]["rdv_total"] == 6
    assert told["immersions"]["conventions_dans_l_annee"] == 1, "not that of November"


def test_the_year_before_is_whole(desk, action):
    before = json_of(desk, action, 2023)
    assert "arrete_au" not in before
    assert before["file_active"] == [0] * 10 + [1, 1]
    assert len(before["months"]) == 12
    assert (before["en_cours_au_31_12"], before["rdv_total"]) == (1, 1)
    report = bilan_of(desk, action, 2023)
    assert (report.running, report.so_far) == (False, "")
    labels = {each.value.key: each.value.label for each in report.figures}
    assert labels["en_cours_au_31_12"] == "Encore accompagnés à la fin"


def test_the_month_in_progress_is_that_of_its_page_with_what_is_planned_in_it(desk, action, told):
    alone = desk.read(lambda link: month_figures(link, action.id, action.profile, OCTOBER))
    assert told["months"]["2024-10"] == alone
    rdv = action.profile.presences
    names = {each: rdv[each].figure or rdv.label(each) for each in Presence}
    assert alone["rdv"] == {
        names[Presence.PLANNED]: 1, names[Presence.ATTENDED]: 1, names[Presence.UNEXCUSED]: 1,
    }  # fmt: skip
    view = desk.read(lambda link: month_view(link, action.id, action.profile, OCTOBER, today=TODAY))
    shown = {each.key: each.value for each in view.figures}
    assert (shown["file_active"], shown["appointments"]) == (3, 3)
    assert list(view.curve) == ACTIVE


def test_the_state_and_the_dashboard_of_today_agree_with_the_year(desk, action, told):
    state = state_json(state_of(desk, action, TODAY))["indicateurs"]
    assert len(state) > 5
    assert state == {key: told["indicateurs"][key] for key in state}
    shown = desk.read(lambda link: dashboard(link, action, TODAY))
    assert {each.key: each.json for each in shown.figures} == state
    assert [point.active for point in shown.curve[-10:]] == ACTIVE
    labels = {each.value.key: each.value.label for each in state_of(desk, action, TODAY).figures}
    assert labels["en_cours_au_31_12"] == STILL


def test_the_command_says_until_when(lived, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(asking, "SystemClock", lambda: FixedClock(AT))
    store = str(shutil.copytree(lived, tmp_path / "magasin"))

    def run(*arguments):
        monkeypatch.setenv("COACHDESK_PASSPHRASE", PASSPHRASE)  # each command erases it
        return cli.run([*arguments, "--store", store])

    assert run("report", "2024") == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == SAID
    assert f"{STILL}{NBSP}: 3" in lines
    assert not [line for line in lines if "arrete_au" in line or "31 décembre" in plain(line)]
    assert run("report", "2024", "--json") == 0
    year = json.loads(capsys.readouterr().out)
    assert (year["arrete_au"], year["file_active"]) == ("2024-10-14", ACTIVE)
    assert run("month", "2024-10", "--json") == 0
    assert json.loads(capsys.readouterr().out) == year["months"]["2024-10"]
    assert run("report", "2025") == 1
    assert "L’année 2025 n’a pas commencé" in capsys.readouterr().err


@pytest.mark.parametrize("kind", READERS)
def test_each_paper_says_the_same_and_until_when(kind, desk, action, bilan, told, tmp_path):
    path = tmp_path / f"b.{kind}"
    save_bilan(desk, action, bilan, path, Output(kind))
    tables = read_bilan(path, 2024)
    assert tables.curve() == (ACTIVE, Decimal("1.6"))
    assert tables.plain_number(plain(STILL)) == 3
    labels = {each.value.key: plain(each.value.label) for each in bilan.figures}
    for key, label in labels.items():
        tables.holds(key, told["indicateurs"][key], action.profile, label)
    assert plain(SAID) in words_of(path, tmp_path)


def words_of(path: Path, folder: Path) -> str:
    """What the first page of a file says, on one line."""
    if path.suffix == ".pdf":
        return plain(pdf_reading.texts(path.read_bytes(), folder)[0])
    if path.suffix == ".docx":
        return plain(" ".join(each.text for each in Document(str(path)).paragraphs[:4]))
    cells = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return plain(" ".join(str(cell) for row in cells for cell in row if cell is not None))


def test_the_bilan_says_until_when_and_of_which_days(bilan):
    assert bilan.running
    assert bilan.so_far == f"{SAID} Celle d’avant est comptée jusqu’au 31{NBSP}décembre."
    assert (bilan.period.first, bilan.period.last) == (date(2024, 1, 1), TODAY)
    assert number(bilan, "en_cours_au_31_12") == 3


def test_the_rows_behind_a_number_are_those_that_it_counts(desk, action, bilan):
    values = {each.value.key: each.value for each in bilan.figures}

    def behind(key: str, share: Share | None = None) -> int:
        found = desk.read(
            lambda link: rows_behind_figure(link, action, 2024, values[key], share, today=TODAY)
        )
        return len(found.cells.rows)

    assert behind("en_cours_au_31_12") == 3
    assert behind("conventions_dans_l_annee") == 1
    assert behind("file_active", Share("2024-10", "octobre", 3)) == 3
    assert behind("rdv_total") == 6


def test_a_year_that_goes_on_is_not_closed(desk, action):
    with pytest.raises(UserError, match="L’année 2024 n’est pas finie"):
        close_year(desk, action, 2024)
    shown = bilan_view(desk, action, 2024).shown
    assert shown is not None
    assert not shown.over


def test_a_year_to_come_is_not_told_though_something_is_planned_in_it(desk, action):
    assert desk.read(lambda link: years_known(link, action, TODAY)) == (2024, 2023)
    assert bilan_view(desk, action, 2025).years == (2024, 2023)
    for told in (lambda: bilan_of(desk, action, 2025), lambda: json_of(desk, action, 2025)):
        with pytest.raises(UserError, match="L’année 2025 n’a pas commencé") as refused:
            told()
        assert refused.value.remedy == "Choisissez une année jusqu’à 2024."


def test_a_text_kept_from_a_whole_year_has_a_dash_for_a_month_to_come(desk, action):
    part = "modalites"
    write_text(desk, action, 2024, part, "{file_active.octobre}, {file_active.décembre}.")
    (text,) = [each.text for each in bilan_of(desk, action, 2024).sections if each.key == part]
    assert text == "3, –."
    figures = desk.read(lambda link: bilan_figures(link, action, 2024, TODAY))
    assert figures.years[2024]["rdv_total"].measured.number == 6
    with pytest.raises(UserError, match="l’année 2025 n’est pas connue"):
        write_text(desk, action, 2024, part, "{participants:2025}")


def test_a_month_closed_before_its_end_has_not_changed(desk, action):
    close_month(desk, action, OCTOBER, force_reason="Départ en congé.")
    assert not bilan_of(desk, action, 2024).changes


@pytest.mark.parametrize(
    ("day", "months", "running"),
    [
        (date(2024, 1, 1), 1, True),
        (date(2024, 1, 31), 1, True),
        (date(2024, 2, 1), 2, True),
        (date(2024, 12, 31), 12, True),
        (date(2025, 1, 1), 12, False),
    ],
)
def test_the_months_are_those_begun(desk, action, day, months, running):
    told = desk.read(lambda link: year_report(link, action.id, action.profile, 2024, today=day))
    assert len(told["file_active"]) == len(told["months"]) == months
    assert ("arrete_au" in told) is running
