"""What a profile may leave out: lists and texts that most actions share, in its own words.

A store keeps its profile as it was read: one made before these lists existed reads them here.
"""

import tomllib
from typing import Any

from coachdesk.domain.usual_counts import USUAL_COUNTS
from coachdesk.domain.usual_work import USUAL_WORK

_USUAL = """
[rules]
weekly_hours = 15
contact_months = 3

[words]
absence_reasons = [
    { key = "appointment", label = "Autre rendez-vous (convocation, administration)" },
    { key = "work", label = "Travail ou entretien d’embauche" },
    { key = "training", label = "Formation" },
    { key = "family", label = "Raison familiale ou garde d’enfant" },
    { key = "health", label = "Raison de santé" },
    { key = "transport", label = "Transport" },
    { key = "other", label = "Autre raison" },
]
absence_proofs = [
    { key = "document", label = "Justificatif remis" },
    { key = "summons", label = "Convocation vue" },
    { key = "call", label = "Prévenu par téléphone" },
    { key = "statement", label = "Attestation sur l’honneur" },
    { key = "awaited", label = "Justificatif attendu" },
]
exemptions = [
    { key = "health", label = "Santé, handicap ou invalidité" },
    { key = "lone_parent", label = "Parent isolé sans solution de garde" },
    { key = "carer", label = "Proche aidant" },
    { key = "individual", label = "Situation individuelle" },
]
recommendations = [
    { key = "job_search", label = "Poursuivre la recherche d’emploi" },
    { key = "training", label = "Entrer en formation" },
    { key = "immersion", label = "Faire une autre immersion" },
    { key = "supported_work", label = "Travailler dans une structure d’insertion" },
    { key = "business", label = "Créer son activité" },
    { key = "remove_obstacles", label = "Lever d’abord un frein (mobilité, logement, garde)" },
    { key = "social_support", label = "Être accompagné sur le plan social" },
    { key = "renewal", label = "Renouveler l’accompagnement" },
]
steps = [
    { key = "cv", label = "CV fait ou mis à jour" },
    { key = "cover_letter", label = "Lettre de motivation" },
    { key = "job_space", label = "Espace France Travail à jour" },
    { key = "applications", label = "Candidatures envoyées" },
    { key = "interview", label = "Entretien préparé ou passé" },
    { key = "company_contact", label = "Entreprise contactée" },
    { key = "training_search", label = "Recherche de formation" },
    { key = "rights", label = "Accès aux droits" },
    { key = "solidarity_transport", label = "Transport solidaire", aid = true },
    { key = "financial_aid", label = "Aide financière", aid = true },
    { key = "childcare_aid", label = "Aide à la garde d’enfant", aid = true },
]
services = [
    { key = "interview_preparation", label = "Préparation à un entretien d’embauche" },
    { key = "company_meeting", label = "Mise en relation avec une entreprise", results = [
        { key = "met", label = "Rencontre faite" },
        { key = "immersion", label = "Immersion convenue" },
        { key = "hired", label = "Embauche" },
        { key = "nothing", label = "Sans suite" },
    ] },
    { key = "transport_help", label = "Transport accompagné", unit = "km", quantity = "Distance" },
    { key = "digital_help", label = "Aide numérique" },
    { key = "company_tour", label = "Visite d’entreprise", group = true },
]
outreach_kinds = [
    { key = "market", label = "Marché, place publique" },
    { key = "job_cafe", label = "Recrut’café" },
    { key = "forum", label = "Forum, journée portes ouvertes" },
    { key = "partner_site", label = "Présence chez un partenaire" },
]
outreach_outcomes = [
    { key = "to_call", label = "À rappeler", kind = "to_call" },
    { key = "unreachable", label = "Injoignable", kind = "unreachable" },
    { key = "meeting", label = "Rendez-vous pris", kind = "appointment" },
    { key = "engaged", label = "Entré dans l’action", kind = "engaged" },
    { key = "redirected", label = "Orienté ailleurs", kind = "redirected" },
    { key = "refused", label = "Ne souhaite pas donner suite", kind = "ended" },
]
prospecting_kinds = [
    { key = "visit", label = "Visite" },
    { key = "call", label = "Appel" },
    { key = "email", label = "Courriel" },
    { key = "event", label = "Rencontre à un événement" },
]
prospecting_results = [
    { key = "immersion", label = "Immersion possible" },
    { key = "hiring", label = "Embauche possible" },
    { key = "call_back", label = "À rappeler" },
    { key = "absent", label = "Personne à qui parler" },
    { key = "no", label = "Pas intéressé" },
]
immersion_causes = [
    { key = "person", label = "Du fait de la personne" },
    { key = "company", label = "Du fait de l’entreprise" },
    { key = "transport", label = "Transport" },
    { key = "health", label = "Santé" },
    { key = "hired", label = "Embauche avant la fin" },
    { key = "other", label = "Autre raison" },
]
follow_up_outcomes = [
    { key = "employed", label = "En emploi", employed = true },
    { key = "training", label = "En formation" },
    { key = "seeking", label = "En recherche d’emploi" },
    { key = "inactive", label = "Sans activité" },
    { key = "unreachable", label = "Injoignable", unreachable = true },
]
time_kinds = [
    { key = "administration", label = "Administratif" },
    { key = "meeting", label = "Réunion" },
    { key = "partners", label = "Partenaires et entreprises" },
    { key = "training", label = "Formation du coach" },
    { key = "other", label = "Autre temps" },
]
handouts = [
    { key = "trade_test", label = "Test métiers" },
    { key = "booklet_page", label = "Page du livret" },
]
attachment_kinds = [
    { key = "prescription", label = "Fiche de prescription", required = true },
    { key = "rsa_certificate", label = "Attestation RSA", valid_months = 3 },
    { key = "cv", label = "CV" },
    { key = "identity", label = "Titre de séjour" },
    { key = "disability", label = "Reconnaissance RQTH" },
    { key = "driving_licence", label = "Permis de conduire" },
    { key = "absence_proof", label = "Justificatif d’absence" },
    { key = "contract", label = "Contrat signé sur papier" },
    { key = "signed_paper", label = "Papier signé à la main" },
    { key = "exit_proof", label = "Justificatif de sortie" },
    { key = "other", label = "Autre pièce" },
]

[texts]
person_commitments = \"\"\"
Venir aux rendez-vous convenus, ou prévenir avant l’heure.
Faire les démarches décidées ensemble.
Dire ce qui change dans ma situation.\"\"\"
organisation_commitments = \"\"\"
Recevoir la personne chaque semaine, près de chez elle.
L’aider dans ses démarches et ses recherches.
Garder ses informations confidentielles.\"\"\"
contact_attempts = [
    "Appel sans réponse",
    "Message vocal laissé",
    "SMS envoyé",
    "Courriel envoyé",
    "Courrier envoyé",
]
phrases = [
    "CV mis à jour ensemble.",
    "À recontacter avant le prochain rendez-vous.",
    "Recherche d’offres faite ensemble.",
    "Entretien préparé.",
    "Difficulté de mobilité évoquée.",
]
"""

USUAL: dict[str, Any] = tomllib.loads(_USUAL + USUAL_COUNTS + USUAL_WORK)
