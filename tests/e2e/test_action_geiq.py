"""*GEIQ*: a year lived, its figures counted by hand from the table of its story."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coachdesk.core.french import NBSP, NNBSP
from coachdesk.domain.indicators import Share
from support.actions import geiq
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
from support.actions.geiq import CODE, UNTIL
from support.command import coachdesk
from support.documents import plain_text


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lived_action(tmp_path_factory.mktemp("geiq"), geiq)


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2024)


def test_the_file_active_is_counted_month_by_month(figures):
    # January: Maya, Léa, Olga, Tom. February: + Inès. March to June: + Kenzo. July, August: without
    # Maya. September: without Inès. October, November: Nils for Léa. December: without Olga.
    assert figures["file_active"] == [4, 5, 6, 6, 6, 6, 5, 5, 4, 4, 4, 3]
    assert figures["file_active_moyenne"] == 4.83  # 58 over 12
    assert (figures["participants"], figures["entrees"], figures["en_cours_au_31_12"]) == (7, 4, 3)


def test_the_hours_with_the_members_are_held_to_two_hundred(figures, lived, tmp_path):
    # Léa 320, Tom 200, Inès 150, Kenzo 330, Maya 170, Nils 60, Olga 250.
    assert figures["heures_mises_a_disposition"] == 1480
    assert figures["heures_par_personne"] == 211.43  # over seven
    assert figures["personnes_200_heures"] == rate(4, 7, 57)  # Léa, Tom, Kenzo, Olga
    # Maya 310 with those of 2023.
    assert figures["sortants_200_heures"] == rate(3, 4, 75)
    assert figures["mises_a_disposition_par_client"] == {
        "Menuiserie Grandin": 2 + 3 + 1 + 3, "Transports Lefèvre": 3 + 2 + 2,
    }  # fmt: skip
    counted = Share("", "", 0)
    with opened(lived, tmp_path, UNTIL) as desk:
        found = people_behind(desk, 2024, "personnes_200_heures", counted)
        left = people_behind(desk, 2024, "qualifies_a_la_sortie", counted)
    assert sorted(found) == ["ARNAUD Léa", "BAUDRY Tom", "DUVAL Kenzo", "GRAND Olga"]
    assert sorted(left) == ["ARNAUD Léa", "ESTEVE Maya"]


def test_training_leads_to_titles(figures):
    assert figures["heures_formation"] == 70 + 35 + 60 + 21 + 35 + 28
    assert figures["heures_formation_par_personne"] == 35.57  # 249 over seven
    assert figures["qualifications"] == 2
    assert figures["qualifies_a_la_sortie"] == rate(2, 4, 50)


def test_demarches_are_counted_by_kind(figures):
    assert figures["demarches"] == {
        "Candidatures": 2, "Demande de logement": 1, "Inscription au permis, au code": 1,
    }  # fmt: skip
    assert figures["personnes_demarches"] == 4


def test_statements_and_reviews_with_the_tutor_are_asked_for(figures, lived, tmp_path):
    assert (figures["releves"], figures["releves_signes"]) == (2, 2)
    may, july = date(2024, 5, 6), date(2024, 7, 1)
    with opened(lived, tmp_path, may) as desk:
        # March of Léa, Inès and Maya, April of Tom, February of Olga; April of Kenzo is signed.
        assert set(to_do(desk, "releve_attendu", may)) == {
            "ARNAUD Léa", "CARON Inès", "ESTEVE Maya", "BAUDRY Tom", "GRAND Olga",
        }  # fmt: skip
    with opened(lived, tmp_path, july) as desk:
        asked = to_do(desk, "acte_attendu", july)
    # Léa's of nine months, Tom's of six, Kenzo's of three; Inès's and Olga's are in August.
    assert {who: text[-10:] for who, text in asked.items()} == {
        "ARNAUD Léa": "02/07/2024", "BAUDRY Tom": "08/07/2024", "DUVAL Kenzo": "04/06/2024",
    }  # fmt: skip


def test_exits_are_durable_or_positive(figures):
    assert figures["sorties"] == {"Emploi": 2, "Formation": 1, "Abandon": 1}
    assert figures["details_emploi"] == {
        "CDI chez une entreprise adhérente": 1, "CDD de plus de 6 mois": 1,
    }  # fmt: skip
    assert figures["taux_sorties_positives"] == rate(3, 4, 75)
    assert figures["taux_sorties_durables"] == rate(2, 4, 50)
    assert figures["taux_sorties_dynamiques"] == rate(3, 4, 75)


def test_the_monthly_table_names_the_hours_of_each(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        table = table_of(desk, date(2024, 5, 1))
    assert table["CARON Inès"]["Actes du mois"] == (
        f"Évaluation avec le tuteur (1), 1{NBSP}h{NBSP}00{NNBSP}; Mise à disposition (1), 60{NBSP}h"
    )
    assert table["GRAND Olga"]["Actes du mois"].count(NNBSP) == 2  # the review, training, hours
    assert table["BAUDRY Tom"]["Actes du mois"] is None


def test_the_bilan_has_no_word_of_another_action(lived, tmp_path):
    pdf = tmp_path / "bilan.pdf"
    ran = coachdesk("report", "2024", "--pdf", pdf, store=lived)
    assert ran.code == 0, ran.err
    said = plain_text(pdf.read_bytes())
    assert "Sortants qualifiés" in said
    assert not any(word in said for word in ("Coaching", "FSE", "Union européenne"))


def test_mistakes_in_the_profile_are_told_with_their_line_and_a_remedy(tmp_path):
    said = refusal(
        tmp_path, CODE,
        {
            'results = ["qualified"]': 'results = ["qualifed"]',
            'whose = "exits"': 'whose = "leavers"',
            "expected_months = [3, 6, 9]": "expected_months = [3, 6, 90]",
        },
    )  # fmt: skip
    result = refused_line(said, "indicators[12].results[1]")
    line = line_of(CODE, 'results = ["qualified"]')
    assert f"ligne{NBSP}{line}," in result
    assert f"Vouliez-vous dire «{NBSP}qualified{NBSP}»" in result
    assert "participants, entries, exits" in refused_line(said, "indicators[5].whose")
    assert "60" in next(told for told in said.splitlines() if "expected_months" in told)
