"""What a coach types when she needs help, and the page that is offered first."""

import pytest

from coachdesk.domain.guide_text import read_page
from coachdesk.services.guide.pages import guide_pages
from coachdesk.services.guide.seeking import pages_found, things_sought
from coachdesk.services.guide.synonyms import LINES

FRONT = "---\nordre: {}\nmoment: Le matin\necrans:\nimages:\n---\n"
TEXTS = {
    "matin": "# Commencer la journée\n\nCliquez pour faire signer.\n",
    "signer": "# Faire signer\n\nElle signe.\n\n## Si ça coince\n\n- Le bouton est gris.\n",
    "mois": "# Clôturer le mois\n\nLes bilans sont prêts.\n",
}
PAGES = tuple(
    read_page(key, FRONT.format(order) + text) for order, (key, text) in enumerate(TEXTS.items())
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Comment je fais SIGNER ?", ["signer", "matin"]),
        ("cloturer", ["mois"]),
        ("clôture", ["mois"]),
        ("le bilan", ["mois"]),
        ("bouton gris", ["signer"]),
        ("signer bouton introuvable", ["signer"]),
        ("comencer", ["matin"]),
        ("ign", []),
        ("zzz", []),
        ("  ", []),
    ],
)
def test_a_question_finds_its_page(typed, found):
    assert [each.page.key for each in pages_found(typed, PAGES)] == found


def test_the_passage_shown_holds_what_was_sought():
    (one,) = pages_found("bouton", PAGES)
    assert one.passage == "Le bouton est gris."


def test_empty_words_count_when_there_is_nothing_else():
    assert things_sought("pour que") == (("pour",), ("que",))


def test_several_names_of_a_thing_are_one_thing():
    ((first, *others),) = things_sought("la feuille de présence")
    assert first == "feuille de presence"
    assert "emargement" in others


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("feuille de présence", "feuilles-d-emargement"),
        ("emargemant", "feuilles-d-emargement"),
        ("mot de passe oublié", "phrase-oubliee"),
        ("j'ai perdu mon mot de passe", "phrase-oubliee"),
        ("changer le mot de passe", "phrase-oubliee"),
        ("sauvegarder sur une clé USB", "sauvegarder"),
        ("mes sauvegardes", "sauvegarder"),
        ("sauvegrade", "sauvegarder"),
        ("clé de secours", "phrase-et-cle"),
        ("comment faire signer", "faire-signer"),
        ("elle refuse de signer", "ne-pas-signer"),
        ("la personne ne sait pas lire", "mots-simples"),
        ("traduction en arabe", "mots-simples"),
        ("agrandir le texte", "voir-et-entendre-mieux"),
        ("contrastes", "voir-et-entendre-mieux"),
        ("lecteur d'écran", "voir-et-entendre-mieux"),
        ("installer une mise à jour", "mettre-a-jour"),
        ("rdv", "noter-un-rendez-vous"),
        ("déplacer un rendez vous", "deplacer-ou-excuser"),
        ("absent", "absence"),
        ("elle ne vient pas", "absence"),
        ("vacances", "lieux-et-absences"),
        ("stage en entreprise", "immersion-preparer"),
        ("accident du travail", "accident"),
        ("supprimer une personne", "effacer-une-personne"),
        ("fichier excel", "importer-un-classeur"),
        ("clôturer le mois", "cloturer-le-mois"),
        ("fin de mois", "cloturer-le-mois"),
        ("rouvrir un mois", "rectifier-un-mois"),
        ("corriger le mois", "rectifier-un-mois"),
        ("envoyer au département", "envoyer-le-mois"),
        ("ordinateur volé", "ordinateur-vole"),
        ("ça a planté", "incident"),
        ("kilomètres", "temps-et-km"),
        ("frais de route", "temps-et-km"),
        ("revenir en arrière", "annuler-et-reprendre"),
        ("visite", "visite-guidee"),
        ("tutoriel", "visite-guidee"),
        ("texto", "rappels-par-sms"),
        ("contrôleur", "dossier-de-controle"),
        ("carte de confiance", "securite"),
        ("verrou", "ouvrir-et-verrouiller"),
        ("collègue", "partager-ses-reglages"),
        ("reçu une prescription", "nouvelle-prescription"),
        ("contrat", "contrat"),
        ("RGPD", "donnees-et-droits"),
    ],
)
def test_what_a_coach_types_is_answered_by_one_of_the_first_pages(typed, page):
    found = [each.page.key for each in pages_found(typed)]
    assert page in found[:2]


def test_each_other_name_leads_to_some_page():
    """A line that no page answers is of no use to anybody."""
    pages = guide_pages()
    lost = [line for line in LINES.strip().splitlines() if not pages_found(line, pages)]
    assert not lost
