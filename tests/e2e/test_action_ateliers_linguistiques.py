"""*Ateliers linguistiques*: a year lived, its figures counted by hand from its story."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coachdesk.domain.indicators import Share
from support.actions import ateliers_linguistiques
from support.actions.ateliers_linguistiques import CODE, UNTIL
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
    return lived_action(tmp_path_factory.mktemp("langue"), ateliers_linguistiques)


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2024)


def test_hours_are_those_that_people_were_there(figures, lived, tmp_path):
    assert figures["seances"] == 12 + 6 + 8
    assert figures["seances_par_atelier"] == {"Parler au quotidien": 20, "Lire et écrire": 6}
    # Speaking in spring: Amina 12, Biniam 11, Ceyda 4, Djenaba 12, Eya 8. Writing: Amina 6,
    # Biniam 5, Djenaba 6, Eya 6. In autumn: Fatou 8, Gloria 7, Hassan 8.
    assert figures["presences_ateliers"] == 47 + 23 + 23
    assert figures["heures_de_formation"] == 2 * 93
    assert figures["personnes_aux_seances"] == 8
    # Of those who left: Amina 36 h, Biniam 32, Ceyda 8, Djenaba 36, Eya 28, Fatou 16.
    assert figures["heures_par_personne"] == 26.0  # 156 over 6
    assert figures["trente_heures"] == rate(3, 6, 50)
    with opened(lived, tmp_path, UNTIL) as desk:
        behind = people_behind(desk, 2024, "trente_heures", Share("", "", 0))
    assert behind == ["AMARI Amina", "BEREKET Biniam", "DIALLO Djenaba"]


def test_attendance_tells_excused_from_unexcused(figures, lived, tmp_path):
    assert figures["rdv"] == {
        "Présent": 93, "Absence justifiée": 2, "Absence injustifiée": 4 + 1,
    }  # fmt: skip
    assert figures["taux_presence"] == rate(93, 100, 93)
    assert figures["absences_repetees"] == 1  # Ceyda, four times
    # January: Amina, Biniam, Ceyda; + Djenaba; + Eya; the same; without Ceyda; the same; Djenaba,
    # Eya; nobody; Fatou, Gloria; + Hassan.
    assert figures["file_active"] == [3, 4, 5, 5, 4, 4, 2, 0, 2, 3, 3, 3]
    with opened(lived, tmp_path, UNTIL) as desk:
        assert people_behind(desk, 2024, "absences_repetees") == ["CELIK Ceyda"]


def test_levels_are_told_at_the_entry_and_at_the_exit(figures, lived, tmp_path):
    assert figures["entree_oral"] == {
        "A1.1": 2, "A1, débutant": 2, "A2, élémentaire": 1, "B1, seuil": 1,
    }  # fmt: skip
    assert figures["sortie_oral"] == {
        "A1, débutant": 1, "A2, élémentaire": 3, "B1, seuil": 1, "Non renseigné": 1,
    }  # fmt: skip
    assert figures["progres_oral"] == rate(3, 5, 60)  # Amina, Biniam, Djenaba
    assert figures["entree_ecrit"] == {
        "En dessous de A1.1": 1, "A1.1": 1, "A1, débutant": 1, "A2, élémentaire": 2,
        "Non renseigné": 1,
    }  # fmt: skip
    assert figures["sortie_ecrit"] == {
        "A1.1": 1, "A1, débutant": 2, "B1, seuil": 2, "Non renseigné": 1,
    }  # fmt: skip
    assert figures["progres_ecrit"] == rate(4, 5, 80)  # all but Biniam
    assert figures["tests"] == 8
    with opened(lived, tmp_path, UNTIL) as desk:
        behind = people_behind(desk, 2024, "sortie_oral", Share("a2", "", 0))
    assert behind == ["BEREKET Biniam", "DIALLO Djenaba", "EDDINE Eya"]


def test_certificates_are_presented_passed_and_given(figures):
    assert figures["certifications_presentees"] == 6
    assert figures["certifications_obtenues"] == 4  # Amina, Djenaba, Eya, Fatou
    assert figures["taux_certification"] == rate(4, 6, 67)
    assert figures["certifications_par_genre"] == {
        "DELF A1": 1, "DELF A2": 1, "DELF B1": 1, "TCF": 1,
    }  # fmt: skip
    assert figures["personnes_certifiees"] == 4
    assert figures["attestations"] == 4
    assert figures["sortis_avec_attestation"] == rate(4, 6, 67)  # neither Ceyda nor Eya


def test_exits_lead_somewhere(figures):
    assert figures["sorties"] == {
        "Objectif atteint": 2, "Cours suivant": 1, "Emploi": 1, "Formation": 1, "Abandon": 1,
    }  # fmt: skip
    assert figures["taux_sorties_positives"] == rate(5, 6, 83)
    assert figures["en_cours_au_31_12"] == 2  # Gloria, Hassan
    assert figures["suivis_a_faire"] == {"3\u00a0mois": 5}  # Fatou's is in March


def test_what_is_due_is_asked_for(lived, tmp_path):
    with opened(lived, tmp_path, date(2025, 3, 20)) as desk:
        due = date(2025, 3, 20)
        assert "FOFANA Fatou" in to_do(desk, "suivi", due)
        assert not to_do(desk, "contrat", due), "the profile has no paper to sign one"
        assert (
            "se termine le 08/03/2025"
            in to_do(desk, "fin_parcours", date(2025, 3, 1))["GARCIA Gloria"]
        )


def test_the_monthly_table_tells_the_hours_together(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        table = table_of(desk, date(2024, 3, 1))
    assert list(table) == [
        "AMARI Amina", "BEREKET Biniam", "CELIK Ceyda", "DIALLO Djenaba", "EDDINE Eya",
    ]  # fmt: skip
    # Tuesdays 5, 12, 19 and 26.
    ceyda = table["CELIK Ceyda"]
    assert (ceyda["Rendez-vous tenus"], ceyda["Rendez-vous non excusés"]) == (0, 4)
    assert table["BEREKET Biniam"]["Heures en collectif"] == 6
    assert table["EDDINE Eya"]["Heures en collectif"] == 8


def test_the_bilan_says_no_word_of_another_action(lived, tmp_path):
    pdf = tmp_path / "bilan.pdf"
    ran = coachdesk("report", "2024", "--pdf", pdf, store=lived)
    assert ran.code == 0, ran.err
    said = plain_text(pdf.read_bytes())
    assert "Certifications obtenues, par diplôme" in said
    assert not any(word in said for word in ("Coaching", "coaching", "FSE", "AMARI"))


def test_mistakes_in_the_profile_are_told_with_their_line_and_a_remedy(tmp_path):
    said = refusal(
        tmp_path, CODE,
        {
            "at_least = 30": "at_least = 0",
            'paper = "level_certificate"': 'paper = "level_certifcate"',
            '"delf_b1", "tcf"': '"delf_b1", "tfc"',
        },
    )  # fmt: skip
    hours = refused_line(said, "indicators[6].at_least")
    line = line_of(CODE, "at_least = 30")
    assert f"ligne\u00a0{line}," in hours
    assert "un nombre entier de 1 à 2000" in hours
    assert "Vouliez-vous dire «\u00a0tcf\u00a0»" in refused_line(said, "indicators[14].kinds[5]")
    assert "level_certificate" in refused_line(said, "indicators[19].paper")
