"""Acts (prestations): how many, for whom, how long, how much, with what result."""

from coachdesk.domain.catalogue.common import EXIT_KINDS, OF_WHOM, WINDOW
from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_ACTS = "Actes de la période, de ces genres et de ces résultats"
KINDS = Parameter("kinds", ParameterKind.WORDS, "Genres d’acte", "services", optional=True)
_RESULTS = Parameter(
    "results", ParameterKind.WORDS, "Résultats de l’acte", "service_results", optional=True
)
_PER_PERSON = (
    OF_WHOM,
    EXIT_KINDS,
    KINDS,
    _RESULTS,
    Parameter(
        "of",
        ParameterKind.CHOICE,
        "Ce qui se compte pour chacun : ses actes, leurs heures, leur quantité, ou les mois du "
        "calendrier où il en a un",
        choices=("acts", "hours", "quantity", "months"),
        optional=True,
        default="acts",
    ),
    *WINDOW,
)
_AT_LEAST = Parameter(
    "at_least",
    ParameterKind.WHOLE,
    "Combien au moins, dans l’unité de « of »",
    least=1,
    optional=True,
    default=1,
)
_EACH = (
    "Parcours pour lesquels ces actes atteignent le nombre demandé dans la fenêtre dite ; un acte "
    "de groupe compte pour chaque personne nommée"
)

FUNCTIONS = (
    Function("acts", Shape.NUMBER, f"{_ACTS}.", (KINDS, _RESULTS)),
    Function(
        "acts_people",
        Shape.NUMBER,
        f"Personnes des actes de la période, nommées ou comptées, une fois par acte. {_ACTS}.",
        (KINDS, _RESULTS),
    ),
    Function("acts_minutes", Shape.MINUTES, f"{_ACTS} : leur durée.", (KINDS, _RESULTS)),
    Function(
        "acts_quantity",
        Shape.QUANTITY,
        f"{_ACTS} : leur quantité, dans l’unité de leur genre.",
        (KINDS, _RESULTS),
    ),
    Function(
        "acts_by",
        Shape.SHARES,
        f"{_ACTS}, par genre, par résultat ou par lieu ; un résultat que deux actes nomment "
        "autrement est dit avec son acte.",
        (
            Parameter(
                "by",
                ParameterKind.CHOICE,
                "Par quoi les partager",
                choices=("kind", "result", "place"),
            ),
            KINDS,
            _RESULTS,
        ),
    ),
    Function(
        "acts_rate",
        Shape.RATE,
        "Part des actes de la période, de ces genres, qui ont l’un de ces résultats.",
        (KINDS, Parameter("results", ParameterKind.WORDS, "Résultats comptés", "service_results")),
    ),
    Function("people_with_acts", Shape.NUMBER, f"{_EACH}.", (*_PER_PERSON, _AT_LEAST)),
    Function(
        "people_with_acts_rate",
        Shape.RATE,
        f"{_EACH} : leur part.",
        (*_PER_PERSON, _AT_LEAST),
    ),
    Function(
        "acts_per_person",
        Shape.MEAN,
        "Moyenne par parcours de ces actes, de leurs heures, de leur quantité ou des mois où il y "
        "en a un, dans la fenêtre dite ; qui n’en a pas compte pour zéro.",
        _PER_PERSON,
    ),
)
