"""Means: the coach’s time by kind, and her road, as the feuilles de temps tell them."""

from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_TIME = (
    "Temps du coach pour l’action dans la période, comme dans ses feuilles de temps : rendez-vous "
    "tenus, attendus en vain, ateliers et aller-vers de l’agenda (prévus compris, si la période "
    "n’est pas finie), et temps notés, chaque minute une fois"
)

FUNCTIONS = (
    Function(
        "coach_time",
        Shape.MINUTES,
        f"{_TIME}.",
        (
            Parameter(
                "kinds",
                ParameterKind.WORDS,
                "Seulement ces genres de temps notés",
                "time_kinds",
                optional=True,
            ),
        ),
        listable=True,
    ),
    Function(
        "coach_time_by_kind",
        Shape.SHARES,
        f"{_TIME}, en heures entières par genre, dont la somme est celle de ces heures.",
        listable=True,
    ),
    Function(
        "coach_road",
        Shape.QUANTITY,
        "Kilomètres du coach dans la période, toutes actions ensemble : ceux qui ont été notés, "
        "sinon ceux de l’agenda, d’un lieu à l’autre ; les trajets dont la longueur n’est pas "
        "connue sont laissés.",
        listable=True,
    ),
)
