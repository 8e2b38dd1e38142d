"""What is asked of an indicator: its function in French, and each parameter by what it takes."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any

from coachdesk.core.french import capital
from coachdesk.domain.catalogue import CATALOGUE, SUBJECTS
from coachdesk.domain.exits import CLASS_LABELS
from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape
from coachdesk.domain.profile import ActionProfile
from coachdesk.domain.profile_attributes import LABEL, Attribute, AttributeKind, Choices
from coachdesk.domain.profile_lists import word_lists
from coachdesk.domain.support import AID_LABELS, TREND_LABELS
from coachdesk.services.paper_kinds import paper_kinds

_LONGEST = 90
_CAPTION = 56
_SUBJECTS = {
    "people": "Personnes",
    "meetings": "Rendez-vous",
    "immersions": "Immersions",
    "exits": "Sorties",
    "follow_ups": "Suivis",
    "contracts": "Contrats",
    "support": "Accompagnement",
    "acts": "Actes",
    "workshops": "Ateliers",
    "outreach": "Aller-vers",
    "companies": "Entreprises",
    "partners": "Partenaires",
    "papers": "Papiers",
    "satisfaction": "Satisfaction",
    "means": "Moyens",
}
_SHAPES = {
    Shape.NUMBER: "nombre",
    Shape.MINUTES: "durée",
    Shape.QUANTITY: "quantité",
    Shape.RATE: "taux",
    Shape.MEAN: "moyenne",
    Shape.SHARES: "parts",
    Shape.CURVE: "courbe",
}
CHOICE_WORDS = {
    "acts": "les actes", "hours": "leurs heures", "quantity": "leur quantité",
    "months": "les mois où il y en a un", "kind": "par genre", "result": "par résultat",
    "place": "par lieu", "title": "par intitulé", "outcome": "par suite", "cause": "par cause",
    "purpose": "par objet", "review": "par avis", "company": "par entreprise",
    "contacts": "celles des listes", "met": "toutes les rencontrées", "any": "tous",
    "first": "les premiers, ou la première", "renewal": "les renouvellements",
    "last": "la dernière", "trend": "par évolution", "recommendation": "par préconisation",
    "class": "par classe", "presence": "par présence", "mode": "par modalité",
    "prescriber": "par prescripteur", "case_manager": "par référent RSA",
    "commune": "par commune", "gender": "par sexe", "age": "par âge", "status": "par statut",
    "training_level": "par niveau de formation", "household": "par situation familiale",
    "main_obstacle": "par frein principal", "employment": "par situation d’emploi",
    "contacted": "celles contactées", "new": "les nouvelles", "registered": "les inscrites",
    "hosting": "celles qui accueillent", "hiring": "celles qui embauchent",
    "milestone": "par échéance", "reached": "la personne a été jointe",
    "employed": "la personne est en emploi", "participants": "les participants",
    "entries": "ceux qui entrent", "exits": "ceux qui sortent", "period": "dans la période",
    "stay": "depuis l’entrée", "after_entry": "dans les mois qui suivent l’entrée",
    "after_exit": "dans les mois qui suivent la sortie", "job": "un emploi",
    "training": "une formation", "nothing": "rien",
}  # fmt: skip
"""Of each value that a parameter of the catalogue chooses from; a test holds them together."""
TARGETS: Choices = (
    ("file_active", "File active visée"),
    ("entries_per_year", "Entrées par an"),
    ("positive_exit_percent", "Sorties positives, en %"),
)


@cache
def function_choices() -> Choices:
    """Every function of the catalogue, by subject, as one looks for it."""
    return tuple(
        (function.name, f"{_subject(subject)} · {_told(function)}")
        for subject in SUBJECTS
        for function in subject.FUNCTIONS
    )


def _subject(subject: ModuleType) -> str:
    return _SUBJECTS[subject.__name__.rpartition(".")[2]]


def _told(function: Function) -> str:
    return f"{_cut(function.meaning, _LONGEST)} ({_SHAPES[function.shape]})"


def indicator_attributes(
    profile: ActionProfile, values: Mapping[str, Any]
) -> tuple[Attribute, ...]:
    """What is asked of an indicator that counts what its values say."""
    function = CATALOGUE.get(str(values.get("counts", "")))
    meaning = function.meaning if function else "Choisissez ce qui se compte."
    return (
        LABEL,
        Attribute("counts", "Ce qui se compte", AttributeKind.CHOICE, function_choices(),
                  optional=False, hint=meaning),
        *(_asked(profile, each) for each in (function.parameters if function else ())),
        Attribute("target", "Cible", AttributeKind.WHOLE, most=1_000_000,
                  hint="Un nombre\u00a0; en % pour un taux."),
        Attribute("target_of", "Ou la cible de la convention", AttributeKind.CHOICE, TARGETS,
                  hint="Elle suit le nombre de la convention\u00a0: videz alors la cible."),
        Attribute("definition", "Définition, en annexe", AttributeKind.LONG,
                  hint="Vide\u00a0: le sens ci-dessus."),
    )  # fmt: skip


def _asked(profile: ActionProfile, told: Parameter) -> Attribute:
    kinds = {
        ParameterKind.WHOLE: AttributeKind.WHOLE,
        ParameterKind.FLAG: AttributeKind.FLAG,
        ParameterKind.WORDS: AttributeKind.TICKS,
        ParameterKind.TEXT: AttributeKind.TEXT,
        ParameterKind.QUESTION: AttributeKind.TEXT,
    }
    meaning = told.meaning
    for name, words in (("« months » ", ""), ("de « of »", "choisie")):
        meaning = meaning.replace(name, words)
    caption = _cut(meaning.partition("\u00a0:")[0].partition(" :")[0].partition(" ;")[0], _CAPTION)
    return Attribute(
        told.name,
        caption,
        kinds.get(told.kind, AttributeKind.CHOICE),
        tuple(_choices(profile, told)),
        optional=told.optional,
        least=told.least,
        most=told.most,
        hint=meaning if meaning != caption else "",
    )


def _choices(profile: ActionProfile, told: Parameter) -> Iterator[tuple[str, str]]:
    if told.kind is ParameterKind.PAPER:
        yield from ((key, paper.title) for key, paper in paper_kinds(profile).items())
    elif told.words in _PROGRAM:
        yield from _PROGRAM[told.words]
    elif told.words:
        yield from ((word.key, word.label) for word in word_lists(profile)[told.words])
    else:
        yield from ((str(key), capital(CHOICE_WORDS[str(key)])) for key in told.choices)


_PROGRAM: Mapping[str, Choices] = {
    "exit_classes": tuple((str(key), words) for key, words in CLASS_LABELS.items()),
    "aid_outcomes": tuple((str(key), words) for key, words in AID_LABELS.items()),
    "trends": tuple((str(key), words) for key, words in TREND_LABELS.items()),
}


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text.rstrip(".")
    return text[:most].rpartition(" ")[0].rstrip(",;:") + "…"
