"""What is worked on with each person: démarches, freins, measures before and after."""

from coachdesk.domain.catalogue.common import EXIT_KINDS, OF_WHOM
from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_STEPS = "Démarches de la période"
_KINDS = Parameter("kinds", ParameterKind.WORDS, "Genres de démarche", "steps", optional=True)
_STEP_PARAMETERS = (
    _KINDS,
    Parameter(
        "aids", ParameterKind.FLAG, "Seulement les aides demandées", optional=True, default=False
    ),
    Parameter(
        "outcomes", ParameterKind.WORDS, "Réponses à ces aides", "aid_outcomes", optional=True
    ),
)
_FREINS = (
    "Freins des parcours : un par personne et par frein qui a pesé au moins une fois, du début du "
    "suivi à la sortie ou à la fin de la période"
)
_TREND = (
    "l’évolution va de la première fois où il a été évalué à la dernière : levé ou allégé, "
    "inchangé, alourdi, ou évalué une seule fois"
)
_OBSTACLES = Parameter("kinds", ParameterKind.WORDS, "Freins", "obstacles", optional=True)
_TRENDS = Parameter("trends", ParameterKind.WORDS, "Évolutions", "trends", optional=True)
_MEASURE = Parameter("measure", ParameterKind.WORD, "Mesure du profil", "measures")
_WHEN = Parameter(
    "when",
    ParameterKind.CHOICE,
    "La première prise (à l’entrée) ou la dernière, si elle est d’un autre jour (à la sortie)",
    choices=("first", "last"),
)
_PERSON = (OF_WHOM, EXIT_KINDS)
_LEVEL = (
    "Niveau de chaque parcours sur une échelle du profil, du début du suivi à la sortie ou à la "
    "fin de la période"
)

FUNCTIONS = (
    Function("steps", Shape.NUMBER, f"{_STEPS}.", _STEP_PARAMETERS),
    Function(
        "steps_people",
        Shape.NUMBER,
        "Personnes qui ont au moins une de ces démarches dans la période.",
        _STEP_PARAMETERS,
    ),
    Function(
        "steps_by",
        Shape.SHARES,
        f"{_STEPS}, par genre ou, pour les aides, par réponse.",
        (
            Parameter(
                "by", ParameterKind.CHOICE, "Par quoi les partager", choices=("kind", "outcome")
            ),
            *_STEP_PARAMETERS,
        ),
    ),
    Function(
        "obstacles_by",
        Shape.SHARES,
        f"{_FREINS}, par frein ou par évolution ; {_TREND}.",
        (
            Parameter(
                "by", ParameterKind.CHOICE, "Par quoi les partager", choices=("kind", "trend")
            ),
            *_PERSON,
            _OBSTACLES,
            _TRENDS,
        ),
    ),
    Function(
        "obstacles_rate",
        Shape.RATE,
        f"{_FREINS} : la part de ceux qui ont l’une de ces évolutions ; {_TREND}.",
        (
            *_PERSON,
            _OBSTACLES,
            Parameter("trends", ParameterKind.WORDS, "Évolutions comptées", "trends"),
        ),
    ),
    Function(
        "measures_by",
        Shape.SHARES,
        f"{_LEVEL}.",
        (_MEASURE, _WHEN, *_PERSON),
    ),
    Function(
        "measures_mean",
        Shape.MEAN,
        f"{_LEVEL} : la moyenne des rangs, 1 pour le plus bas ; qui n’a pas de mesure est laissé.",
        (_MEASURE, _WHEN, *_PERSON),
    ),
    Function(
        "measure_trends",
        Shape.SHARES,
        "Parcours par évolution d’une mesure, de la première prise à la dernière : plus haut, "
        "pareil, plus bas, prise une seule fois.",
        (_MEASURE, *_PERSON),
    ),
    Function(
        "measure_rate",
        Shape.RATE,
        "Part des parcours mesurés deux fois au moins dont l’évolution est l’une de celles que "
        "l’action compte : plus haut, pareil ou plus bas.",
        (
            _MEASURE,
            Parameter("trends", ParameterKind.WORDS, "Évolutions comptées", "trends"),
            *_PERSON,
        ),
    ),
)
