"""Suivis post-parcours: due, done, what they found."""

from coachdesk.domain.indicators import Function, Parameter, ParameterKind, Shape

_DUE = (
    "Suivis dont l’échéance, comptée en mois depuis la sortie, est dans la période ; un décès "
    "n’en demande aucun"
)
_MONTHS = Parameter(
    "months",
    ParameterKind.WHOLE,
    "L’échéance ; sans elle, toutes celles des règles de l’action",
    least=1,
    most=60,
    optional=True,
)

FUNCTIONS = (
    Function("follow_ups_due", Shape.NUMBER, f"{_DUE}.", (_MONTHS,)),
    Function(
        "follow_ups_by",
        Shape.SHARES,
        f"{_DUE}, par échéance, ou par situation à chaque échéance.",
        (
            Parameter(
                "by",
                ParameterKind.CHOICE,
                "Par quoi les partager",
                choices=("milestone", "outcome"),
            ),
            _MONTHS,
            Parameter(
                "only",
                ParameterKind.CHOICE,
                "Ceux où la personne a été jointe, ou est en emploi",
                choices=("reached", "employed"),
                optional=True,
            ),
        ),
    ),
    Function(
        "follow_up_rate",
        Shape.RATE,
        f"{_DUE} : part de ceux qui disent une de ces situations.",
        (
            _MONTHS,
            Parameter(
                "outcomes",
                ParameterKind.WORDS,
                "Situations ; sans elles, celles dites en emploi",
                words="follow_up_outcomes",
                optional=True,
            ),
            Parameter(
                "reached",
                ParameterKind.FLAG,
                "Parmi les seules personnes jointes",
                optional=True,
                default=False,
            ),
        ),
    ),
)
