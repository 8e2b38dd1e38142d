"""Prescriptions, entries and participants."""

from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_OF_YEAR = (
    "Prescriptions des parcours actifs au moins un jour dans la période, quelle que soit leur "
    "date, et celles qui y ont été reçues sans ouvrir de parcours"
)
_ACTIVE = "Parcours qui ont au moins un jour dans la période"

FUNCTIONS = (
    Function("prescriptions", Shape.NUMBER, f"{_OF_YEAR}."),
    Function(
        "prescriptions_by",
        Shape.SHARES,
        f"{_OF_YEAR}, par suite donnée ou par origine.",
        (
            Parameter(
                "by",
                ParameterKind.CHOICE,
                "Par quoi les partager",
                choices=("outcome", "prescriber", "case_manager", "commune"),
            ),
        ),
    ),
    Function("participants", Shape.NUMBER, f"{_ACTIVE}."),
    Function(
        "participants_by",
        Shape.SHARES,
        f"{_ACTIVE}, par situation à l’entrée.",
        (
            Parameter(
                "by",
                ParameterKind.CHOICE,
                "Par quoi les partager",
                choices=(
                    "gender", "age", "status", "training_level", "household", "main_obstacle",
                    "employment", "commune",
                ),
            ),
        ),
    ),
)  # fmt: skip
