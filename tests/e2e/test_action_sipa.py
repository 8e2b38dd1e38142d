"""*SIPA*: a year lived, its figures counted by hand from the table of its story."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coachdesk.domain.indicators import Share
from support.actions import sipa
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
from support.actions.sipa import CODE, UNTIL
from support.command import coachdesk
from support.documents import plain_text


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lived_action(tmp_path_factory.mktemp("sipa"), sipa)


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2023)


def test_people_are_met_outside_site_by_site(figures):
    assert (figures["actions_aller_vers"], figures["recrut_cafes"]) == (4, 2)
    assert figures["personnes_rencontrees"] == 18 + 25 + 12 + 30
    assert figures["rencontrees_recrut_cafes"] == 18 + 12
    assert figures["rencontres_par_lieu"] == {
        "Flixecourt": 18 + 30, "Picquigny": 25, "Airaines": 12,
    }  # fmt: skip


def test_those_on_the_lists_are_called_back_and_something_comes_of_it(figures, lived, tmp_path):
    assert figures["a_rappeler"] == 6 + 4 + 5 + 3
    assert figures["rappelees"] == 18 - 2  # neither Fanny nor Quy
    assert figures["suites_aller_vers"] == {
        "Accompagnée": 7,  # Anna, Brice, Cléo, Gil, Kim, Léo, Pia
        "Rendez-vous pris": 1,  # Ola
        "Redirigée vers un partenaire": 4,  # Dina, Hana, Joe, Mia
        "Injoignable": 2,  # Enzo, Rose
        "À rappeler": 2,  # Fanny, Quy
        "Ne souhaite pas donner suite": 1,  # Ida
        "A trouvé par elle-même": 1,  # Noé
    }
    assert figures["taux_accompagnees"] == rate(7, 18, 39)
    assert figures["accompagnees_sur_rencontrees"] == rate(7, 85, 8)
    with opened(lived, tmp_path, UNTIL) as desk:
        behind = people_behind(desk, 2023, "suites_aller_vers", Share("redirected", "", 0))
    assert sorted(behind) == ["DUBOIS Dina", "HENRY Hana", "JACOB Joe", "MARTY Mia"]


def test_people_are_received_site_by_site(figures, lived, tmp_path):
    assert figures["recues"] == 8
    assert figures["recues_par_site"] == {
        "Flixecourt": 5,  # Anna, Brice, Cléo, Gil, Pia
        "Picquigny": 2,  # Gil, Tao
        "Airaines": 3,  # Kim, Léo, Tao
    }
    assert figures["rdv_par_site"] == {
        "Flixecourt": 3 + 4 + 2 + 1 + 2, "Picquigny": 3 + 2, "Airaines": 5 + 3 + 1,
    }  # fmt: skip
    assert figures["taux_presence"] == rate(26, 28, 93)
    with opened(lived, tmp_path, UNTIL) as desk:
        behind = people_behind(desk, 2023, "recues_par_site", Share("Airaines", "", 0))
    assert sorted(behind) == ["KLEIN Kim", "LEROUX Léo", "TISON Tao"]


def test_the_accompaniment_is_short_and_has_an_outcome(figures):
    assert figures["accompagnements_par_duree"] == {
        "Moins de 3 rendez-vous": 1,  # Cléo
        "De 3 à 4 rendez-vous": 5,  # Anna, Brice, Gil, Léo, Tao
        "Plus de 4 rendez-vous": 1,  # Kim
    }
    assert figures["accompagnements_courts"] == rate(5, 7, 71)
    assert figures["sorties"] == {
        "Emploi": 2, "Formation": 2, "Accompagnement de droit commun": 2, "Abandon": 1,
    }  # fmt: skip
    assert figures["taux_sorties_positives"] == rate(6, 7, 86)
    assert figures["details_relais"] == {"France Travail": 1, "Mission locale": 1}
    # Nobody in January; Anna, Brice; + Cléo; Brice, Cléo, Gil, Tao; Gil, Tao, Kim; Tao, Kim, Léo;
    # Kim, Léo; nobody; Pia from October.
    assert figures["file_active"] == [0, 2, 3, 4, 3, 3, 2, 0, 0, 1, 1, 1]


def test_people_are_redirected_at_once_on_the_way_or_instead(figures):
    assert figures["redirigees_dehors"] == 4
    assert figures["suites"] == {
        "Accompagné": 8, "À recevoir": 1, "Redirigé vers un partenaire": 1,
    }  # fmt: skip
    assert figures["redirections"] == 4
    assert figures["suites_redirections"] == {
        "Reçu par le partenaire": 2, "Rendez-vous attendu": 1, "Sans effet": 1,
    }  # fmt: skip


def test_actions_are_held_with_partners(figures):
    assert figures["actions_partenaires"] == 3
    assert figures["personnes_actions"] == (2 + 10) + (2 + 6) + (1 + 14)
    assert figures["actions_par_site"] == {"Flixecourt": 2, "Airaines": 1}


def test_the_measures_before_and_after_are_those_of_who_left(figures):
    # Anna 2 3, Brice 1 2, Gil 3 3, Kim 2 4, Léo 2 1, Tao 3 4; Cléo 2 at the entry only.
    assert figures["effet_confiance"] == rate(4, 6, 67)
    assert figures["evolution_confiance"] == {
        "Mieux qu’au début": 4, "Comme au début": 1, "Moins bien qu’au début": 1,
        "Une seule fois": 1,
    }  # fmt: skip
    assert figures["avant_confiance"] == 2.14  # 2 + 1 + 2 + 3 + 2 + 2 + 3 = 15, over 7
    assert figures["apres_confiance"] == 2.83  # 3 + 2 + 3 + 4 + 1 + 4 = 17, over 6
    # Anna 2 3, Brice 1 2, Gil 2 2, Kim 3 4, Léo 1 2.
    assert figures["effet_demarches"] == rate(4, 5, 80)
    assert (figures["avant_demarches"], figures["apres_demarches"]) == (1.8, 2.6)
    # Anna 1 2, Gil 2 3.
    assert figures["effet_droits"] == rate(2, 2, 100)
    assert (figures["avant_droits"], figures["apres_droits"]) == (1.5, 2.5)


def test_calls_are_asked_for_and_an_absence_more_than_one_is_told(lived, tmp_path):
    # Cléo's second absence was the last thing before her exit: asked for while she is there.
    with opened(lived, tmp_path, date(2023, 12, 31)) as desk:
        calls = to_do(desk, "rappel_aller_vers", UNTIL)
        assert "aller-vers du 21/09/2023" in " ".join(calls.values())
        assert to_do(desk, "premier_rdv", UNTIL).keys() == {"OLIVE Ola"}
        assert people_behind(desk, 2023, "absences_repetees") == ["CARON Cléo"]
        assert not to_do(desk, "contrat", UNTIL), "a few rendez-vous ask for no contract"
        assert "LEROUX Léo" in to_do(desk, "suivi", date(2023, 10, 31))  # three months later


def test_after_four_rendez_vous_what_comes_next_is_to_be_decided(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        assert not to_do(desk, "suite_a_decider", date(2023, 6, 11))  # Kim came three times
        for when, times in (((6, 12), "4"), ((6, 19), "5")):
            asked = to_do(desk, "suite_a_decider", date(2023, *when))
            assert asked == {
                "KLEIN Kim": f"{times}\u00a0rendez-vous tenus\u00a0: décider de la suite"
            }
        assert not to_do(desk, "suite_a_decider", date(2023, 7, 21))  # she left that day


def test_the_monthly_table_tells_where_people_come_from_and_how_they_leave(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        table = table_of(desk, date(2023, 4, 1))
    assert list(table) == ["BOYER Brice", "CARON Cléo", "GIRARD Gil", "TISON Tao"]
    assert table["GIRARD Gil"]["Prescripteur"] == "Aller-vers"
    assert table["TISON Tao"]["Prescripteur"] == "Un partenaire"
    assert table["GIRARD Gil"]["Rendez-vous tenus"] == 4
    assert table["BOYER Brice"]["Sortie : type"] == "Formation"
    assert "Référent RSA" not in table["GIRARD Gil"]


def test_the_bilan_lists_the_events_and_names_nobody(lived, tmp_path):
    pdf = tmp_path / "bilan.pdf"
    ran = coachdesk("report", "2023", "--pdf", pdf, store=lived)
    assert ran.code == 0, ran.err
    said = plain_text(pdf.read_bytes())
    assert "Recrut’café de Flixecourt" in said
    assert not any(word in said for word in ("ALLARD", "DUBOIS", "Coaching", "coaching", "FSE"))


def test_mistakes_in_the_profile_are_told_with_their_line_and_a_remedy(tmp_path):
    said = refusal(
        tmp_path, CODE,
        {
            'key = "to_call", label = "À rappeler", kind = "to_call"':
                'key = "to_call", label = "À rappeler", kind = "ended"',
            'measure = "confidence"': 'measure = "confidance"',
            "most = 4": "mots = 4",
        },
    )  # fmt: skip
    assert "Aucune suite n’a le genre" in refused_line(said, "words.outreach_outcomes")
    measure = refused_line(said, "indicators[19].measure")
    line = line_of(CODE, 'measure = "confidence"')
    assert f"ligne\u00a0{line}," in measure
    assert "«\u00a0confidence\u00a0»" in measure
    assert "Vouliez-vous dire «\u00a0most\u00a0»" in refused_line(said, "indicators[13].mots")
