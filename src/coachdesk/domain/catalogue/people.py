"""Prescriptions, entries and participants, the file active, how long pathways last."""

from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_OF_YEAR = (
    "Prescriptions des parcours actifs au moins un jour dans la période, quelle que soit leur "
    "date, et celles qui y ont été reçues sans ouvrir de parcours"
)
_ACTIVE = "Parcours qui ont au moins un jour dans la période"
_FILE_ACTIVE = (
    "Parcours qui ont au moins un jour dans le mois, celui de l’entrée et celui de la sortie "
    "compris"
)

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
    Function(
        "prescriptions_received",
        Shape.NUMBER,
        "Prescriptions reçues dans la période, quelle que soit leur suite.",
    ),
    Function("participants", Shape.NUMBER, f"{_ACTIVE}."),
    Function(
        "participants_by",
        Shape.SHARES,
        f"{_ACTIVE}, par ce qui est connu de la personne : sa situation est celle de l’entrée, son "
        "âge celui de ce jour, sa commune celle de sa fiche.",
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
    Function("entries", Shape.NUMBER, "Parcours dont l’entrée est dans la période."),
    Function(
        "still_there",
        Shape.NUMBER,
        "Parcours commencés qui se poursuivent après le dernier jour de la période.",
        of_last_day=True,
    ),
    Function(
        "file_active",
        Shape.CURVE,
        f"{_FILE_ACTIVE}, mois par mois ; le nombre est la moyenne de ces mois.",
    ),
    Function(
        "file_active_mean",
        Shape.MEAN,
        f"Moyenne, sur les mois de la période, de la file active : {_FILE_ACTIVE.lower()}.",
    ),
    Function(
        "renewals",
        Shape.NUMBER,
        "Parcours dont la durée prévue au départ arrive à son terme dans la période, et dont la "
        "fin prévue est plus lointaine.",
        (
            Parameter(
                "months",
                ParameterKind.WHOLE,
                "Durée prévue au départ, en mois ; sans elle, celle des règles de l’action",
                least=1,
                most=60,
                optional=True,
            ),
        ),
    ),
    Function(
        "pathway_length",
        Shape.MEAN,
        "Durée moyenne, du jour de l’entrée à celui de la sortie compris, des parcours dont la "
        "sortie est dans la période.",
    ),
)  # fmt: skip
