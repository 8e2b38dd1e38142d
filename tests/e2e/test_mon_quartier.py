"""*Mon qu@rtier, ma solution*, end to end: a year lived, its figures counted by hand."""

from pathlib import Path
from typing import Any

import pytest

from coachdesk.services.setup import create_desk
from support.actions.desk import figures_of, rate
from support.clock import FixedClock
from support.command import PASSPHRASE, coachdesk
from support.mon_quartier import NOW, year_of_mon_quartier
from support.stores import cheapen


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mon-quartier")
    store = folder / "magasin"
    made = create_desk(
        store, PASSPHRASE, profile="mon-quartier-ma-solution", coach_name="Nadia Roy",
        clock=FixedClock(NOW),
    )  # fmt: skip
    year_of_mon_quartier(made.desk, folder)
    made.desk.close()
    cheapen(store, PASSPHRASE)
    return store


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2023)


def test_the_funnel_goes_from_the_people_met_to_those_engaged(figures):
    assert figures["actions_aller_vers"] == 8
    assert figures["personnes_rencontrees"] == 388
    assert figures["taux_engagement"] == rate(163, 388, 42)
    assert (figures["engagees"], figures["reorientees"]) == (163, 143)
    assert figures["entonnoir"] == {
        "Engagée dans l’action": 163, "Réorientée": 143, "Refus": 39,
        "A repris une activité": 21, "Hors critères": 22,
    }  # fmt: skip
    assert figures["rencontres_par_lieu"] == {
        "Étouvie": 60 + 52, "Salamandre": 40 + 37, "Marché du Nord": 51 + 50,
        "Pierre-Rollin": 50 + 48,
    }  # fmt: skip
    in_order = ["Étouvie", "Marché du Nord", "Pierre-Rollin", "Salamandre"]
    assert list(figures["rencontres_par_lieu"]) == in_order, "an accent is not after Z"


def test_those_engaged_are_the_participants(figures):
    assert (figures["participants"], figures["entrees"]) == (163, 163)
    assert figures["prescripteurs"] == {"Rencontre dans le quartier": 163}
    # One in three is a man, from the first; one in two has the RSA, from the second.
    assert figures["sexe"] == {"F": 108, "M": 55}
    assert figures["statuts"] == {"BRSA": 81, "Autre": 82}
    assert figures["problematiques"] == {
        "Santé": 33,
        "Garde d'enfants": 33,
        "Logement, hébergement": 33,
        "Mobilité": 32,
        "Estime de soi": 32,
    }
    assert figures["contrats"] == {"Premier contrat": 163}
    assert figures["en_cours_au_31_12"] == 163 - 100


def test_positive_exits_are_held_to_a_quarter_and_dynamic_ones_stand_apart(figures, lived):
    # Of each group of twenty: three jobs, three trainings, seven dynamic exits.
    assert figures["sorties"] == {
        "Emploi": 15, "Formation": 15, "Sortie dynamique": 35, "Fin d’accompagnement": 20,
        "Abandon": 10, "Déménagement": 5,
    }  # fmt: skip
    assert figures["taux_sorties_positives"] == rate(30, 100, 30)
    assert figures["sorties_dynamiques"] == 35
    assert figures["taux_sorties_dynamiques"] == rate(35, 100, 35)
    assert figures["details_emploi"] == {
        "CDI": 5, "CDD de 6 mois et plus": 5, "CDD de moins de 6 mois": 5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("domain", "better", "twice", "percent"),
    [
        ("sante", 12, 20, 60),
        ("garde", 7, 10, 70),
        ("logement", 8, 16, 50),
        ("mobilite", 15, 20, 75),
        ("estime", 18, 20, 90),
    ],
)
def test_the_effect_on_a_domain_of_life_is_that_of_those_measured_twice(
    figures, domain, better, twice, percent
):
    assert figures[f"effet_{domain}"] == rate(better, twice, percent)


def test_how_a_domain_went_is_told_of_everyone_who_left(figures):
    assert figures["evolution_logement"] == {
        "Mieux qu’au début": 8, "Comme au début": 8, "Une seule fois": 4, "Non renseigné": 80,
    }  # fmt: skip


def test_who_works_is_seen_each_month_for_six_and_her_company_four_times_in_three(figures):
    # Hers: 6 + 6 + 5 twice, then 3 × 6, 3 × 4 (to December) and 3 × 2.
    assert figures["entretiens_emploi"] == 17 + 17 + 18 + 12 + 6
    # The six months of the first two groups are over; the third of each lacks her sixth.
    assert figures["suivi_emploi"] == rate(4, 6, 67)
    # With the company: 3 × 4, then 4 + 4 + 3 three times, then three each before January.
    assert figures["entretiens_entreprise"] == 12 + 3 * 11 + 9
    # The three months of the first four groups are over; the third of three of them lacks one.
    assert figures["suivi_entreprise"] == rate(9, 12, 75)


def test_three_and_six_months_later(figures):
    assert figures["suivis_a_faire"] == {"3\u00a0mois": 4 * 20, "6\u00a0mois": 2 * 20}
    assert figures["suivis_faits"] == {"3\u00a0mois": 5}
    assert figures["suivis_en_emploi"] == {"3\u00a0mois": 3}


def test_satisfaction_is_told_out_of_five_and_renewals_are_counted(figures):
    # 5, 5, 4, 4, 4, 3: 25 of six.
    assert (figures["questionnaires"], figures["satisfaction"]) == (6, 4.17)
    assert figures["satisfaction_utile"] == {"Oui, tout à fait": 4, "Plutôt oui": 2}
    assert figures["renouvellements"] == 3


def test_attendance_and_time_are_those_of_the_rendez_vous(figures):
    # Twenty people, four rendez-vous of three quarters of an hour, the last one missed.
    assert figures["rdv"] == {"Présent": 60, "Absence injustifiée": 20}
    assert figures["heures_presence"] == 45.0
    assert figures["taux_presence"] == rate(60, 80, 75)


def test_the_bilan_is_laid_out_as_the_profile_says(lived, tmp_path):
    ran = coachdesk("report", "2023", "--pdf", tmp_path / "bilan.pdf", store=lived)
    assert ran.code == 0, ran.err
    assert (tmp_path / "bilan.pdf").stat().st_size > 20_000
