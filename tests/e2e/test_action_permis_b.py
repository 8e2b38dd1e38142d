"""*Permis B*: a year lived, its figures counted by hand from the table of its story."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.domain.indicators import Share
from support.actions import permis_b
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
from support.actions.permis_b import CODE, UNTIL
from support.command import coachdesk
from support.documents import plain_text


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lived_action(tmp_path_factory.mktemp("permis"), permis_b)


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2024)


def test_entries_and_the_file_active(figures):
    assert figures["entrees"] == 7  # Tia entered in 2023
    assert (figures["participants"], figures["en_cours_au_31_12"]) == (8, 3)  # Fatou, Luc, Ana
    # January: Tia, Kofi, Lise. February: + Marc. March, April: Fatou, Jade for Tia. May, June:
    # without Marc. July, August: without Kofi. September: Lise, Fatou, Luc. October: Ana for Lise.
    assert figures["file_active"] == [3, 4, 5, 5, 4, 4, 3, 3, 3, 3, 3, 3]
    assert figures["file_active_moyenne"] == 3.58  # 43 over 12
    assert figures["suites"] == {"Inscrit": 8, "Ne donne pas suite": 1}


def test_hours_of_code_and_of_driving(figures):
    # Kofi 12, Lise 9, Marc 6, Fatou 15, Jade 9, Luc 7.5, Ana 4.5; Tia's are of the year before.
    assert figures["heures_code"] == 63.0
    assert figures["heures_code_par_personne"] == 7.88  # over eight
    # Kofi 20, Lise 15, Jade 12, Luc 8, Tia 6.
    assert figures["heures_conduite"] == 61.0
    assert figures["heures_conduite_par_personne"] == 7.63  # over eight
    # Of those who left with the licence: Kofi 20, Lise 15, Tia 6.
    assert figures["conduite_jusqu_au_permis"] == 13.67
    assert (figures["evaluations"], figures["heures_prevues"]) == (4, 25 + 30 + 40 + 30)


def test_who_was_presented_and_who_passed_the_code(figures, lived, tmp_path):
    assert figures["presentes_code"] == 5  # Kofi, Lise, Fatou, Jade, Luc
    assert figures["recus_code"] == 4  # without Fatou
    assert figures["examens_code"] == {"Réussi": 4, "Ajourné": 3}  # Kofi once, Fatou twice
    assert figures["taux_code"] == rate(4, 7, 57)
    assert figures["sortants_code"] == rate(4, 5, 80)  # Kofi, Lise, Jade and Tia (in 2023)
    with opened(lived, tmp_path, UNTIL) as desk:
        passed = people_behind(desk, 2024, "recus_code")
        left = people_behind(desk, 2024, "sortants_permis", Share("", "", 0))
    assert sorted(passed) == ["ADJEI Kofi", "BRUN Lise", "ELIE Jade", "FONTAINE Luc"]
    assert sorted(left) == ["ADJEI Kofi", "BRUN Lise", "IVARS Tia"]


def test_who_was_presented_and_who_passed_the_driving_exam(figures):
    assert (figures["presentes_conduite"], figures["recus_conduite"]) == (3, 3)  # Kofi, Lise, Tia
    assert figures["examens_conduite"] == {"Réussi": 3, "Ajourné": 2}  # Lise twice
    assert figures["taux_conduite"] == rate(3, 5, 60)
    assert figures["examens_manques"] == {"Personne absente": 1}  # Luc was not presented
    assert figures["sortants_permis"] == rate(3, 5, 60)


def test_aids_and_rendez_vous(figures):
    assert figures["demarches"] == {"Aide au permis du Département": 4}
    assert figures["aides"] == {"Accordée": 2, "Refusée": 1, "En attente": 1}
    assert figures["rdv"] == {"Présent": 3, "Absence injustifiée": 4}
    assert figures["taux_presence"] == rate(3, 7, 43)
    assert figures["absences_repetees"] == 1  # Fatou, three times


def test_exits(figures):
    assert figures["sorties"] == {
        "Permis obtenu": 3, "Emploi, avant le permis": 1, "Abandon": 1,
    }  # fmt: skip
    assert figures["taux_sorties_positives"] == rate(4, 5, 80)
    # Tia 29/05 and 29/08, Marc 30/07 and 30/10, Kofi 28/09 and 28/12, Jade 30/11, Lise 20/12.
    assert figures["suivis_a_faire"] == {f"3{NBSP}mois": 5, f"6{NBSP}mois": 3}
    assert figures["suivis_en_emploi"] == {f"3{NBSP}mois": 1}


def test_the_assessment_of_the_start_and_absences_are_recalled(lived, tmp_path):
    october = date(2024, 10, 25)
    with opened(lived, tmp_path, october) as desk:
        # Luc's was due on 2 October; Ana's is on 7 November.
        asked = to_do(desk, "acte_attendu", october)
        assert {who: text[-10:] for who, text in asked.items()} == {
            "FONTAINE Luc": "02/10/2024", "GOMEZ Ana": "07/11/2024",
        }  # fmt: skip
        assert "3 absences" in to_do(desk, "absences", october)["DIOP Fatou"].replace(NBSP, " ")
        assert to_do(desk, "contrat", october) == {}


def test_the_monthly_table_names_hours_and_exams(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        table = table_of(desk, date(2024, 3, 1))
    # Lise: the code exam on the 14th, driving on the 20th and the 27th.
    assert table["BRUN Lise"]["Actes du mois"] == (
        f"Examen du code (1){NNBSP}; Leçon de conduite (2), 2{NBSP}h{NBSP}00"
    )
    assert table["CHEVAL Marc"]["Actes du mois"] == f"Cours de code (1), 1{NBSP}h{NBSP}30"


def test_the_bilan_has_no_word_of_another_action(lived, tmp_path):
    pdf = tmp_path / "bilan.pdf"
    ran = coachdesk("report", "2024", "--pdf", pdf, store=lived)
    assert ran.code == 0, ran.err
    said = plain_text(pdf.read_bytes())
    assert "Réussite à la conduite" in said
    assert not any(word in said for word in ("Coaching", "FSE", "Union européenne"))


def test_mistakes_in_the_profile_are_told_with_their_line_and_a_remedy(tmp_path):
    said = refusal(
        tmp_path, CODE,
        {
            'kinds = ["code_exam"]': 'kinds = ["code_exams"]',
            'exit_kinds = ["licence"]': 'exit_kinds = ["license"]',
            'of = "hours"': "of = 3",
        },
    )  # fmt: skip
    kind = refused_line(said, "indicators[6].kinds[1]")
    line = line_of(CODE, 'kinds = ["code_exam"]')
    assert f"ligne{NBSP}{line}," in kind
    assert f"Vouliez-vous dire «{NBSP}code_exam{NBSP}»" in kind
    assert f"«{NBSP}licence{NBSP}»" in refused_line(said, "indicators[5].exit_kinds[1]")
    assert "indicators[2].of" in said
