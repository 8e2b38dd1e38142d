"""*Primo professionnelle* and *Primo sociale*, end to end: what they share, what is their own."""

import shutil
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from coachdesk.domain.periods import month_of, year_of
from coachdesk.queries.monthly_table import monthly_table_rows
from coachdesk.services.desk import open_desk
from coachdesk.services.indicators import rows_behind_indicator
from coachdesk.services.papers.table import _row as table_row
from coachdesk.services.profiles import load_profile
from coachdesk.services.to_dos import things_to_do
from documents.pdf_reading import texts
from support.actions.desk import figures_of, rate
from support.clock import FixedClock
from support.command import PASSPHRASE, coachdesk
from support.primo import TODAY, people
from support.told_year import lived_store

CODES = ("primo-professionnelle", "primo-sociale")
PRO = CODES[0]
NAMES = {each.last_name for each in people(PRO)}
LEAVERS = ["LEROY", "ALBERT", "BENALI", "COSTA", "DIALLO", "ETIENNE", "GARCIA"]
"""Those who left otherwise than by moving away."""
OWN = {
    "code", "name", "agreement_number", "services", "exit_kinds", "texts", "measures",
    "indicators", "report",
}  # fmt: skip
"""The parts in which the two profiles have something of their own."""


@pytest.fixture(scope="module", params=CODES)
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    return lived_store(folder, request.param, people(request.param), TODAY)


@pytest.fixture
def code(lived: Path, request: pytest.FixtureRequest) -> str:
    found: str = request.node.callspec.params["lived"]
    return found


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2023)


def test_who_came_who_is_there_and_who_left(figures, code):
    # LEROY of 2022 and the ten from ALBERT to JOLY; HAMON, IMBERT and JOLY stay; KONATE never was.
    assert (figures["participants"], figures["entrees"]) == (11, 10)
    assert (figures["sorties_total"], figures["en_cours_au_31_12"]) == (8, 3)
    assert figures["suites"] == {"Intégré": 11, "Non adhésion ou absence au 1er RDV": 1}
    alone = {"Fin sans étape suivante": 1, "Abandon": 1, "Déménagement": 1}
    ahead = (
        {"Emploi": 2, "Formation": 2, "Relais vers un autre accompagnement": 1}
        if code == PRO
        else {"Formation": 2, "Relais vers un autre accompagnement": 3}
    )
    assert figures["sorties"] == ahead | alone


def test_more_than_two_unexcused_absences_are_an_alert(figures):
    # DIALLO and HAMON have three, IMBERT two.
    assert figures["absences_repetees"] == 2
    # P: ALBERT twice and ten others once; E: COSTA; A: DIALLO 3, ETIENNE 1, HAMON 3, IMBERT 2.
    assert figures["rdv"] == {"Présent": 12, "Absence justifiée": 1, "Absence injustifiée": 9}
    assert figures["taux_presence"] == rate(12, 22, 55)
    assert figures["heures_presence"] == 9.0, "twelve times three quarters of an hour"


def test_the_entretiens_tripartites_are_counted_at_each_stage(figures):
    # LEROY's first was in 2022. Entry: ALBERT to HAMON. Stage: LEROY, ALBERT, BENALI, COSTA,
    # ETIENNE, GARCIA, HAMON. Exit: LEROY, ALBERT, BENALI, ETIENNE, GARCIA.
    assert figures["entretiens_tripartites"] == {
        "Entretien tripartite d’entrée": 8, "Entretien tripartite d’étape": 7,
        "Entretien tripartite de sortie": 5,
    }  # fmt: skip
    # Of the seven who left otherwise than FARGE, who moved.
    assert figures["tripartite_entree"] == rate(7, 7, 100)
    assert figures["tripartite_etape"] == rate(6, 7, 86), "DIALLO left before"
    assert figures["tripartite_sortie"] == rate(5, 7, 71), "neither COSTA nor DIALLO"


def test_a_dated_action_plan_is_there_at_the_exit(figures):
    # LEROY, ALBERT, BENALI, ETIENNE; that of GARCIA was not signed.
    assert figures["plan_action"] == rate(4, 7, 57)


def test_half_of_them_have_a_next_step(figures):
    # LEROY, ALBERT, BENALI, COSTA, GARCIA; neither DIALLO nor ETIENNE; FARGE is left out.
    assert figures["taux_suite_prevue"] == rate(5, 7, 71)


def test_three_and_six_months_later(figures, code):
    # At three months: LEROY (30/06), DIALLO, FARGE, ALBERT, BENALI, COSTA, ETIENNE (05/12).
    # At six: LEROY, DIALLO, FARGE; ALBERT's six months end in January.
    assert figures["suivis_a_faire"] == {"3\u00a0mois": 7, "6\u00a0mois": 3}
    assert figures["suivi_3_mois"] == rate(4, 7, 57), "LEROY, ALBERT, BENALI, ETIENNE"
    assert figures["suivi_6_mois"] == rate(1, 3, 33), "LEROY"
    assert figures["emploi_6_mois"] == rate(1, 3, 33), "employed, or in training"
    # ALBERT at three months and LEROY at six work, where they left for a job.
    employed = {"3\u00a0mois": 1, "6\u00a0mois": 1} if code == PRO else {}
    assert figures["suivis_en_emploi"] == employed


def test_what_changed_is_that_of_those_measured_twice(figures, code):
    assert figures["effet_autonomie"] == rate(1, 2, 50), "ALBERT, not COSTA"
    own = "projet" if code == PRO else "droits"
    # ALBERT and BENALI better, COSTA the same, ETIENNE worse; GARCIA once; the three others never.
    assert figures[f"effet_{own}"] == rate(2, 4, 50)
    assert figures[f"evolution_{own}"] == {
        "Mieux qu’au début": 2, "Comme au début": 1, "Moins bien qu’au début": 1,
        "Une seule fois": 1, "Non renseigné": 3,
    }  # fmt: skip


@pytest.fixture
def desk(lived, tmp_path):
    copy = Path(shutil.copytree(lived, tmp_path / "magasin"))
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=timezone(timedelta(hours=1)))
    opened = open_desk(copy, PASSPHRASE, clock=FixedClock(now))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("key", "names", "counted"),
    [
        ("absences_repetees", ["DIALLO", "HAMON"], []),
        ("plan_action", LEAVERS, ["LEROY", "ALBERT", "BENALI", "ETIENNE"]),
        ("taux_suite_prevue", LEAVERS, []),
    ],
)
def test_behind_a_number_stand_those_whom_it_counts(desk, key, names, counted):
    action = desk.actions[0]
    cells = desk.read(
        lambda link: rows_behind_indicator(link, action.id, action.profile, year_of(2023), key)
    )
    name = cells.headings.index("Nom")
    assert [row[name] for row in cells.rows] == names
    assert [row[name] for row in cells.rows if row[-1] == "oui"] == counted


def expected(desk, day):
    action = desk.actions[0]
    things = desk.read(lambda link: things_to_do(link, action.id, action.profile, day))
    names = {"acte_attendu", "papier_attendu", "absences"}
    return {
        (thing.who.split()[0], thing.subject, thing.due_on)
        for thing in things
        if thing.rule in names
    }


def test_an_absence_too_many_and_a_stage_without_its_interview_are_to_be_done(desk):
    assert expected(desk, TODAY) == {
        ("HAMON", "3", TODAY),
        ("IMBERT", "tripartite_start:1", date(2023, 11, 2)),
        ("IMBERT", "tripartite_midway:1", date(2024, 1, 2)),
        ("JOLY", "tripartite_start:1", date(2024, 1, 11)),
    }


def test_an_exit_asks_for_its_action_plan_until_it_is_signed(desk):
    asked = {(who, subject) for who, subject, _ in expected(desk, date(2023, 11, 15))}
    assert ("GARCIA", "plan_action") in asked, "it is a draft"
    assert ("GARCIA", "tripartite_end:1") not in asked, "it was held"


def test_the_monthly_table_names_each_person_and_her_stages(desk):
    action, month = desk.actions[0], month_of(date(2023, 10, 1))
    rows = desk.read(
        lambda link: monthly_table_rows(
            link, action.id, month.first, month.last, action.profile.stages
        )
    )
    told = {row.last_name: table_row(action.profile, row) for row in rows}
    assert list(told) == ["GARCIA", "HAMON", "IMBERT"]
    assert {"nom", "prenom", "rdv_injustifies", "etapes"} <= set(action.profile.table_columns)
    assert told["GARCIA"]["etapes"] == "Entretien tripartite de sortie, 30/10"
    assert told["HAMON"]["etapes"] == "Entretien tripartite d’entrée, 02/10"
    assert (told["HAMON"]["rdv_injustifies"], told["IMBERT"]["etapes"]) == (2, None)


def test_the_two_profiles_share_all_that_is_not_their_own():
    pro, social = (load_profile(code)[1] for code in CODES)
    differ = {
        each.name for each in fields(pro) if getattr(pro, each.name) != getattr(social, each.name)
    }
    assert differ == OWN
    shared = {kind.key for kind in pro.services} & {kind.key for kind in social.services}
    assert all(pro.services[key] == social.services[key] for key in shared)
    assert {"tripartite_start", "tripartite_midway", "tripartite_end"} <= shared
    assert [kind.key for kind in pro.exit_kinds] == [kind.key for kind in social.exit_kinds]
    both = {each.key: each for each in pro.indicators}
    own = [each.key for each in social.indicators if both.get(each.key) != each]
    assert own == ["effet_droits", "evolution_droits"]
    assert [part.key for part in pro.report.parts] == [part.key for part in social.report.parts]


@pytest.mark.parametrize(
    ("right", "wrong", "key", "reason", "remedy"),
    [
        (
            'paper = "plan_action"', 'paper = "plan_daction"', "indicators[6].paper",
            "n’est pas une valeur connue", "Vouliez-vous dire",
        ),
        (
            'kinds = ["tripartite_midway"]', 'kinds = ["tripartite_etape"]',
            "indicators[4].kinds[1]", "n’existe pas", "Vouliez-vous dire",
        ),
        (
            "expected_months = [3]", "expected_months = [0]",
            "words.services[2].expected_months[1]", "Un nombre entier est attendu ici.",
            "Écrivez-le de 1 à 60.",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_where_it_stands(tmp_path, right, wrong, key, reason, remedy):
    text, _ = load_profile(PRO)
    file = tmp_path / "primo.toml"
    file.write_text(text.replace(right, wrong, 1), "utf-8")
    ran = coachdesk("profile", "check", file)
    assert ran.code != 0
    line = text.split(right)[0].count("\n") + 1
    told = (ran.out + ran.err).replace("\u00a0", " ")
    assert str(line) in told
    assert all(part in told for part in (key, reason, remedy))


def test_no_word_of_another_action_is_in_them():
    for code in CODES:
        assert "coaching" not in load_profile(code)[0].lower()


def test_the_bilan_is_laid_out_as_the_profile_says(lived, tmp_path):
    ran = coachdesk("report", "2023", "--pdf", tmp_path / "bilan.pdf", store=lived)
    assert ran.code == 0, ran.err
    said = " ".join(" ".join(texts((tmp_path / "bilan.pdf").read_bytes(), tmp_path)).split())
    assert "Les étapes à trois" in said
    assert not [name for name in NAMES if name in said], "it names nobody"
