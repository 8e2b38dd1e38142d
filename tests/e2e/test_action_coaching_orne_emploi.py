"""*Coaching Orne emploi*: a year lived, its figures counted by hand from the table of its story."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coachdesk.domain.indicators import Share
from support.actions import coaching_orne_emploi
from support.actions.coaching_orne_emploi import CODE, UNTIL
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
    return lived_action(tmp_path_factory.mktemp("orne"), coaching_orne_emploi)


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2024)


def test_the_file_active_is_counted_month_by_month(figures):
    # January: Élise, Farid. February: + Gaëlle, Hugo. March: + Inès. April: + Jules. May: + Karim.
    # June: without Jules. July: without Élise. August: Gaëlle (to the 4th), Hugo, Karim.
    # September: Lila for Gaëlle. October: + Manon. December: without Lila.
    assert figures["file_active"] == [2, 4, 5, 6, 7, 6, 5, 3, 3, 4, 4, 3]
    assert figures["file_active_moyenne"] == 4.33  # 52 over 12
    assert (figures["participants"], figures["entrees"]) == (9, 9)
    assert figures["en_cours_au_31_12"] == 3  # Hugo, Karim, Manon
    assert figures["suites"] == {"Entré": 9, "Ne souhaite pas s’engager": 1}


def test_six_months_are_renewed_once_by_an_exemption_that_is_signed(figures, lived, tmp_path):
    assert figures["renouvellements"] == 2  # Hugo and Karim
    assert figures["derogations"] == 1  # Hugo's
    assert figures["contrats"] == {"Premier contrat": 9, "Renouvellement ou avenant": 1}
    with opened(lived, tmp_path, UNTIL) as desk:
        assert people_behind(desk, 2024, "renouvellements") == ["HAMEL Hugo", "KERN Karim"]
        assert people_behind(desk, 2024, "derogations") == ["HAMEL Hugo"]
        asked = to_do(desk, "papier_a_signer", UNTIL)
        assert list(asked) == ["KERN Karim"]
        assert "Demande de dérogation" in asked["KERN Karim"]


def test_each_week_has_its_meeting_alone_or_together(figures):
    # Whole weeks of each pathway, then those with a meeting:
    # Élise 22, 20; Farid 26, 24; Gaëlle 26, 20; Hugo 46, 40; Inès 21, 17 (ill on 11 June);
    # Jules 7, 3; Karim 34, 30; Lila 12, 12; Manon 12, 10.
    assert figures["semaines_avec_rdv"] == rate(176, 206, 85)
    # Together: four on 12 March, two on 11 June.
    assert (figures["rdv_collectifs"], figures["rdv_individuels"]) == (6, 170)
    assert figures["rdv"] == {
        "Présent": 176, "Absence justifiée": 1, "Absence injustifiée": 3,
    }  # fmt: skip
    assert figures["heures_presence"] == 170 + 2 * 6
    assert figures["taux_presence"] == rate(176, 180, 98)
    assert figures["absences_repetees"] == 1  # Jules, three times


def test_companies_are_prospected_newly_met_and_registered(figures):
    # Boulangerie, Menuiserie, Transports, Maison de retraite.
    assert figures["entreprises_prospectees"] == 4
    # The Menuiserie by a visit, the Maison de retraite at an event: an e-mail is no meeting, and
    # the Boulangerie was visited two years before.
    assert figures["entreprises_rencontrees"] == 2
    # Menuiserie, Transports, Maison de retraite, Cidrerie.
    assert figures["entreprises_enregistrees"] == 4
    assert figures["suites_prospection"] == {
        "Immersion possible": 1, "Embauche possible": 1, "À rappeler": 1, "Pas intéressée": 2,
    }  # fmt: skip


def test_exits_are_positive_at_once_or_within_two_months(figures, lived, tmp_path):
    assert figures["sorties"] == {"Emploi": 3, "Formation": 1, "Fin des six mois": 1, "Abandon": 1}
    assert figures["taux_sorties_positives"] == rate(4, 6, 67)
    assert figures["positives_a_deux_mois"] == rate(5, 6, 83)
    assert figures["details_emploi"] == {"CDI": 1, "CDD de moins de 6 mois": 1, "Intérim": 1}
    assert figures["classes"] == {
        "Emploi durable": 1, "Emploi de transition": 2, "Sortie positive": 1, "Autre sortie": 2,
    }  # fmt: skip
    counted = Share("", "", 0)
    with opened(lived, tmp_path, UNTIL) as desk:
        at_once = people_behind(desk, 2024, "taux_sorties_positives", counted)
        within = people_behind(desk, 2024, "positives_a_deux_mois", counted)
    assert at_once == ["EVRARD Élise", "FABRE Farid", "IMBERT Inès", "LUCAS Lila"]
    assert set(within) - set(at_once) == {"GAUDIN Gaëlle"}


def test_two_of_the_six_months_are_in_the_job(figures):
    assert figures["entretiens_emploi"] == 3
    assert figures["deux_mois_dans_l_emploi"] == rate(1, 3, 33)  # Élise; Inès one, Lila none


def test_who_is_out_of_the_rsa_two_years_later(figures, lived, tmp_path):
    assert figures["suivis_a_faire"] == {
        "2\u00a0mois": 5, "6\u00a0mois": 2, "24\u00a0mois": 4,
    }  # fmt: skip
    assert figures["suivis_deux_ans"] == {
        "En emploi, sorti du RSA": 1, "Sorti du RSA pour une autre raison": 1,
        "En recherche d’emploi, au RSA": 1, "Injoignable": 1,
    }  # fmt: skip
    assert figures["sortis_du_rsa"] == rate(2, 4, 50)  # Alice, David
    assert figures["sortis_du_rsa_joints"] == rate(2, 3, 67)  # without Chloé
    with opened(lived, tmp_path, date(2026, 8, 5)) as desk:  # two years after Gaëlle's exit
        assert "GAUDIN Gaëlle" in to_do(desk, "suivi", date(2026, 8, 5))


def test_the_monthly_table_tells_renewals_contracts_and_meetings_together(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        table = table_of(desk, date(2024, 6, 1))
    assert list(table) == [
        "EVRARD Élise", "FABRE Farid", "GAUDIN Gaëlle", "HAMEL Hugo", "IMBERT Inès", "KERN Karim",
    ]  # fmt: skip
    hugo = table["HAMEL Hugo"]
    assert hugo["Renouvellement"] == "12/08/2024"
    assert hugo["Contrat signé le"].date() == date(2024, 2, 19)
    # Tuesdays 4, 11 (together), 18 and 25.
    assert (hugo["Rendez-vous tenus"], hugo["Heures sur place"], hugo["Heures en collectif"]) == (
        4, 3, 2,
    )  # fmt: skip
    assert table["GAUDIN Gaëlle"]["Renouvellement"] is None
    assert table["EVRARD Élise"]["Sortie : détail"] == "CDI"


def test_nothing_is_asked_nor_shown_for_a_fund_that_does_not_pay(lived, tmp_path):
    with opened(lived, tmp_path, date(2024, 11, 15)) as desk:
        rules = ("fiche_fse", "fse_sortie", "fse_six_mois")
        assert not any(to_do(desk, rule, date(2024, 11, 15)) for rule in rules)
    pdf = tmp_path / "bilan.pdf"
    ran = coachdesk("report", "2024", "--pdf", pdf, store=lived)
    assert ran.code == 0, ran.err
    said = plain_text(pdf.read_bytes())
    assert "Sorties positives, à la sortie ou dans les deux mois" in said
    assert not any(word in said for word in ("Union européenne", "FSE", "Coaching Emploi"))


def test_mistakes_in_the_profile_are_told_with_their_line_and_a_remedy(tmp_path):
    said = refusal(
        tmp_path, CODE,
        {
            'which = "registered"': 'which = "recorded"',
            'paper = "exemption"': 'paper = "exemtion"',
            'target_of = "positive_exit_percent"': 'target_of = "positive_exits"',
        },
    )  # fmt: skip
    which = refused_line(said, "indicators[9].which")
    line = line_of(CODE, 'which = "registered"')
    assert f"ligne\u00a0{line}," in which
    assert "contacted, new, registered, hosting, hiring" in which
    assert "Vouliez-vous dire «\u00a0exemption\u00a0»" in refused_line(said, "indicators[4].paper")
    assert "positive_exit_percent" in refused_line(said, "indicators[10].target_of")
