"""What a partner helps with: themes of data·inclusion by their key."""

from collections.abc import Mapping

THEMES: Mapping[str, str] = {
    "acces-aux-droits-et-citoyennete": "Accès aux droits",
    "accompagnement-social-et-professionnel-personnalise": "Accompagnement social et professionnel",
    "apprendre-francais": "Apprendre le français",
    "choisir-un-metier": "Choisir un métier",
    "creation-activite": "Création d’activité",
    "equipement-et-alimentation": "Équipement et alimentation",
    "famille--enfance": "Famille et enfance",
    "gestion-financiere": "Budget et dettes",
    "handicap": "Handicap et aménagements",
    "illettrisme": "Lire, écrire, compter",
    "logement-hebergement": "Logement",
    "mobilite": "Mobilité et transport",
    "numerique": "Numérique",
    "preparer-sa-candidature": "Préparer sa candidature",
    "sante": "Santé et soins",
    "se-former": "Se former",
    "trouver-un-emploi": "Trouver un emploi",
}
