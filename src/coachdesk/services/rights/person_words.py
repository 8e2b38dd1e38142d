"""Every column that tells of a person, in French: what someone is given of herself names them all.

A test holds that none is forgotten: a new column has its words here, or its reason to be left out.
"""

from collections.abc import Mapping
from enum import StrEnum

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.deliveries import STATE_WORDS, DeliveryKind, DeliveryState
from coachdesk.domain.fse import (
    ANSWER_LABELS,
    EXIT_QUESTIONS,
    GENDER,
    GENDER_LABELS,
    QUESTIONS,
    SIX_MONTH_QUESTIONS,
)
from coachdesk.domain.papers import CopyState, DocumentState, Role, SigningOutcome
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.profile_lists import word_lists
from coachdesk.domain.signing_words import OUTCOME_WORDS
from coachdesk.domain.support import AidOutcome, Impact, ObjectiveState
from coachdesk.queries.word_uses import COLUMNS
from coachdesk.services.audit_remarks import KINDS
from coachdesk.services.paper_kinds import paper_kinds
from coachdesk.services.timeline import AID_WORDS, IMPACT_WORDS

PARTS: Mapping[str, str] = {
    "participant": "Identité",
    "prescription": "Prescriptions",
    "pathway": "Parcours",
    "diagnostic": "Diagnostic",
    "fse_answer": "Réponses au questionnaire FSE+",
    "obstacle": "Freins",
    "measurement": "Mesures",
    "objective": "Objectifs",
    "step": "Démarches",
    "handout": "Documents remis",
    "service": "Actes",
    "appointment": "Rendez-vous",
    "engagement_contract": "Contrats d’engagement",
    "immersion": "Immersions",
    "immersion_visit": "Visites et appels pendant une immersion",
    "exit": "Sortie",
    "follow_up": "Suivis après la sortie",
    "outreach_contact": "Rencontre avant le dossier",
    "prospecting": "Démarches auprès d’entreprises",
    "attachment": "Pièces",
    "document": "Papiers",
    "signature": "Signatures",
    "signature_refusal": "Refus, empêchements, désaccords",
    "delivery": "Papiers envoyés",
    "to_do_mark": "Rappels écartés par le coach",
}
"""By the name of the table, in the order of the export."""
LEFT_OUT: Mapping[str, str] = {
    "attachment_content": "the file itself, which is given",
    "document_revision": "the file itself, which is given",
    "delivery_content": "the same paper, as it was sent",
    "delivery_event": "the state of what was sent is told",
    "receipt": "written by someone else",
    "service_person": "the act itself is told",
}
"""Tables of hers that are no part of it, and why."""
SILENT = frozenset(
    {
        "id", "version", "cut_over", "action_id", "coach_id", "anonymised_on", "drawing",
        "drawing_salt", "fingerprint", "sha256", "source", "answers",
        "signers", "rome", "schedule", "digest",
    }
)  # fmt: skip
"""Columns of the program's own, or told otherwise: drawings and answers are in the files."""
LABELS: Mapping[str, str] = {
    "last_name": "Nom",
    "first_name": "Prénom",
    "gender": "Sexe",
    "birth_date": "Date de naissance",
    "postcode": "Code postal",
    "commune": "Commune",
    "phone": "Téléphone",
    "email": "Courriel",
    "beneficiary_number": "N° allocataire",
    "paper_since": "Préfère le papier depuis le",
    "number": "N°",
    "received_on": "Reçue le",
    "prescriber": "Prescripteur",
    "case_manager": "Référent RSA",
    "outcome": "Suite",
    "decided_on": "Décidé le",
    "decision_reason": "Motif de la décision",
    "first_appointment_on": "Premier rendez-vous le",
    "entered_on": "Entrée le",
    "planned_end_on": "Fin prévue le",
    "status": "Statut",
    "training_level": "Niveau de formation",
    "household": "Situation familiale",
    "main_obstacle": "Frein principal",
    "employment": "Situation d’emploi",
    "driving_licence": "Permis de conduire",
    "made_on": "Fait le",
    "mobility": "Déplacements",
    "expectations": "Attentes",
    "skills": "Savoir-faire",
    "question": "Question",
    "answer": "Réponse",
    "answered_on": "Répondu le",
    "kind": "Nature",
    "impact": "Impact",
    "assessed_on": "Jugé le",
    "level": "Niveau",
    "taken_on": "Mesuré le",
    "text": "Texte",
    "set_on": "Fixé le",
    "state": "État",
    "closed_on": "Terminé le",
    "done_on": "Fait le",
    "note": "Notes du coach",
    "aid_outcome": "Suite de l’aide",
    "minutes": "Durée",
    "title": "Titre",
    "given_on": "Remis le",
    "studied_on": "Étudié le",
    "result": "Résultat",
    "people": "Personnes",
    "quantity": "Quantité",
    "held_on": "Date",
    "start_minute": "Début",
    "end_minute": "Fin",
    "planned_start_minute": "Début prévu",
    "planned_end_minute": "Fin prévue",
    "mode": "Forme",
    "presence": "Présence",
    "absence_reason": "Motif d’absence",
    "absence_proof": "Justificatif",
    "contact_attempts": "Ce qui a été tenté",
    "attested_seq": "Enregistrement n°",
    "revision": "Version",
    "prepared_on": "Préparé le",
    "starts_on": "Début",
    "ends_on": "Fin",
    "weekly_minutes": "Heures par semaine",
    "exemption": "Motif d’aménagement",
    "person_commitments": "Engagements de la personne",
    "organisation_commitments": "Engagements de l’organisme",
    "action_plan": "Plan d’action",
    "signed_on": "Signé le",
    "trade": "Métier",
    "purpose": "Objet",
    "place": "Lieu",
    "tutor": "Tuteur",
    "review": "Avis de l’entreprise",
    "renewal_reason": "Raison du renouvellement",
    "ended_on": "Arrêtée le",
    "missed_minutes": "Heures manquées",
    "cause": "Cause",
    "cause_note": "Précision",
    "met": "Interlocuteur",
    "left_on": "Sortie le",
    "detail": "Détail",
    "employer": "Employeur",
    "job_starts_on": "Début du contrat",
    "job_ends_on": "Fin du contrat",
    "recommendation": "Préconisation",
    "dry_reason": "Raison d’une sortie sans suite",
    "milestone": "Mois après la sortie",
    "attempts": "Essais",
    "again_on": "À rappeler le",
    "call_back_on": "À rappeler le",
    "called_on": "Appelée le",
    "name": "Nom du fichier",
    "added_at": "Ajoutée le",
    "valid_until": "Valable jusqu’au",
    "size": "Taille en octets",
    "void_reason": "Annulé parce que",
    "copy": "Copie",
    "copy_on": "Copie remise le",
    "paper_signed_on": "Signé sur papier le",
    "role": "Signataire",
    "entry_seq": "Enregistrement n°",
    "signed_at": "Signé le",
    "regularisation": "Régularisation",
    "remark": "Réserve",
    "reason": "Motif",
    "witness": "Témoin",
    "answered_at": "Répondu le",
    "addressee": "Destinataire",
    "address": "Adresse",
    "subject": "Objet",
    "filename": "Fichier",
    "encrypted": "Chiffré",
    "uncertain": "Arrivée à vérifier",
    "next_try": "Nouvel essai le",
    "trouble": "Empêchement",
    "queued_at": "Mis en attente le",
    "handed_at": "Remis le",
    "confirmed_at": "Reçu le",
    "rule": "Rappel",
    "postponed_to": "Remis au",
    "made_at": "Noté le",
}
"""By the name of the column."""
_RESULTS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Impact: {str(key): words for key, words in IMPACT_WORDS.items()},
    AidOutcome: {str(key): words for key, words in AID_WORDS.items()},
    SigningOutcome: {str(key): words for key, words in OUTCOME_WORDS.items()},
    ObjectiveState: {"in_progress": "en cours", "done": "atteint", "abandoned": "arrêté"},
    DocumentState: {"draft": "brouillon", "open": "à signer", "closed": "signé", "void": "annulé"},
    CopyState: {
        "owed": "due", "to_print": "à imprimer", "to_email": "à envoyer", "given": "remise",
        "declined": "refusée",
    },
    Role: {
        "participant": "la personne", "coach": "le coach", "host": "l’entreprise",
        "prescriber": "le prescripteur", "director": "la direction",
    },
    DeliveryKind: {
        "month": "envoi du mois", "notice": "avis d’absence", "return": "retour de prescription",
        "review": "bilan", "copy": "copie",
    },
    DeliveryState: {str(key): words for key, words in STATE_WORDS.items()},
    ImmersionOutcome: {
        "done": "faite", "ended_early": "arrêtée avant la fin", "not_done": "pas faite",
    },
}  # fmt: skip
"""The words of the program's own lists; those of the action are its profile's."""
_FSE = {
    GENDER: "Sexe",
    **{str(key): words for key, words in ANSWER_LABELS.items()},
    **{str(key): words for key, words in GENDER_LABELS.items()},
    **{
        question.key: question.text
        for question in (*QUESTIONS, *EXIT_QUESTIONS, *SIX_MONTH_QUESTIONS)
    },
}
_LIST_OF = {
    (str(column.class_.__tablename__), str(column.key)): name
    for name, columns in COLUMNS.items()
    for column in columns
}

_REMARK = "relecture."
RULES: Mapping[str, str] = {
    "premier_rdv": "Premier rendez-vous",
    "decision": "Décision d’entrée",
    "retour_prescription": "Retour au prescripteur",
    "contrat": "Contrat d’engagement",
    "absences": "Absences",
    "fin_parcours": "Fin du parcours",
    "suite_a_decider": "Suite de l’accompagnement",
    "fin_pmsmp": "Fin d’une immersion",
    "visite_pmsmp": "Visite d’une immersion",
    "bilan_stage": "Bilan d’une immersion",
    "justificatif_sortie": "Justificatif de la sortie",
    "suivi": "Suivi après la sortie",
    "fiche_fse": "Fiche FSE+",
    "fse_sortie": "Questionnaire FSE+ de sortie",
    "fse_six_mois": "Questionnaire FSE+ à six mois",
    "piece": "Pièce à demander",
    "rdv_a_pointer": "Présence à noter",
    "signature": "Signature d’un rendez-vous",
    "papier_a_signer": "Papier à signer",
    "papier_a_numeriser": "Papier à numériser",
    "papier_attendu": "Papier à établir",
    "releve_attendu": "Relevé à établir",
    "acte_attendu": "Acte à faire",
    "copie": "Copie à remettre",
    "rappel_entreprise": "Rappel d’une entreprise",
    "rappel_aller_vers": "Rappel après une rencontre",
    **{_REMARK + kind: f"Relecture, {remark.title}" for kind, remark in KINDS.items()},
}
"""What the coach put off or settled otherwise, by the rule that asks for it."""


def label_of(column: str) -> str:
    """The name of a column."""
    return LABELS[column]


def word_of(profile: ActionProfile, table: str, column: str, value: str) -> str:
    """A key of a list as the action words it; anything else as it is."""
    name = _LIST_OF.get((table, column))
    if name is not None:
        return word_lists(profile)[name].label(value)
    if (table, column) == ("document", "kind"):
        paper = paper_kinds(profile).get(value)
        return paper.title if paper is not None else value
    if table == "to_do_mark" and column in {"rule", "subject"}:
        return RULES.get(value, "") if column == "rule" else ""  # an id, that nobody reads
    return _FSE.get(value, value) if table == "fse_answer" else value


def enum_word(profile: ActionProfile, value: StrEnum) -> str:
    """A key of the program's own lists in words."""
    if isinstance(value, Presence):
        return profile.presences.label(value)
    if isinstance(value, Mode):
        return profile.modes.label(value)
    return _RESULTS.get(type(value), {}).get(str(value), str(value))
