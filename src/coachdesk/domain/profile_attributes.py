"""What each word of a profile's lists holds beside its key: how a form asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from coachdesk.domain.exits import CLASS_LABELS
from coachdesk.domain.fse import GENDER_LABELS
from coachdesk.domain.profile_lines import KeyPath


class AttributeKind(Enum):
    """How an attribute is asked for."""

    TEXT = auto()
    LONG = auto()
    """A text of several lines."""
    CHOICE = auto()
    FLAG = auto()
    WHOLE = auto()
    NAMES = auto()
    """Several texts, parted by commas."""
    KEYS = auto()
    """Several of the choices, in an order."""
    TICKS = auto()
    """Several of the choices, in no order."""
    NUMBERS = auto()
    """Several whole numbers that grow, parted by commas."""
    LENGTH = auto()
    """A length of a contract, and the choice that it makes."""


Choices = tuple[tuple[str, str], ...]
"""What the profile keeps, and what is read."""


@dataclass(frozen=True)
class Attribute:
    """One thing that a word says, under its name in the profile."""

    name: str
    label: str
    kind: AttributeKind = AttributeKind.TEXT
    choices: Choices = ()
    optional: bool = True
    least: int = 0
    most: int = 10_000
    hint: str = ""


@dataclass(frozen=True)
class ListPlace:
    """Where a list of words stands in a profile.

    Attributes:
        path: in the text; of a list inside the words of another, its key there.
        parent: the list in whose words it stands; empty for one by itself.
        fixed: its words are the program's: they are renamed and put in order, no more.
    """

    path: KeyPath
    parent: str = ""
    fixed: bool = False


PLACES: Mapping[str, ListPlace] = {
    "measures": ListPlace(("measures",)),
    "exit_kinds": ListPlace(("exits", "kinds")),
    "modes": ListPlace(("words", "modes"), fixed=True),
    "presences": ListPlace(("words", "presences"), fixed=True),
    "service_results": ListPlace(("results",), "services"),
    "exit_details": ListPlace(("details",), "exit_kinds"),
    "measure_levels": ListPlace(("levels",), "measures"),
}
"""Where a list is that is not simply under « words »."""

LABEL = Attribute("label", "Libellé", optional=False, hint="Ce qu’on lit, à l’écran et sur papier.")
SYNONYMS = Attribute(
    "synonyms",
    "Synonymes",
    AttributeKind.NAMES,
    hint="Séparés par des virgules\u00a0: acceptés dans un classeur importé.",
)
_CLASSES: Choices = tuple((str(key), words) for key, words in CLASS_LABELS.items())
_LENGTH_HINT = "Un signe et des mois\u00a0: «\u00a0>= 6\u00a0», «\u00a0< 6\u00a0»."
_OUTCOMES: Choices = (
    ("pending", "En attente"),
    ("enrolled", "Entre dans l’action"),
    ("declined", "N’entre pas"),
    ("no_show", "N’est jamais venue"),
    ("redirected", "Réorientée"),
)
_LEVELS: Choices = (
    ("no_schooling", "Jamais scolarisé"),
    ("primary", "Primaire"),
    ("lower_secondary", "Collège"),
    ("upper_secondary_unfinished", "Lycée inachevé"),
    ("cap_bep", "CAP, BEP"),
    ("bac", "Bac"),
    ("bac_plus_2", "Bac + 2"),
    ("bac_plus_3", "Bac + 3"),
    ("bac_plus_5", "Bac + 5"),
    ("doctorate", "Doctorat"),
)
_STAGES: Choices = (
    ("to_call", "À rappeler"),
    ("unreachable", "Injoignable"),
    ("appointment", "A un dossier ou un rendez-vous"),
    ("engaged", "Entrée dans l’action"),
    ("redirected", "Orientée ailleurs"),
    ("ended", "Rien n’a suivi"),
)
_AHEAD: Choices = (
    ("job", "L’employeur et le contrat"),
    ("training", "L’organisme et les dates"),
    ("nothing", "Rien"),
)
_WITHOUT: Choices = (("minutes", "La durée"), ("place", "Le lieu"), ("note", "La note"))
_FSE_HINT = "Sans choix, ce que dit le mot de lui-même, s’il est d’usage."
_FSE_GENDERS: Choices = tuple((str(key), words) for key, words in GENDER_LABELS.items())
_FSE_STATUSES: Choices = (
    ("inactive", "Personne inactive"),
    ("unemployed", "Personne au chômage"),
    ("long_term_unemployed", "Personne au chômage de longue durée"),
    ("employed", "Personne en emploi"),
)
FLAG, CHOICE, WHOLE = AttributeKind.FLAG, AttributeKind.CHOICE, AttributeKind.WHOLE

ATTRIBUTES: Mapping[str, tuple[Attribute, ...]] = {
    "genders": (Attribute("fse", "Compté au FSE+ comme", CHOICE, _FSE_GENDERS, hint=_FSE_HINT),),
    "employment": (
        Attribute("fse", "Compté au FSE+ comme", CHOICE, _FSE_STATUSES, hint=_FSE_HINT),
    ),
    "outcomes": (Attribute("kind", "Ce qu’elle veut dire", CHOICE, _OUTCOMES, optional=False),),
    "training_levels": (Attribute("level", "Niveau d’études", CHOICE, _LEVELS, optional=False),),
    "steps": (Attribute("aid", "Une aide demandée\u00a0: elle a une issue", FLAG),),
    "attachment_kinds": (
        Attribute("valid_months", "Valable, en mois", WHOLE, least=1, most=600,
                  hint="Vide\u00a0: sans limite, ou jusqu’à la date qu’elle porte."),
        Attribute("required", "Attendue dans chaque dossier", FLAG),
    ),
    "services": (
        Attribute("unit", "Unité de la quantité", hint="km, €, jours… Vide\u00a0: sans quantité."),
        Attribute("quantity", "Nom de la quantité", hint="«\u00a0Distance\u00a0», à l’écran."),
        Attribute("whole", "Quantité en nombre entier", FLAG),
        Attribute("group", "Un seul acte pour plusieurs personnes", FLAG),
        Attribute("expected_months", "Attendu après l’entrée, en mois", AttributeKind.NUMBERS,
                  hint="«\u00a01, 3, 6\u00a0»\u00a0: un de plus à chaque échéance."),
        Attribute("expected_at_end", "Attendu à la fin du parcours", FLAG),
        Attribute("expected_job_days", "Attendu dans l’emploi, en jours", AttributeKind.NUMBERS,
                  hint="«\u00a030, 60, 90\u00a0» après une sortie vers un emploi."),
        Attribute("without", "Ce que la fiche ne demande pas", AttributeKind.TICKS, _WITHOUT),
    ),
    "outreach_outcomes": (
        Attribute("kind", "Où en est la personne", CHOICE, _STAGES, optional=False),
    ),
    "follow_up_outcomes": (
        Attribute("employed", "En emploi\u00a0: son employeur est demandé", FLAG),
        Attribute("unreachable", "Sans réponse\u00a0: un nouvel essai est proposé", FLAG),
    ),
    "exit_kinds": (
        Attribute("class", "Classe", CHOICE, _CLASSES, optional=False),
        Attribute("positive", "Comptée dans le taux de sorties positives", FLAG),
        Attribute("ahead", "Ce qu’on demande de la suite", CHOICE, _AHEAD,
                  hint="Sans choix, la classe le dit."),
        Attribute("deceased", "Décès\u00a0: plus rien n’est écrit ni demandé", FLAG),
    ),
    "exit_details": (
        Attribute("class", "Classe", CHOICE, _CLASSES, hint="Sans choix, celle du type."),
        Attribute("contract", "Contrat", hint="Un même nom pour ceux que sépare leur durée."),
        Attribute("months", "Durée du contrat", hint=_LENGTH_HINT),
        Attribute("by_length", "Autre classe pour une durée", AttributeKind.LENGTH, _CLASSES,
                  hint=_LENGTH_HINT),
    ),
}  # fmt: skip
"""Of each list, what its words hold beside a label and synonyms."""


def attributes_of(name: str) -> tuple[Attribute, ...]:
    """All that a form asks of a word of the list ``name``."""
    return (LABEL, SYNONYMS, *ATTRIBUTES.get(name, ()))


def place_of(name: str) -> ListPlace:
    """Where the list ``name`` stands."""
    return PLACES.get(name, ListPlace(("words", name)))
