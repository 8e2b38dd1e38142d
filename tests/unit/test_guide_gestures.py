"""Each act whose gestures are counted is told by a page of the guide, by those gestures.

``docs/gestures.md`` is what hands did on the real window: a page that names another button, or a
key that does something else, is found by it.
"""

import re

import pytest

from support.guide_texts import guide_texts
from support.source import ROOT

PAGES = {
    "Absence injustifiée, son avis prêt": "absence",
    "Atelier de douze personnes signé en une fois": "atelier-signer",
    "Atelier planifié pour un filtre de personnes": "atelier-preparer",
    "Dossier de contrôle d’une liste collée, le dossier à choisir": "dossier-de-controle",
    "Contrat préparé depuis un diagnostic fini": "diagnostic",
    "Contrat préparé signé par deux, copie remise": "contrat",
    "Mois sans manque signé et clôturé": "cloturer-le-mois",
    "Mois clôturé rouvert pour être rectifié": "rectifier-un-mois",
    "Rectificatif signé et clôturé": "rectifier-un-mois",
    "Nouvelle prescription, premier rendez-vous planifié": "nouvelle-prescription",
    "Nouveau parcours de quelqu’un qui revient": "nouveau-parcours",
    "Personne rencontrée, à rappeler": "aller-vers",
    "Acte noté depuis la fiche": "actes",
    "Appel noté, le suivant proposé": "aller-vers",
    "Acte noté de n’importe où": "actes",
    "Feuille de temps signée": "temps-et-km",
    "Le même acte, pour quelqu’un d’autre": "actes",
    "N’importe qui trouvé, depuis n’importe quel écran": "se-reperer",
    "Passage sans rendez-vous": "sans-rendez-vous",
    "Prochain créneau libre trouvé et pris": "placer-quelqu-un",
    "Présence notée, le rendez-vous suivant planifié": "noter-un-rendez-vous",
    "Atelier de 12 personnes signé, chacune déjà connue": "atelier-signer",
    "Présence signée sur l’écran": "faire-signer",
    "Rappel par SMS prêt à viser, puis noté": "rappels-par-sms",
    "Quelqu’un placé sur une heure libre de l’agenda": "placer-quelqu-un",
    "Accident pendant une immersion, de n’importe quel écran": "accident",
    "Immersion dans une entreprise connue, convention prête à signer": "immersion-preparer",
    "Immersion qui n’a pas eu lieu": "immersion-suivre",
    "Immersion terminée plus tôt": "immersion-suivre",
    "Quelqu’un téléphone pour déplacer": "deplacer-ou-excuser",
    "Rendez-vous déplacé dans l’agenda": "agenda",
    "Sortie vers un emploi, de la fiche à l’enregistrement": "sortie",
    "Suivi après la sortie, de ce qui est à faire à l’enregistrement": "suivi",
    "Temps et km du mois": "temps-et-km",
    "Autre temps d’un jour": "temps-et-km",
    "Autre temps de chaque semaine": "temps-et-km",
    "Premier destinataire Nextcloud, courriel collé": "destinataires",
    "Premier destinataire SFTP, courriel collé, essayé": "destinataires",
    "Bilan de l’année ouvert, son PDF enregistré": "bilan",
    "Texte du bilan écrit avec un chiffre": "texte-du-bilan",
    "Lignes derrière un chiffre du bilan": "bilan",
    "Phrase de passe changée, de n’importe quel écran": "ordinateur-vole",
    "Exercice de restauration, de n’importe quel écran": "exercice-de-restauration",
    "Dernière sauvegarde remise en place": "remettre-une-sauvegarde",
    "Toutes ses données remises à quelqu’un, le dossier à choisir": "donnees-et-droits",
    "Quelqu’un effacé, de la fiche à la confirmation tapée": "effacer-une-personne",
    "Qui arrive au terme de sa conservation, et pourquoi": "fin-de-conservation",
    "Verrouillé, puis repris à la même page": "ouvrir-et-verrouiller",
}  # fmt: skip
"""Of each act, the page that tells it."""
CHOSEN = {
    "Aide numérique", "CDI", "Découvrir un métier ou un secteur d’activité",
    "Du fait de l’entreprise", "Emploi", "Intégré", "Participants", "Tous les lundis du mois",
    "Transport",
}  # fmt: skip
"""One answer among others: the page names what is asked."""
IN_A_MENU = {"E"}
_GESTURE = re.compile(r"clic « (?P<click>.*?) »|(?P<key>[\w+]*\+[^,|]+|\b[A-Z]\b(?=,| \|))")
_NAMES_SOMEONE = re.compile(r"[A-Z]{3,} [A-Z][a-z]+")


def counted() -> dict[str, tuple[tuple[str, str], ...]]:
    """The clicks and the keys of each act."""
    told = {}
    for line in (ROOT / "docs" / "gestures.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if line.startswith("|") and cells[2].isdigit():
            told[cells[1]] = tuple(
                (found["click"] or "", (found["key"] or "").strip())
                for found in _GESTURE.finditer(f"{cells[6]} |")
            )
    return told


def test_each_act_that_is_counted_has_its_page() -> None:
    assert set(PAGES) == set(counted())


@pytest.mark.parametrize("act", PAGES)
def test_its_page_names_its_gestures(act: str) -> None:
    page = next(each for each in guide_texts() if each.name == PAGES[act])
    text = page.text.translate({0xA0: " ", 0x202F: " "})
    buttons = re.findall(r"« (.*?) »", text)
    for click, key in counted()[act]:
        if key and key not in IN_A_MENU:
            assert f"`{key.replace('Shift', 'Maj')}`" in text
        pointed_at = click[:1].islower() or _NAMES_SOMEONE.search(click)
        if click and click not in CHOSEN and not pointed_at:
            said = click.translate({0xA0: " ", 0x202F: " "})
            assert any(said.startswith(button.rstrip("…")) for button in buttons), click
