"""The report's figures as French text: a label for each of its own keys, numbers as printed.

The other keys of the report are words of the profile, which are labels already.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from coachdesk.core.french import NBSP, decimal, month_name

LABELS = {
    "action": "Action",
    "year": "Année",
    "prescriptions": "Prescriptions reçues",
    "suites": "Suites données",
    "prescripteurs": "Prescripteurs",
    "participants": "Participants",
    "statuts": "Statuts",
    "sexe": "Sexe",
    "tranches_age": "Tranches d’âge",
    "niveaux": "Niveaux de formation",
    "problematiques": "Freins principaux",
    "foyers": "Foyers",
    "sorties": "Sorties",
    "sorties_total": "Total des sorties",
    "details": "Détails des sorties",
    "en_cours_au_31_12": "En cours au 31 décembre",
    "sorties_positives": "Sorties positives",
    "taux_sorties_positives_pourcent": "Taux de sorties positives (en pourcentage)",
    "file_active": "File active",
    "file_active_moyenne": "File active moyenne",
    "immersions": "Immersions",
    "sortis_avec_stage": "Sortis après une immersion",
    "dont_deux": "Dont deux ou plus",
    "conventions_dans_l_annee": "Conventions de l’année",
    "sortis_sans_stage": "Sortis sans immersion",
    "rdv_total": "Total des rendez-vous",
    "months": "Mois",
    "entrees": "Entrées",
    "rdv": "Rendez-vous",
    "rdv_presents_par_modalite": "Présences par modalité",
    "participants_avec_plus_de_deux_absences_injustifiees": "Plus de deux absences injustifiées",
    "immersions_en_cours": "Immersions en cours",
    "heures_presence": "Heures de présence",
    "taux_pourcent": "Taux (en pourcentage)",
    "nombre": "Nombre",
    "sur": "Sur",
}


def label(key: str) -> str:
    """What ``key`` is called: a figure, a month (« 2023-05 ») or a word of the profile."""
    try:
        return LABELS.get(key) or month_name(date.fromisoformat(f"{key}-01")).capitalize()
    except ValueError:
        return key


def written(value: Any) -> str:  # noqa: ANN401  (any value of the report's JSON)
    """A value of the report on one line, « – » for none; « Accompagné 3, Absent 1 » for shares."""
    match value:
        case None:
            return "–"
        case Mapping():
            return ", ".join(f"{label(key)}{NBSP}{written(part)}" for key, part in value.items())
        case list():
            return ", ".join(written(item) for item in value) or "aucun"
        case float():
            return decimal(value, 2)
        case int():
            return decimal(value, 0)
        case _:
            return str(value)
