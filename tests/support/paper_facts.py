"""Facts and answers to draw papers with: usual ones, and ones as long as people write them."""

from collections.abc import Mapping

from coachdesk.core.french import NBSP
from coachdesk.documents.papers.paper import FactTable
from coachdesk.domain.paper_facts import FACTS, TABLES
from coachdesk.domain.papers import Answer, FieldKind, PaperField, PaperTemplate

LONGEST_WORD = "Hyperanticonstitutionnellementextraordinairementincompréhensib"
LONG_TEXT = (
    "Elle a travaillé douze ans dans la restauration scolaire, puis s’est arrêtée pour garder sa "
    "mère. Elle voudrait reprendre à mi-temps, près de chez elle, dans un métier où l’on voit du "
    "monde : accueil, petite enfance, aide à domicile. "
) * 9
_LONG_NAME = "Marie-Antoinette DE LA ROCHEFOUCAULD-MONTMORENCY-BEAUVILLÉ"

USUAL: Mapping[str, str] = {
    "association.name": "APFE",
    "action.title": "Coaching Emploi – 5 vallées",
    "action.number": "CE-2023-01",
    "action.territory": "5 vallées",
    "action.funders": "Conseil départemental, Union européenne – FSE+",
    "action.duration": f"6{NBSP}mois, renouvelables une fois",
    "action.weekly_hours": f"15{NBSP}heures",
    "timesheet.month": f"janvier{NBSP}2024",
    "timesheet.own": f"120{NBSP}h{NBSP}30",
    "timesheet.worked": f"151{NBSP}h{NBSP}40",
    "today": "16 janvier 2024",
    "statement.first": "1er décembre 2023",
    "statement.last": "31 décembre 2023",
    "coach.name": "Hélène Lefèvre",
    "coach.contact": "03 22 11 22 33",
    "person.name": "Céline MERCIER",
    "person.first_name": "Céline",
    "person.last_name": "MERCIER",
    "person.civility": "Madame",
    "person.birth": "14/03/1984",
    "person.age": f"39{NBSP}ans",
    "person.address": "12 rue du Moulin\n80270 Airaines",
    "person.phone": "06 12 34 56 78",
    "person.email": "celine.mercier@exemple.fr",
    "person.beneficiary_number": "2955614",
    "dossier.number": "23-001",
    "dossier.prescriber": "Conseil départemental",
    "dossier.case_manager": "Mme Petit",
    "dossier.received": "4 janvier 2024",
    "dossier.outcome": "Intégrée",
    "dossier.decided": "9 janvier 2024",
    "dossier.reason": "",
    "dossier.first_appointment": "9 janvier 2024",
    "pathway.entry": "9 janvier 2024",
    "pathway.planned_end": "8 juillet 2024",
    "pathway.status": "BRSA",
    "pathway.training_level": "CAP ou BEP",
    "pathway.household": "Seule avec enfants",
    "pathway.employment": "Demandeuse d’emploi de longue durée",
    "pathway.main_obstacle": "Mobilité",
    "pathway.driving_licence": "Oui, sans véhicule",
    "pathway.held": "21",
    "pathway.excused": "3",
    "pathway.unexcused": "1",
    "pathway.cancelled": "0",
    "pathway.hours": f"12{NBSP}h{NBSP}30",
    "diagnostic.expectations": "Retrouver un emploi à mi-temps près d’Airaines.",
    "diagnostic.mobility": "Un vélo ; le car du matin et celui du soir.",
    "diagnostic.skills": "Cuisine collective, hygiène, travail en équipe.",
    "contract.starts": "9 janvier 2024",
    "contract.ends": "8 juillet 2024",
    "contract.weekly": f"15{NBSP}heures par semaine",
    "contract.exemption": "",
    "contract.revision": "1",
    "contract.action_plan": "- Refaire le CV et le faire lire.\n- Rencontrer trois employeurs.\n"
    "- Une immersion dans une école au printemps.",
    "contract.person_commitments": "- Venir aux rendez-vous convenus, ou prévenir avant l’heure.\n"
    "- Faire les démarches décidées ensemble.\n- Dire ce qui change dans ma situation.",
    "contract.organisation_commitments": "- Recevoir la personne chaque semaine, près de chez elle."
    "\n- L’aider dans ses démarches et ses recherches.\n- Garder ses informations confidentielles.",
    "exit.date": "28 juin 2024",
    "exit.kind": "Emploi",
    "exit.detail": "CDD de 6 mois et plus",
    "exit.contract": "fixed_long",
    "exit.working": "Oui",
    "exit.working_since": "1er juillet 2024",
    "exit.training": "",
    "exit.training_what": "",
    "appointment.date": "mardi 16 janvier 2024",
    "appointment.hours": f"de 9{NBSP}h{NBSP}00 à 9{NBSP}h{NBSP}30",
    "appointment.place": "Mairie d’Airaines",
    "appointment.mode": "Physique",
    "appointment.presence": "Présent",
    "appointment.reason": "",
    "appointment.tried": "Appel sans réponse le 16/01 à 10 h, message vocal laissé",
    "appointment.unexcused": "2 (09/01/2024, 16/01/2024)",
    "appointment.last_attended": "2 janvier 2024",
    "period.held": "4",
    "period.hours": f"2{NBSP}h{NBSP}00",
    "period.acts_total": f"4{NBSP}actes, 42{NBSP}h",
    "next.date": "mardi 23 janvier 2024",
    "next.hours": f"de 9{NBSP}h{NBSP}00 à 9{NBSP}h{NBSP}30",
    "next.place": "Mairie d’Airaines",
    "next.mode": "Physique",
    "immersion.company": "École Jules-Verne",
    "immersion.siret": "123 456 789 00012",
    "immersion.trade": "Agente de restauration scolaire",
    "immersion.purpose": "Confirmer un projet professionnel",
    "immersion.starts": "4 mars 2024",
    "immersion.ends": "15 mars 2024",
    "immersion.weekly": f"24{NBSP}heures",
    "immersion.number": "IM-24-007",
    "immersion.renewal": "Renouvellement de la convention n° IM-24-002.",
    "immersion.delegation": "Conseil départemental, convention de délégation n° D-24-1.",
    "immersion.attendance": "Faite en entier",
    "signature.code": "7K3M-Q2XA",
    "journal.code": "9F86-D081",
    "profile.recommendations": "Rester inscrite à France Travail.",
}

_TABLE_SHAPES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "pathway.presences": (
        ("Date", "Horaires", "Lieu", "Forme", "Présence"),
        ("16/01/2024", "9 h 00 – 9 h 30", "Mairie d’Airaines", "Physique", "Présent"),
    ),
    "period.presences": (
        ("Date", "Horaires", "Durée", "Lieu", "Forme"),
        ("16/01/2024", "9 h 00 – 9 h 30", "0 h 30", "Mairie d’Airaines", "Physique"),
    ),
    "period.acts": (
        ("Date", "Acte", "Combien", "Lieu", "Résultat"),
        ("16/01/2024", "Transport accompagné", "12 km", "Mairie d’Airaines", ""),
    ),
    "pathway.absences": (
        ("Date", "Absence", "Motif", "Justificatif"),
        ("23/01/2024", "Absence justifiée", "Formation", "Convocation vue"),
    ),
    "pathway.objectives": (
        ("Objectif", "Échéance", "Où cela en est"),
        ("Refaire le CV et le faire lire par deux employeurs", "31/01/2024", "En cours"),
    ),
    "pathway.steps": (
        ("Date", "Démarche", "Précision"),
        ("16/01/2024", "CV fait ou mis à jour", "Version pour l’aide à domicile"),
    ),
    "pathway.obstacles": (
        ("Frein", "À l’entrée", "Maintenant"),
        ("Mobilité", "Fort", "Moyen"),
    ),
    "pathway.immersions": (
        ("Entreprise", "Dates", "Heures", "Avis"),
        ("École Jules-Verne", "du 04/03 au 15/03/2024", "48 h", "Favorable"),
    ),
    "pathway.activity": (
        ("Semaine", "Heures", "Quoi"),
        ("du 15/01/2024", "6 h", "Atelier numérique, recherche d’employeurs"),
    ),
    "fse.entry": (
        ("Question", "Réponse"),
        ("Êtes-vous en situation de handicap ?", "Ne souhaite pas répondre"),
    ),
}


def facts(rows: int = 4) -> dict[str, str | FactTable]:
    """Every fact that a paper may name, each table with so many rows."""
    return {**USUAL, **{name: _table(name, rows) for name in sorted(TABLES)}}


def long_facts() -> dict[str, str | FactTable]:
    """The same, with texts of 2,000 letters, names that don't end and tables of 40 rows."""
    usual = facts(40)
    long: dict[str, str | FactTable] = {
        name: f"{value} {LONGEST_WORD} {LONG_TEXT[:90]}" for name, value in USUAL.items() if value
    }
    for name in USUAL:
        if name.startswith(("diagnostic.", "contract.", "dossier.reason", "profile.")):
            long[name] = LONG_TEXT
    long["person.name"] = _LONG_NAME
    long["dossier.number"] = "23-001"
    return {**usual, **long}


def answers(template: PaperTemplate, *, long: bool = False) -> dict[str, Answer]:
    """An answer to each question of a paper."""
    return {field.key: _answer(field, index, long) for index, field in enumerate(template.fields)}


def _answer(field: PaperField, index: int, long: bool) -> Answer:  # noqa: FBT001 (one of two)
    if field.kind is FieldKind.TICKS:
        return tuple(word.key for word in field.options[::2])
    if field.options:
        return field.options[index % len(field.options)].key
    if field.kind is FieldKind.DATE:
        return "2024-01-16"
    if long:
        return f"{LONGEST_WORD} {LONG_TEXT}"
    if field.kind is FieldKind.TEXT:
        return LONG_TEXT[:240].rstrip()
    return "Selon ce que nous avons dit ensemble"


def _table(name: str, rows: int) -> FactTable:
    heads, row = _TABLE_SHAPES.get(name, (("Quoi", "Combien"), (FACTS[name], "1")))
    return FactTable(heads, tuple(row for _ in range(rows)))
