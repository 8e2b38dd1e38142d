"""An access in words: what was done, with what of whom."""

from collections.abc import Mapping

from coachdesk.core.french import plural
from coachdesk.queries.accesses import AccessRow
from coachdesk.services.accesses import AccessDeed
from coachdesk.services.targets import Screen

DEEDS: Mapping[str, str] = {
    AccessDeed.READ: "Consultation",
    AccessDeed.EXPORT: "Export",
    AccessDeed.PRINT: "Impression",
}
_SCREENS: Mapping[Screen, str] = {
    Screen.TODAY: "feuille de route",
    Screen.DASHBOARD: "tableau de bord",
    Screen.BILAN: "bilan",
    Screen.AGENDA: "agenda",
    Screen.PARTICIPANTS: "liste des participants",
    Screen.CARD: "fiche",
    Screen.INTAKE: "nouvelle prescription",
    Screen.DIAGNOSTIC: "diagnostic",
    Screen.DECISION: "décision",
    Screen.CONTRACT: "contrat d’engagement",
    Screen.TO_PRINT: "papiers à imprimer",
    Screen.PAPER: "papier",
    Screen.COMPANIES: "entreprises",
    Screen.COMPANY: "entreprise",
    Screen.IMMERSION: "immersion",
    Screen.IMMERSION_FORM: "immersion",
    Screen.IMMERSIONS: "liste des immersions",
    Screen.ACCIDENT: "fiche d’accident",
    Screen.EXIT: "sortie",
    Screen.FSE: "participants FSE+",
    Screen.FOLLOW_UP: "suivi après la sortie",
    Screen.FOLLOW_UPS: "liste des suivis",
    Screen.REENTRY: "nouvelle prescription",
    Screen.APPOINTMENT: "rendez-vous",
    Screen.WALK_IN: "passage sans rendez-vous",
    Screen.MOVE: "déplacement d’un rendez-vous",
    Screen.CANCEL_MORNING: "rendez-vous annulés",
    Screen.WORKSHOP: "atelier",
    Screen.SHEET: "feuille d’émargement",
    Screen.MONTH: "mois",
    Screen.OUTBOX: "boîte d’envoi",
    Screen.TIMESHEET: "feuille de temps",
    Screen.AUDIT: "relecture du mois",
    Screen.IMPORT: "reprise d’un classeur",
    Screen.SERVICES: "liste des actes",
    Screen.SERVICE: "acte",
    Screen.OUTREACH: "action d’aller-vers",
    Screen.SATISFACTION: "réponses de satisfaction",
    Screen.PLACES: "lieux",
    Screen.PHONE: "code pour le téléphone",
    Screen.CALENDAR_FILE: "fichier d’agenda",
    Screen.DAY_SHEET: "feuille de journée",
    Screen.CONTROL: "dossier de contrôle",
    Screen.READY: "prêt à partir",
    Screen.SETTINGS: "réglages",
    Screen.RETENTION: "fin de conservation",
    Screen.ERASURE: "effacement",
    Screen.GUIDE: "aide",
}
_TABLES: Mapping[str, str] = {
    "action": "liste ou tableau de l’action",
    "appointment": "rendez-vous",
    "archived_proof": "archive restreinte",
    "attachment": "pièce",
    "delivery": "remise",
    "document": "papier",
    "package": "envoi du mois",
    "participant": "toutes ses données",
    "prescription": "dossier",
    "receipt": "accusé de réception",
    "store": "papier du poste",
}
SUBJECTS: Mapping[str, str] = {
    **_TABLES,
    **{screen.value: words for screen, words in _SCREENS.items()},
    "rows": "lignes derrière un chiffre",
    "archive": "archive restreinte",
}
"""By the name of a screen or of a table."""


def deed_words(row: AccessRow) -> str:
    """« Consultation »."""
    return DEEDS.get(row.deed, row.deed)


def subject_words(row: AccessRow) -> str:
    """« fiche », « liste des participants, 42 personnes »."""
    told = SUBJECTS.get(row.subject, row.subject)
    return told if row.people is None else f"{told}, {plural(row.people, 'personne')}"


def whose_words(row: AccessRow) -> str:
    """« DURAND Léa »; whoever was erased is nobody any more."""
    if row.participant_id is None:
        return ""
    return f"{row.last_name} {row.first_name}" if row.last_name else "personne effacée"
