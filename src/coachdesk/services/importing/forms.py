"""The sheets and columns of a coach's workbook, under the names that coaches give them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Any

from coachdesk.core.french import fold
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.words import WordList

Values = Mapping[str, Any]
"""A row's values by column key; what each one is, its column's ``Kind`` says."""


class Kind(Enum):
    """What a column holds, and so what ``cells`` makes of it."""

    TEXT = auto()
    """str"""
    DATE = auto()
    """date"""
    PAST_DATE = auto()
    """date, today at the latest"""
    TIME = auto()
    """int, minutes since midnight"""
    DURATION = auto()
    """int, minutes"""
    YES_NO = auto()
    """bool"""
    PHONE = auto()
    """str"""
    SIRET = auto()
    """str, 14 digits"""
    COUNT = auto()
    """int"""
    QUANTITY = auto()
    """int, hundredths"""
    LENGTH = auto()
    """int, minutes of one day"""
    NUMBERS = auto()
    """tuple of str, the n° of several people in their order"""
    WORD = auto()
    """str, key of a word of the profile"""


@dataclass(frozen=True)
class Column:
    """A column: its key in the program, its header in the workbook."""

    key: str
    header: str
    kind: Kind = Kind.TEXT
    needed: bool = False
    word_list: str | None = None
    """Name of the profile's list that its words are of."""
    synonyms: tuple[str, ...] = ()
    of_pathway: bool = False
    """Belongs to the pathway: without meaning for a person who did not enter."""

    def words(self, profile: ActionProfile) -> WordList[Any]:
        """The words that it takes; only for a column of words."""
        assert self.word_list is not None
        words: WordList[Any] = getattr(profile, self.word_list)
        return words


@dataclass(frozen=True)
class Form:
    """A sheet: its title, its columns and the other titles it goes by."""

    title: str
    columns: tuple[Column, ...]
    synonyms: tuple[str, ...]
    usual: bool = True
    """Told of even where the file lacks it."""

    @cached_property
    def by_name(self) -> dict[str, str]:
        """The column keys by header and synonym, each made comparable by ``plain``."""
        return {
            plain(name): column.key
            for column in self.columns
            for name in (column.header, *column.synonyms)
        }

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """The columns by key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def names(self) -> frozenset[str]:
        """The titles of the sheet, made comparable."""
        return frozenset(plain(name) for name in (self.title, *self.synonyms))


def plain(name: object) -> str:
    """A header or title without accents, case, spaces or punctuation: « Date d’Entrée * »."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(str(name)))) if name is not None else ""


def _number() -> Column:
    return Column(
        "number", "N°", needed=True, synonyms=("No", "Num", "Numéro", "N° dossier", "N° de dossier")
    )


PRESCRIPTIONS = Form(
    "Prescriptions",
    (
        _number(),
        Column(
            "received_on", "Date prescription", Kind.PAST_DATE, needed=True,
            synonyms=("Date de prescription", "Prescription le"),
        ),
        Column(
            "prescriber", "Prescripteur", Kind.WORD, needed=True, word_list="prescribers"
        ),
        Column("case_manager", "Référent RSA", synonyms=("Référent",)),
        Column("last_name", "Nom", needed=True, synonyms=("Nom de famille",)),
        Column("first_name", "Prénom", needed=True),
        Column(
            "gender", "Sexe", Kind.WORD, needed=True, word_list="genders",
            synonyms=("Genre",),
        ),
        Column(
            "birth_date", "Date de naissance", Kind.PAST_DATE, needed=True,
            synonyms=("Naissance", "Né(e) le"),
        ),
        Column("commune", "Commune", synonyms=("Ville",)),
        Column("phone", "Téléphone", Kind.PHONE, synonyms=("Tél", "N° de téléphone", "Portable")),
        Column(
            "outcome", "Suite donnée", Kind.WORD, needed=True, word_list="outcomes",
            synonyms=("Suite",),
        ),
        Column(
            "first_appointment_on", "Date 1er RDV", Kind.DATE,
            synonyms=("Date premier RDV", "1er RDV", "Date du 1er rendez-vous"),
        ),
        Column(
            "entered_on", "Date d'entrée", Kind.PAST_DATE, of_pathway=True, synonyms=("Entrée",)
        ),
        Column(
            "planned_end_on", "Date fin prévisionnelle", Kind.DATE, of_pathway=True,
            synonyms=("Date de fin prévisionnelle", "Fin prévisionnelle", "Fin prévue"),
        ),
        Column("status", "Statut", Kind.WORD, word_list="statuses", of_pathway=True),
        Column(
            "training_level", "Niveau de formation", Kind.WORD,
            word_list="training_levels", of_pathway=True, synonyms=("Niveau",),
        ),
        Column(
            "household", "Situation du foyer", Kind.WORD, word_list="households",
            of_pathway=True, synonyms=("Situation familiale", "Foyer"),
        ),
        Column(
            "main_obstacle", "Problématique principale", Kind.WORD,
            word_list="obstacles", of_pathway=True,
            synonyms=("Problématique", "Frein principal"),
        ),
        Column(
            "employment", "Situation emploi à l'entrée", Kind.WORD,
            word_list="employment", of_pathway=True,
            synonyms=("Situation à l'entrée", "Situation emploi"),
        ),
        Column("driving_licence", "Permis B", Kind.YES_NO, of_pathway=True, synonyms=("Permis",)),
        Column(
            "beneficiary_number", "N° allocataire",
            synonyms=("Numéro allocataire", "N° CAF", "Matricule CAF"),
        ),
        Column(
            "contract_on", "Contrat signé le", Kind.PAST_DATE, of_pathway=True,
            synonyms=("Date du contrat", "Date de signature du contrat"),
        ),
    ),
    synonyms=("Prescription",),
)  # fmt: skip

APPOINTMENTS = Form(
    "Rendez-vous",
    (
        _number(),
        Column("held_on", "Date", Kind.DATE, needed=True, synonyms=("Date du rendez-vous",)),
        Column("start_minute", "Début", Kind.TIME, needed=True, synonyms=("Heure de début",)),
        Column("end_minute", "Fin", Kind.TIME, needed=True, synonyms=("Heure de fin",)),
        Column("place", "Lieu", synonyms=("Lieu de permanence",)),
        Column("mode", "Modalité", Kind.WORD, needed=True, word_list="modes"),
        Column("presence", "Présence", Kind.WORD, needed=True, word_list="presences"),
    ),
    synonyms=("RDV", "Rendezvous", "Émargement", "Émargements"),
)

IMMERSIONS = Form(
    "PMSMP",
    (
        _number(),
        Column("company", "Entreprise", needed=True, synonyms=("Structure d'accueil",)),
        Column("siret", "SIRET", Kind.SIRET, needed=True, synonyms=("N° SIRET",)),
        Column("trade", "Métier"),
        Column("purpose", "Objet", Kind.WORD, word_list="purposes"),
        Column("starts_on", "Début", Kind.DATE, needed=True, synonyms=("Date de début",)),
        Column("ends_on", "Fin", Kind.DATE, needed=True, synonyms=("Date de fin",)),
        Column(
            "weekly_minutes", "Heures/semaine", Kind.DURATION,
            synonyms=("Heures par semaine", "Durée hebdomadaire"),
        ),
        Column(
            "review", "Bilan", Kind.WORD, word_list="reviews",
            synonyms=("Bilan de stage",),
        ),
        Column(
            "outcome", "Suite", Kind.WORD, word_list="immersion_outcomes",
            synonyms=("Suite de l'immersion", "Déroulement"),
        ),
        Column(
            "ended_on", "Dernier jour", Kind.DATE,
            synonyms=("Dernier jour de présence", "Fin réelle", "Date de fin réelle"),
        ),
        Column(
            "missed_minutes", "Heures manquées", Kind.DURATION,
            synonyms=("Heures d'absence", "Absences"),
        ),
        Column(
            "cause", "Pourquoi", Kind.WORD, word_list="immersion_causes",
            synonyms=("Cause", "Raison", "Motif"),
        ),
        Column("cause_note", "Précision"),
    ),
    synonyms=("Immersion", "Immersions", "Stage", "Stages"),
)  # fmt: skip

EXITS = Form(
    "Sorties",
    (
        _number(),
        Column("left_on", "Date de sortie", Kind.PAST_DATE, needed=True, synonyms=("Date",)),
        Column(
            "kind", "Type de sortie", Kind.WORD, needed=True, word_list="exit_kinds",
            synonyms=("Type", "Motif de sortie"),
        ),
        # Its words depend on the type of exit: rules.py reads them.
        Column("detail", "Détail", synonyms=("Détail de sortie",)),
    ),
    synonyms=("Sortie",),
)  # fmt: skip

SERVICES = Form(
    "Actes",
    (
        Column(
            "number", "N°", Kind.NUMBERS,
            synonyms=("No", "Num", "Numéro", "N° dossier", "N° de dossier", "N°s"),
        ),
        Column(
            "kind", "Acte", Kind.WORD, needed=True, word_list="services",
            synonyms=("Type d'acte", "Prestation", "Type"),
        ),
        Column("done_on", "Date", Kind.PAST_DATE, needed=True, synonyms=("Fait le",)),
        Column(
            "unnamed", "Personnes non nommées", Kind.COUNT,
            synonyms=("Nombre de personnes", "Autres personnes"),
        ),
        Column("quantity", "Quantité", Kind.QUANTITY, synonyms=("Nombre",)),
        Column("minutes", "Durée (h)", Kind.LENGTH, synonyms=("Durée", "Heures")),
        Column("place", "Lieu"),
        # Its words depend on the kind of act: act_rules.py reads them.
        Column("result", "Résultat", synonyms=("Suite",)),
        Column("note", "Note", synonyms=("Observation", "Remarque")),
    ),
    synonyms=("Acte", "Prestations", "Prestation"),
    usual=False,
)  # fmt: skip

OUTREACH = Form(
    "Aller-vers",
    (
        Column("held_on", "Date", Kind.DATE, needed=True),
        Column("title", "Titre", needed=True, synonyms=("Action", "Intitulé")),
        Column(
            "kind", "Nature", Kind.WORD, needed=True, word_list="outreach_kinds",
            synonyms=("Type", "Type d'action"),
        ),
        Column("start_minute", "Début", Kind.TIME, synonyms=("Heure de début",)),
        Column("end_minute", "Fin", Kind.TIME, synonyms=("Heure de fin",)),
        Column("place", "Lieu"),
        Column(
            "people_met", "Personnes rencontrées", Kind.COUNT,
            synonyms=("Nombre de personnes", "Rencontrées"),
        ),
        Column("note", "Note", synonyms=("Observation", "Remarque")),
    ),
    synonyms=("Allervers", "Actions d'aller-vers", "Aller vers"),
    usual=False,
)  # fmt: skip

CONTACTS = Form(
    "Personnes à rappeler",
    (
        Column("event_on", "Date", Kind.DATE, needed=True, synonyms=("Date de l'action",)),
        Column("event_title", "Action", needed=True, synonyms=("Titre", "Titre de l'action")),
        Column("last_name", "Nom", needed=True),
        Column("first_name", "Prénom"),
        Column("phone", "Téléphone", Kind.PHONE, synonyms=("Tél", "N° de téléphone", "Portable")),
        Column("commune", "Commune", synonyms=("Ville",)),
        Column("outcome", "Suite", Kind.WORD, word_list="outreach_outcomes"),
        Column("called_on", "Appelée le", Kind.PAST_DATE, synonyms=("Appelé le", "Date d'appel")),
        Column(
            "call_back_on", "Rappeler le", Kind.DATE, synonyms=("À rappeler le", "Prochain appel")
        ),
        Column("dossier", "N° dossier", synonyms=("N°", "N° de dossier")),
        Column("note", "Note", synonyms=("Observation", "Remarque")),
    ),
    synonyms=("À rappeler", "Contacts", "Liste de rappel"),
    usual=False,
)  # fmt: skip

FORMS = (PRESCRIPTIONS, APPOINTMENTS, IMMERSIONS, EXITS, SERVICES, OUTREACH, CONTACTS)
"""In the order in which they stand on one another."""
OF_NOBODY = frozenset({OUTREACH.title, CONTACTS.title})
"""Those that can be read before anybody is known."""


BY_TITLE = {form.title: form for form in FORMS}


def is_known(name: str) -> bool:
    """Whether a sheet or file of that name is one of the forms."""
    return any(plain(name) in form.names for form in FORMS)
