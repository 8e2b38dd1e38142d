"""*Mobilité*: a year lived, its figures counted by hand from the table of its story."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coachdesk.core.french import NBSP, NNBSP
from support.actions import mobilite
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
from support.actions.mobilite import BUS, CARE, CODE, UNTIL
from support.command import coachdesk
from support.documents import plain_text


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lived_action(tmp_path_factory.mktemp("mobilite"), mobilite)


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2024)


def test_the_file_active_is_counted_month_by_month(figures):
    # January: Nora. February: + Paul, Awa. March: + Rémi. April: + Samia. May: Théo for Nora.
    # June: without Paul. July, August: without Awa. September: Lou for Théo. November: + Inès.
    assert figures["file_active"] == [1, 3, 4, 5, 5, 4, 3, 3, 3, 3, 4, 4]
    assert figures["file_active_moyenne"] == 3.5  # 42 over 12
    assert (figures["participants"], figures["entrees"], figures["en_cours_au_31_12"]) == (8, 8, 4)
    assert figures["renouvellements"] == 2  # Rémi, Samia
    assert figures["suites"] == {"Accepté": 8, "Jamais venu": 1}


def test_requests_are_told_with_their_answers(figures, lived, tmp_path):
    assert figures["demandes"] == 12
    assert figures["reponses_demandes"] == {
        "Satisfaite": 7,  # Nora 2, Paul, Rémi, Théo, Lou 2
        "Aucun véhicule libre": 2, "Hors critères": 1, "Retirée par la personne": 1,
        "Réponse à donner": 1,
    }  # fmt: skip
    assert figures["demandes_non_satisfaites"] == 3  # Awa twice, Samia
    assert figures["part_non_satisfaites"] == rate(3, 12, 25)
    assert figures["part_satisfaites"] == rate(7, 12, 58)
    with opened(lived, tmp_path, UNTIL) as desk:
        found = people_behind(desk, 2024, "personnes_ateliers")
    assert sorted(found) == [
        "ALLARD Nora", "BIDAULT Paul", "CISSE Awa", "DELMAS Rémi", "EL Samia", "GIRARD Lou",
    ]  # fmt: skip


def test_loans_are_told_with_their_days(figures):
    assert figures["prets"] == 7
    assert figures["prets_par_vehicule"] == {
        "Prêt de voiture": 4, "Prêt de scooter": 2, "Prêt de vélo à assistance électrique": 1,
    }  # fmt: skip
    assert figures["jours_voiture"] == 30 + 15 + 20 + 10
    assert figures["jours_scooter"] == 60 + 30
    assert figures["jours_velo"] == 90
    assert figures["jours_de_pret"] == 255
    assert figures["personnes_pretees"] == rate(5, 8, 63)
    assert figures["jours_par_personne"] == 31.88  # 255 over eight
    assert figures["retours"] == {
        "Rendu en bon état": 5, "Rendu abîmé": 1, "Prêt en cours": 1,
    }  # fmt: skip


def test_an_agreement_that_lacks_a_signature_is_recalled(figures, lived, tmp_path):
    assert figures["conventions_de_pret"] == 2
    with opened(lived, tmp_path, UNTIL) as desk:
        assert list(to_do(desk, "papier_a_signer", UNTIL)) == ["GIRARD Lou"]
        # A month after the entry of Samia and of Inès, their bilan de mobilité is still to be made.
        assert set(to_do(desk, "acte_attendu", UNTIL)) == {"EL Samia", "HERVE Inès"}
        assert to_do(desk, "contrat", UNTIL) == {}


def test_workshops_are_told_with_who_came(figures):
    assert figures["ateliers_par_titre"] == {BUS: 1, CARE: 1}
    assert (figures["presences_mobilite"], figures["personnes_ateliers"]) == (6, 6)
    assert figures["heures_ateliers"] == 12.0
    assert figures["rdv"] == {"Présent": 8 + 6, "Absence justifiée": 1}
    assert figures["heures_presence"] == 8 + 12.0
    assert figures["trajets_accompagnes"] == 48
    assert figures["reparations"] == 120


def test_they_move_better_at_the_exit(figures):
    # Measured twice: Nora and Paul higher, Awa the same; Théo was not measured.
    assert figures["effet_deplacements"] == rate(2, 3, 67)
    assert figures["deplacements_entree"] == {
        "Ne sort pas sans aide": 2, "Accompagné, pour les trajets connus": 1, "Non renseigné": 1,
    }  # fmt: skip
    assert figures["deplacements_sortie"] == {
        "Ne sort pas sans aide": 1, "Seul, pour les trajets connus": 1, "Seul, partout": 1,
        "Non renseigné": 1,
    }  # fmt: skip


def test_exits_are_positive_when_she_works_or_moves_alone(figures):
    assert figures["sorties"] == {
        "Emploi trouvé ou gardé": 1, "Se déplace seul": 1, "Fin sans solution": 1, "Abandon": 1,
    }  # fmt: skip
    assert figures["taux_sorties_positives"] == rate(2, 4, 50)
    # Nora 12/07 and 12/10, Paul 31/08 and 30/11, Awa 28/09 and 28/12, Théo 30/11.
    assert figures["suivis_a_faire"] == {f"3{NBSP}mois": 4, f"6{NBSP}mois": 3}
    assert figures["suivis_en_emploi"] == {f"3{NBSP}mois": 1}


def test_the_monthly_table_names_loans_and_requests(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        table = table_of(desk, date(2024, 2, 1))
    assert set(table) == {"ALLARD Nora", "BIDAULT Paul", "CISSE Awa"}
    assert table["ALLARD Nora"]["Actes du mois"] == (
        f"Demande de véhicule (1){NNBSP}; Prêt de voiture (1), 15{NBSP}jours"
    )
    assert "Prêt de scooter (1), 60" in table["BIDAULT Paul"]["Actes du mois"]


def test_the_bilan_has_no_word_of_another_action(lived, tmp_path):
    pdf = tmp_path / "bilan.pdf"
    ran = coachdesk("report", "2024", "--pdf", pdf, store=lived)
    assert ran.code == 0, ran.err
    said = plain_text(pdf.read_bytes())
    assert "Demandes non satisfaites" in said
    assert not any(word in said for word in ("Coaching", "FSE", "Union européenne"))


def test_mistakes_in_the_profile_are_told_with_their_line_and_a_remedy(tmp_path):
    said = refusal(
        tmp_path, CODE,
        {
            'results = ["no_vehicle", "outside", "unsafe"]': 'results = ["no_vehicles"]',
            'measure = "autonomy"': 'measure = "autonomie"',
            'counts = "workshop_people"': 'counts = "workshops_people"',
        },
    )  # fmt: skip
    result = refused_line(said, "indicators[3].results[1]")
    line = line_of(CODE, 'results = ["no_vehicle", "outside", "unsafe"]')
    assert f"ligne{NBSP}{line}," in result
    assert f"Vouliez-vous dire «{NBSP}no_vehicle{NBSP}»" in result
    assert f"«{NBSP}autonomy{NBSP}»" in refused_line(said, "indicators[22].measure")
    assert f"«{NBSP}workshop_people{NBSP}»" in refused_line(said, "indicators[18].counts")
