"""*Référent RSA*: a year lived, its figures counted by hand from the table of its story."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coachdesk.domain.indicators import Share
from coachdesk.services.contracts import latest_contract, prepare_contract
from coachdesk.services.documents.drafting import open_document, preview
from support.actions import referent_rsa
from support.actions.desk import (
    dossier_of,
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
from support.actions.referent_rsa import CODE, UNTIL
from support.command import coachdesk
from support.documents import plain_text


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lived_action(tmp_path_factory.mktemp("rsa"), referent_rsa)


@pytest.fixture(scope="module")
def figures(lived: Path) -> dict[str, Any]:
    return figures_of(lived, 2024)


def test_first_contracts_and_renewals_are_counted_apart(figures, lived, tmp_path):
    assert figures["premiers_contrats"] == 5  # Célia, Driss, Eva, Farah, Hind
    assert figures["contrats_renouveles"] == 2  # Aline renewed hers, Eva's changed
    # Of those whose first month is over: Célia, Eva, Farah and Hind; neither Driss nor Guy.
    assert figures["contrats_dans_le_mois"] == rate(4, 6, 67)
    assert figures["sous_contrat"] == rate(7, 9, 78)  # all but Guy and Ismaël
    assert figures["renouvellements"] == 1  # Aline's second year
    with opened(lived, tmp_path, UNTIL) as desk:
        behind = people_behind(desk, 2024, "contrats_renouveles")
        in_time = people_behind(desk, 2024, "contrats_dans_le_mois", Share("", "", 0))
        assert list(to_do(desk, "contrat", UNTIL)) == ["IMBAULT Ismaël"]
    assert behind == ["ABADIE Aline", "ESPOSITO Eva"]
    assert in_time == ["COLIN Célia", "ESPOSITO Eva", "FOURNIER Farah", "HUBERT Hind"]


def test_interviews_are_counted_by_person_and_month_by_month(figures):
    # Aline 12, Bilal 3, Célia 12, Driss 4, Eva 7, Farah 3, Guy 1, Hind 5, Ismaël 1.
    assert (figures["entretiens"], figures["personnes_vues"]) == (48, 9)
    assert figures["rdv_presents_par_modalite"] == {"Sur place": 46, "Téléphone": 2}
    assert figures["rdv"] == {
        "Présent": 48, "Absence justifiée": 1, "Absence injustifiée": 3,
    }  # fmt: skip
    # Whole months, those with an interview: Aline 12, 12; Bilal 2, 2; Célia 11, 11; Driss 3, 3;
    # Eva 9, 6 (April to July, September, October); Farah 3, 2; Guy 3, 0; Hind 3, 3.
    assert figures["un_entretien_par_mois"] == rate(39, 46, 85)
    assert figures["absences_repetees"] == 1  # Guy


def test_problems_met_are_told_and_what_becomes_of_them(figures, lived, tmp_path):
    assert figures["problemes"] == {
        "Santé": 2, "Logement": 1, "Mobilité": 1, "Garde d’enfants": 1, "Budget, dettes": 1,
        "Lire, écrire, parler français": 1, "Numérique": 1, "Isolement": 1,
    }  # fmt: skip
    assert figures["evolution_problemes"] == {
        "Mieux qu’au début": 4,  # Aline, Bilal, Eva, Hind
        "Comme au début": 2,  # Célia's childcare, Driss
        "Une seule fois": 3,  # Célia's housing, Farah, Guy
    }
    assert figures["problemes_alleges"] == rate(4, 9, 44)
    with opened(lived, tmp_path, UNTIL) as desk:
        behind = people_behind(desk, 2024, "problemes", Share("health", "", 0))
    assert behind == ["ABADIE Aline", "DAVID Driss"]


def test_demarches_are_counted_and_the_answers_to_aids(figures):
    assert (figures["demarches_nombre"], figures["demarches_personnes"]) == (10, 7)
    assert figures["demarches"] == {
        "Droits CAF ou MSA revus": 2, "Complémentaire santé solidaire": 1, "Dossier MDPH": 1,
        "Demande de logement social": 1, "Dossier de surendettement": 1,
        "Inscription à un cours de français": 1, "Fonds de solidarité logement (FSL)": 1,
        "Aide à la mobilité": 1, "Aide à l’équipement": 1,
    }  # fmt: skip
    assert figures["aides"] == {"Accordée": 1, "Refusée": 1, "En attente": 1}


def test_the_reasons_of_exit_are_told_in_detail(figures):
    assert figures["motifs_sortie"] == {
        "Emploi": 1, "Autre ressource que le RSA": 1, "Autre référent": 1, "Plus de nouvelles": 1,
    }  # fmt: skip
    assert figures["details_sortie"] == {
        "Emploi – CDI": 1, "Autre ressource que le RSA – AAH ou invalidité": 1,
        "Autre référent – France Travail": 1,
    }  # fmt: skip
    assert figures["taux_sorties_positives"] == rate(1, 4, 25)
    assert figures["suivis_en_emploi"] == {"6\u00a0mois": 1}  # Bilal


def test_people_are_followed_month_by_month(figures):
    # Aline, Bilal, Célia; + Driss; + Eva; Farah for Bilal; the same; Guy for Driss; the same until
    # August; Hind for Farah; without Guy; the same; + Ismaël.
    assert figures["file_active"] == [3, 4, 5, 5, 5, 5, 5, 5, 5, 4, 4, 5]
    assert (figures["participants"], figures["entrees"], figures["en_cours_au_31_12"]) == (9, 7, 5)
    assert figures["suites"] == {
        "Orientation reçue": 1, "Suivi ouvert": 9, "Réorientation demandée": 1,
    }  # fmt: skip


def test_absences_are_told_while_she_is_followed_and_an_orientation_waits(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        assert list(to_do(desk, "premier_rdv", UNTIL)) == ["NAVARRO Nina"]
        assert people_behind(desk, 2024, "absences_repetees") == ["GUERIN Guy"]
        assert not to_do(desk, "fiche_fse", UNTIL)


def test_the_contract_names_the_association_as_the_body_in_charge(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        action = desk.actions[0]
        dossier = dossier_of(desk, "IMBAULT Ismaël")
        terms = desk.read(lambda link: latest_contract(link, action.profile, dossier)).terms
        prepare_contract(desk, dossier, replace(terms, action_plan="Passer le permis"))
        said = plain_text(preview(desk, open_document(desk, action, "contract", dossier)))
    assert "est votre organisme référent, par délégation du Conseil départemental" in said
    assert "Votre référent RSA reste" not in said


def test_the_monthly_table_tells_contracts_renewals_and_exits(lived, tmp_path):
    with opened(lived, tmp_path, UNTIL) as desk:
        table = table_of(desk, date(2024, 8, 1))
    assert list(table) == [
        "ABADIE Aline", "COLIN Célia", "ESPOSITO Eva", "FOURNIER Farah", "GUERIN Guy",
    ]  # fmt: skip
    assert table["ABADIE Aline"]["Renouvellement"] == "05/06/2024"
    assert table["ABADIE Aline"]["Heures à distance"] == 1
    assert table["FOURNIER Farah"]["Sortie : détail"] == "France Travail"
    assert table["GUERIN Guy"]["Contrat signé le"] is None


def test_the_bilan_says_no_word_of_another_action(lived, tmp_path):
    pdf = tmp_path / "bilan.pdf"
    ran = coachdesk("report", "2024", "--pdf", pdf, store=lived)
    assert ran.code == 0, ran.err
    said = plain_text(pdf.read_bytes())
    assert "Les motifs de sortie" in said
    assert not any(word in said for word in ("Coaching", "coaching", "FSE", "ABADIE"))


def test_mistakes_in_the_profile_are_told_with_their_line_and_a_remedy(tmp_path):
    said = refusal(
        tmp_path, CODE,
        {
            'which = "first"': 'which = "firsts"',
            'trends = ["better"]': 'trends = ["beter"]',
            'facts = ["contract.exemption"]': 'facts = ["contract.exemtion"]',
        },
    )  # fmt: skip
    which = refused_line(said, "indicators[1].which")
    line = line_of(CODE, 'which = "first"')
    assert f"ligne\u00a0{line}," in which
    assert "«\u00a0first\u00a0»" in which
    assert "Vouliez-vous dire «\u00a0better\u00a0»" in refused_line(
        said, "indicators[10].trends[1]"
    )
    assert "contract.exemption" in said
