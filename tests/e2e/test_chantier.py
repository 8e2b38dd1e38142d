"""*Ateliers et chantiers d'insertion*, end to end: a year lived, its figures counted by hand."""

import shutil
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
from support.chantier import PEOPLE, TODAY
from support.clock import FixedClock
from support.command import PASSPHRASE, coachdesk
from support.told_year import lived_store

CODE = "ateliers-chantiers-insertion"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lived_store(tmp_path_factory.mktemp("chantier"), CODE, PEOPLE, TODAY)


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2023)


def test_who_was_there_who_came_and_who_left(figures):
    # All but KEITA; EKANI, JULIEN, LOPEZ and IVANOV came; HAMIDI, LOPEZ and IVANOV stay.
    assert (figures["participants"], figures["entrees"]) == (13, 4)
    assert (figures["sorties_total"], figures["en_cours_au_31_12"]) == (10, 3)


def test_months_with_two_interviews_are_held_to_seventy_percent(figures):
    # Months that were whole, and those of them with two interviews:
    #   NDOYE 2, 2; ADAMI 3, 2; BOUZID 6, 4; CHEVAL 8, 6; MARTEL 5, 4; HAMIDI 12, 9; DUMONT 8, 8;
    #   FLEURY 3, 1; GOMIS 1, 0; EKANI 5, 3; JULIEN 10, 5; LOPEZ 7, 6; IVANOV 3, 3.
    assert 2 + 3 + 6 + 8 + 5 + 12 + 8 + 3 + 1 + 5 + 10 + 7 + 3 == 73
    assert 2 + 2 + 4 + 6 + 4 + 9 + 8 + 1 + 0 + 3 + 5 + 6 + 3 == 53
    assert figures["entretiens_mensuels"] == rate(53, 73, 73)
    # 4 + 5 + 9 + 13 + 9 + 20 + 16 + 3 + 0 + 8 + 15 + 12 + 6 interviews of 45 minutes.
    assert figures["rdv"] == {"Présent": 120}
    assert figures["heures_presence"] == 90.0


def test_an_immersion_in_twelve_months_is_held_to_eighty_percent(figures):
    # Yes: ADAMI, BOUZID, MARTEL, HAMIDI, DUMONT. No: NDOYE, whose second year ended with her
    # contract (hers was in the first), CHEVAL (in her fourteenth month, of a year cut short),
    # FLEURY, GOMIS, EKANI, JULIEN (it did not happen). LOPEZ and IVANOV are in their first year.
    assert figures["immersion_12_mois"] == rate(5, 11, 45)


def test_dynamic_exits_are_those_of_three_classes(figures):
    # Durable: ADAMI, BOUZID. Transition: CHEVAL, and MARTEL, whose six months are not more than
    # six. Positive: DUMONT, EKANI. Others: FLEURY, JULIEN. GOMIS and NDOYE are not.
    assert figures["taux_sorties_dynamiques"] == rate(6, 8, 75)
    assert figures["sorties_durables"] == rate(2, 8, 25)
    assert figures["sorties_transition"] == rate(2, 8, 25)
    assert figures["sorties_positives_siae"] == rate(2, 8, 25)
    assert sorted(figures["classes"].values()) == [2, 2, 2, 2, 2]
    assert figures["details_emploi"] == {
        "Emploi – CDI": 1, "Emploi – CDD de plus de 6 mois": 1,
        "Emploi – CDD de 6 mois au plus": 2,
        "Embauche dans une autre SIAE – Entreprise d’insertion": 1,
    }  # fmt: skip


def test_the_targets_are_those_of_the_agreement():
    targets = {each.key: each.target for each in load_profile(CODE)[1].indicators}
    assert targets["entretiens_mensuels"] == 70
    assert targets["immersion_12_mois"] == 80
    classes = ("sorties_durables", "sorties_transition", "sorties_positives_siae")
    assert [targets[key] for key in classes] == [20, 15, 15]
    assert targets["taux_sorties_dynamiques"] == 50 == sum(targets[key] for key in classes)


def test_bilans_and_training_are_counted(figures):
    # Of 2023: HAMIDI in June and LOPEZ; at the end ADAMI, BOUZID, CHEVAL, MARTEL, DUMONT, EKANI.
    assert figures["bilans_etape"] == {"Bilan d’étape": 2, "Bilan de fin de contrat": 6}
    assert figures["bilan_fin"] == rate(6, 8, 75), "neither FLEURY nor JULIEN"
    assert figures["heures_formation"] == 35 + 14 + 7
    assert figures["salaries_formes"] == rate(3, 13, 23)


def test_three_and_six_months_later(figures):
    # At three: NDOYE, ADAMI, BOUZID, CHEVAL (15/12), MARTEL, DUMONT (30/11), FLEURY, GOMIS, EKANI.
    # At six: NDOYE, ADAMI, BOUZID (30/12), MARTEL (30/11), FLEURY, GOMIS, EKANI.
    assert figures["suivis_a_faire"] == {"3\u00a0mois": 9, "6\u00a0mois": 7}
    assert figures["suivis_faits"] == {"3\u00a0mois": 3}
    assert figures["suivis_en_emploi"] == {"3\u00a0mois": 2}


@pytest.fixture
def desk(lived, tmp_path):
    copy = Path(shutil.copytree(lived, tmp_path / "magasin"))
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=timezone(timedelta(hours=1)))
    opened = open_desk(copy, PASSPHRASE, clock=FixedClock(now))
    yield opened
    opened.close()


def behind(desk, key):
    """The names behind a rate, and those of them that count."""
    action = desk.actions[0]
    cells = desk.read(
        lambda link: rows_behind_indicator(link, action.id, action.profile, year_of(2023), key)
    )
    name = cells.headings.index("Nom")
    return (
        [row[name] for row in cells.rows],
        [row[name] for row in cells.rows if row[-1] == "oui"],
    )


def test_behind_the_immersions_stands_everyone_and_whether_she_had_one(desk):
    assert behind(desk, "immersion_12_mois") == (
        ["NDOYE", "ADAMI", "BOUZID", "CHEVAL", "MARTEL", "HAMIDI", "DUMONT", "FLEURY", "GOMIS",
         "EKANI", "JULIEN"],
        ["ADAMI", "BOUZID", "MARTEL", "HAMIDI", "DUMONT"],
    )  # fmt: skip


def test_behind_the_interviews_stands_each_month(desk):
    names, often = behind(desk, "entretiens_mensuels")
    assert (names.count("HAMIDI"), often.count("HAMIDI")) == (12, 9)
    assert (names.count("GOMIS"), often.count("GOMIS")) == (1, 0)


def test_a_bilan_that_is_missing_is_to_be_done(desk):
    action = desk.actions[0]
    things = desk.read(lambda link: things_to_do(link, action.id, action.profile, TODAY))
    assert {
        (thing.who.split()[0], thing.subject, thing.due_on)
        for thing in things
        if thing.rule == "acte_attendu"
    } == {
        ("HAMIDI", "stage_review:3", date(2024, 1, 1)),
        ("JULIEN", "end_review:1", date(2023, 12, 29)),
    }


def test_the_monthly_table_tells_immersions_and_bilans(desk):
    action, month = desk.actions[0], month_of(date(2023, 6, 1))
    rows = desk.read(
        lambda link: monthly_table_rows(
            link, action.id, month.first, month.last, action.profile.stages
        )
    )
    told = {row.last_name: table_row(action.profile, row) for row in rows}
    assert sorted(told) == ["BOUZID", "CHEVAL", "DUMONT", "EKANI", "HAMIDI", "JULIEN", "LOPEZ"]
    assert told["HAMIDI"]["etapes"] == "Bilan d’étape, 20/06"
    assert told["HAMIDI"]["pmsmp_entreprise"] == "Garage du Centre"
    assert told["BOUZID"]["sortie_detail"] == "CDD de plus de 6 mois"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            'months = "<= 6" }', 'months = "< 6" }',
            ("exits.kinds[1].details", "laissent un trou", "n’appartient qu’à un détail"),
        ),
        (
            'classes = ["durable"]', 'classes = ["durables"]',
            ("indicators[4].classes[1]", "« durables » n’existe pas", "« durable » ?"),
        ),
        (
            "least = 2", "least = 40",
            ("indicators[1].least", "Ce nombre est hors des bornes.", "de 1 à 31"),
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_where_it_stands(tmp_path, right, wrong, told):
    text, _ = load_profile(CODE)
    assert text.count(right) >= 1
    file = tmp_path / "chantier.toml"
    file.write_text(text.replace(right, wrong, 1), "utf-8")
    ran = coachdesk("profile", "check", file)
    assert ran.code != 0
    said = (ran.out + ran.err).replace("\u00a0", " ")
    assert "ligne" in said
    assert all(part in said for part in told), said


def test_the_bilan_names_nobody_and_no_other_action(lived, tmp_path):
    ran = coachdesk("report", "2023", "--pdf", tmp_path / "bilan.pdf", store=lived)
    assert ran.code == 0, ran.err
    said = " ".join(" ".join(texts((tmp_path / "bilan.pdf").read_bytes(), tmp_path)).split())
    assert "Sorties dynamiques" in said
    assert "oaching" not in said
    assert not [each.last_name for each in PEOPLE if each.last_name in said]
