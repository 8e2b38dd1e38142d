"""*Association intermédiaire*: a year lived, its figures counted by hand from its table."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.domain.indicators import Share
from coachdesk.services.documents.drafting import open_document, preview, read_document
from coachdesk.services.gaps import month_gaps
from coachdesk.services.to_dos import things_to_do
from support.actions import association_intermediaire
from support.actions.association_intermediaire import CODE, UNTIL
from support.actions.desk import (
    figures_of,
    line_of,
    lived_action,
    opened,
    people_behind,
    rate,
    refusal,
    refused_line,
    table_of,
    to_do,
)
from support.command import coachdesk
from support.documents import plain_text


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lived_action(tmp_path_factory.mktemp("ai"), association_intermediaire)


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2024)


def test_those_who_are_recruited_are_the_file_active(figures):
    # January: Gina, Anne, Dalia. February: + Bruno. March to May: Chi for Gina. June: without Chi.
    # July: Dalia, Bruno. August: Bruno. September: + Eva. October to December: + Fabien.
    assert figures["file_active"] == [3, 4, 4, 4, 4, 3, 2, 1, 2, 3, 3, 3]
    assert figures["file_active_moyenne"] == 3.0  # 36 over 12
    assert (figures["participants"], figures["entrees"], figures["en_cours_au_31_12"]) == (7, 6, 3)
    assert figures["suites"] == {"Recruté": 7, "Réorienté": 1}


def test_the_hours_assigned_are_those_of_each_person(figures, lived, tmp_path):
    # Anne 210, Bruno 200, Chi 50, Dalia 199, Eva 75, Gina 60 (those of 2023 are not of the year).
    assert figures["heures_mises_a_disposition"] == 210 + 200 + 50 + 199 + 75 + 60
    assert figures["personnes_au_travail"] == 6  # not Fabien
    assert figures["heures_par_personne"] == 113.43  # 794 over seven
    assert figures["personnes_200_heures"] == rate(2, 7, 29)  # Anne, Bruno to the hour
    # Of those who left, from the entry on: Anne 210, Chi 50, Dalia 199, Gina 150 + 60.
    assert figures["sortants_200_heures"] == rate(2, 4, 50)
    counted = Share("", "", 0)
    with opened(lived, tmp_path, UNTIL) as desk:
        in_year = people_behind(desk, 2024, "personnes_200_heures", counted)
        in_all = people_behind(desk, 2024, "sortants_200_heures", counted)
    assert in_year == ["LEROY Anne", "MARTIN Bruno"]
    assert sorted(in_all) == ["LEROY Anne", "ROUX Gina"]


def test_assignments_are_told_by_whom_they_work_for(figures):
    assert figures["mises_a_disposition"] == 17  # 5 + 4 + 2 + 2 + 3 + 1
    assert figures["mises_a_disposition_par_client"] == {
        "EHPAD Les Tilleuls": 5 + 2, "Mairie de Corbie": 4 + 1, "Particuliers": 2 + 3,
    }  # fmt: skip
    assert figures["points_client"] == {"Tout va bien": 2, "Difficulté à suivre": 1}
    assert figures["heures_formation"] == 14 + 21
    assert figures["qualifications"] == 1  # Dalia


def test_demarches_are_counted_by_kind(figures):
    assert figures["demarches"] == {
        "CV, lettre": 2, "Candidatures": 2, "Ouverture de droits": 1,
        "Inscription au permis, au code": 1, "Aide au transport": 1,
    }  # fmt: skip
    assert figures["personnes_demarches"] == 4  # Anne, Bruno, Chi, Eva


def test_statements_are_signed_by_both_or_asked_for(figures, lived, tmp_path):
    assert (figures["releves"], figures["releves_signes"]) == (4, 3)
    june = date(2024, 6, 5)
    with opened(lived, tmp_path, june) as desk:
        action = desk.actions[0]
        found = desk.read(lambda link: things_to_do(link, action.id, action.profile, june))
        waiting = to_do(desk, "papier_a_signer", june)
    # March, April and May of Anne and of Bruno; April of Chi and of Dalia.
    asked = [(thing.who, thing.subject[-2:]) for thing in found if thing.rule == "releve_attendu"]
    assert sorted(asked) == [
        *(("LEROY Anne", month) for month in ("03", "04", "05")),
        *(("MARTIN Bruno", month) for month in ("03", "04", "05")),
        ("NGUYEN Chi", "04"), ("OUALI Dalia", "04"),
    ]  # fmt: skip
    assert list(waiting) == ["NGUYEN Chi"]
    assert "entreprise" in waiting["NGUYEN Chi"]
    said = next(thing.sentence for thing in found if thing.subject == "hours_statement:2024-03")
    assert said == f"établir et faire signer «{NBSP}Relevé d’heures{NBSP}» de mars{NBSP}2024"


def test_the_statement_that_is_asked_for_is_opened_on_its_month(lived, tmp_path):
    with opened(lived, tmp_path, date(2024, 12, 2)) as desk:
        action = desk.actions[0]
        found = desk.read(
            lambda link: things_to_do(link, action.id, action.profile, date(2024, 12, 2))
        )
        eva = next(thing for thing in found if thing.rule == "releve_attendu")
        made = open_document(desk, action, "hours_statement", eva.prescription_id)
        view = read_document(desk, made)
        text = plain_text(preview(desk, made))
        october = {"first_day": "2024-10-01", "last_day": "2024-10-31"}
        other = plain_text(preview(desk, made, october))
    assert eva.who == "PETIT Eva"
    assert (view.answers["first_day"], view.answers["last_day"]) == ("2024-09-01", "2024-09-30")
    assert view.missing == ("Utilisateur",)
    assert "1 acte, 25 h" in text.replace(NBSP, " ")
    assert "Particuliers" in text
    assert "30/09/2024" in text
    assert "31/10/2024" in other, "it follows the dates as they are typed"
    assert "30/09/2024" not in other


def test_no_contrat_d_engagement_is_asked_for(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        action, march = desk.actions[0], date(2024, 3, 1)
        lacks = desk.read(lambda link: month_gaps(link, action.id, action.profile, march, UNTIL))
        assert "contrat_manquant" not in {gap.code for gap in lacks}
        assert to_do(desk, "contrat", UNTIL) == {}
        assert to_do(desk, "fiche_fse", UNTIL) == {}
    may = date(2024, 5, 20)
    with opened(lived, tmp_path, may) as desk:
        assert "NGUYEN Chi" in to_do(desk, "absences", may)


def test_exits_are_durable_transitory_or_positive(figures):
    assert figures["sorties"] == {"Emploi": 2, "Formation": 1, "Abandon": 1}
    assert figures["classes"] == {
        "Emploi durable": 1, "Emploi de transition": 1, "Sortie positive": 1, "Autre sortie": 1,
    }  # fmt: skip
    assert figures["taux_sorties_positives"] == rate(3, 4, 75)
    assert figures["taux_sorties_durables"] == rate(1, 4, 25)
    assert figures["taux_sorties_dynamiques"] == rate(3, 4, 75)
    # In 2024: Gina 29/05 and 29/08, Chi 31/08 and 30/11, Anne 14/09 and 14/12, Dalia 31/10.
    assert figures["suivis_a_faire"] == {f"3{NBSP}mois": 4, f"6{NBSP}mois": 3}
    assert figures["suivis_en_emploi"] == {f"3{NBSP}mois": 2}


def test_attendance_is_that_of_the_rendez_vous(figures):
    assert figures["rdv"] == {"Présent": 5, "Absence injustifiée": 4}
    assert figures["taux_presence"] == rate(5, 9, 56)
    assert (figures["heures_presence"], figures["absences_repetees"]) == (5.0, 1)


def test_the_monthly_table_names_the_hours_of_each(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        table = table_of(desk, date(2024, 3, 1))
    assert set(table) == {"LEROY Anne", "OUALI Dalia", "MARTIN Bruno", "NGUYEN Chi"}
    assert table["LEROY Anne"]["Actes du mois"] == (
        f"Point avec l’utilisateur (1), 0{NBSP}h{NBSP}30{NNBSP}; Mise à disposition (1), 45{NBSP}h"
    )
    assert table["NGUYEN Chi"]["Actes du mois"] == f"Mise à disposition (1), 20{NBSP}h"
    assert table["OUALI Dalia"]["Actes du mois"] is None


def test_the_bilan_has_no_word_of_another_action(lived, tmp_path):
    pdf = tmp_path / "bilan.pdf"
    ran = coachdesk("report", "2024", "--pdf", pdf, store=lived)
    assert ran.code == 0, ran.err
    said = plain_text(pdf.read_bytes())
    assert "Heures mises à disposition par personne" in said
    assert not any(word in said for word in ("Coaching", "FSE", "Union européenne"))


def test_mistakes_in_the_profile_are_told_with_their_line_and_a_remedy(tmp_path):
    said = refusal(
        tmp_path, CODE,
        {
            'monthly_of = ["assignment"]': 'monthly_of = ["assignement"]',
            'of = "quantity"': 'of = "quantities"',
            'paper = "hours_statement"': 'paper = "hour_statement"',
        },
    )  # fmt: skip
    monthly = refused_line(said, "papers.hours_statement.monthly_of[1]")
    assert f"ligne{NBSP}{line_of(CODE, 'monthly_of = ')}," in monthly
    assert f"Vouliez-vous dire «{NBSP}assignment{NBSP}»" in monthly
    assert f"Vouliez-vous dire «{NBSP}quantity{NBSP}»" in refused_line(said, "indicators[3].of")
    assert "hours_statement" in refused_line(said, "indicators[9].paper")
